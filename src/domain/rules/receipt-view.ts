import type { PoolReceipt } from './shipment-view';

/** A receipt at a place whose program wants ship notices, and the shipments that account for it. */
export interface ReceiptView {
  readonly now: number;
  readonly receipt: PoolReceipt;
  readonly supplier: string;
  readonly unmatched: string; // what no ship notice accounts for, base units
  readonly notices: readonly { readonly reference: string; readonly receivedAt: number; readonly document: { id: string; file: string } }[];
  readonly repeats: number; // earlier deliveries of this supplier without a notice, in the last 30 days
}
