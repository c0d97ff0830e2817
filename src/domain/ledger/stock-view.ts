import { add, compare as order, type Fraction } from '../canonical/quantity';
import type { PairView } from '../rules/pair-view';
import { onHandNow } from './compare';
import { standing } from './supersede';

export interface EffectiveStock {
  readonly quantity: Fraction;
  readonly from: 'buyer' | 'supplier';
  readonly said: string; // whose number it is, and why not the other's
}

/**
 * On hand by the program's view, with what is left of the items that this one supersedes. A supplier's count in doubt never
 * drives a decision: the buyer's is used then, and said. A book that may have been several numbers is taken at its greatest,
 * so that only a sure shortage raises an alarm.
 */
export function effectiveStock(view: PairView, doubtOf: (view: PairView) => string | undefined): EffectiveStock | undefined {
  const buyer = bookNow(view);
  const wanted = view.terms?.stock_view ?? 'buyer';
  if (wanted === 'buyer') return buyer;
  const doubted = doubtOf(view); // asked only where it matters: it means comparing, and looking for causes
  if (doubted !== undefined) return buyer && { ...buyer, said: `by our book, since the supplier's count is in doubt (${doubted})` };
  const supplier = statedAt(view, Infinity);
  if (wanted === 'supplier') return supplier;
  if (!buyer || !supplier) return buyer ?? supplier;
  return order(supplier.quantity, buyer.quantity) < 0 ? supplier : buyer;
}

function bookNow(view: PairView): EffectiveStock | undefined {
  const own = onHandNow(view);
  if (!own) return undefined;
  const former = (view.predecessors ?? []).map((p) => onHandNow({ ...p, terms: view.terms })?.high).filter((q) => q !== undefined);
  return { quantity: former.reduce(add, own.high), from: 'buyer', said: 'by our book' };
}

/** By what the supplier had said up to an as-of. */
export function statedAt(view: PairView, upTo: number): EffectiveStock | undefined {
  const measure = view.terms?.compare_to ?? 'on_hand';
  const last = (v: PairView): Fraction | undefined =>
    standing(
      v.statements.filter((s) => s.to <= upTo),
      measure,
    )?.quantity;
  const own = last(view);
  if (!own) return undefined;
  const former = (view.predecessors ?? []).map(last).filter((q) => q !== undefined);
  return { quantity: former.reduce(add, own), from: 'supplier', said: "by the supplier's count" };
}

/** What was used of it in four weeks, and of what is used up in its place. */
export const usedOf = (view: PairView): Fraction => (view.predecessors ?? []).reduce((sum, p) => add(sum, p.used), view.used);
