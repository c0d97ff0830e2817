import type { PoolClient } from 'pg';
import type { Kind, Numbers } from '../../domain/acks/answer';
import type { Word } from '../../domain/acks/verdict';
import { uuidv7 } from '../../platform/ids';
import type { Receipt } from '../documents/receipts.store';

export const ANSWER_STATES = ['preview', 'leaves', 'to_fetch', 'withheld', 'not_written'] as const;
export type StoredState = (typeof ANSWER_STATES)[number];

export interface Stored {
  readonly id: string;
  readonly kind: Kind;
  readonly control: string; // of what it answers
  readonly ownControl: string;
  readonly bytes: Buffer | null;
  readonly trouble: string | null;
}
interface Made {
  readonly receiptId: string;
  readonly part: number;
  readonly kind: Kind;
  readonly supplierId: string;
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly usage: string;
  readonly sha256: string;
  readonly verdict: Word;
  readonly says: string;
  readonly numbers: Numbers;
  readonly groups: number;
  readonly bytes: Buffer | null;
  readonly trouble: string | null;
  readonly state: StoredState;
  readonly madeAt: string;
}

export async function insertAnswer(client: PoolClient, a: Made): Promise<Stored> {
  const id = uuidv7();
  await client.query(
    `insert into acknowledgement (id, receipt_id, part, kind, supplier_id, sender, receiver, control, usage, sha256, verdict, says,
  own_control, own_group, groups, bytes, trouble, state, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)`,
    [
      ...[id, a.receiptId, a.part, a.kind, a.supplierId, a.sender, a.receiver, a.control, a.usage, a.sha256, a.verdict, a.says],
      ...[a.numbers.interchange, a.groups === 0 ? null : a.numbers.group, a.groups, a.bytes, a.trouble, a.state, a.madeAt],
    ],
  );
  const { kind, control, bytes, trouble } = a;
  return { id, kind, control, ownControl: String(a.numbers.interchange), bytes, trouble };
}

export async function answersOfPart(client: PoolClient, receiptId: string, part: number): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select count(*)::int n from acknowledgement where receipt_id = $1 and part = $2', [
    receiptId,
    part,
  ]);
  return rows[0]!.n;
}

/** What the same interchange was answered, as it was answered last: one that was refused first may have been taken since. */
export async function answeredBefore(
  client: PoolClient,
  e: Pick<Made, 'sender' | 'receiver' | 'control' | 'usage' | 'sha256'>,
): Promise<Stored[]> {
  const { rows } = await client.query<Stored>(
    `select distinct on (kind) id, kind, control, own_control::text "ownControl", bytes, trouble from acknowledgement
where sender = $1 and receiver = $2 and control = $3 and usage = $4 and sha256 = $5 and bytes is not null
order by kind, made_at desc, id desc`,
    [e.sender, e.receiver, e.control, e.usage, e.sha256],
  );
  return rows;
}

export async function countLeaves(client: PoolClient, id: string, since: string): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int n from acknowledgement_leave where acknowledgement_id = $1 and at > $2',
    [id, since],
  );
  return rows[0]!.n;
}

export async function noteLeave(client: PoolClient, id: string, receipt: Receipt, part: number, outboxId: string): Promise<void> {
  await client.query(
    'insert into acknowledgement_leave (acknowledgement_id, receipt_id, part, outbox_id, at) values ($1, $2, $3, $4, $5)',
    [id, receipt.id, part, outboxId, receipt.receivedAt],
  );
}
