import type { PoolClient } from 'pg';
import { DateTime } from 'luxon';
import type { ReportAgeView } from '../../domain/rules/report-age-view';
import { calendarsOf } from './calendars.store';
import { millis } from './millis';

const LONGEST = 400; // of a report that speaks of years ago nobody counts the holidays

const DATED = (d: string): string =>
  `${d}.current and ${d}.kind = 'stock_report' and ${d}.lines > 0 and ${d}.status in ('accepted', 'accepted_with_issues', 'parked') and ${d}.said->>'said' in ('date', 'instant')`;
const TOLD = (d: string): string =>
  `json_build_object('id', 'doc_' || ${d}.id, 'file', ${d}.file || coalesce('/' || ${d}.within, ''), 'asOf', coalesce(${d}.said->>'date', ${d}.said->>'at'),
    'asOfFrom', ${millis(`${d}.as_of_from`)}, 'asOfTo', ${millis(`${d}.as_of_to`)}, 'receivedAt', ${millis(`${d}.received_at`)})`;

/**
 * Reports that came since the last look, each with the others of the same list: read in the same way, and naming at least half of
 * the items of its first twenty rows.
 */
export async function reportAgeViews(client: PoolClient, now: number): Promise<ReportAgeView[]> {
  const { rows } = await client.query<Omit<ReportAgeView, 'now' | 'offDays'> & { calendar: string | null; timezone: string }>(
    `
with came as materialized (select distinct d.id from touched t join document d on d.id = t.ref::uuid and ${DATED('d')} where t.kind = 'document'),
placed as materialized (select c.id, (select array_agg(distinct o.location_id) from observation o where o.document_id = c.id) locations from came c)
select s.code supplier, l.code as location, coalesce(d.mapping->>'name', d.type) list, ${TOLD('d')} report, coalesce(s.timezone, l.timezone, 'UTC') timezone,
  (select min(p.terms->>'calendar') from program p where p.supplier_id = d.supplier_id and p.valid_from <= to_timestamp($1 / 1000.0)
    and (p.valid_to is null or p.valid_to > to_timestamp($1 / 1000.0))) calendar,
  (select json_build_object('cron', r.cron, 'timezone', r.timezone) from report_schedule r where r.supplier_id = d.supplier_id and r.document = 'stock_report'
    and r.location in (l.code, '*') order by r.location = '*' limit 1) schedule,
  coalesce((select json_agg(${TOLD('e')}) from (select b.* from document b
      where ${DATED('b')} and b.supplier_id = d.supplier_id and b.id <> d.id and b.type = d.type and b.mapping->>'name' is not distinct from d.mapping->>'name'
        and b.as_of_to > d.as_of_to - interval '90 days' and b.as_of_to < d.received_at + interval '90 days'
      order by b.as_of_to desc limit 60) e
    where (select 2 * count(*) filter (where exists (select 1 from observation o where o.document_id = e.id and o.item_id = f.item_id and o.location_id = f.location_id)) >= count(*)
      from (select distinct g.item_id, g.location_id from (select o.item_id, o.location_id from observation o where o.document_id = d.id order by o.n limit 20) g) f)), '[]') others
from placed c join document d on d.id = c.id join supplier s on s.id = d.supplier_id
left join location l on cardinality(c.locations) = 1 and l.id = c.locations[1] order by d.received_at, d.id`,
    [now],
  );
  const calendars = await calendarsOf(client);
  return rows.map(({ calendar, timezone, ...r }) => ({
    now,
    ...r,
    offDays: offDays(r.report.asOfTo, r.report.receivedAt, timezone, calendars(calendar ?? undefined)),
  }));
}

/** Whole days between two instants, their own left out, on which nobody works. */
function offDays(from: number, to: number, zone: string, isWorkday: (date: string) => boolean): number {
  const last = DateTime.fromMillis(to, { zone }).startOf('day');
  let off = 0;
  let at = DateTime.fromMillis(from - 1, { zone })
    .startOf('day')
    .plus({ days: 1 });
  for (let n = 0; at < last && n < LONGEST; n++, at = at.plus({ days: 1 })) if (!isWorkday(at.toISODate()!)) off++;
  return off;
}
