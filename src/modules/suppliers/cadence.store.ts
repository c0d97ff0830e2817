import type { Pool } from 'pg';
import { csvRow } from '../../platform/csv';
import type { Sees } from '../access/sees';
import { type Cadence, cadenceOf } from '../../domain/rules/cadence';

export interface CadenceReport {
  readonly supplier: string;
  readonly document: 'stock_report' | 'ship_notice';
  readonly reports: number; // of the last 90 days before the newest
  readonly proposed: Cadence | null;
  readonly row: string | null; // of report_schedules.csv, by the columns of HEADING
}
export const HEADING = 'supplier,document,location,cron,timezone,grace_minutes';

/** Of suppliers for whom nothing says when a document is due: what the accepted ones of ninety days show. Nothing of it is applied. */
export async function cadences(db: Pool, sees: Sees, supplier?: string): Promise<CadenceReport[]> {
  const { rows } = await db.query<{ supplier: string; document: CadenceReport['document']; timezone: string; received: number[] }>(
    `with accepted as (
  select d.supplier_id, d.kind, r.received_at, max(r.received_at) over (partition by d.supplier_id, d.kind) newest
  from document d join receipt r on r.id = d.receipt_id where d.current and d.kind in ('stock_report', 'ship_notice') and d.lines > 0
    and d.status in ('accepted', 'accepted_with_issues', 'parked'))
select s.code supplier, a.kind document, coalesce(s.timezone, (select min(l.timezone) from location l where not l.void having count(distinct l.timezone) = 1), 'UTC') timezone,
  array_agg(distinct (extract(epoch from a.received_at) * 1000)::float8) received
from accepted a join supplier s on s.id = a.supplier_id and not s.void and ($1::text is null or s.code = $1) and ($2::text[] is null or s.code = any ($2))
where a.received_at > a.newest - interval '90 days'
  and not exists (select 1 from report_schedule r where r.supplier_id = a.supplier_id and r.document = a.kind)
group by s.id, s.code, s.timezone, a.kind order by 1, 2`,
    [supplier ?? null, sees.suppliers],
  );
  return rows.map(({ supplier, document, received, timezone }) => {
    const proposed = cadenceOf(received, timezone);
    const row = proposed && csvRow([supplier, document, '*', proposed.cron, proposed.timezone, proposed.graceMinutes]);
    return { supplier, document, reports: received.length, proposed, row };
  });
}
