import type { PoolClient } from 'pg';
import type { ScheduleView } from '../../domain/rules/schedule-view';
import { millis } from './millis';

/** A bare date is its whole day in the schedule's zone here, though a report of today was clipped at its receipt. */
const DAY = (part: string, plus: string): string => `((${part})::date ${plus})::timestamp at time zone r.timezone`;

const LOOKED_BACK = 45; // days: how late a usual report speaks is learned from them

export interface WhichSchedules {
  readonly standing?: boolean; // only those of which something stands open, for a look that raises nothing by the clock
  readonly days?: number; // how far back its documents are read
  readonly supplier?: string; // code; of all if absent
}

export async function scheduleViews(
  client: PoolClient,
  now: number,
  atMin: ReadonlySet<string>,
  { standing = false, days = LOOKED_BACK, supplier }: WhichSchedules = {},
): Promise<ScheduleView[]> {
  const { rows } = await client.query<Omit<ScheduleView, 'now' | 'anyItemAtMin'>>(
    `select s.code supplier, r.document, nullif(r.location, '*') as location, r.cron, r.timezone, r.grace_minutes "graceMinutes",
  ${millis('r.imported_at')} "importedAt",
  coalesce((select json_agg(json_build_object('id', 'doc_' || d.id, 'file', d.file, 'said', coalesce(d.said->>'said', 'nothing'),
      'asOfFrom', case when d.said->>'said' = 'date' then ${millis(DAY("d.said->>'date'", ''))} else ${millis('coalesce(d.as_of_from, d.received_at)')} end,
      'asOfTo', case when d.said->>'said' = 'date' then ${millis(DAY("coalesce(d.said->>'to', d.said->>'date')", '+ 1'))} else ${millis('coalesce(d.as_of_to, d.received_at)')} end,
      'receivedAt', ${millis('d.received_at')}))
    from document d where d.current and d.supplier_id = r.supplier_id and d.kind = r.document and not d.supply_fact and d.status in ('accepted', 'accepted_with_issues', 'parked')
      and greatest(d.received_at, d.as_of_to) > to_timestamp($1 / 1000.0) - $3 * interval '1 day'
      and (r.location = '*' or exists (select 1 from observation o join location l on l.id = o.location_id where o.document_id = d.id and l.code = r.location)
        or exists (select 1 from shipment_line o join location l on l.id = o.location_id where o.document_id = d.id and l.code = r.location))), '[]') documents
from report_schedule r join supplier s on s.id = r.supplier_id where not s.void and ($4::text is null or s.code = $4) and (not $2 or exists (select 1 from supply_exception e where e.type = 'DOC_MISSING' and e.status <> 'resolved' and e.supplier_id = s.id))`,
    [now, standing, days, supplier ?? null],
  );
  return rows.map((r) => ({ now, ...r, anyItemAtMin: atMin.has(`${r.supplier}|${r.location ?? '*'}`) }));
}
