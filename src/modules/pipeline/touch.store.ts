import type { PoolClient } from 'pg';
import type { Receipt } from '../documents/receipts.store';

/** Notes what the reconciliation has to look at, in the transaction that posted it, so that no crash can forget it. */
export async function touchDocuments(client: PoolClient, receipt: Receipt): Promise<void> {
  await client.query(
    `insert into touched (supplier_id, kind, ref, at)
select supplier_id, 'document', id::text, $2 from document where receipt_id = $1 and current order by ordinal`,
    [receipt.id, receipt.receivedAt],
  );
}
