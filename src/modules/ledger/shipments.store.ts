import type { PoolClient } from 'pg';
import type { AsOfWindow, ShipNotice } from '../../domain/canonical/vocabulary';
import { uuidv7 } from '../../platform/ids';

export interface PostedNotice {
  readonly documentId: string;
  readonly supplierId: string;
  readonly reference: string;
  readonly purpose: ShipNotice['purpose'];
  readonly issued: string | null; // by the sender's clock
  readonly shipped: AsOfWindow | null;
  readonly eta: AsOfWindow | null;
  readonly receivedAt: string;
}

/**
 * A new version of a shipment stands in place of the one before, unless it came too late to; all of them stay, to say what was
 * promised when.
 */
export async function postShipment(client: PoolClient, n: PostedNotice, stands: boolean): Promise<string> {
  const id = uuidv7();
  if (stands)
    await client.query('update shipment set current = false where supplier_id = $1 and reference = $2 and current', [
      n.supplierId,
      n.reference,
    ]);
  await client.query(
    `insert into shipment (id, supplier_id, reference, version, state, shipped_from, shipped_to, eta_from, eta_to, document_id, received_at, current, issued, purpose)
select $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from shipment where supplier_id = $2 and reference = $3`,
    [
      id,
      n.supplierId,
      n.reference,
      n.purpose === 'cancel' ? 'cancelled' : 'open',
      n.shipped?.from ?? null,
      n.shipped?.to ?? null,
      n.eta?.from ?? null,
      n.eta?.to ?? null,
      n.documentId,
      n.receivedAt,
      stands,
      n.issued,
      n.purpose,
    ],
  );
  return id;
}
