import type { Pool } from 'pg';
import type { Sees } from '../access/sees';

/** What a document was answered: the mail to who sent it (`reply`), or what acknowledges its interchange (`997`, `CONTRL`, …). */
export interface Answered {
  readonly what: string;
  readonly verdict: string; // what it tells of it
  readonly state: string; // whether it leaves, waits for somebody, or was kept back
}

/** By document, of those that are asked for; both speak of a whole file, so who sees some places only sees none. */
export async function answered(db: Pool, sees: Sees, documents: readonly string[]): Promise<ReadonlyMap<string, readonly Answered[]>> {
  if (sees.locations !== null || documents.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; answers: Answered[] }>(
    `select 'doc_' || d.id id, json_agg(json_build_object('what', a.what, 'verdict', a.verdict, 'state', a.state) order by a.what, a.id) answers
from document d join lateral (
  select r.id, 'reply' what, r.outcome verdict, r.state, r.supplier_id from reply r where r.receipt_id = d.receipt_id
  union all select k.id, k.kind, k.verdict, k.state, k.supplier_id from acknowledgement k where k.receipt_id = d.receipt_id) a on true
left join supplier s on s.id = a.supplier_id
where d.id = any ($1) and ($2::text[] is null or s.code = any ($2)) group by d.id`,
    [documents.map((id) => id.replace(/^doc_/, '')), sees.suppliers],
  );
  return new Map(rows.map((r) => [r.id, r.answers]));
}
