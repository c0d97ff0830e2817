import { absolute, compare as order, exact, multiply, text } from '../canonical/quantity';
import type { Severity } from '../canonical/vocabulary';
import { explain } from '../causes';
import type { Differing } from '../causes/cause';
import { type Comparison, compare, worthRaising } from '../ledger/compare';
import { stepUp } from '../exceptions/severity';
import { asOfTo, keyOf, pairFacts } from './pair-finding';
import type { PairView } from './pair-view';
import type { Rule, Verdict } from './rule';

const EDGES: Readonly<Record<'zero' | 'min' | 'max', string>> = { zero: 'zero', min: 'the minimum', max: 'the maximum' };

/** COUNT_DIVERGENCE, and DECISION_FLIP in its place where the difference changes what one would decide (E1): one row, two names. */
export const countDivergence: Rule<PairView> = {
  types: ['COUNT_DIVERGENCE', 'DECISION_FLIP'],
  judge: (view) => [judgeComparison(view, compare(view))],
};

export function judgeComparison(view: PairView, c: Comparison): Verdict {
  const key = keyOf('COUNT_DIVERGENCE', view);
  if (worthRaising(view, c)) {
    const cause = explain(view, c as Differing);
    const type = c.flips === null ? 'COUNT_DIVERGENCE' : 'DECISION_FLIP';
    return {
      holds: true,
      finding: { type, key, severity: severityOf(view, c), message: messageOf(view, c), cause, ...pairFacts(view, c) },
    };
  }
  if (c.state === 'agreed' && c.settled) return { holds: false, key, asOfTo: asOfTo(c.statement!), resolution: resolutionOf(view, c) };
  return { holds: 'unknown', key, reason: c.reason ?? 'near the edge of the tolerance' };
}

/** What came right: the supplier's next number, or our book about the same report. */
const resolutionOf = (view: PairView, c: Comparison): string =>
  view.now > c.statement!.receivedAt ? 'fixed_by_buyer' : 'fixed_by_supplier';

/** By what is at stake; without a cost nobody knows, and it is neither high nor low. */
function severityOf(view: PairView, c: Comparison): Severity {
  const { classA } = view;
  if (c.flips !== null) return c.flips === 'max' ? stepUp('high', { classA }) : 'critical';
  if (view.unitCost === null) return stepUp('medium', { classA });
  const value = multiply(absolute(c.distance), exact(view.unitCost));
  const severity = order(value, exact('1000')) < 0 ? 'low' : order(value, exact('10000')) < 0 ? 'medium' : 'high';
  return stepUp(severity, { classA });
}

function messageOf(view: PairView, c: Comparison): string {
  const band = c.band!;
  const book = order(band.low, band.high) === 0 ? text(band.low) : `${text(band.low)} to ${text(band.high)}`;
  const flip = c.flips === null ? '' : `; the two stand on different sides of ${EDGES[c.flips]}`;
  return `${view.supplier} reports ${text(c.statement!.quantity)} ${view.uom} of ${view.sku} at ${view.location}, our book says ${book}${flip}`;
}
