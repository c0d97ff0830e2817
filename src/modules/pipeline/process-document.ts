import type { PoolClient } from 'pg';
import { takeOver } from '../../database/fence';
import { inTransaction } from '../../database/transaction';
import { failpoint } from '../../platform/failpoints';
import type { Lease } from '../../platform/jobs';
import { type Receipt, lockReceipt, settleReceipt } from '../documents/receipts.store';
import { parkLines, postObservations } from '../ledger/post.store';
import { admit } from './admit';
import { doubtBalances } from './doubt-balances';
import { Delivery, gather, type Only } from './delivery';
import { match } from './match';
import { type Reading, read } from './reader';
import { type Counts, countLines, recordDocuments } from './record';
import { settleNotices } from './settle-notices';
import { createStage } from './stage.store';
import { touchDocuments } from './touch.store';

/**
 * One delivery from its raw bytes to posted lines, in one transaction: whatever stops it, it is done once or not at all. What
 * the lines touched is noted with them, and compared by the reconciliation (stations 7 to 9).
 */
export async function processDocument(services: Reading, receiptId: string, lease?: Lease): Promise<void> {
  failpoint('process.E1');
  await inTransaction(services.db.pool, async (client) => {
    if (lease) await takeOver(client, lease);
    const receipt = await lockReceipt(client, receiptId);
    if (!receipt || receipt.state === 'done') return;
    await processReceipt(client, services, receipt, services.storage.pathOf(receipt.sha256));
    await services.alerts.read(client, receipt); // 10 tell
    await settleReceipt(client, receipt.id, 'done');
    await lease?.hold(client, 'toTheEnd');
    failpoint('process.before-commit');
  });
  failpoint('process.after-commit');
}

/** Stations 3 to 6 within the caller's transaction; `doc check` walks the same way and then takes it all back. */
export async function processReceipt(
  client: PoolClient,
  services: Reading,
  receipt: Receipt,
  path: string,
  only: Only | null = null,
): Promise<void> {
  failpoint('process.before-read');
  await createStage(client);
  const delivery = new Delivery(only);
  const counts: Counts = new Map();
  // 3 open, 4 read: in a worker thread, which goes on while a batch of its lines is matched and posted
  for await (const batch of gather(client, delivery, read(services, receipt, path))) {
    if (delivery.failed !== null) throw new Error(`${receipt.name} could not be read here: ${delivery.failed}`);
    failpoint('process.after-read');
    await admit(client, receipt, delivery, batch, services); // whose it is, and whether it came before
    await match(client, delivery, batch, receipt.receivedAt); // 5 match
    await doubtBalances(client, delivery, services.edi);
    failpoint('process.after-match');
    await countLines(client, counts);
    await postObservations(client, receipt.receivedAt); // 6 post, or park with the reason
    failpoint('process.P5');
    await parkLines(client);
  }
  await settleNotices(client, receipt, delivery, counts, services.edi);
  failpoint('process.after-post');
  await recordDocuments(client, receipt, delivery, counts);
  failpoint('process.P6');
  await touchDocuments(client, receipt);
}
