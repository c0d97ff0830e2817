import type { Pool, PoolClient } from 'pg';
import { uuidv7 } from '../../platform/ids';
import type { ChatMessage, FileMessage, MailMessage, Outcome, WebhookMessage } from './message';

/** A message that this process alone may send until its lease ends. */
export interface Claimed {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly payload: MailMessage | WebhookMessage | FileMessage | ChatMessage;
  readonly about: Readonly<Record<string, unknown>>;
  readonly attempts: number; // this one included
  readonly lease: string;
  readonly closed: string | null; // why its target takes nothing any more
}

export interface Claiming {
  readonly kinds: readonly string[];
  readonly most: number;
  readonly perTarget: number; // an endpoint that hangs must not take every hand there is
  readonly leaseMs: number;
}

/**
 * Takes what is due and marks it as ours. A lease that ran out (its process died, or slept) is free again. Of one sequence to
 * one target only the oldest that still waits is taken: told out of order, a receiver would open again what is closed. What
 * was written while the clock was ahead, and never tried, does not wait until it is that late. The try is counted and logged before it is made, so that a message which kills its sender does not do so for ever.
 */
export async function claim(db: Pool, what: Claiming, now: string): Promise<Claimed[]> {
  const { rows } = await db.query<Claimed>(
    `with due as (
  select id from (
    select o.id, o.next_at, row_number() over (partition by o.kind, o.target order by o.next_at, o.id)
      + (select count(*) from outbox b where b.state = 'waiting' and b.kind = o.kind and b.target = o.target and b.leased_until > $1) place
    from outbox o
    where o.state = 'waiting' and o.kind = any ($2) and (o.next_at <= $1 or (o.attempts = 0 and o.created_at > $1)) and (o.leased_until is null or o.leased_until <= $1)
      and not exists (select 1 from outbox b where b.state = 'waiting' and b.kind = o.kind and b.target = o.target
        and b.sequence = o.sequence and b.id < o.id)
    order by o.next_at, o.id limit 200) x
  where place <= $4 order by next_at, id limit $3),
mine as (
  select id from outbox where id in (select id from due) and state = 'waiting' and (leased_until is null or leased_until <= $1)
  for update skip locked),
taken as (
  update outbox o set lease = $5, leased_until = $1::timestamptz + $6 * interval '1 ms', attempts = o.attempts + 1
  from mine where o.id = mine.id returning o.*),
log as (
  insert into outbox_delivery (outbox_id, lease, at, outcome) select id, lease, $1, 'began' from taken)
select t.id, t.kind, t.target, t.payload, t.about, t.attempts, t.lease, c.reason closed
from taken t left join outbox_closed c on c.kind = t.kind and c.target = t.target order by t.next_at, t.id`,
    [now, what.kinds, what.most, what.perTarget, uuidv7(), what.leaseMs],
  );
  return rows;
}

export interface Settling {
  readonly state: 'waiting' | 'sent' | 'given_up';
  readonly nextAt: string;
  readonly outcome: Outcome['outcome'];
  readonly detail: string;
  readonly tookMs: number;
}

/** What came of a try, written only while the lease is still our own: whoever slept through it writes nothing. */
export async function settle(client: PoolClient, row: Claimed, s: Settling, now: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `with own as (
  update outbox set state = $3, next_at = $4, lease = null, leased_until = null, sent_at = case when $3 = 'sent' then $5::timestamptz else sent_at end
  where id = $1 and lease = $2 and state = 'waiting' returning id)
update outbox_delivery d set outcome = $6, detail = $7, took_ms = $8 from own where d.outbox_id = own.id and d.lease = $2`,
    [row.id, row.lease, s.state, s.nextAt, now, s.outcome, s.detail, s.tookMs],
  );
  return rowCount === 1;
}

/** The endpoint said that it is gone: nothing is sent there until a person opens it again. */
export async function closeTarget(client: PoolClient, row: Claimed, reason: string, now: string): Promise<void> {
  await client.query(`insert into outbox_closed (kind, target, closed_at, reason) values ($1, $2, $3, $4) on conflict do nothing`, [
    row.kind,
    row.target,
    now,
    reason,
  ]);
}
