import { absolute, compare as order, exact, type Fraction, multiply, text } from '../canonical/quantity';
import type { DocumentRef, Finding } from '../canonical/vocabulary';
import { pairKey } from '../exceptions/fingerprint';
import type { Comparison } from '../ledger/compare';
import { isoAt } from './at';
import type { Band } from '../ledger/book';
import type { PairView, Statement } from './pair-view';

export const keyOf = (type: string, view: PairView): string => pairKey(type, view.supplier, view.sku, view.location, view.owner);

/** The as-of that a verdict about a statement bears: only something later may clear or reopen it. */
export const asOfTo = (s: Statement): string => isoAt(s.to);

export const scopeOf = (view: PairView): { supplier: string; sku: string; location: string } => ({
  supplier: view.supplier,
  sku: view.sku,
  location: view.location,
});

/** What a quantity is worth; null where nobody knows the cost. */
export const amountOf = (view: PairView, quantity: Fraction): Fraction | null =>
  view.unitCost === null ? null : multiply(absolute(quantity), exact(view.unitCost));

export function worthOf(view: PairView, quantity: Fraction): Pick<Finding, 'value'> {
  const amount = amountOf(view, quantity);
  return amount === null || view.currency === null ? {} : { value: { amount: text(amount, 2), currency: view.currency } };
}

type Facts = Omit<Finding, 'type' | 'key' | 'severity' | 'message' | 'documents'>;

/** A number beside what it is held against, the way between them, and what that is worth. */
export const numbersOf = (view: PairView, value: Fraction, against: Pick<Band, 'low' | 'high'>, distance: Fraction): Facts => ({
  ...scopeOf(view),
  reported: text(value),
  expected: { low: text(against.low), high: text(against.high) },
  difference: text(distance),
  uom: view.uom,
  ...worthOf(view, distance),
});
export const exactly = (value: Fraction): Pick<Band, 'low' | 'high'> => ({ low: value, high: value });

/** What a finding says of a number that a supplier stated: of when it speaks, and the cell. */
export const saidFacts = (view: PairView, s: Statement): Facts & Pick<Finding, 'documents'> => ({
  ...scopeOf(view),
  ...(s.asOf === null ? {} : { asOf: s.asOf }),
  asOfTo: asOfTo(s),
  reported: text(s.quantity),
  uom: view.uom,
  documents: [documentOf(s)],
});
export const documentOf = (s: Statement): DocumentRef => ({ id: s.document.id, file: s.document.file, place: s.place });

/** The same, held against what the buyer has. */
export const statedFacts = (
  view: PairView,
  s: Statement,
  ours: Pick<Band, 'low' | 'high'>,
  distance: Fraction,
): Facts & Pick<Finding, 'documents'> => ({ ...saidFacts(view, s), ...numbersOf(view, s.quantity, ours, distance) });

/** What every finding about a pair says of the comparison. */
export function pairFacts(view: PairView, c: Comparison): Facts & Pick<Finding, 'documents'> {
  if (c.band && c.state === 'differs') return statedFacts(view, c.statement!, c.band, c.distance);
  return { ...saidFacts(view, c.statement!), ...(c.band ? { expected: { low: text(c.band.low), high: text(c.band.high) } } : {}) };
}

/** `400`, or `360 to 400`. */
export const spread = ({ low, high }: Pick<Band, 'low' | 'high'>): string =>
  order(low, high) === 0 ? text(low) : `${text(low)} to ${text(high)}`;

/** A line of a report that is off as a whole is a row of its own, folded under the one for the report. */
export const underReport = (view: PairView): { readonly foldedUnder?: string } => (view.report ? { foldedUnder: view.report.key } : {});
