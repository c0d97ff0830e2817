import type { PoolClient } from 'pg';
import type { CoverageView } from '../../domain/rules/coverage-view';
import { millis } from './millis';
import { termsOf } from './terms.sql';

const FULL = (d: string): string =>
  `${d}.current and ${d}.kind = 'stock_report' and not ${d}.supply_fact and ${d}.coverage = 'full' and ${d}.lines > 0
    and ${d}.status in ('accepted', 'accepted_with_issues', 'parked')`;

/**
 * Places of suppliers of whom a full report came since the last look, and those of which something stands open. A place that the
 * newest report leaves out as a whole is one of them where that list has always named both, twice at least: two lists, one for
 * each place, leave nothing out.
 */
const SCOPES = `
came as materialized (select d.* from touched t join document d on d.id = t.ref::uuid and ${FULL('d')} where t.kind = 'document'),
standing as materialized (select e.supplier_id, e.location_id, b.id before from supply_exception e
  left join document b on b.id = substr(e.details->>'before', 5)::uuid and ${FULL('b')} where e.status <> 'resolved' and e.type = 'COVERAGE_DROP'),
named as materialized (select distinct c.supplier_id, o.location_id from came c join observation o on o.document_id = c.id),
earlier as materialized (select c.id, e.id earlier, e.as_of_to from came c cross join lateral (select b.id, b.as_of_to from document b
  where ${FULL('b')} and b.supplier_id = c.supplier_id and (b.as_of_to, b.received_at) < (c.as_of_to, c.received_at)
  order by b.as_of_to desc, b.received_at desc limit 2) e),
beside as materialized (select e.id, o.location_id, count(distinct e.earlier) times from earlier e join observation o on o.document_id = e.earlier group by 1, 2),
whole as (select c.supplier_id, b.location_id from came c join beside b on b.id = c.id and b.times = 2
  where exists (select 1 from beside s join named n on n.supplier_id = c.supplier_id and n.location_id = s.location_id where s.id = c.id and s.times = 2)
    and not exists (select 1 from named n where n.supplier_id = c.supplier_id and n.location_id = b.location_id)),
scope as materialized (
  select supplier_id, location_id from named union select supplier_id, location_id from standing union select supplier_id, location_id from whole)`;

/**
 * The newest full report of a scope, and the one that it is held against: what is open is held against the report that was held
 * against first, else the next report would be measured by the one that left it out. Without one, the newest before it that is
 * the same list: it names at least half of what the first twenty rows of the newest name. A list of brakes and one of filters are two.
 */
const HELD = `
newest as materialized (
  select s.supplier_id, s.location_id, n.*, exists (select 1 from observation o where o.document_id = n.id and o.location_id = s.location_id) there
  from scope s cross join lateral (select d.id, d.file || coalesce('/' || d.within, '') file, d.said, d.received_at, d.as_of_to, d.rejected, d.parked, d.type, d.mapping->>'name' mapping from document d
    where ${FULL('d')} and d.supplier_id = s.supplier_id and (exists (select 1 from observation o where o.document_id = d.id and o.location_id = s.location_id)
      or exists (select 1 from whole w join came c on c.supplier_id = w.supplier_id where w.supplier_id = s.supplier_id and w.location_id = s.location_id and c.id = d.id))
    order by d.as_of_to desc, d.received_at desc limit 1) n),
held as materialized (
  select n.*, b.id before from newest n cross join lateral (
    select d.id from document d where ${FULL('d')} and d.supplier_id = n.supplier_id and d.id <> n.id
      and (d.id = (select g.before from standing g where g.supplier_id = n.supplier_id and g.location_id = n.location_id)
        or not exists (select 1 from standing g where g.supplier_id = n.supplier_id and g.location_id = n.location_id and g.before is not null)
        and (d.as_of_to, d.received_at) < (n.as_of_to, n.received_at) and d.as_of_to > n.as_of_to - interval '60 days'
        and exists (select 1 from observation o where o.document_id = d.id and o.location_id = n.location_id)
        and (not n.there or (select 2 * count(*) filter (where exists (select 1 from observation o where o.document_id = d.id and o.item_id = f.item_id))
          >= count(*) from (select distinct item_id from (select item_id from observation o where o.document_id = n.id and o.location_id = n.location_id
            order by o.n limit 20) g) f)))
    order by d.as_of_to desc, d.received_at desc limit 1) b)`;

/** What the one before named there, whether it is owed still, and whether any report of the supplier has named it since. */
const ITEMS = `
had as materialized (select h.supplier_id, h.location_id, h.before, exists (select 1 from document d where d.current and d.supplier_id = h.supplier_id
      and d.kind = 'stock_report' and d.coverage = 'delta' and d.type = h.type and d.mapping->>'name' is not distinct from h.mapping
      and d.received_at > h.received_at) delta, o.item_id, min(o.n) n, (array_agg(o.place order by o.n))[1] place
  from held h join observation o on o.document_id = h.before and o.location_id = h.location_id group by 1, 2, 3, 4, 5),
judged as materialized (
  select h.*, exists (select 1 from observation o join document d on d.id = o.document_id and d.current join document b on b.id = h.before
      where o.item_id = h.item_id and o.location_id = h.location_id and o.supplier_id = h.supplier_id
        and (d.as_of_to, d.received_at) > (b.as_of_to, b.received_at)) named
  from had h),
owed as materialized (
  select j.*, i.sku, not j.delta and i.status is distinct from 'discontinued' and i.superseded_by is null and t.terms is not null
      and coalesce(t.terms->>'snapshot', 'full') = 'full' owed
  from judged j join item i on i.id = j.item_id join location l on l.id = j.location_id
  cross join lateral (select case when j.named then '{}'::jsonb else ${termsOf('j.supplier_id', 'i.sku', 'l.code', 'to_timestamp($1 / 1000.0)')} end terms) t)`;

/** Of each place of which a full report came, or something stands open, what it left out. */
export async function coverageViews(client: PoolClient, now: number): Promise<CoverageView[]> {
  const { rows } = await client.query<Omit<CoverageView, 'now'>>(
    `
with ${SCOPES}, ${HELD}, ${ITEMS}
select s.code supplier, l.code as location,
  json_build_object('id', 'doc_' || h.id, 'file', h.file, 'asOf', coalesce(h.said->>'date', h.said->>'at'), 'receivedAt', ${millis('h.received_at')}) document,
  json_build_object('id', 'doc_' || b.id, 'file', b.file || coalesce('/' || b.within, ''), 'asOf', coalesce(b.said->>'date', b.said->>'at'),
    'receivedAt', ${millis('b.received_at')}) before,
  count(*) filter (where o.owed)::int had, count(*) filter (where not o.owed)::int given, h.rejected + h.parked unread,
  coalesce(json_agg(json_build_object('sku', o.sku, 'place', o.place) order by o.n) filter (where o.owed and not o.named), '[]') "left"
from held h join supplier s on s.id = h.supplier_id join location l on l.id = h.location_id join document b on b.id = h.before
join owed o on o.supplier_id = h.supplier_id and o.location_id = h.location_id
group by s.code, l.code, h.id, h.file, h.said, h.received_at, h.rejected, h.parked, b.id, b.file, b.within, b.said, b.received_at order by 1, 2`,
    [now],
  );
  return rows.map((r) => ({ now, ...r }));
}
