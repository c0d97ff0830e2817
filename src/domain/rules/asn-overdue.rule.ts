import { z } from 'zod';
import { compare, exact, subtract, text } from '../canonical/quantity';
import type { Finding, Severity } from '../canonical/vocabulary';
import { feedKey, shipmentKey } from '../exceptions/fingerprint';
import { stepUp } from '../exceptions/severity';
import { groupedBy, isoAt, timeAt } from './at';
import { atStake } from './at-stake';
import type { Rule, Verdict } from './rule';
import { sum, toleranceOf } from './shipment-pool';
import type { ShipmentLine, ShipmentView } from './shipment-view';

const HOUR = 3_600_000;

export const asnOverdueSettings = z.object({
  neverArrivedHours: z.number().positive().default(48).describe('after the ETA, where the program knows no grace to double'),
});
export type AsnOverdueSettings = z.infer<typeof asnOverdueSettings>;

/**
 * Announced, due, its grace gone, and not all of it received. One exception for a shipment, whatever it carries. A line that
 * the buyer closed, or that is short within tolerance, waits for nothing; one that came in part waits for its rest.
 */
export function asnOverdueBy(settings: AsnOverdueSettings): Rule<ShipmentView> {
  return { types: ['ASN_OVERDUE'], judge: (view) => [judge(view, settings)] };
}

function judge(view: ShipmentView, settings: AsnOverdueSettings): Verdict {
  const { now, shipment } = view;
  const key = shipmentKey('ASN_OVERDUE', shipment.supplier, shipment.reference);
  if (shipment.state === 'cancelled') return { holds: false, key, resolution: 'fixed_by_supplier' };
  const open = shipment.lines.filter((l) => counts(view, l) && isOpen(view, l));
  if (open.length === 0) return { holds: false, key, resolution: resolutionOf(view) };
  if (shipment.etaTo === null) return { holds: 'unknown', key, reason: 'neither an ETA nor a ship date with known transit days' };
  const due = (l: ShipmentLine): number => shipment.etaTo! + l.terms.graceHours * HOUR;
  const overdue = open.filter((l) => now > due(l));
  if (overdue.length === 0) return { holds: false, key, resolution: 'fixed_by_supplier' };
  const never = now > shipment.etaTo + neverArrivedAfter(overdue, settings);
  return { holds: true, finding: { ...findingOf(view, overdue, Math.min(...overdue.map(due)), never), key } };
}

/** What was shipped before the program began is an opening balance. */
function counts(view: ShipmentView, l: ShipmentLine): boolean {
  const { shippedFrom, noticeReceivedAt } = view.shipment;
  return l.terms.goLive === null || (shippedFrom ?? noticeReceivedAt) >= l.terms.goLive;
}

function isOpen(view: ShipmentView, l: ShipmentLine): boolean {
  const m = view.matched.get(l.id)!;
  if (m.final || l.closedByBuyer || exact(m.open).n <= 0n) return false;
  return exact(m.received).n === 0n || compare(exact(m.open), exact(toleranceOf(l.terms, l.quantity))) > 0;
}

const neverArrivedAfter = (lines: readonly ShipmentLine[], settings: AsnOverdueSettings): number => {
  const grace = Math.max(...lines.map((l) => l.terms.graceHours));
  return (grace > 0 ? 2 * grace : settings.neverArrivedHours) * HOUR;
};

/** Received after it was due: late. Received in time and booked later: it was the buyer who was late. */
function resolutionOf({ shipment, matched }: ShipmentView): string {
  if (shipment.lines.length === 0) return 'superseded';
  if (shipment.lines.some((l) => l.closedByBuyer && exact(matched.get(l.id)!.open).n > 0n)) return 'fixed_by_buyer';
  const moved = [...matched.values()].flatMap((m) => m.receipts.map((r) => r.receipt.movedTo));
  return shipment.etaTo !== null && moved.length > 0 && Math.max(...moved) <= shipment.etaTo ? 'fixed_by_buyer' : 'timing';
}

function findingOf(view: ShipmentView, overdue: readonly ShipmentLine[], due: number, never: boolean): Omit<Finding, 'key'> {
  const { shipment, matched } = view;
  const bySku = [...groupedBy(overdue, (l) => l.sku).values()].map((lines) => {
    const shipped = sum(lines.map((l) => l.quantity));
    const open = sum(lines.map((l) => matched.get(l.id)!.open));
    return { item: lines[0].item, shipped, open, received: text(subtract(exact(shipped), exact(open))) };
  });
  const only = bySku.length === 1 ? bySku[0] : undefined;
  const places = [...new Set(overdue.map((l) => l.location))];
  const [place] = places;
  const nothing = bySku.every((s) => exact(s.received).n === 0n);
  const { severity, weighed } = severityOf(overdue, never);
  const value = atStake(bySku.map((s) => ({ quantity: s.open, unitCost: s.item.unitCost, currency: s.item.currency })));
  const told = bySku.slice(0, 3).map((s) => `${s.open} ${s.item.uom} of ${s.item.sku}`);
  const blind = shipment.watermark != null && shipment.watermark < shipment.etaTo!;
  return {
    type: 'ASN_OVERDUE',
    severity,
    message: `shipment ${shipment.reference}, due ${timeAt(shipment.etaTo!, shipment.timezone ?? 'UTC')}: ${told.join(', ')}${bySku.length > 3 ? ' and more' : ''} ${never ? (nothing ? 'never arrived' : 'never came after the rest') : 'not received'}`,
    supplier: shipment.supplier,
    ...(only ? { sku: only.item.sku, reported: only.shipped, expected: { low: only.received, high: only.received } } : {}),
    ...(only ? { difference: only.open, uom: only.item.uom } : {}),
    ...(places.length === 1 ? { location: place! } : {}),
    ...(value ? { value } : {}),
    // A later word about the shipment, or a booking taken back, is news though it was due before.
    asOfTo: isoAt(Math.max(due, shipment.noticeReceivedAt, shipment.changedAt ?? 0, ...bookings(view))),
    documents: [{ ...shipment.document, place: overdue[0]!.place }],
    ...(blind && place !== undefined ? { foldedUnder: feedKey(place) } : {}),
    details: {
      shipment: shipment.reference,
      eta: isoAt(shipment.etaTo!),
      never_arrived: never,
      open: bySku.map((s) => ({ sku: s.item.sku, shipped: s.shipped, received: s.received, open: s.open, uom: s.item.uom })),
      ...(weighed ? { weighed: true } : {}),
    },
  };
}

const bookings = (view: ShipmentView): number[] => [...view.matched.values()].flatMap((m) => m.receipts.map((r) => r.receipt.postedAt));

function severityOf(overdue: readonly ShipmentLine[], never: boolean): { severity: Severity; weighed: boolean } {
  if (overdue.some((l) => l.item.atMin)) return { severity: 'critical', weighed: true };
  const classA = overdue.some((l) => l.item.classA);
  const coverBelowLeadTime = overdue.some((l) => l.item.coverBelowLeadTime);
  return { severity: stepUp(never ? 'high' : 'medium', { classA, coverBelowLeadTime }), weighed: classA || coverBelowLeadTime };
}

export const asnOverdue = asnOverdueBy(asnOverdueSettings.parse({}));
