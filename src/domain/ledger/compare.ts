import {
  absolute,
  add,
  compare as order,
  exact,
  type Fraction,
  isZero,
  maximum,
  minimum,
  multiply,
  subtract,
  ZERO,
} from '../canonical/quantity';
import { afterWorkingDays } from '../canonical/calendar';
import { once } from '../canonical/once';
import type { Incoming, PairView, Statement } from '../rules/pair-view';
import { type Added, type Band, Book, type BookOptions, distance, outcomes } from './book';
import { coverBy } from './cover';
import { remainder, shippedBy } from './incoming';
import { standing } from './supersede';

/** A pair as last compared (contract section 2, `comparisons`). */
export interface Comparison {
  readonly state: 'agreed' | 'differs' | 'weak' | 'uncomparable';
  readonly reason: string | null;
  readonly statement: Statement | null;
  readonly band: Band | null;
  readonly window: readonly [number, number] | null; // the covered part of the supplier's as-of
  readonly distance: Fraction; // signed, from the band's nearest edge
  readonly tolerance: Fraction;
  readonly flips: 'zero' | 'min' | 'max' | null;
  readonly settled: boolean; // so near that what stood open is over (half the tolerance)
}

const HALF: Fraction = { n: 1n, d: 2n };
const HUNDREDTH: Fraction = { n: 1n, d: 100n };
const nothing = { band: null, window: null, distance: ZERO, tolerance: ZERO, flips: null, settled: false } as const;

/** The supplier's number against the buyer's book at the same moment (exceptions.md E1). */
export const compare = once(compareNow);

function compareNow(view: PairView): Comparison {
  const terms = view.terms;
  const statement = standing(view.statements, terms?.compare_to ?? 'on_hand');
  const cannot = (reason: string): Comparison => ({ state: 'uncomparable', reason, statement: statement ?? null, ...nothing });
  if (!statement) return cannot('the supplier has reported no number for it');
  const window = coveredOf(view, statement);
  if (typeof window === 'string') return cannot(window);
  const book = bookOf(view);
  const band = book.over(...window, terms?.basis === 'including_in_transit' ? onTheWay(view.incoming) : undefined);
  if (!band) return cannot('the buyer has never counted it');
  const d = distance(band, statement.quantity);
  const tolerance = toleranceOf(view, band, d);
  const size = absolute(d);
  const result = { statement, band, window, distance: d, tolerance };
  if (order(size, tolerance) > 0)
    return { ...result, state: 'differs', reason: null, flips: flipOf(view, statement.quantity, band, window[1]), settled: false };
  if (isWide(band, tolerance))
    return { ...result, state: 'weak', reason: 'the book may have been anything in a wide band', flips: null, settled: false };
  return { ...result, state: 'agreed', reason: null, flips: null, settled: order(size, multiply(tolerance, HALF)) <= 0 };
}

/** The part of the as-of that the buyer's data cover, or why there is none. */
export function coveredOf(view: PairView, { from, to }: Statement): readonly [number, number] | string {
  if (view.locationKind === 'supplier') return "it lies in the supplier's own warehouse";
  if (view.watermark === null) return 'the buyer has never said anything about the location';
  if (view.watermark < from) return "the buyer's data do not reach the supplier's as-of";
  return [from, Math.min(to, view.watermark)];
}

export const bookOf = once((view: PairView): Book => new Book(view.counts, view.movements, bookOptions(view)));

/** Which stock is meant, and by which instants, as the program says. */
export const bookOptions = ({ terms }: Pick<PairView, 'terms'>): BookOptions => ({
  measure: terms?.compare_to ?? 'on_hand',
  ...(terms?.stock_classes ? { statuses: terms.stock_classes } : {}),
  ledger: terms?.basis === 'ledger',
});

/** T = max(absolute, percent of the book), at the edge that is nearest. */
export function toleranceOf(view: PairView, band: Pick<Band, 'low' | 'high'>, d: Fraction): Fraction {
  return toleranceAt(view, d.n < 0n ? band.low : band.high);
}

