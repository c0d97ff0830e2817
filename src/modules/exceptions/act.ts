import type { PoolClient } from 'pg';
import type { Sees } from '../access/sees';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { act, type Action } from '../../domain/exceptions/actions';
import { heldRows, type Held, takeWriteOffsBack, writeActed, writeOff } from './act.store';
import { type Changed, fold } from './desk';
import { writeEvents } from './desk.store';

export const MOST_AT_ONCE = 200;

export interface Deed {
  readonly action: Action;
  readonly by: string;
  readonly reason: string;
  readonly shipment?: string | undefined; // whose arrival a snooze waits for, where it is not the next one
}
/** One row that is meant, and the version that was seen of it; without one, whatever it is by now. */
export interface Meant {
  readonly id: string;
  readonly version?: number | undefined;
}
/** What became of each row: a refusal of one is no reason to leave the others undone. */
export type Done =
  | { readonly id: string; readonly done: true; readonly status: string; readonly version: number }
  | { readonly id: string; readonly done: false; readonly code: string; readonly detail: string };

export type TellActed = (client: PoolClient, changed: Changed, now: string) => Promise<void>;

/** What a person does to exceptions, in the order in which they are named; all of it in the history. What they do not see is not there. */
export async function actOn(db: Database, sees: Sees, meant: readonly Meant[], deed: Deed, now: string, tell?: TellActed): Promise<Done[]> {
  const done: Done[] = [];
  for (let at = 0; at < meant.length; at += MOST_AT_ONCE) {
    const some = meant.slice(at, at + MOST_AT_ONCE);
    done.push(...(await inTransaction(db.pool, (client) => actIn(client, sees, some, deed, now, tell))));
  }
  return done;
}

const bare = (id: string): string => id.replace(/^exc_/, '');

async function actIn(
  client: PoolClient,
  sees: Sees,
  meant: readonly Meant[],
  deed: Deed,
  now: string,
  tell: TellActed | undefined,
): Promise<Done[]> {
  const rows = new Map(
    (
      await heldRows(
        client,
        sees,
        meant.map((m) => bare(m.id)),
        deed.shipment ?? null,
        now,
      )
    ).map((r) => [r.id, r]),
  );
  const changes: {
    row: Held;
    event: Parameters<typeof writeEvents>[1][number];
    change: Extract<ReturnType<typeof act>, { change: object }>['change'];
  }[] = [];
  const refused = new Map<string, { code: string; detail: string }>();
  for (const m of meant) {
    const row = rows.get(bare(m.id));
    if (!row) refused.set(m.id, { code: 'exception.unknown', detail: `there is no exception ${m.id}` });
    else if (m.version !== undefined && m.version !== row.version)
      refused.set(m.id, { code: 'exception.changed', detail: `it changed since (version ${row.version}); look at it again` });
    else {
      const outcome = act(row, deed.action, deed.reason, Date.parse(now));
      if ('refused' in outcome) refused.set(m.id, { code: outcome.refused, detail: outcome.detail });
      else changes.push({ row, change: outcome.change, event: eventOf(row, deed, outcome) });
    }
  }
  await writeActed(client, changes, now);
  await writeEvents(
    client,
    changes.map((c) => c.event),
    now,
  );
  const writtenOff = changes.flatMap(({ row: { id, aboutShipment, supplierId, shipment }, change }) =>
    change.resolution === 'written_off' && aboutShipment && supplierId !== null && shipment !== null
      ? [{ supplierId, reference: shipment, exceptionId: id }]
      : [],
  );
  await writeOff(client, writtenOff, deed, now);
  const taken = changes.filter(({ row, change }) => change.status === 'open' && row.resolution === 'written_off');
  await takeWriteOffsBack(
    client,
    taken.map((c) => c.row.id),
    now,
  );
  const of = (status: string, was: (r: Held) => boolean): string[] =>
    changes.filter((c) => c.change.status === status && was(c.row)).map((c) => c.row.id);
  const resolved = of('resolved', () => true);
  const reopened = of('open', (r) => r.status === 'resolved');
  if (resolved.length + reopened.length > 0) await fold(client);
  await tell?.(client, { opened: [], reopened, escalated: [], resolved }, now);
  const left = new Map(
    (
      await heldRows(
        client,
        sees,
        changes.map((c) => c.row.id),
        null,
        now,
      )
    ).map((r) => [r.id, r]),
  );
  return meant.map((m) => {
    const no = refused.get(m.id);
    if (no) return { id: m.id, done: false, ...no };
    const { status, version } = left.get(bare(m.id))!;
    return { id: `exc_${bare(m.id)}`, done: true, status, version };
  });
}

function eventOf(
  row: Held,
  { action, by, reason }: Deed,
  outcome: { before: object; after: object },
): Parameters<typeof writeEvents>[1][number] {
  const about = action.do === 'snooze' && row.shipment !== null && action.until === 'eta' ? { details: { shipment: row.shipment } } : {};
  return {
    exception_id: row.id,
    what: action.do,
    author: by,
    ...(reason === '' ? {} : { reason }),
    before: outcome.before,
    after: outcome.after,
    ...about,
  };
}
