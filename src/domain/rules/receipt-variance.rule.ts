import { z } from 'zod';
import { absolute, compare, exact, multiply, subtract, text, whole } from '../canonical/quantity';
import type { Finding } from '../canonical/vocabulary';
import type { StrayReceipt } from '../ledger/receipt-matching';
import { shipmentLineKey } from '../exceptions/fingerprint';
import { groupedBy, isoAt } from './at';
import { atStake } from './at-stake';
import type { Rule, Verdict } from './rule';
import { sum, toleranceOf } from './shipment-pool';
import type { ShipmentLine, ShipmentView } from './shipment-view';

const HOUR = 3_600_000;

export const receiptVarianceSettings = z.object({
  highPercent: z.number().min(0).default(10).describe('above this share of what was announced it is grave'),
});
export type ReceiptVarianceSettings = z.infer<typeof receiptVarianceSettings>;

type Kind = 'short' | 'over' | 'damaged' | 'wrong_site' | 'wrong_item';

/**
 * What was received differs from what was announced, once nothing more is to come: a final receipt, all of it in, or past its
 * due day and closed by the buyer. While a rest is just late, that is ASN_OVERDUE and not this. One for each item of a shipment.
 */
export function receiptVarianceBy(settings: ReceiptVarianceSettings): Rule<ShipmentView> {
  return {
    types: ['RECEIPT_VARIANCE'],
    judge: (view) => {
      const verdicts = [...groupedBy(view.shipment.lines, (l) => l.sku)].map(([sku, lines]) => judge(view, sku, lines, settings));
      const strays = [...groupedBy(view.strays, (s) => s.receipt.sku)].map(([sku, list]) => wrongItem(view, sku, list));
      const judged = new Set([...verdicts, ...strays].map((v) => (v.holds === true ? v.finding.key : v.key)));
      const gone = (view.shipment.watchedSkus ?? [])
        .map((sku) => shipmentLineKey('RECEIPT_VARIANCE', view.shipment.supplier, view.shipment.reference, sku))
        .filter((key) => !judged.has(key))
        .map((key): Verdict => ({ holds: false, key, resolution: 'superseded' }));
      return [...verdicts, ...strays, ...gone];
    },
  };
}

function judge(view: ShipmentView, sku: string, lines: readonly ShipmentLine[], settings: ReceiptVarianceSettings): Verdict {
  const { shipment, matched } = view;
  const key = shipmentLineKey('RECEIPT_VARIANCE', shipment.supplier, shipment.reference, sku);
  const fine: Verdict = { holds: false, key, resolution: 'fixed_by_supplier' };
  const closed = lines.filter((l) => counts(view, l) && isClosed(view, l));
  if (shipment.state === 'cancelled' || closed.length === 0) return fine;
  const shipped = sum(closed.map((l) => l.quantity));
  const receipts = closed.flatMap((l) => matched.get(l.id)!.receipts.map((r) => ({ ...r, meant: l.location })));
  const received = sum(receipts.map((r) => r.quantity));
  const damaged = sum(receipts.filter((r) => r.receipt.damaged).map((r) => r.quantity));
  const elsewhere = sum(receipts.filter((r) => r.receipt.location !== r.meant).map((r) => r.quantity));
  const difference = subtract(exact(shipped), exact(received));
  const tolerance = exact(toleranceOf(closed[0]!.terms, shipped));
  const kinds: Kind[] = [];
  if (compare(absolute(difference), tolerance) > 0) kinds.push(difference.n > 0n ? 'short' : 'over');
  if (compare(exact(damaged), tolerance) > 0) kinds.push('damaged');
  if (exact(elsewhere).n > 0n) kinds.push('wrong_site');
  if (kinds.length === 0) return fine;
  const grave = compare(multiply(absolute(difference), whole(100)), multiply(exact(shipped), exact(String(settings.highPercent)))) > 0;
  const { item } = closed[0]!;
  const value = atStake([{ quantity: text(difference), unitCost: item.unitCost, currency: item.currency }]);
  const place = closed[0]!.location;
  const finding: Finding = {
    type: 'RECEIPT_VARIANCE',
    key,
    severity: grave || item.classA ? 'high' : 'medium',
    message: `shipment ${shipment.reference}: ${received} ${item.uom} of ${sku} received of ${shipped} announced (${kinds.join(', ').replace(/_/g, ' ')})`,
    supplier: shipment.supplier,
    sku,
    ...(closed.every((l) => l.location === place) ? { location: place } : {}),
    reported: shipped,
    expected: { low: received, high: received },
    difference: text(difference),
    uom: item.uom,
    ...(value ? { value } : {}),
    asOfTo: isoAt(Math.max(shipment.noticeReceivedAt, shipment.changedAt ?? 0, ...receipts.map((r) => r.receipt.postedAt))),
    documents: [{ ...shipment.document, place: closed[0]!.place }],
    details: { shipment: shipment.reference, kinds, damaged, elsewhere, receipts: receipts.map((r) => r.receipt.id), weighed: item.classA },
  };
  return { holds: true, finding };
}

function counts({ shipment }: ShipmentView, l: ShipmentLine): boolean {
  return l.terms.goLive === null || (shipment.shippedFrom ?? shipment.noticeReceivedAt) >= l.terms.goLive;
}

function isClosed({ now, shipment, matched }: ShipmentView, l: ShipmentLine): boolean {
  const m = matched.get(l.id)!;
  if (m.final || exact(m.open).n === 0n) return true;
  const due = shipment.etaTo === null ? null : shipment.etaTo + l.terms.graceHours * HOUR;
  return l.closedByBuyer && m.receipts.length > 0 && due !== null && now > due;
}

/** Goods under the shipment's name that it does not announce: nothing was expected, whatever came is too much. */
function wrongItem({ shipment }: ShipmentView, sku: string, strays: readonly StrayReceipt[]): Verdict {
  const quantity = sum(strays.map((s) => s.quantity));
  const kinds: Kind[] = ['wrong_item'];
  return {
    holds: true,
    finding: {
      type: 'RECEIPT_VARIANCE',
      key: shipmentLineKey('RECEIPT_VARIANCE', shipment.supplier, shipment.reference, sku),
      severity: 'high',
      message: `shipment ${shipment.reference}: ${quantity} of ${sku} received, ${shipment.state === 'cancelled' ? 'though it was cancelled' : 'which it does not announce'}`,
      supplier: shipment.supplier,
      sku,
      location: strays[0]!.receipt.location,
      reported: '0',
      expected: { low: quantity, high: quantity },
      difference: text(subtract(exact('0'), exact(quantity))),
      asOfTo: isoAt(Math.max(shipment.noticeReceivedAt, ...strays.map((s) => s.receipt.postedAt))),
      documents: [{ ...shipment.document, place: null }],
      details: { shipment: shipment.reference, kinds, receipts: strays.map((s) => s.receipt.id), weighed: true },
    },
  };
}

export const receiptVariance = receiptVarianceBy(receiptVarianceSettings.parse({}));
