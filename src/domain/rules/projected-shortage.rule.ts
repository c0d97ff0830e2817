import { add, compare as order, exact, type Fraction, multiply, subtract, text, ZERO } from '../canonical/quantity';
import { replenishmentKey } from '../exceptions/fingerprint';
import { stepUp } from '../exceptions/severity';
import { isLive } from '../ledger/compare';
import { project, type Projection } from '../ledger/projection';
import { effectiveStock } from '../ledger/stock-view';
import { isoAt, timeAt } from './at';
import { doubtOf } from './doubt';
import { noLongerAgreed } from './healed';
import { exactly, numbersOf, worthOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';

const TYPE = 'PROJECTED_SHORTAGE';
const SIX_HOURS: Fraction = { n: 1n, d: 4n };

/**
 * PROJECTED_SHORTAGE: there is stock, more is on its way, and it will not do: used as ever (or as is known to be needed), the
 * stock is gone before the next arrival, or at the end of the lead time it is at or below min all the same. A dip below min
 * that an arrival ends within the lead time is how replenishment by min works, and no exception; nothing on its way at all is
 * REPLENISHMENT_MISSING's matter.
 */
export const projectedShortage: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    const { terms } = view;
    const key = replenishmentKey(TYPE, view.sku, view.location, view.supplier);
    if (terms?.min === undefined) return noLongerAgreed(view, TYPE, key);
    if (!isLive(view, view.now)) return [];
    if (view.discontinued) return [{ holds: false, key, resolution: 'superseded' }];
    const stock = effectiveStock(view, doubtOf);
    const p = stock && project(view, stock.quantity);
    if (!stock || !p) return [{ holds: 'unknown', key, reason: 'neither stock nor lead time is known' }];
    const min = exact(terms.min);
    // What is short already, and nothing in time ends it, has its own exception.
    if (stock.quantity.n <= 0n || p.candidates.length === 0 || order(add(stock.quantity, p.coming), min) <= 0)
      return [{ holds: false, key, resolution: 'superseded' }];
    // Short by less than six hours' use it would come and go with every movement that is booked.
    const margin = view.openTypes.includes(TYPE) ? ZERO : multiply(p.perDay, SIX_HOURS);
    const gone = order(add(p.lowest, margin), ZERO) <= 0;
    if (!gone && order(add(p.atEnd, margin), min) > 0) return [{ holds: false, key, resolution: 'fixed_by_supplier' }];
    const low = gone ? p.lowest : p.atEnd;
    const to = gone ? ZERO : min;
    return [
      {
        holds: true,
        finding: {
          type: TYPE,
          key,
          severity: stepUp(gone ? 'high' : 'medium', { classA: view.classA }),
          message: messageOf(view, p, stock.quantity, gone),
          ...numbersOf(view, low, exactly(to), subtract(low, to)),
          ...worthOf(view, subtract(low, min)),
          asOfTo: isoAt(view.now),
          documents: [],
          details: {
            on_hand: text(stock.quantity),
            driven_by: stock.from,
            lowest: text(p.lowest),
            lowest_at: isoAt(p.lowestAt),
            until: isoAt(p.until),
            cover: p.candidates.map((c) => ({
              name: c.name,
              quantity: text(c.quantity),
              at: c.at === null ? null : isoAt(c.at),
              why: c.why,
            })),
            weighed: view.classA,
          },
        },
      },
    ];
  },
};

function messageOf(view: PairView, p: Projection, stock: Fraction, gone: boolean): string {
  const onItsWay = p.candidates
    .map((c) => `${text(c.quantity)} of ${c.name}${c.at === null ? '' : `, due ${timeAt(c.at, view.timezone)}`}`)
    .join('; ');
  const outcome = gone
    ? `runs out about ${timeAt(p.lowestAt, view.timezone)}, before more arrives`
    : `is at ${text(p.atEnd, 0)} ${view.uom} when the lead time ends on ${timeAt(p.until, view.timezone)}, not above its minimum ${view.terms!.min}`;
  return `${view.sku} at ${view.location} ${outcome}: ${text(stock)} on hand, on its way ${onItsWay}`;
}
