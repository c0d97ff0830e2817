import { absolute, add, compare as order, divide, type Fraction, multiply, subtract, whole, ZERO } from '../canonical/quantity';
import { explain } from '../causes';
import type { Differing } from '../causes/cause';
import { Book, distance } from '../ledger/book';
import { bookOf, bookOptions, compare, coveredOf, toleranceAt } from '../ledger/compare';
import { remainder, shippedBy } from '../ledger/incoming';
import { earlierThan } from '../ledger/supersede';
import type { PairView, Statement } from './pair-view';

export interface JumpSettings {
  readonly timesSpread: number;
  readonly jumpReports: number;
  readonly jumpPercent: number;
}
export interface Jump {
  readonly reports: number; // so many earlier ones are held against it
  readonly expected: Fraction; // by these, and by what has moved since
  readonly spread: Fraction; // the median of what they are off by themselves
}

/**
 * How far a number stands from what the supplier's own earlier reports and our movements since lead one to expect: the median of
 * what each was off by (a single slip among them moves no median), against the median absolute deviation. Asked where our book does
 * not say that it is right, and no known cause explains it; and only of leaps that no piece more or less makes.
 */
export function jumpOf(view: PairView, s: Statement, settings: JumpSettings): Jump | undefined {
  if (view.locationKind === 'supplier' || view.terms?.basis === 'including_in_transit') return undefined;
  const earlier = earlierThan(s, view.statements);
  if (earlier.length < settings.jumpReports) return undefined;
  const c = compare(view);
  if (c.state === 'agreed') return undefined;
  if (c.state === 'differs' && explain(view, c as Differing).code !== 'UNEXPLAINED') return undefined;
  const book = levelOf(view);
  const now = book.over(s.from, s.to)!;
  const offs = earlier.map((e) => {
    const then = book.over(e.from, e.to)!;
    return subtract(e.quantity, half(add(then.low, then.high)));
  });
  const usual = median(offs);
  const spread = median(offs.map((o) => absolute(subtract(o, usual))));
  const off = distance({ low: add(now.low, usual), high: add(now.high, usual) }, s.quantity);
  const expected = add(half(add(now.low, now.high)), usual);
  const least = [
    multiply(spread, whole(settings.timesSpread)),
    toleranceAt(view, expected),
    divide(multiply(absolute(median(earlier.map((e) => e.quantity))), whole(settings.jumpPercent)), whole(100)),
    movedSince(view, earlier[0]!, s),
  ];
  return least.every((l) => order(absolute(off), l) > 0) ? { reports: earlier.length, expected, spread } : undefined;
}

/** Whether our data reach what the number speaks of: before that nobody knows what has moved. */
export const isBlind = (view: PairView, s: Statement): boolean => typeof coveredOf(view, s) === 'string';

/** Where nothing was ever counted the level is unknown, and what has moved is not. */
function levelOf(view: PairView): Book {
  const book = bookOf(view);
  if (book.known) return book;
  const from = Math.min(...view.statements.map((s) => s.from), ...view.movements.map((m) => m.from)) - 1;
  return new Book([{ at: from, quantity: ZERO, basis: 'physical', status: 'unrestricted', ref: null }], view.movements, bookOptions(view));
}

/** What moved since the report before, or is announced and not received: the supplier may have booked it otherwise, or on another day. */
function movedSince(view: PairView, before: Statement, s: Statement): Fraction {
  const moved = view.movements.filter((m) => m.to >= before.from && m.from <= s.to).map((m) => absolute(m.signed));
  const announced = view.incoming.filter((i) => shippedBy(i, s.to)).map((i) => remainder(i, s.from));
  return [...moved, ...announced].reduce(add, ZERO);
}

const half = (f: Fraction): Fraction => divide(f, whole(2));

function median(of: readonly Fraction[]): Fraction {
  const sorted = [...of].sort(order);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : half(add(sorted[middle - 1]!, sorted[middle]!));
}
