import type { PoolClient } from 'pg';
import type { Database } from '../../database/open';
import { inTransaction } from '../../database/transaction';
import { failpoint } from '../../platform/failpoints';
import type { Jobs } from '../../platform/jobs';
import type { Storage } from '../../platform/storage';
import type { Arrival } from './arrival';
import { insertReceipt } from './receipts.store';

export interface Keeping {
  readonly db: Database;
  readonly storage: Storage;
  readonly jobs: Jobs;
  /** Who else is told of what was kept, in the transaction that kept it. */
  readonly onKept?: (client: PoolClient, receipt: Kept) => Promise<void>;
}
export interface Kept {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly receivedAt: string;
  readonly withheld: boolean;
}
export const PROCESS_QUEUE = 'process-document';

/** Whose work it is to read it, as far as that is known before it is read. */
const senderOf = ({ supplier, origin, channel }: Arrival): string => supplier ?? origin.from ?? origin.key ?? channel;

/**
 * Durable first: bytes on disk, then receipt and job in one transaction; only when this returns may the source be touched.
 * The other order loses a delivery whenever the machine stops in between.
 */
export async function keep(
  into: Keeping,
  arrival: Arrival,
  also?: (client: PoolClient, receiptId: string) => Promise<void>,
): Promise<{ receiptId: string; fresh: boolean }> {
  failpoint('keep.before-blob');
  const stored = Buffer.isBuffer(arrival.bytes) ? await into.storage.store(arrival.bytes) : arrival.bytes;
  failpoint('keep.after-blob');
  const kept = await inTransaction(into.db.pool, async (client) => {
    failpoint('keep.M8');
    const receipt = await insertReceipt(client, arrival, stored);
    if (receipt.again) await storedAgain(into.storage, arrival.bytes); // its row is ours until the commit: nobody takes them away now
    failpoint('keep.after-receipt');
    if (receipt.fresh) await into.jobs.send(client, PROCESS_QUEUE, { receiptId: receipt.receiptId }, { group: senderOf(arrival) });
    const { name, channel, receivedAt, withheld } = arrival;
    if (receipt.fresh) await into.onKept?.(client, { id: receipt.receiptId, name, channel, receivedAt, withheld: withheld ?? false });
    await also?.(client, receipt.receiptId);
    failpoint('keep.before-commit');
    return receipt;
  });
  failpoint('keep.after-commit');
  return kept;
}

/** Retention takes a file away while its row is held; what came piece by piece is gone then, and has to be fetched once more. */
async function storedAgain(storage: Storage, bytes: Arrival['bytes']): Promise<void> {
  if (Buffer.isBuffer(bytes)) await storage.store(bytes);
  else if (!(await storage.has(bytes))) throw new Error('its bytes were taken away while it came in; it is fetched again');
}
