import type { Pool } from 'pg';
import type { Tally } from './channel';
import { noteTrouble } from './pause.store';

interface Look {
  readonly channel: string;
  readonly kind: string;
  readonly startedAt: string;
  readonly endedAt: string;
  readonly arrivedAt: string | null;
}

export async function noteStarted(db: Pool, look: Pick<Look, 'channel' | 'kind' | 'startedAt'>): Promise<void> {
  await db.query(
    `insert into channel_health (channel, kind, since, started_at) values ($1, $2, $3, $3)
on conflict (channel) do update set started_at = $3, stopped_at = case when channel_health.paused_at is not null then channel_health.stopped_at end, removed_at = null,
  since = case when channel_health.stopped_at is null then channel_health.since else $3 end`,
    [look.channel, look.kind, look.startedAt],
  );
}

/** A look that was carried out. What is neither received nor explained is remembered with the moment when that began. */
export async function noteCompleted(db: Pool, look: Look, tally: Tally | undefined): Promise<void> {
  await db.query(
    `update channel_health set completed_at = $2, arrived_at = coalesce($3, arrived_at), failures = 0, successes = successes + 1,
  failing_since = null, error = null, advice = null, listed = coalesce($4, listed), received = coalesce($5, received),
  explained = coalesce($6, explained),
  unexplained_since = case when $4::bigint is null then unexplained_since when $4 = $5::bigint + $6::bigint then null else coalesce(unexplained_since, $2) end
where channel = $1`,
    [look.channel, look.endedAt, look.arrivedAt, tally?.listed ?? null, tally?.received ?? null, tally?.explained ?? null],
  );
}

export async function noteFailed(db: Pool, look: Look, error: string, advice: string): Promise<void> {
  await db.query(
    `update channel_health set failures = failures + 1, successes = 0, failing_since = coalesce(failing_since, $2),
  arrived_at = coalesce($3, arrived_at), error = $4, advice = $5 where channel = $1`,
    [look.channel, look.endedAt, look.arrivedAt, error.slice(0, 1000), advice],
  );
  await noteTrouble(db, look.channel, look.endedAt);
}

/** Stopped on purpose: nobody looks, and nobody is to be alarmed about it. What came since the last look came all the same. */
export async function noteStopped(db: Pool, channel: string, arrivedAt: string | null, at: string): Promise<void> {
  await db.query('update channel_health set stopped_at = $3, arrived_at = coalesce($2, arrived_at) where channel = $1', [
    channel,
    arrivedAt,
    at,
  ]);
}

/**
 * The settings no longer name them. One that another process still looks into, by settings of its own, comes back with its next
 * look.
 */
export async function noteRemoved(db: Pool, planned: readonly string[], at: string): Promise<string[]> {
  const { rows } = await db.query<{ channel: string }>(
    `update channel_health set removed_at = $2, stopped_at = coalesce(stopped_at, $2) where channel <> all ($1) and removed_at is null
returning channel`,
    [planned, at],
  );
  return rows.map((r) => r.channel);
}

/** How a channel is doing, for people. */
export interface ChannelHealth {
  readonly channel: string;
  readonly kind: string;
  readonly completed_at: string | null;
  readonly arrived_at: string | null;
  readonly stopped_at: string | null;
  readonly paused_at: string | null;
  readonly failing_since: string | null;
  readonly error: string | null;
  readonly advice: string | null;
  readonly listed: number;
  readonly unexplained: number;
}
export async function channelHealth(db: Pool): Promise<ChannelHealth[]> {
  const at = (c: string): string => `to_char(${c} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') ${c}`;
  const { rows } = await db.query<ChannelHealth>(
    `select channel, kind, ${['completed_at', 'arrived_at', 'stopped_at', 'paused_at', 'failing_since'].map(at).join(', ')}, error, advice,
  listed::int, (listed - received - explained)::int unexplained from channel_health order by channel`,
  );
  return rows;
}
