import { text } from '../canonical/quantity';
import { effectiveStock } from '../ledger/stock-view';
import { isoAt } from './at';
import { doubtOf } from './doubt';
import { keyOf, scopeOf } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule } from './rule';

/** STOCKOUT: nothing on hand by the program's view. An item that is running out on purpose is no alarm. */
export const stockout: Rule<PairView> = {
  types: ['STOCKOUT'],
  judge(view) {
    if (view.terms === null || (view.terms.go_live !== undefined && view.now < Date.parse(view.terms.go_live))) return [];
    const key = keyOf('STOCKOUT', view);
    const stock = effectiveStock(view, doubtOf);
    if (!stock) return [];
    if (view.discontinued) return [{ holds: false, key, resolution: 'superseded' }];
    if (stock.quantity.n > 0n) return [{ holds: false, key, resolution: stock.from === 'buyer' ? 'fixed_by_supplier' : 'count_adjusted' }];
    return [
      {
        holds: true,
        finding: {
          type: 'STOCKOUT',
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
