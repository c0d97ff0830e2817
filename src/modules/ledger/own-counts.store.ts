import type { Pool, PoolClient } from 'pg';
import { gtin14 } from '../../domain/items/gtin';
import type { CountAsked, OwnCounts } from '../../domain/mapping/own-counts';

const RECENT = `interval '14 days'`; // a count that is older says little about what stands there now

/** What the buyer last counted of the items in the rows of a supplier's list, where item and place are known without doubt. One statement for all rows. */
export async function ownCounts(
  db: Pool | PoolClient,
  supplier: string,
  asked: readonly CountAsked[],
  receivedAt: string,
): Promise<OwnCounts> {
  const rows = asked.flatMap(({ row, place, items }) => items.map((i) => ({ row, place, ...i })));
  const gtins = rows.map(({ value }) => (/^\d{8,14}$/.test(value) ? (gtin14(value) ?? null) : null));
  const found = await db.query<{ row: number; counted: string[] }>(COUNTED, [
    rows.map((r) => r.row),
    rows.map((r) => r.value),
    gtins,
    rows.map((r) => r.whose),
    rows.map((r) => r.place),
    supplier,
    receivedAt,
  ]);
  return new Map(found.rows.map(({ row, counted }) => [row, counted]));
}

/**
 * An item or a place that may be two is none: agreement by another item's count would be chance. Lots that were counted at one
 * moment are one count; a day without an hour stands at its end, which may be still to come.
 */
const COUNTED = `
with asked as materialized (
  select * from unnest($1::int[], $2::text[], $3::text[], $4::text[], $5::text[]) a (n, value, gtin, whose, place)),
sender as (select id from supplier where code = $6),
item_of as materialized (
  select n, min(item_id) item_id from (
    select a.n, i.id item_id from asked a join item i on i.sku = a.value and not i.void where coalesce(a.whose, 'buyer') = 'buyer'
    union all
    select a.n, i.id from asked a join item i on i.gtin = a.gtin and not i.void where coalesce(a.whose, 'gtin') = 'gtin'
    union all
    select a.n, x.item_id from asked a join item_crossref x on x.value = a.value join sender s on s.id = x.supplier_id
    where x.valid_from <= $7 and x.valid_to > $7 and coalesce(a.whose, '') <> 'gtin'
      and (a.whose is null or a.whose = 'item' or (a.whose = 'manufacturer') = (x.qualifier in ('MG', 'MF')))) f
  group by n having min(item_id) = max(item_id)),
place_of as materialized (
  select place, coalesce(min(l.crossref), min(l.own)) location_id
  from (select distinct place from asked) a cross join lateral (
    select x.location_id crossref, null::bigint own from location_crossref x join sender s on s.id = x.supplier_id where x.value = a.place
    union all
    select null, l.id from location l where not l.void and (l.code = a.place or l.gln = a.place)
    union all
    select null, l.id from program p join sender s on s.id = p.supplier_id join location l on l.code = p.location where a.place is null) l
  group by place having coalesce(min(l.crossref), min(l.own)) = coalesce(max(l.crossref), max(l.own))),
counted as (
  select a.n, c.owner, c.counted_at, sum(c.quantity) quantity
  from (select distinct n, place from asked) a join item_of i using (n) join place_of p on p.place is not distinct from a.place
  join stock_count c on c.item_id = i.item_id and c.location_id = p.location_id and c.status = 'unrestricted'
    and c.counted_at >= $7::timestamptz - ${RECENT} and c.counted_at <= $7::timestamptz + case when c.said_date is null then interval '0' else interval '1 day' end
  where c.owner = 'buyer' or c.supplier_id is null or c.supplier_id in (select id from sender)
  group by a.n, c.owner, c.counted_at)
select n as row, array_agg(trim_scale(quantity)::text) counted
from (select distinct on (n, owner) n, quantity from counted order by n, owner, counted_at desc) last group by n`;
