import { compare as order, type Fraction } from '../canonical/quantity';
import type { PairView } from '../rules/pair-view';
import { onHandNow } from './compare';
import { standing } from './supersede';

export interface EffectiveStock {
  readonly quantity: Fraction;
  readonly from: 'buyer' | 'supplier';
  readonly said: string; // whose number it is, and why not the other's
}
const IN_DOUBT = ['UOM_SUSPECT', 'COUNT_IMPLAUSIBLE', 'DECISION_FLIP'];

/**
 * On hand by the program's view. A supplier's count in doubt never drives a decision: the buyer's is used then, and said. A
 * book that may have been several numbers is taken at its greatest, so that only a sure shortage raises an alarm.
 */
export function effectiveStock(view: PairView): EffectiveStock | undefined {
  const book = onHandNow(view);
  const statement = standing(view.statements, view.terms?.compare_to ?? 'on_hand');
  const doubted =
    view.openTypes.find((t) => IN_DOUBT.includes(t)) ?? (statement && statement.quantity.n < 0n ? 'COUNT_IMPLAUSIBLE' : undefined);
  const buyer: EffectiveStock | undefined = book && { quantity: book.high, from: 'buyer', said: 'by our book' };
  const supplier: EffectiveStock | undefined = statement && {
    quantity: statement.quantity,
    from: 'supplier',
    said: "by the supplier's count",
  };
  const wanted = view.terms?.stock_view ?? 'buyer';
  if (wanted === 'buyer') return buyer;
  if (doubted !== undefined) return buyer && { ...buyer, said: `by our book, since the supplier's count is in doubt (${doubted})` };
  if (wanted === 'supplier') return supplier;
  if (!buyer || !supplier) return buyer ?? supplier;
  return order(supplier.quantity, buyer.quantity) < 0 ? supplier : buyer;
}
