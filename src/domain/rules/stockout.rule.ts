import { text } from '../canonical/quantity';
import { isLive } from '../ledger/compare';
import { effectiveStock } from '../ledger/stock-view';
import { isoAt } from './at';
import { doubtOf } from './doubt';
import { noLongerAgreed, refilledBy } from './healed';
import { keyOf, scopeOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';

const TYPE = 'STOCKOUT';

const isEmpty = (view: PairView): boolean => {
  const stock = effectiveStock(view, doubtOf);
  return stock !== undefined && stock.quantity.n <= 0n;
};

/** STOCKOUT: nothing on hand by the program's view. An item that is running out on purpose is no alarm. */
export const stockout: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    const key = keyOf(TYPE, view);
    if (view.terms === null) return noLongerAgreed(view, TYPE, key);
    if (!isLive(view, view.now)) return [];
    const stock = effectiveStock(view, doubtOf);
    if (!stock) return [];
    if (view.discontinued) return [{ holds: false, key, resolution: 'superseded' }];
    if (stock.quantity.n > 0n)
      return [{ holds: false, key, resolution: stock.from === 'buyer' ? refilledBy(view, TYPE, isEmpty) : 'count_adjusted' }];
    return [
      {
        holds: true,
        finding: {
          type: TYPE,
          key,
          severity: 'critical',
          message: `${view.sku} is out of stock at ${view.location}: ${text(stock.quantity)} ${view.uom} ${stock.said}`,
          ...scopeOf(view),
          reported: text(stock.quantity),
          uom: view.uom,
          documents: [],
          details: { driven_by: stock.from, at: isoAt(view.now) },
        },
      },
    ];
  },
};
