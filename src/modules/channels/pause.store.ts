import type { Pool, PoolClient } from 'pg';

/** Whether a person said that nobody is to look into it. One that the settings name again is watched for again, paused or not. */
export async function isPaused(db: Pool, channel: string): Promise<boolean> {
  const { rows } = await db.query<{ paused: boolean; removed: boolean }>(
    'select paused_at is not null paused, removed_at is not null removed from channel_health where channel = $1',
    [channel],
  );
  const [row] = rows;
  if (row?.paused && row.removed) await db.query('update channel_health set removed_at = null where channel = $1', [channel]);
  return row?.paused ?? false;
}

/** Nobody is alarmed about what was stopped on purpose; a look that is under way ends by itself. False where it is so already. */
export async function pause(client: PoolClient, channel: string, by: string, at: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `update channel_health set paused_at = $2, paused_by = $3, stopped_at = coalesce(stopped_at, $2)
where channel = $1 and paused_at is null and removed_at is null`,
    [channel, at, by],
  );
  return rowCount === 1;
}

/** Those that rest and may look again: a process that looks into one of them does so at once, and need not wait for its hour. */
export async function resumable(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ channel: string }>(
    'select channel from channel_health where stopped_at is not null and paused_at is null and removed_at is null',
  );
  return rows.map((r) => r.channel);
}

/** It is looked into within seconds; where no process does, it stays stopped. */
export async function resume(client: PoolClient, channel: string): Promise<boolean> {
  const { rowCount } = await client.query(
    'update channel_health set paused_at = null, paused_by = null where channel = $1 and paused_at is not null and removed_at is null',
    [channel],
  );
  return rowCount === 1;
}

/** Looks that failed, counted by the hour; two days of them are kept. */
export async function noteTrouble(db: Pool, channel: string, at: string): Promise<void> {
  await db.query(
    `with old as (delete from channel_trouble where channel = $1 and hour < $2::timestamptz - interval '2 days')
insert into channel_trouble (channel, hour, looks) values ($1, date_trunc('hour', $2::timestamptz), 1)
on conflict (channel, hour) do update set looks = channel_trouble.looks + 1`,
    [channel, at],
  );
}
