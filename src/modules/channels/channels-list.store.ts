import type { Pool } from 'pg';

export interface ChannelReport {
  readonly channel: string;
  readonly kind: string;
  readonly state: 'working' | 'failing' | 'stopped';
  readonly last_look: string | null;
  readonly last_arrival: string | null;
  readonly failures: number;
  readonly error: string | null;
  readonly advice: string | null;
  readonly listed: number;
  readonly received: number;
  readonly explained: number;
}
const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

export async function reportChannels(db: Pool): Promise<ChannelReport[]> {
  const { rows } = await db.query<ChannelReport>(`select channel, kind,
  case when stopped_at is not null then 'stopped' when failures > 0 then 'failing' else 'working' end state,
  ${instant('completed_at')} last_look, ${instant('arrived_at')} last_arrival, failures, error, advice, listed::int, received::int, explained::int
from channel_health order by channel`);
  return rows;
}

export interface MailReport {
  readonly folder: string;
  readonly uid: number;
  readonly state: string;
  readonly reason: string | null;
  readonly sender: string | null;
  readonly subject: string | null;
  readonly size: number | null;
  readonly date: string | null;
  readonly settled: string | null;
  readonly left_out: Readonly<Record<string, number>> | null;
  readonly receipt: string | null;
}

/** What became of each mail of a mailbox, and why: the newest first. */
export async function reportMails(db: Pool, channel: string, states: readonly string[], limit: number): Promise<MailReport[]> {
  const { rows } = await db.query<MailReport>(
    `select folder, uid::float8 uid, state, reason, sender, subject, size::float8 size, ${instant('internal_date')} date, settled, left_out, receipt_id receipt
from mail_seen where channel in ($1, 'imap ' || $1) and (cardinality($2::text[]) = 0 or state = any ($2))
order by first_seen_at desc, uid desc limit $3`,
    [channel, states, limit],
  );
  return rows;
}
