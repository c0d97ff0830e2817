import type { PoolClient } from 'pg';
import type { OffProgram } from '../../domain/rules/document-view';

const SHOWN = 10;
const COMING = `('in_transit', 'on_order')`;

/**
 * Documents that came since the last look, and those that an open ITEM_OFF_PROGRAM cites. A report of a supplier with whom all is
 * agreed, or nothing, is not looked through: what it names cannot be outside; a notice that is held says nothing of its shipment.
 */
const LOOKED = `
looked as materialized (
  select d.id, d.kind, d.supplier_id from document d where d.current and not d.supply_fact
    and (d.kind = 'stock_report' or exists (select 1 from shipment s where s.document_id = d.id)) and d.id in (
    select t.ref::uuid from touched t where t.kind = 'document'
    union select substr(x->>'id', 5)::uuid from supply_exception e, jsonb_array_elements(e.documents) x
      where e.status <> 'resolved' and e.type = 'ITEM_OFF_PROGRAM')),
agreed as materialized (
  select distinct p.supplier_id, p.sku, p.location from program p where p.supplier_id in (select supplier_id from looked)
    and p.valid_from <= $1::timestamptz and coalesce(p.valid_to, 'infinity') > $1::timestamptz),
partly as (
  select supplier_id from agreed group by 1 having not bool_or(sku = '*' and location = '*'))`;

/** What is counted of an item that runs out is its end; that more of it comes is news. A shipment is open until it is received, or called off. */
const NAMED = `
named as materialized (
  select d.id document_id, o.* from looked d cross join lateral ( -- one by one: for a few documents no planner should read all reports
    select o.item_id, o.location_id, (array_agg(o.place order by o.n))[1] place, bool_or(o.measure in ${COMING}) coming from observation o
    where o.document_id = d.id and o.quantity <> 0 and (o.measure in ${COMING} or d.supplier_id in (select supplier_id from partly)) group by 1, 2) o
  union all
  select d.id, l.item_id, l.location_id, (array_agg(l.place order by l.n))[1], true
  from looked d join shipment s on s.document_id = d.id and s.current and s.state = 'open' join shipment_line l on l.shipment_id = s.id
  where d.kind = 'ship_notice' and not exists (select 1 from movement m where m.item_id = l.item_id and m.kind = 'receipt' and m.ship_notice = s.reference)
  group by 1, 2, 3)`;

/** What each of the documents names that is outside of its supplier's programs, by location; of one that names nothing such, an empty list. */
export async function offPrograms(client: PoolClient, now: number): Promise<Map<string, readonly OffProgram[]>> {
  const { rows } = await client.query<{ id: string; found: OffProgram[] }>(
    `with ${LOOKED}, ${NAMED}, outside as (
  select n.document_id, l.code location, i.sku, n.place,
    case when i.status = 'discontinued' and n.coming then 'discontinued' when i.superseded_by is not null and n.coming then 'superseded' else 'no_program' end why
  from named n join looked d on d.id = n.document_id join item i on i.id = n.item_id join location l on l.id = n.location_id
  where (n.coming and (i.status = 'discontinued' or i.superseded_by is not null))
    or (d.supplier_id in (select supplier_id from partly) and not exists (select 1 from agreed a where a.supplier_id = d.supplier_id and a.sku = i.sku and a.location = l.code)
      and not exists (select 1 from agreed a where a.supplier_id = d.supplier_id and a.sku = '*' and a.location = l.code)
      and not exists (select 1 from agreed a where a.supplier_id = d.supplier_id and a.sku = i.sku and a.location = '*'))),
by_place as (
  select document_id, location, count(*)::int found, (array_agg(json_build_object('sku', sku, 'why', why, 'place', place) order by sku))[1:${SHOWN}] items
  from outside group by 1, 2)
select 'doc_' || d.id id, coalesce(json_agg(json_build_object('location', b.location, 'found', b.found, 'items', b.items) order by b.location)
  filter (where b.location is not null), '[]') found
from looked d left join by_place b on b.document_id = d.id group by d.id`,
    [new Date(now).toISOString()],
  );
  return new Map(rows.map((r) => [r.id, r.found]));
}
