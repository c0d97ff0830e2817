import { add, compare as order, text, type Fraction } from '../canonical/quantity';
import type { Cause } from '../canonical/vocabulary';
import type { PairView } from '../rules/pair-view';
import { type Differing, type Explanation, type Hypothesis, shown, within } from './cause';
import { inTransitCounted } from './in-transit-counted.cause';
import { packFactor } from './pack-factor.cause';
import { unpostedReceipt } from './unposted-receipt.cause';

/** Every hypothesis; a new one is one file and one line. */
export const CAUSES: readonly Hypothesis[] = [packFactor, inTransitCounted, unpostedReceipt];

/** The winner must be nearer than the next by this share of the tolerance, else nobody can say which of the two it is. */
const MARGIN: Fraction = { n: 1n, d: 4n };

/** Why the numbers differ: the hypothesis that explains the gap within tolerance and clearly better than the next; else none. */
export function explain(view: PairView, c: Differing): Cause {
  const best: Explanation[] = [];
  for (const cause of CAUSES) {
    const nearest = cause.test(view, c).reduce<Explanation | undefined>((a, b) => (a && order(a.left, b.left) <= 0 ? a : b), undefined);
    if (nearest) best.push(nearest);
  }
  best.sort((a, b) => order(a.left, b.left));
  const [first, second] = best;
  const margin = { n: c.tolerance.n * MARGIN.n, d: c.tolerance.d * MARGIN.d };
  if (first && within(first.left, c.tolerance)) {
    const clear =
      !second || !within(second.left, c.tolerance) || order(add(first.left, margin), second.left) < 0 || isExactAlone(first, second);
    if (clear) return first.cause;
  }
  return {
    code: 'UNEXPLAINED',
    text: 'no known cause explains the difference',
    evidence: [
      `reported ${shown(c.statement.quantity)}, book ${shown(c.band.low)} to ${shown(c.band.high)} ${view.uom}`,
      ...best.slice(0, 3).map((e) => `${e.cause.code}: ${e.cause.text}; ${text(e.left, 3)} ${view.uom} would be left over`),
    ],
  };
}

const isExactAlone = (first: Explanation, second: Explanation): boolean => first.left.n === 0n && second.left.n !== 0n;
