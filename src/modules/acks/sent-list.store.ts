import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { HOLDS } from './sent.store';

/** An EDI message of ours and what its receiver said of it; the answer is null while there is none. */
export interface SentReport {
  readonly id: string;
  readonly kind: string;
  readonly supplier: string;
  readonly reference: string;
  readonly control: string; // of its interchange
  readonly made_at: string;
  readonly sent_at: string | null; // null: it waits, or was withheld
  readonly answer: string | null;
  readonly answer_detail: string | null;
  readonly answered_at: string | null;
  readonly document: string | null; // that says so
  readonly place: string | null;
}
export interface SentFilter {
  readonly supplier?: string | undefined;
  readonly unanswered?: boolean | undefined;
  readonly before?: string | undefined; // id
  readonly limit: number;
}

/** The newest first. It speaks of a whole message: who sees some places only sees none. */
export async function reportSent(db: Pool | PoolClient, sees: Sees, filter: SentFilter): Promise<SentReport[]> {
  const { rows } = await db.query<SentReport>(
    `select 'edi_' || e.id id, e.kind, s.code supplier, e.reference, e.interchange control, ${instant('e.made_at')} made_at,
  ${instant('o.sent_at')} sent_at, a.word answer, nullif(a.detail, '') answer_detail, ${instant('a.at')} answered_at, 'doc_' || a.document_id "document", a.place
from edi_sent e join supplier s on s.id = e.supplier_id left join outbox o on o.id = e.outbox_id and o.state = 'sent'
left join lateral (${HOLDS('e.id')}) a on true
where ($1::text[] is null or s.code = any ($1)) and $2::text[] is null and ($3::text is null or s.code = $3)
  and (not $4 or a.word is distinct from 'accepted') and ($5::uuid is null or e.id < $5)
order by e.id desc limit $6`,
    [sees.suppliers, sees.locations, filter.supplier ?? null, filter.unanswered ?? false, filter.before?.replace(/^edi_/, '') ?? null, filter.limit],
  ); // prettier-ignore
  return rows;
}
