import { add, compare, exact, subtract, text, ZERO } from '../canonical/quantity';
import { shipmentKey } from '../exceptions/fingerprint';
import { groupedBy, isoAt } from './at';
import { atStake } from './at-stake';
import type { Rule, Verdict } from './rule';
import { sum, toleranceOf } from './shipment-pool';
import type { Approval, ShipmentLine, ShipmentView } from './shipment-view';

type Why = 'not_approved' | 'above_approved' | 'another_site';
interface Unapproved {
  readonly lines: readonly [ShipmentLine, ...ShipmentLine[]];
  readonly why: Why;
  readonly shipped: string;
  readonly approved: string;
}

/**
 * Under a program that wants shipments approved, something is on its way that nobody approved: no order or draft of the buyer's
 * speaks of it, it is more than these by more than the tolerance, or it goes to another site. One for a shipment. An order that is
 * made out afterwards, or a decision either way, ends it; that the goods have come does not.
 */
export const shippedUnapproved: Rule<ShipmentView> = { types: ['SHIPPED_UNAPPROVED'], judge: (view) => [judge(view)] };

function judge({ shipment }: ShipmentView): Verdict {
  const key = shipmentKey('SHIPPED_UNAPPROVED', shipment.supplier, shipment.reference);
  if (shipment.state === 'cancelled') return { holds: false, key, resolution: 'fixed_by_supplier' };
  if (shipment.decided) return { holds: false, key, resolution: 'fixed_by_buyer' };
  const asked = shipment.lines.filter((l) => wants(shipment, l));
  const found = [...groupedBy(asked, (l) => `${l.sku}|${l.location}|${l.po ?? ''}|${l.poLine ?? ''}`).values()].flatMap(unapproved);
  if (found.length === 0) return { holds: false, key, resolution: 'fixed_by_buyer' };
  const [first] = found as [Unapproved, ...Unapproved[]];
  const only = new Set(found.map((f) => f.lines[0].sku)).size === 1;
  const place = new Set(found.map((f) => f.lines[0].location)).size === 1;
  const value = atStake(
    found.map(({ lines: [l], ...f }) => ({ quantity: beyond(f), unitCost: l.item.unitCost, currency: l.item.currency })),
  );
  return {
    holds: true,
    finding: {
      type: 'SHIPPED_UNAPPROVED',
      key,
      severity: 'high',
      message: `shipment ${shipment.reference}: ${found.slice(0, 3).map(told).join('; ')}${found.length > 3 ? ' and more' : ''}`,
      supplier: shipment.supplier,
      ...(only ? { sku: first.lines[0].sku } : {}),
      ...(place ? { location: first.lines[0].location } : {}),
      ...(found.length === 1
        ? {
            reported: first.shipped,
            expected: { low: first.approved, high: first.approved },
            difference: beyond(first),
            uom: first.lines[0].item.uom,
          }
        : {}),
      ...(value ? { value } : {}),
      asOfTo: isoAt(shipment.noticeReceivedAt),
      documents: [{ ...shipment.document, place: first.lines[0].place }],
      details: {
        shipment: shipment.reference,
        lines: found.map(({ lines: [l], why, shipped, approved }) => ({
          sku: l.sku,
          location: l.location,
          po: l.po,
          why,
          shipped,
          approved,
        })),
      },
    },
  };
}

/** What was announced before approvals were asked for, or before the program began, is not asked for one. */
function wants(shipment: ShipmentView['shipment'], { terms }: ShipmentLine): boolean {
  const since = terms.approvalSince ?? null;
  if (since === null || shipment.noticeReceivedAt < since) return false;
  return terms.goLive === null || (shipment.shippedFrom ?? shipment.noticeReceivedAt) >= terms.goLive;
}

const left = (a: Approval): string => {
  const rest = subtract(exact(a.quantity), exact(a.shippedBefore));
  return rest.n > 0n ? text(rest) : '0';
};
const beyond = ({ shipped, approved }: Pick<Unapproved, 'shipped' | 'approved'>): string => text(subtract(exact(shipped), exact(approved)));

function unapproved(lines: readonly [ShipmentLine, ...ShipmentLine[]]): Unapproved[] {
  const [{ location, terms, approvals = [] }] = lines;
  const shipped = sum(lines.map((l) => l.quantity));
  const here = approvals.filter((a) => a.location === location);
  const approved = sum(here.map(left));
  const most = add(exact(approved), here.length > 0 ? exact(toleranceOf(terms, approved)) : ZERO);
  if (compare(exact(shipped), most) <= 0) return [];
  const why: Why = here.length > 0 ? 'above_approved' : approvals.length > 0 ? 'another_site' : 'not_approved';
  return [{ lines, why, shipped, approved }];
}

function told({ lines: [l], why, shipped, approved }: Unapproved): string {
  const what = `${shipped} ${l.item.uom} of ${l.sku}`;
  if (why === 'above_approved') return `${what}, of which ${approved} are approved`;
  const elsewhere = [...new Set((l.approvals ?? []).map((a) => a.location))].join(', ');
  return why === 'another_site' ? `${what} to ${l.location}, approved for ${elsewhere}` : `${what} that nobody approved`;
}
