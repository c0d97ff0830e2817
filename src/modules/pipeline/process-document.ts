import { inTransaction } from '../../database/transaction';
import { failpoint } from '../../platform/failpoints';
import { lockReceipt, settleReceipt } from '../documents/receipts.store';
import { parkLines, postObservations, postShipLines } from '../ledger/post.store';
import { admit } from './admit';
import { gather } from './delivery';
import { matchItems, matchLines } from './match.store';
import { stageNames } from './names.store';
import { type Reading, read } from './reader';
import { countLines, postNotices, recordDocuments } from './record';
import { createStage } from './stage.store';

/**
 * One delivery from its raw bytes to posted lines, in one transaction: open and read in a worker thread (3, 4), recognise the
 * sender and what came before, match (5), post or park (6). Read again after a crash, it does the same once. What the lines
 * touched is noted, and compared by the reconciliation (7–9).
 */
export async function processDocument(services: Reading, receiptId: string): Promise<void> {
  await inTransaction(services.db.pool, async (client) => {
    const receipt = await lockReceipt(client, receiptId);
    if (!receipt || receipt.state === 'done') return;
    failpoint('process.before-read');
    await createStage(client);
    const delivery = await gather(client, read(services, receipt));
    if (delivery.failed !== null) throw new Error(`${receipt.name} could not be read here: ${delivery.failed}`);
    failpoint('process.after-read');
    await admit(client, receipt, delivery);
    await stageNames(client, delivery, receipt.receivedAt);
    await matchItems(client);
    await matchLines(client);
    failpoint('process.after-match');
    const counts = await countLines(client);
    await postNotices(client, receipt, delivery, counts);
    await postObservations(client, receipt.receivedAt);
    await postShipLines(client);
    await parkLines(client);
    failpoint('process.after-post');
    await recordDocuments(client, receipt, delivery, counts);
    await settleReceipt(client, receipt.id, 'done');
    failpoint('process.before-commit');
  });
  failpoint('process.after-commit');
}