/** A number in so wide a band is not known to be right. */
export const isWide = (band: Pick<Band, 'low' | 'high'>, tolerance: Fraction): boolean =>
  order(subtract(band.high, band.low), multiply(tolerance, { n: 2n, d: 1n })) > 0;

const tolerancesOf = (view: Pick<PairView, 'terms' | 'tolerances'>): PairView['tolerances'] => view.terms ?? view.tolerances;

/** What is agreed that a number may be off by, beside a quantity: an absolute, or a percentage of it if that is more. */
export function toleranceAt(view: Pick<PairView, 'terms' | 'tolerances'>, quantity: Fraction): Fraction {
  const percent = multiply(multiply(exact(tolerancesOf(view)?.tolerance_pct ?? '0'), HUNDREDTH), absolute(quantity));
  return maximum(exact(tolerancesOf(view)?.tolerance_qty ?? '0'), percent);
}

/**
 * What was shipped and not received, at each instant: a truck that arrives adds to the stock what it takes from the way. On the
 * day of a bare ship date, or of a receipt that bears only its day, it may be on the way or not.
 */
const onTheWay = (incoming: readonly Incoming[]): Added => ({
  turns: incoming.flatMap((i) => [i.shippedAt ?? i.noticedAt, i.shippedTo ?? i.noticedAt, ...i.receipts.map((r) => r.from)]),
  at: (t) => {
    let sure = ZERO;
    const maybe: Fraction[] = [];
    for (const i of incoming) {
      if (!shippedBy(i, t)) continue;
      const rest = remainder(i, t);
      if (rest.n > 0n && i.shippedTo != null && i.shippedTo > t) maybe.push(rest);
      else sure = add(sure, rest);
    }
    return outcomes({ sure, maybe });
  },
});

/** A difference that changes a decision: the two sides stand on different sides of zero, of max, or (with cover) of min. */
function flipOf(view: PairView, said: Fraction, band: Band, at: number): Comparison['flips'] {
  const apart = (value: Fraction, low: Fraction, high: Fraction, edge: Fraction): boolean =>
    order(value, edge) <= 0 ? order(low, edge) > 0 : order(high, edge) <= 0;
  if (apart(said, band.low, band.high, ZERO)) return 'zero';
  const { min, max } = view.terms ?? {};
  if (min !== undefined) {
    const needed = afterWorkingDays(at, view.terms?.lead_time_days ?? 0, view.timezone, view.workdays);
    const cover = coverBy(view, needed, at).total;
    if (apart(add(said, cover), add(band.low, cover), add(band.high, cover), exact(min))) return 'min';
  }
  return max !== undefined && apart(said, band.low, band.high, exact(max)) ? 'max' : null;
}

/** Whether a difference is worth raising: its value reaches the floor, or nobody knows its cost, or it flips a decision. */
export function worthRaising(view: PairView, c: Comparison): boolean {
  if (c.state !== 'differs') return false;
  // What differed before the program began is an opening balance.
  return isLive(view, c.statement!.to) && (c.flips !== null || reachesFloor(view, c.distance));
}

/** Whether the program had begun by then. */
export const isLive = (view: PairView, at: number): boolean => view.terms?.go_live === undefined || at >= Date.parse(view.terms.go_live);

/** Whether a quantity is worth as much as the program's value floor; an unknown cost, or none, passes it. */
export function reachesFloor(view: PairView, quantity: Fraction): boolean {
  const floor = tolerancesOf(view)?.value_floor;
  if (floor === undefined || view.unitCost === null) return true;
  const cost = exact(view.unitCost);
  return isZero(cost) || order(multiply(absolute(quantity), cost), exact(floor)) >= 0;
}

/** The buyer's own number now, and the least that it can be. */
export const onHandNow = once((view: PairView): Band | undefined => bookOf(view).over(view.now, view.now));
export const lower = minimum;
