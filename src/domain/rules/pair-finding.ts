import { absolute, compare as order, exact, type Fraction, multiply, text } from '../canonical/quantity';
import type { Finding } from '../canonical/vocabulary';
import { pairKey } from '../exceptions/fingerprint';
import type { Comparison } from '../ledger/compare';
import { isoAt } from './at';
import type { Band } from '../ledger/book';
import type { PairView, Statement } from './pair-view';

export const keyOf = (type: string, view: PairView): string => pairKey(type, view.supplier, view.sku, view.location, view.owner);

/** The as-of that a verdict about a statement bears: only something later may clear or reopen it. */
export const asOfTo = (s: Statement): string => isoAt(s.to);

/** What every finding about a pair says of the comparison: both numbers, the way between them, its worth, and the cell. */
export function pairFacts(view: PairView, c: Comparison): Omit<Finding, 'type' | 'key' | 'severity' | 'message'> {
  const s = c.statement!;
  const differs = c.state === 'differs';
  return {
    ...scopeOf(view),
    ...(s.asOf === null ? {} : { asOf: s.asOf }),
    asOfTo: asOfTo(s),
    reported: text(s.quantity),
    ...(c.band ? { expected: { low: text(c.band.low), high: text(c.band.high) } } : {}),
    ...(differs ? { difference: text(c.distance) } : {}),
    uom: view.uom,
    ...(differs ? worthOf(view, c.distance) : {}),
    documents: [{ id: s.document.id, file: s.document.file, place: s.place }],
  };
}

export const scopeOf = (view: PairView): { supplier: string; sku: string; location: string } => ({
  supplier: view.supplier,
  sku: view.sku,
  location: view.location,
});

/** What a quantity is worth; nothing where nobody knows the cost. */
export const worthOf = (view: PairView, quantity: Fraction): Pick<Finding, 'value'> =>
  view.unitCost === null || view.currency === null
    ? {}
    : { value: { amount: text(multiply(absolute(quantity), exact(view.unitCost)), 2), currency: view.currency } };

/** What a finding about any number that a supplier stated says of it: the number, what the buyer has, and the cell. */
export function statedFacts(
  view: PairView,
  s: Statement,
  ours: Pick<Band, 'low' | 'high'>,
  distance: Fraction,
): Omit<Finding, 'type' | 'key' | 'severity' | 'message'> {
  return {
    ...scopeOf(view),
    ...(s.asOf === null ? {} : { asOf: s.asOf }),
    asOfTo: asOfTo(s),
    reported: text(s.quantity),
    expected: { low: text(ours.low), high: text(ours.high) },
    difference: text(distance),
    uom: view.uom,
    ...worthOf(view, distance),
    documents: [{ id: s.document.id, file: s.document.file, place: s.place }],
  };
}

/** `400`, or `360 to 400`. */
export const spread = ({ low, high }: Pick<Band, 'low' | 'high'>): string =>
  order(low, high) === 0 ? text(low) : `${text(low)} to ${text(high)}`;

/** A line of a report that is off as a whole is a row of its own, folded under the one for the report. */
export const underReport = (view: PairView): { readonly foldedUnder?: string } => (view.report ? { foldedUnder: view.report.key } : {});
