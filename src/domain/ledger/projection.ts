import { afterWorkingDays } from '../canonical/calendar';
import { add, compare as order, divide, type Fraction, maximum, multiply, subtract, whole, ZERO } from '../canonical/quantity';
import type { PairView } from '../rules/pair-view';
import { type Candidate, coverBy } from './cover';
import { usedOf } from './stock-view';
import { isUsed, USAGE_DAYS } from './usage';

const DAY = 86_400_000;

/** How a stock is expected to go, up to the end of the lead time. */
export interface Projection {
  readonly until: number; // end of the lead time
  readonly lowest: Fraction;
  readonly lowestAt: number;
  readonly atEnd: Fraction;
  readonly coming: Fraction; // until then
  readonly perDay: Fraction; // as it is usually used
  readonly candidates: readonly Candidate[]; // what is on its way, whether or not it can be there by then
}

/**
 * Used as in the last four weeks, or as much as is known to be needed where that is more; what is on its way comes on its day,
 * late in the day's use. Undefined without a lead time: then nobody knows how far to look.
 */
export function project(view: PairView, stock: Fraction): Projection | undefined {
  const days = view.terms?.lead_time_days;
  if (days === undefined) return undefined;
  const until = afterWorkingDays(view.now, days, view.timezone, view.workdays);
  const { candidates } = coverBy(view, Infinity);
  const coming = candidates.filter((c) => c.counted && c.at !== null && c.at <= until).sort((a, b) => a.at! - b.at!);
  let lowest = stock;
  let lowestAt = view.now;
  let arrived = ZERO;
  const look = (at: number): Fraction => {
    const left = subtract(add(stock, arrived), neededBy(view, at));
    if (order(left, lowest) < 0) [lowest, lowestAt] = [left, at];
    return left;
  };
  for (const c of coming) {
    const at = Math.max(c.at!, view.now);
    look(at);
    arrived = add(arrived, c.quantity);
  }
  return { until, atEnd: look(until), coming: arrived, lowest, lowestAt, perDay: usual(view, DAY), candidates };
}

/** From now to an instant: the usual use, or the demand that is known for its days where that is more. */
function neededBy(view: PairView, at: number): Fraction {
  const known = (view.demand ?? []).reduce((sum, d) => add(sum, share(d, view.now, at)), ZERO);
  return maximum(usual(view, Math.max(0, at - view.now)), known);
}

/** In so many milliseconds, with the items that it supersedes. */
function usual(view: PairView, span: number): Fraction {
  const used = [view, ...(view.predecessors ?? [])].some((v) => isUsed(v.movements, view.now)) ? usedOf(view) : ZERO;
  return multiply(used, { n: BigInt(span), d: BigInt(USAGE_DAYS * DAY) });
}

const share = (d: { readonly from: number; readonly to: number; readonly quantity: Fraction }, from: number, to: number): Fraction => {
  const covered = Math.min(d.to, to) - Math.max(d.from, from);
  if (covered <= 0) return ZERO;
  const length = d.to - d.from;
  return length <= covered ? d.quantity : divide(multiply(d.quantity, whole(covered)), whole(length));
};
