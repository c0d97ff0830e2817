import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { SEEN } from './document-report.store';

/** One problem of one supplier, in however many documents. */
export interface ProblemGroup {
  readonly code: string; // of an issue, or the reason for which lines wait
  readonly supplier: string | null;
  readonly severity: string;
  readonly detail: string; // as it was told last
  readonly documents: number;
  readonly places: number; // how often it was told
  readonly newest: { readonly id: string; readonly file: string; readonly place: string | null; readonly received_at: string };
}

/**
 * What is wrong with the documents that hold now, by problem and supplier, what is in most documents first. Who sees some places is
 * told nothing of it: a problem may be of a line at another one.
 */
export async function problemGroups(
  db: Pool,
  sees: Sees,
  asked: { readonly supplier?: string | undefined; readonly since: string; readonly limit: number },
): Promise<ProblemGroup[]> {
  const { rows } = await db.query<ProblemGroup>(
    `with d as materialized (
  select d.id, s.code supplier, d.received_at, d.file || coalesce('/' || d.within, '') file from document d left join supplier s on s.id = d.supplier_id
  where d.current and d.received_at >= $4 and ($3::text is null or s.code = $3) and ${SEEN('$1', '$2')} and $2::text[] is null),
p as (
  select i.document_id, i.code, i.severity, i.detail, i.place, i.n from document_issue i join d on d.id = i.document_id
  union all select w.document_id, w.reason, 'warning', coalesce(w.detail, ''), w.place, w.n from parked_line w join d on d.id = w.document_id where w.taken_up_at is null)
select p.code, d.supplier, min(p.severity) severity, count(distinct d.id)::int documents, count(*)::int places,
  (array_agg(p.detail order by d.received_at desc, d.id desc, p.n))[1] detail,
  (array_agg(json_build_object('id', 'doc_' || d.id, 'file', d.file, 'place', p.place, 'received_at', ${instant('d.received_at')}) order by d.received_at desc, d.id desc, p.n))[1] newest
from p join d on d.id = p.document_id group by p.code, d.supplier order by min(p.severity), count(distinct d.id) desc, p.code, d.supplier limit $5`,
    [sees.suppliers, sees.locations, asked.supplier ?? null, asked.since, asked.limit],
  );
  return rows;
}
