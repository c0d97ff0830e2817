import type { PoolClient } from 'pg';
import { jsonb } from '../../../database/jsonb';
import { instant } from '../../../database/instant';
import type { Outcome } from '../../../domain/acks/reply/compose';
import type { Parked } from '../../../domain/acks/reply/problems';
import type { MayReply } from '../../../domain/acks/reply/may-reply';
import { uuidv7 } from '../../../platform/ids';
import type { MailMessage } from '../../outbox/message';

/** preview: a person may send it; leaves: it is in the outbox; withheld: of history; not_sent: `why`. */
export const REPLY_STATES = ['preview', 'leaves', 'withheld', 'not_sent'] as const;
export type ReplyState = (typeof REPLY_STATES)[number];

const LOCK = 0x7265706c;
/** Who counts what left must be alone with it: two that count at once would both find room for one. Held to the end of the transaction, which is near. */
export async function aloneWithReplies(client: PoolClient): Promise<void> {
  await client.query('select pg_advisory_xact_lock($1)', [LOCK]);
}

export async function countLeft(client: PoolClient, receiptId: string, address: string, at: string): Promise<MayReply['left']> {
  const { rows } = await client.query<MayReply['left']>(
    `select count(*) filter (where receipt_id = $1)::int document,
  count(*) filter (where address = $2 and left_at > $3::timestamptz - interval '1 hour')::int "hour",
  count(*) filter (where address = $2 and left_at > $3::timestamptz - interval '1 day')::int "day",
  count(*) filter (where left_at > $3::timestamptz - interval '1 hour')::int "all"
from reply where state = 'leaves' and left_at is not null and (left_at > $3::timestamptz - interval '1 day' or receipt_id = $1)`,
    [receiptId, address, at],
  );
  return rows[0]!;
}

export async function messageAnswered(client: PoolClient, receiptId: string, messageId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from reply where message_id = $1 and receipt_id <> $2 and state in ('leaves', 'preview') limit 1`,
    [messageId, receiptId],
  );
  return rowCount! > 0;
}

export async function duplicateTold(client: PoolClient, receiptId: string, hash: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from reply where hash = $1 and outcome = 'duplicate' and receipt_id <> $2 and state in ('leaves', 'preview') limit 1`,
    [hash, receiptId],
  );
  return rowCount! > 0;
}

export async function acceptedTold(client: PoolClient, receiptId: string, supplierId: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from reply where supplier_id = $1 and outcome = 'accepted' and receipt_id <> $2 and state in ('leaves', 'preview') limit 1`,
    [supplierId, receiptId],
  );
  return rowCount! > 0;
}

export interface Made {
  readonly receiptId: string;
  readonly supplierId: string | null;
  readonly documentId: string | null;
  readonly outcome: Outcome;
  readonly state: ReplyState;
  readonly why: string | null;
  readonly says: string | null;
  readonly address: string | null;
  readonly messageId: string | null;
  readonly hash: string | null;
  readonly language: string | null;
  readonly message: MailMessage | null;
  readonly madeAt: string;
}

/** In place of an earlier one of the same delivery that has not left; null where one has. */
export async function putReply(client: PoolClient, r: Made, id = uuidv7()): Promise<string | null> {
  const { rows } = await client.query<{ id: string }>(
    `insert into reply as r (id, receipt_id, supplier_id, document_id, outcome, state, why, says, address, message_id, hash, language, subject, message, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
on conflict (receipt_id) do update set supplier_id = excluded.supplier_id, document_id = excluded.document_id, outcome = excluded.outcome, state = excluded.state,
  why = excluded.why, says = excluded.says, address = excluded.address, hash = excluded.hash, language = excluded.language, subject = excluded.subject,
  message = excluded.message, made_at = excluded.made_at where r.state <> 'leaves' returning id`,
    [
      ...[id, r.receiptId, r.supplierId, r.documentId, r.outcome, r.state, r.why, r.says, r.address, r.messageId, r.hash, r.language],
      ...[r.message?.subject ?? null, r.message === null ? null : jsonb(r.message), r.madeAt],
    ],
  );
  return rows[0]?.id ?? null;
}

/** Read again, there is nothing to be said any more: nobody shall send what no longer holds. */
export async function withdrawPreview(client: PoolClient, receiptId: string): Promise<void> {
  await client.query(
    `update reply set state = 'not_sent', why = 'settled', says = 'it was read again, and there is nothing to be said any more', message = null
where receipt_id = $1 and state = 'preview'`,
    [receiptId],
  );
}

export async function noteLeft(client: PoolClient, id: string, outboxId: string, at: string): Promise<void> {
  await client.query(`update reply set state = 'leaves', outbox_id = $2, left_at = $3 where id = $1`, [id, outboxId, at]);
}

/** Lines that wait, as the supplier named their things; so many as a person could still look at. */
export async function parkedOf(client: PoolClient, documents: readonly string[], most: number): Promise<(Parked & { document: string })[]> {
  const { rows } = await client.query<Parked & { document: string }>(
    `select document_id document, reason, coalesce(detail, '') detail, place, coalesce(refs->0->>'value', '') item, coalesce(location->>'value', '') "location", unit
from parked_line where document_id = any ($1) and taken_up_at is null order by document_id, n limit $2`,
    [documents, most],
  );
  return rows;
}

/** Rows of which something was taken, but for those that are wrong (`document row`); what is no row of a table counts by its place. */
export async function countRowsIn(client: PoolClient, documents: readonly string[], wrong: readonly string[]): Promise<number> {
  const { rows } = await client.query<{ n: number }>(
    `select count(distinct key)::int n from (
  select document_id || ' ' || coalesce(substring(place from '(?:![A-Z]*|row )([0-9]+)'), place) key from (
    select document_id, place from observation where document_id = any ($1)
    union all select s.document_id, l.place from shipment_line l join shipment s on s.id = l.shipment_id where s.document_id = any ($1)) x) y
where key <> all ($2::text[])`,
    [documents, wrong],
  );
  return rows[0]!.n;
}

export interface Before {
  readonly at: string;
  readonly headings: readonly string[];
}
/** The last list of this supplier of which something was taken. */
export async function lastGood(
  client: PoolClient,
  receiptId: string,
  supplierId: string,
  kind: string,
  before: string,
): Promise<Before | undefined> {
  const { rows } = await client.query<Before>(
    `select ${instant('coalesce(as_of_to, received_at)')} at, coalesce(header->'columns'->'headings', '[]') headings from document
where supplier_id = $1 and kind = $2 and current and receipt_id <> $3 and received_at < $4 and lines > parked order by received_at desc limit 1`,
    [supplierId, kind, receiptId, before],
  );
  return rows[0];
}

/** When the very same came first. */
export async function cameFirst(client: PoolClient, receiptId: string, hashes: readonly string[]): Promise<string | null> {
  const { rows } = await client.query<{ at: string | null }>(
    `select ${instant('min(at)')} at from (select first_seen_at at from interchange where sha256 = any ($1) and receipt_id <> $2
  union all select received_at from document where content_sha256 = any ($1) and receipt_id <> $2) x`,
    [hashes, receiptId],
  );
  return rows[0]?.at ?? null;
}
