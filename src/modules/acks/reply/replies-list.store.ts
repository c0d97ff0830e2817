import type { Pool, PoolClient } from 'pg';
import { instant } from '../../../database/instant';
import type { Outcome } from '../../../domain/acks/reply/compose';
import type { Sees } from '../../access/sees';
import type { MailMessage } from '../../outbox/message';
import type { ReplyState } from './reply.store';

/** A reply to a supplier, and what became of it. */
export interface ReplyReport {
  readonly id: string;
  readonly supplier: string | null;
  readonly receipt: string;
  readonly document: string | null;
  readonly file: string;
  readonly outcome: Outcome;
  readonly state: ReplyState;
  readonly why: string | null; // a word: why it does not leave by itself
  readonly says: string | null;
  readonly to: string | null;
  readonly language: string | null;
  readonly subject: string | null;
  readonly made_at: string;
  readonly left_at: string | null;
  readonly delivery: string | null; // as the outbox has it: waiting, sent, given_up …
  readonly sent_by: string | null; // the person who pressed Send; null where it left by itself
}
export interface ReplyWhole extends ReplyReport {
  readonly text: string | null;
  readonly html: string | null;
  readonly attachments: readonly { readonly name: string; readonly bytes: number }[];
}
export interface ReplyFilter {
  readonly id?: string | undefined;
  readonly supplier?: string | undefined;
  readonly state?: readonly string[] | undefined;
  readonly receiptId?: string | undefined;
  readonly document?: string | undefined; // about the file that it came in
  readonly before?: string | undefined;
  readonly limit: number;
}

/** It speaks of a whole file: who sees some places only sees none, and who sees some suppliers none of somebody unknown. */
const SEEN = `($1::text[] is null or s.code = any ($1)) and $2::text[] is null`;
const bare = (id: string | undefined): string | null => id?.replace(/^[a-z]{3}_/, '') ?? null;

const COLUMNS = `'rpl_' || r.id id, s.code supplier, 'rcp_' || r.receipt_id receipt, 'doc_' || r.document_id document, c.name file, r.outcome, r.state, r.why, r.says,
  r.address "to", r.language, r.subject, ${instant('r.made_at')} made_at, ${instant('r.left_at')} left_at, o.state delivery, d.author sent_by`;
const FROM = `reply r join receipt c on c.id = r.receipt_id left join supplier s on s.id = r.supplier_id left join outbox o on o.id = r.outbox_id
  left join reply_decision d on d.reply_id = r.id`;

/** The newest first. */
export async function reportReplies(db: Pool | PoolClient, sees: Sees, f: ReplyFilter): Promise<ReplyReport[]> {
  const { rows } = await db.query<ReplyReport>(
    `select ${COLUMNS} from ${FROM} where ${SEEN} and ($3::uuid is null or r.id = $3) and ($4::text is null or s.code = $4)
  and ($5::text[] is null or r.state = any ($5)) and ($6::uuid is null or r.id < $6) and ($7::uuid is null or r.receipt_id = $7)
  and ($9::uuid is null or r.receipt_id = (select receipt_id from document where id = $9))
order by r.id desc limit $8`,
    [
      sees.suppliers,
      sees.locations,
      bare(f.id),
      f.supplier ?? null,
      f.state ?? null,
      bare(f.before),
      bare(f.receiptId),
      f.limit,
      bare(f.document),
    ],
  );
  return rows;
}

export async function wholeReply(db: Pool | PoolClient, sees: Sees, id: string): Promise<ReplyWhole | undefined> {
  const [report] = await reportReplies(db, sees, { id, limit: 1 });
  if (!report) return undefined;
  const { rows } = await db.query<{ message: MailMessage | null }>('select message from reply where id = $1', [bare(id)]);
  const message = rows[0]?.message ?? null;
  const attachments = (message?.attachments ?? []).map((a) => ({ name: a.filename, bytes: Buffer.from(a.base64, 'base64').length }));
  return { ...report, text: message?.text ?? null, html: message?.html ?? null, attachments };
}

/** Since then, how many were not sent since too many had left: somebody must look at who answers whom. */
export async function countTooMany(db: Pool, since: string): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*)::int n from reply where why = 'too-many' and made_at > $1`, [since]);
  return rows[0]!.n;
}
