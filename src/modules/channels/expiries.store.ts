import type { Pool } from 'pg';
import type { Expiry } from '../../domain/rules/channel-view';

/** As a look that was carried out has seen them; what it has seen no more is not depended on. */
export async function noteExpiries(db: Pool, channel: string, expiries: readonly Expiry[]): Promise<void> {
  await db.query(
    `with seen as (select what, to_timestamp("from" / 1000.0) from_at, to_timestamp("to" / 1000.0) to_at
  from jsonb_to_recordset($2::jsonb) x (what text, "from" float8, "to" float8)),
gone as (delete from channel_expiry where channel = $1 and what not in (select what from seen))
insert into channel_expiry (channel, what, from_at, to_at) select $1, what, from_at, to_at from seen
on conflict (channel, what) do update set from_at = excluded.from_at, to_at = excluded.to_at`,
    [channel, JSON.stringify(expiries)],
  );
}
