import type { MatchedLine, MatchedReceipt, ReceiptFacts, ShipLineFacts, StrayReceipt } from '../ledger/receipt-matching';

/** What was agreed for an item at a place, as far as shipments are concerned. Decimals as text, instants in milliseconds. */
export interface ShipmentTerms {
  readonly asnRequired: boolean;
  readonly graceHours: number;
  readonly toleranceQty: string; // base units; '0' where blank
  readonly tolerancePct: string; // 5 for 5 %
  readonly goLive: number | null;
  readonly approvalSince?: number | null; // since when shipments have to be approved; absent or null: they have not
}

/** What a shipment line's item is worth watching for. */
export interface ItemFlags {
  readonly sku: string;
  readonly uom: string;
  readonly classA: boolean;
  readonly atMin: boolean; // on hand at or below its min at that location
  readonly coverBelowLeadTime: boolean;
  readonly unitCost: string | null;
  readonly currency: string | null;
}

export interface ShipmentLine extends ShipLineFacts {
  readonly item: ItemFlags;
  readonly terms: ShipmentTerms;
  readonly place: string | null;
  readonly closedByBuyer: boolean; // its order line was closed or cancelled, or a person closed it short
  readonly approvals?: readonly Approval[]; // of this item, for the order that the line names, or any where it names none
}

/** What the buyer agreed to have shipped: an order of theirs, or a draft that was approved. Base units. */
export interface Approval {
  readonly id: string; // PO-1/10
  readonly location: string;
  readonly quantity: string;
  readonly shippedBefore: string; // by shipments that were announced before this one
}

/**
 * The current version of a shipment; a cancelling or emptied one has no lines and still has to be seen, to end what stands
 * open. `etaFrom` and `etaTo` as said, or reckoned from the ship date (`ledger/eta.ts`).
 */
export interface ShipmentFacts {
  readonly supplier: string;
  readonly reference: string;
  readonly version: number;
  readonly state: 'open' | 'cancelled';
  readonly shippedFrom: number | null;
  readonly shippedTo: number | null;
  readonly etaFrom: number | null; // null: neither said nor to be reckoned
  readonly etaTo: number | null;
  readonly noticeReceivedAt: number;
  readonly document: { readonly id: string; readonly file: string };
  readonly lines: readonly ShipmentLine[];
  readonly timezone?: string | null; // where it goes
  readonly changedAt?: number; // newest import that touched receipts of this very shipment, withdrawals among them
  readonly watchedSkus?: readonly string[]; // of which a variance stands open, though a later version may not carry them
  readonly decided?: 'approved' | 'refused' | null; // by the buyer, of this very shipment, after it was announced
  readonly watermark?: number | null; // of its location: before the ETA nobody can know whether it arrived
}

/** A supplier's shipments and the receipts that may belong to them: `pool.ts` matches once and splits into views. */
export interface ShipmentPool {
  readonly now: number;
  readonly shipments: readonly ShipmentFacts[]; // current versions, also complete ones as far back as the receipts reach
  readonly receipts: readonly PoolReceipt[];
}
export interface PoolReceipt extends ReceiptFacts {
  readonly flags: ItemFlags;
  readonly terms: ShipmentTerms | null; // null: no program of this supplier
  readonly owingSupplier: string | null; // whose program it is, where the movement itself does not say
  readonly source: string | null; // file of the buyer that told of it
}

/** One shipment with what was received of it. */
export interface ShipmentView {
  readonly now: number;
  readonly shipment: ShipmentFacts;
  readonly matched: ReadonlyMap<string, MatchedLine>; // by line id
  readonly strays: readonly StrayReceipt[]; // receipts that name this shipment, of items that are not on it
}
export type { MatchedLine, MatchedReceipt };
