import { absolute, add, compare as order, divide, type Fraction, multiply, subtract, text, whole } from '../canonical/quantity';
import type { Cause } from '../canonical/vocabulary';
import type { Comparison } from '../ledger/compare';
import { timeAt } from '../rules/at';
import type { PairView, Peer } from '../rules/pair-view';

/** A hypothesis that was tested: how much of the gap it leaves open, and how likely it would be to fit so well by accident. */
export interface Explanation {
  readonly cause: Cause;
  readonly left: Fraction;
  readonly chance: Fraction;
  /** The supplier's number lacks movements that our book has: several causes say that of the same movements, each in its words. */
  readonly lacks?: true;
  /** What all lines of a report have in common that is off as a whole for this reason. */
  readonly shared?: readonly Shared[];
  /** The other pair that it names: what explains the one explains that as well. */
  readonly peer?: Peer;
  /** It says something only where a whole report says it. */
  readonly wide?: true;
}
export interface Shared {
  readonly key: string; // `AS_OF_SHIFT|-1 days`
  readonly words: string; // `the numbers are what our book said a day earlier`
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

/**
 * How likely something unrelated would hit the number as closely: so many predictions were tried, each of which passes within
 * `miss` either way, and an unknown error of this size may be anything up to twice the gap. A wide tolerance, many candidates
 * and a tiny gap make an accident likely; an exact hit on a large gap with one candidate does not happen by itself.
 */
export function accident(tried: number, miss: Fraction, gap: Fraction): Fraction {
  const hit = add(multiply(absolute(miss), whole(2)), { n: 1n, d: gap.d });
  return divide(multiply(whole(tried), hit), multiply(absolute(gap), whole(2)));
}

export const shown = (f: Fraction): string => text(f, 3);
/** `+40`, `−40`: a change is read with its sign. */
export const signedText = (f: Fraction): string => (f.n < 0n ? `−${shown(absolute(f))}` : `+${shown(f)}`);
export const within = (left: Fraction, tolerance: Fraction): boolean => order(absolute(left), tolerance) <= 0;
/** `2026-11-16 15:00` by the location's own clock. */
export const localTime = (ms: number, view: PairView): string => timeAt(ms, view.timezone);
/** The as-of as the supplier said it; an instant by the location's clock. */
export const asOfText = (s: { readonly asOf: string | null; readonly to: number }, view: PairView): string =>
  s.asOf !== null && s.asOf.length === 10 ? s.asOf : localTime(s.asOf === null ? s.to : Date.parse(s.asOf), view);
