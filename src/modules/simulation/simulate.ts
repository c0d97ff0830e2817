import type { PoolClient } from 'pg';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { whatIf } from '../../domain/exceptions/what-if';
import type { Reading } from '../pipeline/reader';
import { reconcile } from '../reconciliation/reconcile';
import { type Change, changeTerms, type Rereading, rereadingOf } from './change';
import { type Episode, episodesOf } from './episodes.store';
import { takeOver } from './past.store';
import { withScratch } from './scratch';
import { allColumns, begin, type Columns, documents, instantsOf, step } from './step.store';

export interface Simulating {
  readonly since: string;
  readonly until: string;
  readonly supplier?: string | undefined;
  readonly change: Change;
}
/** Something that was raised, as it was said then. */
export type Raised = Omit<Episode, 'openedAt' | 'resolvedAt'>;
export interface Simulated {
  readonly since: string;
  readonly until: string;
  readonly events: number; // instants at which something was told, and days that ended
  readonly same: number;
  readonly types: readonly {
    readonly type: string;
    readonly raised: number;
    readonly would: number;
    readonly beyond: number;
    readonly missed: number;
    readonly closed: number; // of those raised: over by themselves, since nobody is at the desk when history is told again
    readonly would_close: number;
  }[];
  readonly beyond: readonly Raised[]; // would have been raised, too
  readonly missed: readonly Raised[]; // were raised, and would not have been
  /** How well what is kept tells again what really was: of what was raised then, so much is raised when it is told again unchanged. */
  readonly fidelity: { readonly raised: number; readonly found: number; readonly not_found: readonly Raised[] };
}

const DAY = 86_400_000;
const NOT_TOLD_AGAIN = ['CHANNEL_SILENT', 'SENDER_UNKNOWN']; // heartbeats and strangers' mails are no part of what was told

/**
 * History once as it was and once under the change, event by event under the clock of then, in two databases beside the present one,
 * which is only read. What differs is because of the change: what we know better today, and what people did on the desk, is the same in both.
 */
export async function simulate(services: Reading, asked: Simulating, each?: (done: number, of: number) => void): Promise<Simulated> {
  return withScratch(services.db, async ({ create, open }) => {
    const name = await create();
    const first = await open(name);
    await between(services.db, first, (present, scratch) => takeOver(present, scratch, asked.until)).finally(() => first.close());
    const other = await create(name);
    const ours = await open(name);
    const theirs = await open(other).catch(async (error: unknown) => {
      await ours.close();
      throw error;
    });
    try {
      const events = await live(services, [ours, theirs], asked, each);
      const [raised, would] = [await episodesOf(ours, asked.supplier), await episodesOf(theirs, asked.supplier)];
      const then = (await episodesOf(services.db, asked.supplier)).filter((e) => wasOpen(e, asked) && !NOT_TOLD_AGAIN.includes(e.type));
      return {
        since: asked.since,
        until: asked.until,
        events,
        ...compared(raised, would),
        fidelity: fidelityOf(then, raised),
      };
    } finally {
      await ours.close();
      await theirs.close();
    }
  });
}

function fidelityOf(then: readonly Episode[], again: readonly Episode[]): Simulated['fidelity'] {
  const { same, missed } = whatIf(then, again);
  return { raised: then.length, found: same, not_found: missed.map(bare) };
}
const bare = ({ openedAt: _, resolvedAt: __, ...said }: Episode): Raised => said;

async function live(
  services: Reading,
  both: readonly [Database, Database],
  asked: Simulating,
  each?: (done: number, of: number) => void,
): Promise<number> {
  const { since, until, change } = asked;
  const [ours, theirs] = both;
  const columns = await withClient(ours, allColumns);
  const again = await rereadingOf(services, theirs, change, since, until);
  await Promise.all(both.map((db) => inTransaction(db.pool, (client) => begin(client, columns, since))));
  await changeTerms(theirs, change, asked.supplier, since);
  await Promise.all(both.map((db) => reconcile(db, 'all', since)));
  const told = await withClient(ours, (client) => instantsOf(client, since, until));
  const events = [
    ...told.map((at) => ({ at, what: 'touched' as const })),
    ...days(since, until).map((at) => ({ at, what: 'all' as const })),
  ].sort((a, b) => Date.parse(a.at) - Date.parse(b.at) || (a.what === 'touched' ? -1 : 1));
  for (const [i, { at, what }] of events.entries()) {
    if (what === 'touched') {
      await Promise.all([stepped(ours, columns, at, null), stepped(theirs, columns, at, again)]);
      await Promise.all(both.map((db) => reconcile(db, 'touched', at)));
    } else await Promise.all(both.map((db) => reconcile(db, 'all', at)));
    each?.(i + 1, events.length);
  }
  return events.length;
}

const stepped = (db: Database, columns: Columns, at: string, again: Rereading | null): Promise<void> =>
  inTransaction(db.pool, async (client) => {
    await step(client, columns, at, again?.unread() ?? []);
    const others = (await again?.read(client, at)) ?? [];
    if (others.length > 0) await documents(client, columns, at, 'receipt_id = any ($2::uuid[])', others);
  });

/** What the clock alone decides is looked at when a day ends, and at the end. */
function days(since: string, until: string): string[] {
  const out: string[] = [];
  for (let at = (Math.floor(Date.parse(since) / DAY) + 1) * DAY; at < Date.parse(until); at += DAY) out.push(new Date(at).toISOString());
  return [...out, until];
}

const wasOpen = (e: Episode, { since, until }: Simulating): boolean =>
  e.openedAt <= Date.parse(until) && (e.resolvedAt === null || e.resolvedAt > Date.parse(since));

function compared(raised: readonly Episode[], would: readonly Episode[]): Pick<Simulated, 'same' | 'types' | 'beyond' | 'missed'> {
  const { same, beyond, missed } = whatIf(raised, would);
  const of = (rows: readonly Episode[], type: string): number => rows.filter((r) => r.type === type).length;
  const closed = (rows: readonly Episode[], type: string): number => rows.filter((r) => r.type === type && r.resolvedAt !== null).length;
  const types = [...new Set([...raised, ...would].map((r) => r.type))].sort();
  return {
    same,
    types: types.map((type) => ({
      type,
      raised: of(raised, type),
      would: of(would, type),
      beyond: of(beyond, type),
      missed: of(missed, type),
      closed: closed(raised, type),
      would_close: closed(would, type),
    })),
    beyond: beyond.map(bare),
    missed: missed.map(bare),
  };
}

async function withClient<T>(db: Database, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db.pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
const between = (a: Database, b: Database, work: (a: PoolClient, b: PoolClient) => Promise<void>): Promise<void> =>
  withClient(a, (one) => withClient(b, (other) => work(one, other)));
