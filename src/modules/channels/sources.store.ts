import type { Pool } from 'pg';
import { instant } from '../../database/instant';

export const SOURCE_STATES = ['working', 'failing', 'paused', 'stopped', 'new'] as const;
/** Of a row of channel_health. */
export const STATE_OF_SOURCE = `case when paused_at is not null then 'paused' when stopped_at is not null then 'stopped' when failures > 0 then 'failing'
    when completed_at is null then 'new' else 'working' end`;

/** A way in, as whoever administers it sees it. */
export interface SourceReport {
  readonly source: string;
  readonly kind: string;
  readonly state: (typeof SOURCE_STATES)[number];
  readonly looked_at: string | null;
  readonly arrived_at: string | null;
  readonly failing_since: string | null;
  readonly paused_at: string | null;
  readonly paused_by: string | null;
  readonly error: string | null;
  readonly advice: string | null;
  readonly waiting: number; // listed and not fetched yet, or kept and not read yet
  readonly troubles: number; // of the last day: looks that failed, mails that could not be had
  readonly unexplained: number;
  readonly canary: { readonly sent_at: string; readonly seen_at: string | null } | null;
  readonly ends: readonly { readonly what: string; readonly at: string }[];
}

/** What is counted where no index helps is counted once for all of them: forty channels are no forty walks. */
export async function sourcesOf(db: Pool, now: string): Promise<SourceReport[]> {
  const { rows } = await db.query<SourceReport>(
    `select h.channel source, h.kind,
  ${STATE_OF_SOURCE} state,
  ${instant('h.completed_at')} looked_at, ${instant('h.arrived_at')} arrived_at, ${instant('h.failing_since')} failing_since,
  ${instant('h.paused_at')} paused_at, h.paused_by, h.error, h.advice,
  (select count(*) from mail_seen m where m.channel = h.channel and m.state in ('listed', 'waiting'))::int
    + coalesce(kept.n, 0) waiting,
  coalesce((select sum(t.looks) from channel_trouble t where t.channel = h.channel and t.hour > $1::timestamptz - interval '1 day'), 0)::int
    + coalesce(lost.n, 0) troubles,
  (h.listed - h.received - h.explained)::int unexplained,
  (select json_build_object('sent_at', ${instant('c.sent_at')}, 'seen_at', ${instant('c.seen_at')}) from canary c
    where c.channel = h.channel order by c.sent_at desc limit 1) canary,
  coalesce((select json_agg(json_build_object('what', x.what, 'at', ${instant('x.to_at')}) order by x.to_at) from channel_expiry x
    where x.channel = h.channel), '[]') ends
from channel_health h left join (select channel, count(*)::int n from receipt where state = 'kept' group by 1) kept using (channel)
left join (select channel, count(*)::int n from mail_seen where state in ('quarantined', 'unfetchable') and changed_at > $1::timestamptz - interval '1 day'
  group by 1) lost using (channel) where h.removed_at is null order by h.channel`,
    [now],
  );
  return rows;
}

export async function knowsSource(db: Pool, source: string): Promise<boolean> {
  return (await db.query('select 1 from channel_health where channel = $1 and removed_at is null', [source])).rowCount! > 0;
}
