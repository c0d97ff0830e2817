import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { DraftChange } from '../../domain/replenishment/actions';
import { type Numbers, type Seen, shownNumbers, versionOf } from './numbers';

/** Locked in one order, so that two people who tick the same lines in another order do not wait for each other. */
export async function lockReorders(client: PoolClient, ids: readonly string[]): Promise<void> {
  await client.query('select 1 from reorder where id = any ($1::uuid[]) order by id for update', [ids]);
}

/** What stood there when somebody looked; undefined where no such version ever was. */
export async function seenNumbers(client: PoolClient, id: string, version: string): Promise<Seen | undefined> {
  const { rows } = await client.query<{ numbers: Seen }>('select numbers from reorder_version where reorder_id = $1 and version = $2', [
    id,
    version,
  ]);
  return rows[0]?.numbers;
}

export async function roles(client: PoolClient, names: readonly string[]): Promise<(name: string) => string | null> {
  const { rows } = await client.query<{ name: string; role: string }>(
    'select lower(name) "name", role from person where disabled_at is null and lower(name) = any ($1)',
    [names.map((n) => n.toLowerCase())],
  );
  const of = new Map(rows.map((r) => [r.name, r.role]));
  return (name) => of.get(name.toLowerCase()) ?? null;
}

export interface Written {
  readonly id: string; // bare
  readonly what: string;
  readonly author: string;
  readonly reason: string;
  readonly change: DraftChange;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Another quantity is another version, whose numbers somebody may see from now on. */
export async function writeDecision(
  client: PoolClient,
  { id, what, author, reason, change, details }: Written,
  now: string,
): Promise<void> {
  const { rows } = await client.query<{ numbers: Numbers; set: string | null }>(
    'select numbers, set_quantity::text "set" from reorder where id = $1',
    [id],
  );
  const { numbers, set: before } = rows[0]!;
  const set = change.set ?? before;
  const version = versionOf(numbers, set);
  await client.query(
    `update reorder set state = coalesce($2, state), set_quantity = $3, version = $4, deferred_until = case when $5 then $6 else deferred_until end,
  released = coalesce($7, released), decided_at = $8, author = $9, reason = $10 where id = $1`,
    [
      ...[id, change.state ?? null, set, version, change.deferredUntil !== undefined, change.deferredUntil ?? null],
      ...[change.released ?? null, now, author, reason],
    ],
  );
  await client.query('insert into reorder_version (reorder_id, version, numbers, at) values ($1, $2, $3, $4) on conflict do nothing', [
    ...[id, version, jsonb(shownNumbers(numbers, set)), now],
  ]);
  await client.query('insert into reorder_event (reorder_id, at, what, author, reason, details) values ($1, $2, $3, $4, $5, $6)', [
    ...[id, now, what, author, reason === '' ? null : reason, jsonb(details)],
  ]);
}

export interface Approval {
  readonly id: string; // bare
  readonly version: string;
  readonly author: string;
  readonly standsFor: string | null;
  readonly quantity: string;
  readonly value: { readonly amount: string; readonly currency: string | null } | null;
}
export async function writeApproval(client: PoolClient, a: Approval, now: string): Promise<void> {
  await client.query(
    `insert into reorder_approval (reorder_id, version, author, stands_for, quantity, value, currency, at) values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (reorder_id, version, author) do update set at = excluded.at, stands_for = excluded.stands_for`,
    [a.id, a.version, a.author, a.standsFor, a.quantity, a.value?.amount ?? null, a.value?.currency ?? null, now],
  );
}

/** The number that the buyer's ERP gave an order, or why it gave none; undefined where the draft is none that somebody sees and approved. */
export async function lockOrder(
  client: PoolClient,
  orderId: string,
): Promise<{ po: string | null; refused: string | null; way: string } | undefined> {
  const { rows } = await client.query<{ po: string | null; refused: string | null; way: string }>(
    'select po, refused, way from reorder_order where id = $1 for update',
    [orderId],
  );
  return rows[0];
}
export async function writeAnswer(
  client: PoolClient,
  orderId: string,
  answer: { po?: string; refused?: string },
  author: string,
  now: string,
): Promise<void> {
  await client.query(
    `update reorder_order set po = coalesce($2, po), refused = $3, state = $4, answered_at = $5, author = $6 where id = $1`,
    [orderId, answer.po ?? null, answer.refused ?? null, answer.refused === undefined ? 'ordered' : 'refused', now, author],
  );
  await client.query(
    `insert into reorder_event (reorder_id, at, what, author, details) select id, $2, $3, $4, $5 from reorder where order_id = $1`,
    [orderId, now, answer.refused === undefined ? 'ordered' : 'refused', author, jsonb(answer)],
  );
}
