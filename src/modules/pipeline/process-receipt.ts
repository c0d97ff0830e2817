import type { PoolClient } from 'pg';
import type { Issue } from '../../domain/canonical/vocabulary';
import { RefusedError } from '../../platform/errors';
import { failpoint } from '../../platform/failpoints';
import type { Receipt } from '../documents/receipts.store';
import { matchAnswers } from '../acks/sent.store';
import { tieToSnapshots } from '../sharing/followed.store';
import { parkLines, postObservations } from '../ledger/post.store';
import { postProposals } from '../replenishment/proposals.store';
import { admit } from './admit';
import { answersTold } from './answers-told';
import { Delivery, gather, type Only } from './delivery';
import { match } from './match';
import { type Reading, read } from './reader';
import { type Counts, countLines, recordDocuments } from './record';
import { settleDrifts } from './settle-drifts';
import { noteApart, settleDuplicates } from './settle-duplicates';
import { settleNotices } from './settle-notices';
import { createStage } from './stage.store';
import type { Told } from './told';
import { touchDocuments } from './touch.store';

export type Telling = typeof read;

/** A file took more than a file may take. Trying it again would take as much again, and hold up those behind it. */
class BeyondLimits extends RefusedError {
  constructor(why: string) {
    super('file.beyond-limits', `${why}, which is the limit`);
  }
}
/** Does what reads a file; once more, and without reading it, where that took more than a file may take. */
export async function orHeldBack<T>(work: (telling: Telling) => Promise<T>): Promise<T> {
  try {
    return await work(read);
  } catch (error) {
    if (!(error instanceof BeyondLimits)) throw error;
    return work(() => heldBack(error.message));
  }
}

/** What is told of such a file in place of what it says: it is held, with the reason. */
async function* heldBack(why: string): AsyncGenerator<Told> {
  const detail = `${why}; it is kept as it came, and nothing of it was used`;
  const issue: Issue = { code: 'file.beyond-limits', severity: 'error', detail, place: { in: 'file' } };
  yield* [
    { tell: 'part', part: 1, within: null, refused: 'quarantined' },
    { tell: 'issues', issues: [{ part: 1, document: null, issue }] },
    { tell: 'end' },
  ] satisfies Told[];
}

/** Stations 3 to 6 within the caller's transaction; `doc check` walks the same way and then takes it all back. */
export async function processReceipt(
  client: PoolClient,
  services: Reading,
  receipt: Receipt,
  path: string,
  only: Only | null = null,
  telling: Telling = read,
): Promise<Delivery> {
  failpoint('process.before-read');
  await createStage(client);
  const delivery = new Delivery(only);
  const counts: Counts = new Map();
  // 3 open, 4 read: in a worker thread, which goes on while a batch of its lines is matched and posted
  for await (const batch of gather(client, delivery, telling(services, receipt, path))) {
    if (delivery.failed?.beyond) throw new BeyondLimits(delivery.failed.message);
    if (delivery.failed !== null) throw new Error(`${receipt.name} could not be read here: ${delivery.failed.message}`);
    failpoint('process.after-read');
    await admit(client, receipt, delivery, batch, services); // whose it is, and whether it came before
    await match(client, delivery, batch, receipt.receivedAt); // 5 match
    failpoint('process.after-match');
    await countLines(client, counts);
    await postObservations(client, receipt.receivedAt); // 6 post, or park with the reason
    await postProposals(client);
    failpoint('process.P5');
    await parkLines(client);
    await noteApart(client);
  }
  await settleDuplicates(client, delivery, counts, services.edi);
  await settleNotices(client, receipt, delivery, counts, services.edi);
  await settleDrifts(client, delivery);
  failpoint('process.after-post');
  await recordDocuments(client, receipt, delivery, counts);
  await tieToSnapshots(client, receipt.id);
  await matchAnswers(client, answersTold(delivery), receipt.receivedAt);
  failpoint('process.P6');
  await touchDocuments(client, receipt);
  return delivery;
}
