import { takeOver } from '../../database/fence';
import { inTransaction } from '../../database/transaction';
import { failpoint } from '../../platform/failpoints';
import type { Lease } from '../../platform/jobs';
import { answer } from '../acks/answer';
import { reply } from '../acks/reply/reply';
import { lockReceipt, settleReceipt } from '../documents/receipts.store';
import { annotatedFiles, wordsOf } from './annotate-delivery';
import { partsToAnswer } from './parts-to-answer';
import { orHeldBack, type Telling } from './process-receipt';
import { saidToSender } from './said-to-sender';
import { readOrReadAnew } from './read-anew';
import type { Reading } from './reader';

/**
 * One delivery from its raw bytes to posted lines, in one transaction: whatever stops it, it is done once or not at all. What
 * the lines touched is noted with them, and compared by the reconciliation (stations 7 to 9).
 */
export async function processDocument(services: Reading, receiptId: string, lease?: Lease): Promise<void> {
  failpoint('process.E1');
  await orHeldBack((telling) => processOnce(services, receiptId, lease, telling));
  failpoint('process.after-commit');
}

async function processOnce(services: Reading, receiptId: string, lease: Lease | undefined, telling: Telling): Promise<void> {
  await inTransaction(services.db.pool, async (client) => {
    if (lease) await takeOver(client, lease);
    const receipt = await lockReceipt(client, receiptId);
    if (!receipt || receipt.state === 'done') return;
    const delivery = await readOrReadAnew(client, services, receipt, telling);
    await services.alerts.read(client, receipt); // 10 tell
    if (delivery) {
      await answer(client, services, receipt, partsToAnswer(delivery));
      const raw = services.storage.pathOf(receipt.sha256);
      await reply(client, services, receipt, {
        said: saidToSender(delivery),
        raw,
        words: () => wordsOf(services, receipt, raw),
        back: (task) => annotatedFiles(services, receipt, raw, task),
      });
    }
    await settleReceipt(client, receipt.id, 'done');
    await lease?.hold(client, 'toTheEnd');
    failpoint('process.before-commit');
  });
}
