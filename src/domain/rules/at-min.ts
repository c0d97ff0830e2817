import { compare, exact } from '../canonical/quantity';
import { effectiveStock } from '../ledger/stock-view';
import { doubtOf } from './doubt';
import type { PairView } from './pair-view';

/** At or below its minimum by the program's view, whatever is on its way: what makes a report or a shipment that is late critical. */
export function isAtMin(view: PairView): boolean {
  if (view.terms?.min === undefined || view.discontinued) return false;
  const stock = effectiveStock(view, doubtOf);
  return stock !== undefined && compare(stock.quantity, exact(view.terms.min)) <= 0;
}
