import { add, compare as order, exact, subtract, text } from '../canonical/quantity';
import { replenishmentKey } from '../exceptions/fingerprint';
import { byWorth, stepUp } from '../exceptions/severity';
import { isLive, reachesFloor, toleranceAt } from '../ledger/compare';
import { coverBy } from '../ledger/cover';
import { effectiveStock } from '../ledger/stock-view';
import { isoAt } from './at';
import { doubtOf } from './doubt';
import { goesBy } from './goes-by';
import { noLongerAgreed } from './healed';
import { amountOf, exactly, numbersOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';

const TYPE = 'ABOVE_MAX';

/**
 * ABOVE_MAX: on hand with what is on its way and ordered is more than the agreed max, by more than the tolerance. What is
 * overdue, or comes on a day that nobody knows, is not counted: it may never come. Consigned stock is the supplier's money.
 */
export const aboveMax: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    const { terms } = view;
    const key = replenishmentKey(TYPE, view.sku, view.location, view.supplier);
    if (terms?.max === undefined) return noLongerAgreed(view, TYPE, key);
    if (!isLive(view, view.now)) return [];
    const stock = effectiveStock(view, doubtOf);
    if (!stock) return [{ holds: 'unknown', key, reason: 'nobody has counted it' }];
    const max = exact(terms.max);
    if (terms.min !== undefined && order(exact(terms.min), max) > 0) return [{ holds: 'unknown', key, reason: 'min is above max' }];
    const { total, candidates } = coverBy(view, Infinity);
    const position = add(stock.quantity, total);
    const over = subtract(position, max);
    if (order(over, toleranceAt(view, max)) <= 0) {
      // Just above the edge neither raises nor heals: a row that flickers is read by nobody.
      if (over.n > 0n) return [{ holds: 'unknown', key, reason: 'within the tolerance above max' }];
      return [{ holds: false, key, resolution: 'fixed_by_supplier' }];
    }
    if (!reachesFloor(view, over)) return [{ holds: 'unknown', key, reason: 'below what is worth raising' }];
    const dear = terms.owned_by === 'buyer' && byWorth(amountOf(view, over)) === 'high';
    const theirs = goesBy(view, 'max');
    const coming = candidates.filter((c) => c.counted).map((c) => `${text(c.quantity)} of ${c.name}`);
    return [
      {
        holds: true,
        finding: {
          type: TYPE,
          key,
          severity: stepUp(dear ? 'high' : 'medium', { classA: view.classA }),
          message: `${view.sku} at ${view.location} is ${text(over)} ${view.uom} above its maximum ${terms.max}: ${text(stock.quantity)} on hand ${stock.said}${coming.length > 0 ? `, on its way ${coming.join(', ')}` : ''}${theirs.words}`,
          ...numbersOf(view, position, exactly(max), over),
          asOfTo: isoAt(view.now),
          documents: [],
          details: { on_hand: text(stock.quantity), driven_by: stock.from, coming, ...theirs.details, weighed: view.classA },
        },
      },
    ];
  },
};
