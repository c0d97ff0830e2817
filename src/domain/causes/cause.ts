import { absolute, compare as order, type Fraction, subtract, text } from '../canonical/quantity';
import type { Cause } from '../canonical/vocabulary';
import type { Comparison } from '../ledger/compare';
import type { PairView } from '../rules/pair-view';

/** A hypothesis that was tested: how much of the gap it leaves open. Less than the tolerance means that it explains. */
export interface Explanation {
  readonly cause: Cause;
  readonly left: Fraction;
}

/** One possible cause. It is tested against every value that the book attains in the window, not against the band's edge. */
export interface Hypothesis {
  readonly code: string;
  readonly test: (view: PairView, c: Differing) => readonly Explanation[];
}
export type Differing = Comparison & {
  readonly statement: NonNullable<Comparison['statement']>;
  readonly band: NonNullable<Comparison['band']>;
};

/** S − B*(t) for every value that B* attains. */
export const gaps = (c: Differing): readonly { readonly book: Fraction; readonly gap: Fraction }[] =>
  c.band.values.map((book) => ({ book, gap: subtract(c.statement.quantity, book) }));

export const shown = (f: Fraction): string => text(f, 3);
export const within = (left: Fraction, tolerance: Fraction): boolean => order(absolute(left), tolerance) <= 0;
/** `2026-11-16 15:00` in the location's own time. */
export const dayAndTime = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ') + ' UTC';
