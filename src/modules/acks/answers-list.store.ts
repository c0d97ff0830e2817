import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Kind } from '../../domain/acks/answer';
import type { Word } from '../../domain/acks/verdict';
import type { Sees } from '../access/sees';
import type { StoredState } from './answers.store';

/** What an interchange was answered, and each time that it left. */
export interface AnswerReport {
  readonly id: string;
  readonly kind: Kind;
  readonly supplier: string;
  readonly receipt: string;
  readonly file: string;
  readonly control: string; // of the interchange that it answers
  readonly verdict: Word;
  readonly says: string;
  readonly own_control: string;
  readonly state: StoredState;
  readonly trouble: string | null; // why it could not be written
  readonly made_at: string;
  readonly leaves: readonly { readonly at: string; readonly by: string; readonly to: string; readonly state: string }[];
}
export interface AnswerFilter {
  readonly id?: string | undefined;
  readonly receiptId?: string | undefined;
  readonly document?: string | undefined; // about the file that it came in
  readonly supplier?: string | undefined;
  readonly state?: readonly string[] | undefined;
  readonly before?: string | undefined; // id: those that were made before this one
  readonly limit: number;
}

/** It speaks of a whole interchange: who sees some places only sees none. */
const SEEN = (suppliers: string, locations: string): string =>
  `(${suppliers}::text[] is null or s.code = any (${suppliers})) and ${locations}::text[] is null`;
const bare = (id: string | undefined): string | null => id?.replace(/^[a-z]{3}_/, '') ?? null;

/** The newest first. */
export async function reportAnswers(db: Pool | PoolClient, sees: Sees, filter: AnswerFilter): Promise<AnswerReport[]> {
  const { rows } = await db.query<AnswerReport>(
    `select 'ack_' || a.id id, a.kind, s.code supplier, 'rcp_' || a.receipt_id receipt, r.name file, a.control, a.verdict, a.says,
  a.own_control::text own_control, a.state, a.trouble, ${instant('a.made_at')} made_at,
  coalesce((select json_agg(json_build_object('at', ${instant('l.at')}, 'by', o.kind, 'to', o.target, 'state', o.state) order by l.at, l.outbox_id)
    from acknowledgement_leave l join outbox o on o.id = l.outbox_id where l.acknowledgement_id = a.id), '[]') leaves
from acknowledgement a join supplier s on s.id = a.supplier_id join receipt r on r.id = a.receipt_id
where ${SEEN('$1', '$2')} and ($3::uuid is null or a.id = $3) and ($4::uuid is null or a.receipt_id = $4) and ($5::text is null or s.code = $5)
  and ($6::text[] is null or a.state = any ($6)) and ($7::uuid is null or a.id < $7)
  and ($9::uuid is null or a.receipt_id = (select receipt_id from document where id = $9))
order by a.id desc limit $8`,
    [
      ...[sees.suppliers, sees.locations, bare(filter.id), bare(filter.receiptId), filter.supplier ?? null, filter.state ?? null],
      ...[bare(filter.before), filter.limit, bare(filter.document)],
    ],
  );
  return rows;
}

export async function answerBytes(db: Pool | PoolClient, sees: Sees, id: string): Promise<{ bytes: Buffer; name: string } | undefined> {
  const { rows } = await db.query<{ bytes: Buffer; name: string }>(
    `select a.bytes, a.kind || '-' || a.own_control || '.edi' "name" from acknowledgement a join supplier s on s.id = a.supplier_id
where ${SEEN('$1', '$2')} and a.id = $3 and a.bytes is not null`,
    [sees.suppliers, sees.locations, bare(id)],
  );
  return rows[0];
}

export async function countNotWritten(db: Pool): Promise<number> {
  const { rows } = await db.query<{ n: number }>(`select count(*)::int n from acknowledgement where state = 'not_written'`);
  return rows[0]!.n;
}
