import { compare as order, multiply, text, whole, type Fraction } from '../canonical/quantity';
import type { Cause } from '../canonical/vocabulary';
import type { PairView, Peer } from '../rules/pair-view';
import { asOfShift } from './as-of-shift.cause';
import { type Differing, type Explanation, type Hypothesis, shown, within } from './cause';
import { copiedForward } from './copied-forward.cause';
import { digitTransposition } from './digit-transposition.cause';
import { inTransitCounted } from './in-transit-counted.cause';
import { itemSwap } from './item-swap.cause';
import { leadingZero } from './leading-zero.cause';
import { locationSwap } from './location-swap.cause';
import { ownershipClass } from './ownership-class.cause';
import { packFactor } from './pack-factor.cause';
import { shiftedRows } from './shifted-rows.cause';
import { unpostedReceipt } from './unposted-receipt.cause';
import { unpostedUsage } from './unposted-usage.cause';

/**
 * Every hypothesis; a new one is one file and one line. Of those that say of the same movements that the supplier's number
 * lacks them, the former is the more telling word.
 */
export const CAUSES: readonly Hypothesis[] = [
  packFactor,
  inTransitCounted,
  copiedForward,
  unpostedReceipt,
  asOfShift,
  unpostedUsage,
  digitTransposition,
  itemSwap,
  shiftedRows,
  leadingZero,
  locationSwap,
  ownershipClass,
];

/** What would fit by accident in more than one of four cases explains nothing: a cause that is not the cause sends somebody the wrong way. */
const LIKELY: Fraction = { n: 1n, d: 4n };
/** The winner must be this much less likely an accident than the next, else nobody can say which of the two it is. */
const MARGIN = 4;

const tested = new WeakMap<PairView, readonly Explanation[]>(); // several rules ask the same of one view

/** Every hypothesis tried on the pair. */
export function explanations(view: PairView, c: Differing): readonly Explanation[] {
  let known = tested.get(view);
  if (!known) tested.set(view, (known = CAUSES.flatMap((cause) => cause.test(view, c))));
  return known;
}

/** More is known of the pair than when it was tried. */
export const forget = (view: PairView): void => void tested.delete(view);

/** It explains the gap within tolerance, and would hardly do so by accident. */
export const fits = (e: Explanation, c: Differing): boolean => within(e.left, c.tolerance) && order(e.chance, LIKELY) <= 0;

/** What explains the line of a report that is off as a whole. */
function ofTheReport(view: PairView, c: Differing): Cause | undefined {
  const reason = view.report?.reason;
  const shares = explanations(view, c).filter((e) => within(e.left, c.tolerance) && e.shared?.some((s) => s.key === reason));
  return reason === undefined ? undefined : shares.sort((a, b) => order(a.chance, b.chance))[0]?.cause;
}

/** Why the numbers differ: the hypothesis that explains the gap within tolerance and clearly better than the next; else none. */
export function explain(view: PairView, c: Differing): Cause {
  const report = ofTheReport(view, c);
  if (report) return report;
  const all = explanations(view, c);
  const [first, second] = ranked(all.filter((e) => fits(e, c) && !e.wide));
  if (first && (!second || beats(first, second))) return first.cause;
  const best = nearest(all.filter((e) => !e.wide));
  return {
    code: 'UNEXPLAINED',
    text: second
      ? `${first!.cause.code} and ${second.cause.code} explain the difference equally well`
      : 'no known cause explains the difference',
    evidence: [
      `reported ${shown(c.statement.quantity)}, book ${shown(c.band.low)} to ${shown(c.band.high)} ${view.uom}`,
      ...best.slice(0, 3).map((e) => `${e.cause.code}: ${e.cause.text}; ${text(e.left, 3)} ${view.uom} would be left over`),
    ],
  };
}

/** Other pairs that have to do with this one's difference, by any explanation that fits. */
export const relatedTo = (view: PairView, c: Differing): readonly Peer[] =>
  explanations(view, c).flatMap((e) => (e.peer && fits(e, c) ? [e.peer] : []));

/** One of each code, the least likely an accident first. */
function ranked(fitting: readonly Explanation[]): Explanation[] {
  const lacking = nearestThatLacks(fitting);
  const best = new Map<string, Explanation>();
  for (const e of fitting) {
    const same = lacking && e.lacks && (isExact(lacking) || order(e.left, lacking.left) === 0);
    if (same && e.cause.code !== lacking.cause.code) continue;
    const known = best.get(e.cause.code);
    if (!known || order(e.chance, known.chance) < 0) best.set(e.cause.code, e);
  }
  return [...best.values()].sort((a, b) => order(a.chance, b.chance));
}

/** Of those that leave as little, the former word: they speak of the same movements. */
const nearestThatLacks = (fitting: readonly Explanation[]): Explanation | undefined =>
  fitting.filter((e) => e.lacks).reduce<Explanation | undefined>((a, b) => (a && order(a.left, b.left) <= 0 ? a : b), undefined);

/** Clearly less likely an accident; or exact where the other is not, and no likelier. */
const beats = (first: Explanation, second: Explanation): boolean =>
  order(multiply(first.chance, whole(MARGIN)), second.chance) <= 0 || (isExact(first) && !isExact(second));

const isExact = (e: Explanation): boolean => e.left.n === 0n;

/** The near misses, one of each code, that which leaves least first. */
function nearest(all: readonly Explanation[]): Explanation[] {
  const best = new Map<string, Explanation>();
  for (const e of all) {
    const known = best.get(e.cause.code);
    if (!known || order(e.left, known.left) < 0) best.set(e.cause.code, e);
  }
  return [...best.values()].sort((a, b) => order(a.left, b.left));
}
