import { compare as order, text } from '../canonical/quantity';
import type { Severity } from '../canonical/vocabulary';
import { explain } from '../causes';
import type { Differing } from '../causes/cause';
import { type Comparison, compare, worthRaising } from '../ledger/compare';
import { type Held, heldOver } from '../ledger/stock-classes';
import { byWorth, stepUp } from '../exceptions/severity';
import { measuresOf } from '../ledger/measures';
import { effectiveStock, usedOf } from '../ledger/stock-view';
import { runsOutBefore } from '../ledger/usage';
import { doubtOf } from './doubt';
import { healedBy } from './healed';
import { amountOf, asOfTo, keyOf, pairFacts, spread, underReport } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule, Verdict } from './rule';
import { proposalFor, type Proposal } from './structural';

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
    const { severity, weighed } = severityOf(view, c);
    const proposes = proposalFor(view, c);
    const also = alsoDiffering(view, c.statement!);
    const allowed = view.toleranceSource ? { tolerance: text(c.tolerance), tolerance_from: view.toleranceSource() } : {};
    const held = heldOver(view, c.window!);
    const stock = held.length > 0 ? { stock: stockIn(held) } : {};
    const details = {
      ...allowed,
      ...stock,
      ...(weighed ? { weighed } : {}),
      ...(proposes ? { proposes } : {}),
      ...(also.length > 0 ? { also } : {}),
    };
    return {
      holds: true,
      finding: {
        type,
        key,
        severity,
        message: messageOf(view, c) + structural(proposes),
        cause: held.length > 0 ? { ...cause, evidence: [...cause.evidence, told(held)] } : cause,
        ...pairFacts(view, c),
        ...underReport(view),
        ...(Object.keys(details).length > 0 ? { details } : {}),
      },
    };
  }
  if (c.state === 'agreed' && c.settled)
    return { holds: false, key, asOfTo: asOfTo(c.statement!), resolution: healedBy(view, c, countDivergence.types) };
  return { holds: 'unknown', key, reason: c.reason ?? 'near the edge of the tolerance' };
}

/** What else of the same report is not as we have it. */
const alsoDiffering = (view: PairView, s: Statement): string[] =>
  measuresOf(view)
    .filter((m) => m.state === 'differs' && m.statement.document.id === s.document.id)
    .map((m) => `${m.measure.replace(/_/g, ' ')} ${text(m.compared)}, ours ${spread(m.band!)} ${view.uom}`);

/** Which classes of stock are in our number, and which are not. */
const stockIn = (held: readonly Held[]): object => ({
  counted: Object.fromEntries(held.filter((h) => h.counted).map((h) => [h.class, spread(h.band)])),
  left_out: Object.fromEntries(held.filter((h) => !h.counted).map((h) => [h.class, spread(h.band)])),
});
function told(held: readonly Held[]): string {
  const words = (counted: boolean): string =>
    held
      .filter((h) => h.counted === counted)
      .map((h) => `${spread(h.band)} ${h.class}`)
      .join(', ');
  return `in our number: ${words(true) || 'nothing'}${words(false) ? `; left out: ${words(false)}` : ''}`;
}

/** By what is at stake, without a cost nobody knows, and it is neither high nor low; one step up for what makes it urgent. */
function severityOf(view: PairView, c: Comparison): { readonly severity: Severity; readonly weighed: boolean } {
  if (c.flips !== null && c.flips !== 'max') return { severity: 'critical', weighed: true };
  const weights = { classA: view.classA, coverBelowLeadTime: runsShort(view) };
  const severity = c.flips === null ? byWorth(amountOf(view, c.distance)) : 'high';
  return { severity: stepUp(severity, weights), weighed: weights.classA || weights.coverBelowLeadTime };
}

function runsShort(view: PairView): boolean {
  if (usedOf(view).n <= 0n) return false;
  const stock = effectiveStock(view, doubtOf);
  const { now, timezone, workdays, terms } = view;
  return stock !== undefined && runsOutBefore(stock.quantity, usedOf(view), { now, days: terms?.lead_time_days, timezone, workdays });
}

const structural = (p: Proposal | undefined): string =>
  p ? `; so did ${p.reports.length} reports in a row, and all would agree with ${p.term} ${p.value} in the program: ${p.words}` : '';

function messageOf(view: PairView, c: Comparison): string {
  const band = c.band!;
  const book = order(band.low, band.high) === 0 ? text(band.low) : `${text(band.low)} to ${text(band.high)}`;
  const flip = c.flips === null ? '' : `; the two stand on different sides of ${EDGES[c.flips]}`;
  return `${view.supplier} reports ${text(c.statement!.quantity)} ${view.uom} of ${view.sku} at ${view.location}, our book says ${book}${flip}`;
}
