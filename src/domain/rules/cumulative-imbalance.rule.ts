import { absolute, add, compare as order, type Fraction, subtract, text, ZERO, maximum } from '../canonical/quantity';
import { byWorth, stepUp } from '../exceptions/severity';
import { isLive, onHandNow, reachesFloor, toleranceAt } from '../ledger/compare';
import { comesStill, receivedOf } from '../ledger/incoming';
import { isoAt } from './at';
import { amountOf, exactly, keyOf, numbersOf } from './pair-finding';
import type { Incoming, PairView } from './pair-view';
import type { Rule } from './rule';

const TYPE = 'CUMULATIVE_IMBALANCE';
const SEVERAL = 2; // one shipment that is short is a variance of its own

interface Done {
  readonly shipment: Incoming;
  readonly received: Fraction;
}

/**
 * CUMULATIVE_IMBALANCE: all that was shipped since the program began, less all that was received and is still on its way. Each
 * shipment within its own tolerance, and together they drift; what is beyond its own is RECEIPT_VARIANCE and not counted twice.
 * A new go_live is the agreed reset.
 */
export const cumulativeImbalance: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    if (view.terms === null) return [];
    const key = keyOf(TYPE, view);
    const done = view.incoming.flatMap((i) => doneOf(view, i) ?? []);
    if (done.length < SEVERAL) {
      // What was before the agreed reset is settled.
      if (view.terms.go_live !== undefined && view.incoming.some((i) => !isSince(view, i)))
        return [{ holds: false, key, resolution: 'superseded' }];
      return [{ holds: 'unknown', key, reason: 'too few shipments are complete' }];
    }
    const shipped = done.reduce((sum, d) => add(sum, d.shipment.quantity), ZERO);
    const received = done.reduce((sum, d) => add(sum, d.received), ZERO);
    const drift = subtract(shipped, received);
    const tolerance = toleranceAt(view, maximum(ZERO, onHandNow(view)?.high ?? ZERO));
    const last = Math.max(...done.flatMap((d) => d.shipment.receipts.map((r) => r.postedTo)));
    const asOf = Number.isFinite(last) ? { asOfTo: isoAt(last) } : {};
    if (order(absolute(drift), tolerance) <= 0) return [{ holds: false, key, resolution: 'fixed_by_supplier', ...asOf }];
    if (!reachesFloor(view, drift)) return [{ holds: 'unknown', key, reason: 'below what is worth raising' }];
    const dear = byWorth(amountOf(view, drift)) === 'high';
    return [
      {
        holds: true,
        finding: {
          type: TYPE,
          key,
          severity: stepUp(dear ? 'high' : 'medium', { classA: view.classA }),
          message: `of ${text(shipped)} ${view.uom} of ${view.sku} shipped to ${view.location} in ${done.length} shipments ${text(received)} were received: ${text(absolute(drift))} ${drift.n > 0n ? 'missing' : 'too many'}, each within its tolerance`,
          ...numbersOf(view, shipped, exactly(received), drift),
          ...asOf,
          documents: [],
          details: {
            shipments: done.map((d) => ({
              shipment: d.shipment.reference,
              shipped: text(d.shipment.quantity),
              received: text(d.received),
            })),
            weighed: view.classA,
          },
        },
      },
    ];
  },
};

/** A shipment of the program that is over, and off by no more than a truck may be. */
function doneOf(view: PairView, shipment: Incoming): Done | undefined {
  if (!isSince(view, shipment) || shipment.receipts.length === 0 || comesStill(view, shipment)) return undefined;
  const received = receivedOf(shipment);
  const off = absolute(subtract(shipment.quantity, received));
  return order(off, toleranceAt(view, shipment.quantity)) <= 0 ? { shipment, received } : undefined;
}

const isSince = (view: PairView, { shippedAt, noticedAt }: Incoming): boolean => isLive(view, shippedAt ?? noticedAt);
