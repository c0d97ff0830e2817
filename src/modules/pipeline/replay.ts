import type { PoolClient } from 'pg';
import { EVERYTHING } from '../access/sees';
import { inTransaction, takenBack } from '../../database/transaction';
import { RefusedError, UsageError } from '../../platform/errors';
import { seenAs } from '../../platform/sha256';
import { reportDocuments } from '../documents/document-report.store';
import { insertReplay } from '../documents/replays.store';
import { lockReceipt } from '../documents/receipts.store';
import type { Changed } from '../exceptions/desk';
import { reconcileIn } from '../reconciliation/reconcile';
import { effectOn, type FileEffect } from './effect';
import { evaluate } from './evaluate';
import { orHeldBack } from './process-receipt';
import { readAnew } from './read-anew';
import type { Reading } from './reader';

/** Which deliveries are read anew: those of all of these that are said. */
export interface Asked {
  readonly documents?: readonly string[] | undefined; // doc_…
  readonly problem?: string | undefined; // code of an issue, or the reason for which a line waits
  readonly supplier?: string | undefined; // code
  readonly mapping?: string | undefined; // by which they were read: a name, or name@version
  readonly since?: string | undefined; // received at or after
}

/** What reading deliveries anew changes: of each what it says, and of the desk what opens and closes. */
export interface Replay {
  readonly hash: string; // of the deliveries and of all that changes; another one is another replay
  readonly deliveries: readonly FileEffect[];
  readonly exceptions: readonly ExceptionEffect[];
}
export interface ExceptionEffect {
  readonly change: 'opened' | 'reopened' | 'escalated' | 'resolved';
  readonly type: string;
  readonly severity: string;
  readonly key: string;
  readonly message: string;
}

/**
 * Shows what reading them anew would change, and stores nothing. What is still to be evaluated is, before, so that nothing else
 * shows among the exceptions. Throws UsageError where nothing is asked for, or a document that there is not.
 */
export async function previewReplay(services: Reading, asked: Asked, now: string): Promise<Replay> {
  await evaluate(services, 'touched', now);
  return takenBack(services.db.pool, (client) => replayIn(client, services, asked, now, undefined));
}

/**
 * Reads them anew, all or none, where that changes just what was shown: refused (RefusedError, exit 6) where anything changed
 * since. A new run stands under the same documents; nobody who sent them is written to again.
 */
export async function applyReplay(
  services: Reading,
  asked: Asked,
  said: { readonly hash: string; readonly author: string; readonly reason: string },
  now: string,
): Promise<Replay> {
  if (said.reason.trim() === '') throw new UsageError('expected a reason, for those who come after you');
  await evaluate(services, 'touched', now);
  return inTransaction(services.db.pool, async (client) => {
    const replay = await replayIn(client, services, asked, now, said);
    if (replay.hash !== said.hash)
      throw new RefusedError('replay.stale', `it changes something else by now (${replay.hash} and not ${said.hash}); look at it again`);
    return replay;
  });
}

async function replayIn(
  client: PoolClient,
  services: Reading,
  asked: Asked,
  now: string,
  said: { readonly author: string; readonly reason: string } | undefined,
): Promise<Replay> {
  const receipts = await deliveriesOf(client, asked);
  const deliveries: FileEffect[] = [];
  for (const id of receipts) deliveries.push(await replayOne(client, services, id));
  const { changed } = await reconcileIn(client, 'touched', now, said ? services.alerts.changed(false) : undefined);
  const exceptions = await exceptionsOf(client, changed);
  const count = (change: string): number => deliveries.flatMap((d) => d.lines).filter((l) => l.change === change).length;
  const counts = { gained: count('gained'), lost: count('lost'), changed: count('changed') };
  if (said) await insertReplay(client, receipts, { at: now, author: said.author, reason: said.reason, asked, ...counts });
  const key = ({ change, type, key: k, severity }: ExceptionEffect): string[] => [change, type, k, severity];
  const told = [receipts, deliveries.map(({ lines, issues, after }) => [lines, issues, after]), exceptions.map(key)];
  return { hash: seenAs(told), deliveries, exceptions };
}

/** A file that a reader gives up on is held, as when it came; what it had posted until then is taken back first. */
async function replayOne(client: PoolClient, services: Reading, id: string): Promise<FileEffect> {
  const receipt = (await lockReceipt(client, id))!;
  if (receipt.state !== 'done') throw new RefusedError('replay.not-read', `${receipt.name} was not read yet`);
  const before = await reportDocuments(client, EVERYTHING, { receiptId: id }, true);
  await client.query('savepoint replay');
  await orHeldBack(async (telling) => {
    await client.query('rollback to savepoint replay');
    await readAnew(client, services, receipt, telling);
  });
  await client.query('release savepoint replay');
  const after = await reportDocuments(client, EVERYTHING, { receiptId: id }, true);
  return effectOn(receipt.name, receipt.receivedAt, before, after);
}

/** In the order in which they came, since the later one of two reports about one thing is right. */
async function deliveriesOf(client: PoolClient, asked: Asked): Promise<string[]> {
  const { documents, problem, supplier, since } = asked;
  const [mapping, version] = asked.mapping?.split('@') ?? [];
  if (!documents?.length && problem === undefined && supplier === undefined && mapping === undefined)
    throw new UsageError('expected documents, a problem, a supplier or a mapping: what is to be read anew?');
  if (version !== undefined && !/^\d{1,9}$/.test(version)) throw new UsageError(`${asked.mapping}: expected a name, or name@version`);
  const ids = documents?.map((d) => d.replace(/^doc_/, '')) ?? null;
  if (ids) await allKnown(client, ids);
  const { rows } = await client.query<{ id: string }>(
    `select r.id from receipt r where r.state = 'done' and ($5::timestamptz is null or r.received_at >= $5) and exists (
  select 1 from document d left join supplier s on s.id = d.supplier_id where d.receipt_id = r.id
    and ($1::uuid[] is null or d.id = any ($1)) and (d.current or $1 is not null)
    and ($2::text is null or exists (select 1 from document_issue i where i.document_id = d.id and i.code = $2)
      or exists (select 1 from parked_line p where p.document_id = d.id and p.reason = $2 and p.taken_up_at is null))
    and ($3::text is null or s.code = $3)
    and ($4::text is null or (d.mapping->>'name' = $4 and ($6::int is null or (d.mapping->>'version')::int = $6))))
order by r.received_at, r.id`,
    [ids, problem ?? null, supplier ?? null, mapping ?? null, since ?? null, version ?? null],
  );
  return rows.map((r) => r.id);
}

async function allKnown(client: PoolClient, ids: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>('select id from document where id = any ($1::uuid[])', [ids]);
  const lost = ids.find((id) => !rows.some((r) => r.id === id));
  if (lost !== undefined) throw new UsageError(`there is no document doc_${lost}`);
}

async function exceptionsOf(client: PoolClient, changed: Changed): Promise<ExceptionEffect[]> {
  const { rows } = await client.query<ExceptionEffect>(
    `select c.change, e.type, e.severity, e.key, e.message from unnest($1::uuid[], $2::text[]) c (id, change) join supply_exception e using (id)
order by c.change, e.type, e.key`,
    [
      [...changed.opened, ...changed.reopened, ...changed.escalated, ...changed.resolved],
      (['opened', 'reopened', 'escalated', 'resolved'] as const).flatMap((change) => changed[change].map(() => change)),
    ],
  );
  return rows;
}
