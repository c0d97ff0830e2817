import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import { type Due, nextDues } from '../../domain/programs/due-words';
import type { Sees } from '../access/sees';
import { SEEN } from '../exceptions/exceptions.store';
import { idOf, waiting } from '../matching/parked.store';

/** How a supplier stands, at a glance. */
export interface SupplierHealth {
  readonly supplier: string;
  readonly name: string;
  readonly last_report: string | null; // when the newest stock report or ship notice of which something counts was received
  readonly next_due: (Due & { readonly document: 'stock_report' | 'ship_notice'; readonly location: string }) | null;
  readonly late: number; // reports that were due and have not come
  readonly open: { readonly critical: number; readonly high: number; readonly medium: number; readonly low: number };
  readonly parked: number; // names that nobody knows
  readonly shadow: boolean;
}
interface Schedule {
  readonly document: 'stock_report' | 'ship_notice';
  readonly location: string;
  readonly cron: string;
  readonly timezone: string;
  readonly grace: number;
}
type Row = Omit<SupplierHealth, 'next_due'> & { readonly schedules: readonly Schedule[] };

/** Each figure is asked for a page of suppliers at once: a thousand of them are a few walks, and not a thousand. */
export async function supplierHealth(
  db: Pool,
  sees: Sees,
  page: { readonly after?: string | undefined; readonly limit: number },
  now: string,
): Promise<SupplierHealth[]> {
  const there = (doc: string): string => `($4::text[] is null or exists (
    select 1 from observation o join location l on l.id = o.location_id where o.document_id = ${doc} and l.code = any ($4)
    union all select 1 from shipment_line o join location l on l.id = o.location_id where o.document_id = ${doc} and l.code = any ($4)))`;
  const { rows } = await db.query<Row>(
    `with p as materialized (select id, code, name from supplier where not void and ($1::text is null or code > $1) and ($3::text[] is null or code = any ($3)) order by code limit $2),
came as (select d.supplier_id, max(d.received_at) at from document d join p on p.id = d.supplier_id
  where d.current and d.kind in ('stock_report', 'ship_notice') and d.status in ('accepted', 'accepted_with_issues', 'parked') and ${there('d.id')} group by 1),
raised as (select e.supplier, count(*) filter (where e.type = 'DOC_MISSING')::int late,
    json_build_object('critical', count(*) filter (where e.severity = 'critical'), 'high', count(*) filter (where e.severity = 'high'),
      'medium', count(*) filter (where e.severity = 'medium'), 'low', count(*) filter (where e.severity = 'low')) n
  from supply_exception e where e.status <> 'resolved' and e.suppressed_by is null and not e.shadow and e.supplier in (select code from p) and ${SEEN('$3', '$4')} group by 1),
asked as (select p.supplier_id, count(distinct ${idOf})::int n from (${waiting}) p join document d on d.id = p.document_id and d.current
  where $4::text[] is null and p.supplier_id in (select id from p) group by 1),
due as (select r.supplier_id, json_agg(json_build_object('document', r.document, 'location', r.location, 'cron', r.cron, 'timezone', r.timezone, 'grace', r.grace_minutes)) n
  from report_schedule r join p on p.id = r.supplier_id where $4::text[] is null or r.location = '*' or r.location = any ($4) group by 1)
select p.code supplier, p.name, ${instant('came.at')} last_report, coalesce(raised.late, 0) late,
  coalesce(raised.n, '{"critical": 0, "high": 0, "medium": 0, "low": 0}') "open", coalesce(asked.n, 0) parked, coalesce(due.n, '[]') schedules,
  exists (select 1 from shadow_period h where h.supplier_id = p.id and h.off_at is null) shadow
from p left join came on came.supplier_id = p.id left join raised on raised.supplier = p.code left join asked on asked.supplier_id = p.id
left join due on due.supplier_id = p.id order by p.code`,
    [page.after ?? null, page.limit, sees.suppliers, sees.locations],
  );
  return rows.map(({ schedules, ...r }) => ({ ...r, next_due: firstDue(schedules, now) }));
}

function firstDue(schedules: readonly Schedule[], now: string): SupplierHealth['next_due'] {
  const all = schedules.flatMap(({ document, location, cron, timezone, grace }) =>
    nextDues({ cron, timezone, graceMinutes: grace }, now, 1).map((due) => ({ ...due, document, location })),
  );
  return all.sort((a, b) => Date.parse(a.at) - Date.parse(b.at))[0] ?? null;
}
