import type { PoolClient } from 'pg';
import { RefusedError } from '../../platform/errors';
import { forgetInterchanges } from '../documents/interchanges.store';
import type { Receipt } from '../documents/receipts.store';
import { restoreShipments, wentOn, withdrawShipments } from '../ledger/shipments.store';
import type { Delivery } from './delivery';
import { processReceipt, type Telling } from './process-receipt';
import { read, type Reading } from './reader';
import { releaseAgain } from './release';

/**
 * A delivery that was read before, read once more from its raw bytes, whole, as things are settled now. What its earlier run
 * said holds no longer, and stays to be looked up; what a person released stays released. Throws RefusedError where a shipment
 * that it speaks of was spoken of again since: that word was judged by this one.
 */
export async function readAnew(client: PoolClient, services: Reading, receipt: Receipt, telling: Telling = read): Promise<Delivery> {
  const earlier = await stepAside(client, receipt.id);
  const went = await wentOn(client, earlier);
  if (went !== undefined)
    throw new RefusedError('replay.went-on', `${receipt.name}: ${went} was written about again since; what came after was judged by it`);
  const withdrawn = await withdrawShipments(client, earlier);
  await forgetInterchanges(client, receipt.id);
  const delivery = await processReceipt(client, services, receipt, await services.storage.sound(receipt.sha256), null, telling);
  await releaseAgain(client, services, receipt);
  await restoreShipments(client, withdrawn);
  await touchAgain(client, receipt, earlier);
  return delivery;
}

/**
 * A delivery that is read for the first time; or again, since it waited for a sender or a layout, and then whole: what of it was
 * posted before must neither count twice nor be lost. Where that is not possible any more it stays as it is.
 */
export async function readOrReadAnew(client: PoolClient, services: Reading, receipt: Receipt, telling: Telling): Promise<Delivery | null> {
  const before = await client.query('select 1 from document where receipt_id = $1 limit 1', [receipt.id]);
  if (before.rowCount === 0) return processReceipt(client, services, receipt, await services.storage.sound(receipt.sha256), null, telling);
  await client.query('savepoint anew');
  try {
    return await readAnew(client, services, receipt, telling);
  } catch (error) {
    if (!(error instanceof RefusedError && error.code === 'replay.went-on')) throw error;
    await client.query('rollback to savepoint anew');
    services.log.warn({ receiptId: receipt.id }, `not read again: ${error.message}`);
    return null;
  }
}

async function stepAside(client: PoolClient, receiptId: string): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    'update document set current = false where receipt_id = $1 and current returning id',
    [receiptId],
  );
  return rows.map((r) => r.id);
}

const HEALERS = 50; // what came since heals what it heals of one that came long ago

/** Pairs of which it says nothing any more are compared as well; and what came after it is looked at beside it, lest old data raise anew. */
async function touchAgain(client: PoolClient, receipt: Receipt, earlier: readonly string[]): Promise<void> {
  await client.query(
    `insert into touched (supplier_id, kind, ref, at)
select supplier_id, 'document', id::text, $2 from document where id = any ($1::uuid[])
union all select n.supplier_id, 'document', n.id::text, $2 from (select distinct supplier_id, kind from document where receipt_id = $3 and current) d
  cross join lateral (select * from document n where n.supplier_id = d.supplier_id and n.kind = d.kind and n.current and n.receipt_id <> $3
    and n.received_at > $2 and n.lines > n.parked order by n.received_at desc limit ${HEALERS}) n`,
    [earlier, receipt.receivedAt, receipt.id],
  );
}
