import { lastBackup } from '../backup/last-backup.store';
import { sourcesOf, type SourceReport } from '../channels/sources.store';
import { countOutbox, type OutboxState } from '../outbox/outbox-list.store';
import type { Gateway } from '../pipeline/gateway';
import { type GivenUp, listGivenUp } from '../pipeline/given-up.store';
import { wallClock } from '../../platform/clock';
import { programVersion } from '../../platform/version';
import { type DatabaseReport, databaseReport, firstSteps, type MailOut, type Receiver, type Step, whatLeaves } from './health-report.store';

const SHOWN = 50;

export interface HealthReport {
  readonly now: string;
  readonly version: string;
  readonly node: string;
  readonly up_since: string;
  readonly sources: readonly SourceReport[];
  readonly queues: readonly { readonly queue: string; readonly waiting: number; readonly oldest_seconds: number }[];
  readonly given_up: readonly GivenUp[];
  readonly outbox: Record<OutboxState, number>;
  readonly mail: MailOut & { readonly set_up: boolean };
  readonly receivers: readonly Receiver[];
  readonly database: DatabaseReport & { readonly embedded: boolean };
  readonly backup: { readonly taken_at: string; readonly folder: string } | null;
  readonly steps: readonly Step[];
}

/** How everything is that the gateway stands on, as far as that can be said without asking anybody outside. */
export async function healthReport({ db, jobs, config, mailFrom }: Gateway): Promise<HealthReport> {
  const now = wallClock.now();
  const { pool } = db;
  const [sources, counts, given_up, outbox, leaves, database, backup, steps] = await Promise.all([
    sourcesOf(pool, now),
    jobs.counts(),
    listGivenUp(pool, SHOWN),
    countOutbox(pool),
    whatLeaves(pool, now),
    databaseReport(pool),
    lastBackup(pool),
    firstSteps(pool, `drop-folder ${config.drop}`),
  ]);
  return {
    ...{ now, version: programVersion, node: process.version, sources, given_up, outbox, receivers: leaves.receivers, steps },
    up_since: new Date(Date.parse(now) - process.uptime() * 1000).toISOString(),
    queues: counts.map((q) => ({ queue: q.queue, waiting: q.waiting, oldest_seconds: Math.round(q.oldest) })),
    mail: { ...leaves.mail, set_up: mailFrom !== undefined },
    database: { ...database, embedded: db.embedded !== null },
    backup: backup ?? null,
  };
}
