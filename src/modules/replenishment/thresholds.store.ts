import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { ProgramTerms } from '../../domain/items/terms';
import type { Sees } from '../access/sees';
import { SEEN } from './reorders-list.store';

export interface ThresholdFilter {
  readonly supplier?: string | undefined;
  readonly location?: string | undefined;
  readonly sku?: string | undefined;
  readonly after?: readonly [supplier: string, location: string, sku: string] | undefined;
  readonly limit: number;
}
/** A row of the programs with who agreed it: a program that was applied by somebody, else the buyer's feed. */
export interface AgreedRow extends ProgramTerms {
  readonly program: { readonly name: string; readonly version: number; readonly author: string } | null;
}
/** What a supplier said of a threshold, as it stands last. */
export interface SaidByThem {
  readonly measure: 'min' | 'max';
  readonly quantity: string;
  readonly received_at: string;
  readonly document: string;
  readonly file: string;
  readonly place: string;
}
export interface PairFacts {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
  readonly uom: string;
  readonly programs: readonly AgreedRow[];
  readonly said: readonly SaidByThem[];
  readonly used: string;
  readonly days: number;
  readonly daysOfUse: number;
  readonly leads: readonly number[];
}

const USED_DAYS = 90;

/** A program row, with the version of a program file that was applied by the very import that wrote it. */
const PROGRAMS = `select p.sku, p.location, ${instant('p.valid_from')} "validFrom", ${instant('p.valid_to')} "validTo", p.terms,
  (select json_build_object('name', v.name, 'version', v.version, 'author', v.author) from program_version v
    where v.supplier = x.supplier and v.applied_at = p.imported_at order by v.name limit 1) "program"
  from program p where p.supplier_id = x.supplier_id and p.sku in ('*', x.sku) and p.location in ('*', x.location) order by p.valid_from`;
const SAID = `select distinct on (o.measure) o.measure, o.quantity::text quantity, ${instant('o.received_at')} received_at, 'doc_' || d.id "document", d.file, o.place
  from observation o join document d on d.id = o.document_id and d.current
  where o.item_id = x.item_id and o.location_id = x.location_id and o.supplier_id = x.supplier_id and o.measure in ('min', 'max')
  order by o.measure, o.as_of_to desc, o.received_at desc`;
/** Of each order the days to the first receipt that names it. */
const LEADS = `select greatest(1, ceil(extract(epoch from (min(m.moved_from) - n.ordered_at)) / 86400))::int days
  from order_line n join movement m on m.item_id = n.item_id and m.location_id = n.location_id and m.kind = 'receipt' and m.po = n.po
  where n.item_id = x.item_id and n.location_id = x.location_id and n.supplier_id = x.supplier_id and m.moved_from > n.ordered_at
  group by n.po, n.ordered_at order by n.ordered_at desc limit 20`;

/** The pairs that were ever compared, by supplier, place and item, with all that thresholds and suggestions are made of. */
export async function pairFacts(db: Pool | PoolClient, sees: Sees, f: ThresholdFilter, now: string): Promise<PairFacts[]> {
  const { rows } = await db.query<PairFacts>(
    `select x.supplier, x.sku, x.location, x.uom,
  coalesce((select json_agg(y) from (${PROGRAMS}) y), '[]') programs, coalesce((select json_agg(y) from (${SAID}) y), '[]') said,
  coalesce(u.used, 0)::text used, coalesce(least(${USED_DAYS}, floor(extract(epoch from ($1::timestamptz - u.first)) / 86400)), 0)::int days,
  coalesce(u.days, 0)::int "daysOfUse", coalesce((select json_agg(y.days) from (${LEADS}) y), '[]') leads
from (select j.item_id, j.location_id, j.supplier_id, s.code supplier, i.sku, l.code as location, i.uom
  from judged_pair j join supplier s on s.id = j.supplier_id join item i on i.id = j.item_id join location l on l.id = j.location_id
  where ${SEEN('$2', '$3')} and ($4::text is null or s.code = $4) and ($5::text is null or l.code = $5) and ($6::text is null or i.sku = $6)
    and ($7::text is null or (s.code, l.code, i.sku) > ($7, $8, $9)) order by s.code, l.code, i.sku limit $10) x
left join lateral (select -sum(m.signed) filter (where m.kind = 'usage') used, count(distinct m.moved_from::date) filter (where m.kind = 'usage') days,
    (select min(a.moved_from) from movement a where a.item_id = x.item_id and a.location_id = x.location_id) "first"
  from movement m where m.item_id = x.item_id and m.location_id = x.location_id and m.moved_from > $1::timestamptz - interval '${USED_DAYS} days'
    and m.moved_from <= $1::timestamptz) u on true
order by x.supplier, x.location, x.sku`,
    [
      ...[now, sees.suppliers, sees.locations, f.supplier ?? null, f.location ?? null, f.sku ?? null],
      ...[f.after?.[0] ?? null, f.after?.[1] ?? null, f.after?.[2] ?? null, f.limit],
    ],
  );
  return rows;
}
