/** One thing that may be wrong with the buyer's masters. A check is one file and one line in index.ts. */
export interface MasterCheck {
  readonly code: string; // 'gtin.repeated'
  readonly about: 'items' | 'item_units' | 'item_crossrefs' | 'locations' | 'programs'; // the feed in which it is put right
  readonly severity: 'warning' | 'error'; // error: what a supplier says may be booked wrongly, or not at all
  readonly what: string; // for people: what is wrong, and what comes of it
  /** Rows of `subject` (what is wrong, by its codes) and `detail`, in a fixed order. `now` is `$1::timestamptz`. */
  readonly sql: string;
}

/** Programs that hold now; of several for the same, the newest. */
export const PROGRAMS_NOW = `(select distinct on (p.supplier_id, p.sku, p.location) p.*, s.code supplier
  from program p join supplier s on s.id = p.supplier_id
  where not s.void and p.valid_from <= $1::timestamptz and coalesce(p.valid_to, 'infinity') > $1::timestamptz
  order by p.supplier_id, p.sku, p.location, p.valid_from desc)`;
/** A supplier's numbers that hold now. */
export const NUMBERS_NOW = `(select x.*, s.code supplier from item_crossref x join supplier s on s.id = x.supplier_id
  where not s.void and x.valid_from <= $1::timestamptz and x.valid_to > $1::timestamptz)`;
