import { matchReceipts, MATCHING_WINDOW, type MatchedLine } from '../ledger/receipt-matching';
import { add, compare, exact, text, ZERO } from '../canonical/quantity';
import type { ReceiptView } from './receipt-view';
import type { PoolReceipt, ShipmentPool, ShipmentView } from './shipment-view';

const THIRTY_DAYS = 30 * 86_400_000;

/** Matches all receipts of a supplier to all its shipments at once, so that none is counted twice, and splits the outcome. */
export function viewsOf(pool: ShipmentPool): { readonly shipments: ShipmentView[]; readonly receipts: ReceiptView[] } {
  const lines = pool.shipments.flatMap((s) => s.lines);
  const cancelled = pool.shipments.filter((s) => s.lines.length === 0).map((s) => ({ supplier: s.supplier, shipment: s.reference }));
  const { lines: matched, strays, unmatched } = matchReceipts(lines, pool.receipts, MATCHING_WINDOW, cancelled);
  const byLine = new Map(matched.map((m) => [m.line.id, m]));
  const shipments = pool.shipments.map((shipment): ShipmentView => ({
    now: pool.now,
    shipment,
    matched: new Map(shipment.lines.map((l) => [l.id, byLine.get(l.id)!])),
    strays: strays.filter((s) => s.supplier === shipment.supplier && s.shipment === shipment.reference),
  }));
  return { shipments, receipts: receiptViews(pool, matched, new Map(unmatched.map((u) => [u.receipt.id, u.quantity]))) };
}

function receiptViews(pool: ShipmentPool, matched: readonly MatchedLine[], unmatched: ReadonlyMap<string, string>): ReceiptView[] {
  const noticeOf = new Map(pool.shipments.flatMap((s) => s.lines.map((l) => [l.id, s] as const)));
  const notices = new Map<string, ReceiptView['notices'][number][]>();
  for (const m of matched) {
    const s = noticeOf.get(m.line.id)!;
    for (const r of m.receipts) {
      const list = notices.get(r.receipt.id) ?? [];
      notices.set(r.receipt.id, list);
      if (!list.some((n) => n.reference === s.reference))
        list.push({ reference: s.reference, receivedAt: s.noticeReceivedAt, document: s.document });
    }
  }
  const wanted = pool.receipts.filter((r) => r.reverses === null && r.terms?.asnRequired && afterGoLive(r) && supplierOf(r) !== null);
  const bare = wanted.filter((r) => unmatched.has(r.id) || (notices.get(r.id) ?? []).some((n) => n.receivedAt > r.movedTo));
  return wanted.map((receipt) => ({
    now: pool.now,
    receipt,
    supplier: supplierOf(receipt)!,
    unmatched: unmatched.get(receipt.id) ?? '0',
    notices: notices.get(receipt.id) ?? [],
    repeats: new Set(bare.filter((b) => isEarlier(b, receipt)).map(delivery)).size,
  }));
}

const supplierOf = (r: PoolReceipt): string | null => r.supplier ?? r.owingSupplier;
const afterGoLive = (r: PoolReceipt): boolean => r.terms?.goLive == null || r.movedFrom >= r.terms.goLive;
const delivery = (r: PoolReceipt): string => r.packingSlip ?? r.shipNotice ?? r.po ?? String(r.movedTo);
const isEarlier = (b: PoolReceipt, r: PoolReceipt): boolean =>
  supplierOf(b) === supplierOf(r) && b.movedTo < r.movedTo && r.movedTo - b.movedTo <= THIRTY_DAYS && delivery(b) !== delivery(r);

/** max(absolute, percent of what was announced): what a truck may differ by. */
export function toleranceOf(terms: { readonly toleranceQty: string; readonly tolerancePct: string }, announced: string): string {
  const percent = exact(terms.tolerancePct);
  const share = { n: exact(announced).n * percent.n, d: exact(announced).d * percent.d * 100n };
  const absolute = exact(terms.toleranceQty);
  return text(compare(share, absolute) > 0 ? share : absolute);
}

export const sum = (quantities: readonly string[]): string => text(quantities.reduce((a, q) => add(a, exact(q)), ZERO));
