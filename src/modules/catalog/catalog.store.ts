import type { Pool, PoolClient } from 'pg';

type Db = Pool | PoolClient;

export interface ItemByCode {
  readonly id: string;
  readonly sku: string;
  readonly uom: string;
  readonly units: readonly { readonly uom: string; readonly n: string; readonly d: string }[];
}
export interface LocationByCode {
  readonly id: string;
  readonly code: string;
  readonly timezone: string;
}

export async function itemsByCode(db: Db, skus: readonly string[]): Promise<ItemByCode[]> {
  const { rows } = await db.query<ItemByCode>(
    `select i.id::text id, i.sku, i.uom, coalesce((select json_agg(json_build_object('uom', u.uom, 'n', u.factor_n::text, 'd', u.factor_d::text))
  from item_unit u where u.item_id = i.id), '[]') units
from item i where i.sku = any ($1) and not i.void`,
    [skus],
  );
  return rows;
}

export async function locationsByCode(db: Db, codes: readonly string[]): Promise<LocationByCode[]> {
  const { rows } = await db.query<LocationByCode>('select id::text id, code, timezone from location where code = any ($1) and not void', [
    codes,
  ]);
  return rows;
}

export async function zonesOfLocations(db: Db): Promise<string[]> {
  const { rows } = await db.query<{ timezone: string }>('select distinct timezone from location where not void');
  return rows.map((r) => r.timezone);
}

/** Which locations a name may mean for a supplier: by its cross-reference, by GLN, by our own code. */
export interface LocationCandidate {
  readonly value: string;
  readonly qualifier: string | null; // of the cross-reference
  readonly locationId: string;
  readonly code: string;
  readonly gln: string | null;
  readonly via: 'crossref' | 'gln' | 'code';
}
export async function locationCandidates(db: Db, supplierId: string | null, values: readonly string[]): Promise<LocationCandidate[]> {
  const { rows } = await db.query<LocationCandidate>(
    `select x.value, x.qualifier, l.id::text "locationId", l.code, l.gln, 'crossref' via
from location_crossref x join location l on l.id = x.location_id and not l.void where x.supplier_id = $1 and x.value = any ($2)
union all select l.gln, null, l.id::text, l.code, l.gln, 'gln' from location l where l.gln = any ($2) and not l.void
union all select l.code, null, l.id::text, l.code, l.gln, 'code' from location l where l.code = any ($2) and not l.void`,
    [supplierId, values],
  );
  return rows;
}

export interface ItemQuestion {
  readonly supplierId: string | null;
  readonly qualifiers: readonly string[]; // under which a cross-reference may answer
  readonly value: string;
  readonly gtin: string | null; // 14 digits, check digit right
  readonly asBuyerSku: boolean;
  readonly at: string;
}
export interface ItemAnswer {
  readonly question: number; // its position
  readonly itemId: string;
  readonly sku: string;
  readonly uom: string | null; // the unit that this number stands for
  readonly via: 'crossref' | 'gtin' | 'pack_gtin' | 'sku';
  readonly qualifier: string | null;
}

/** Every item that any of the questions may mean, in one query. */
export async function itemCandidates(db: Db, questions: readonly ItemQuestion[]): Promise<ItemAnswer[]> {
  const { rows } = await db.query<ItemAnswer>(
    `with q as (select (o.ordinality - 1)::int n, x.* from jsonb_array_elements($1::jsonb) with ordinality o,
  jsonb_to_record(o.value) x ("supplierId" uuid, qualifiers jsonb, value text, gtin text, "asBuyerSku" boolean, at timestamptz))
select q.n question, i.id::text "itemId", i.sku, x.uom, 'crossref' via, x.qualifier
from q join item_crossref x on x.supplier_id = q."supplierId" and x.value = q.value and q.qualifiers ? x.qualifier
  and x.valid_from <= q.at and x.valid_to > q.at join item i on i.id = x.item_id and not i.void
union all select q.n, i.id::text, i.sku, null, 'gtin', null from q join item i on i.gtin = q.gtin and not i.void
union all select q.n, i.id::text, i.sku, u.uom, 'pack_gtin', null from q join item_unit u on u.gtin = q.gtin
  join item i on i.id = u.item_id and not i.void
union all select q.n, i.id::text, i.sku, null, 'sku', null from q join item i on i.sku = q.value and not i.void where q."asBuyerSku"`,
    [JSON.stringify(questions)],
  );
  return rows;
}

export interface UnitAnswer {
  readonly value: string;
  readonly uom: string;
}
/** What suppliers' spellings of units mean: the supplier's own cross-reference before the one for all. */
export async function unitsByCrossref(db: Db, supplier: string | null, values: readonly string[]): Promise<UnitAnswer[]> {
  const { rows } = await db.query<UnitAnswer>(
    `select distinct on (v.value) v.value, x.uom from unnest($2::text[]) v (value) join unit_crossref x on upper(x.value) = upper(v.value)
where x.supplier in ('', coalesce($1, '')) order by v.value, x.supplier = '', x.value = v.value desc`,
    [supplier, values],
  );
  return rows;
}
