import type { Pool } from 'pg';
import { instant } from '../../database/instant';

/** A receiver of our webhooks, or a chat: how it takes what it is sent. */
export interface Receiver {
  readonly kind: string;
  readonly target: string;
  readonly waiting: number;
  readonly given_up: number;
  readonly sent_day: number;
  readonly last_sent_at: string | null;
  readonly last_trouble: string | null; // of what waits or was given up
  readonly closed: boolean; // it said that it wants nothing more
}
export interface MailOut {
  readonly sent_day: number;
  readonly waiting: number;
  readonly given_up: number;
  readonly last_sent_at: string | null;
}

/** How all of them stand, and our mails as one, in a single walk of what ever left. */
export async function whatLeaves(db: Pool, now: string): Promise<{ readonly mail: MailOut; readonly receivers: Receiver[] }> {
  const { rows } = await db.query<Receiver>(
    `select o.kind, o.target, o.waiting, o.given_up, o.sent_day, o.last_sent_at,
  case when o.waiting + o.given_up > 0 then (select d.detail from outbox_delivery d join outbox t on t.id = d.outbox_id
    where t.kind = o.kind and t.target = o.target and t.state in ('waiting', 'given_up') order by d.id desc limit 1) end last_trouble,
  exists (select 1 from outbox_closed c where c.kind = o.kind and c.target = o.target) closed
from (select kind, case when kind <> 'mail' then target end target, count(*) filter (where state = 'waiting')::int waiting,
    count(*) filter (where state = 'given_up')::int given_up, count(*) filter (where sent_at > $1::timestamptz - interval '1 day')::int sent_day,
    ${instant('max(sent_at)')} last_sent_at
  from outbox group by 1, 2 order by kind <> 'mail', 1, 2 limit 101) o order by 1, 2`,
    [now],
  );
  const none = { sent_day: 0, waiting: 0, given_up: 0, last_sent_at: null };
  const { sent_day, waiting, given_up, last_sent_at } = rows.find((r) => r.kind === 'mail') ?? none;
  return { mail: { sent_day, waiting, given_up, last_sent_at }, receivers: rows.filter((r) => r.kind !== 'mail') };
}

export interface DatabaseReport {
  readonly version: string;
  readonly bytes: number;
  readonly latency_ms: number;
}
export async function databaseReport(db: Pool): Promise<DatabaseReport> {
  const { rows } = await db.query<Omit<DatabaseReport, 'latency_ms'>>(
    `select current_setting('server_version') "version", pg_database_size(current_database())::float8 bytes`,
  );
  const begun = performance.now();
  await db.query('select 1');
  return { ...rows[0]!, latency_ms: Math.round((performance.now() - begun) * 10) / 10 };
}

/** What has been done of what has to be done first; each from what is there, and not from what somebody ticked. */
export const STEPS = ['data', 'supplier', 'source', 'file', 'people'] as const;
export interface Step {
  readonly step: (typeof STEPS)[number];
  readonly done: boolean;
}
export async function firstSteps(db: Pool, ownDrop: string): Promise<Step[]> {
  const { rows } = await db.query<Record<Step['step'], boolean>>(
    `select exists (select 1 from item) and exists (select 1 from location) "data", exists (select 1 from supplier where not void) supplier,
  exists (select 1 from channel_health where removed_at is null and channel <> $1) source, exists (select 1 from document) file,
  (select count(*) > 1 from person where disabled_at is null) people`,
    [ownDrop],
  );
  return STEPS.map((step) => ({ step, done: rows[0]![step] }));
}
