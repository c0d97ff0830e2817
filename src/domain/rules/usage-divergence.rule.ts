import { absolute, add, compare as order, type Fraction, text } from '../canonical/quantity';
import { stepUp } from '../exceptions/severity';
import { distance } from '../ledger/book';
import { isLive, reachesFloor, toleranceAt } from '../ledger/compare';
import { type Booked, commonPart, flowOf, type Period, previousReport, prorated, usageIn } from '../ledger/flows';
import { dayAt } from './at';
import { asOfTo, keyOf, spread, statedFacts } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule, Verdict } from './rule';

const TYPE = 'USAGE_DIVERGENCE';

/** What the supplier says was used over a period against the buyer's issues over the same (features.md 53). */
interface Compared {
  readonly statement: Statement;
  readonly period: Period;
  readonly booked: Booked;
  readonly distance: Fraction;
  readonly tolerance: Fraction;
}

/**
 * USAGE_DIVERGENCE: sold or used by the supplier's report, against what the buyer issued over the common period. What one
 * period has too much and its neighbour too little is a matter of when the day ends, and no exception.
 */
export const usageDivergence: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    if (view.terms === null) return [];
    const key = keyOf(TYPE, view);
    const flow = flowOf(view, 'sold');
    if (!flow || !isLive(view, flow.periods[0]?.from ?? flow.statement.from)) return [];
    const compared = flow.periods.flatMap((p) => comparedIn(view, flow.statement, p) ?? []);
    if (compared.length === 0) return [{ holds: 'unknown', key, reason: "the buyer's data do not cover the period" }];
    const near = compared.reduce((a, b) => (order(absolute(b.distance), absolute(a.distance)) < 0 ? b : a));
    if (fits(near)) return [{ holds: false, key, asOfTo: asOfTo(flow.statement), resolution: 'fixed_by_supplier' }];
    if (!reachesFloor(view, near.distance) || isTiming(view, near))
      return [{ holds: 'unknown', key, reason: 'below what is worth raising' }];
    return [finding(view, key, near)];
  },
};

const fits = (c: Compared): boolean => order(absolute(c.distance), c.tolerance) <= 0;

function comparedIn(view: PairView, statement: Statement, period: Period): Compared | undefined {
  const common = commonPart(view, period);
  if (!common) return undefined;
  const booked = usageIn(view, common.period);
  const { quantity, uncertain } = prorated(statement.quantity, period, common);
  return {
    statement,
    period: common.period,
    booked,
    distance: distance({ ...booked, values: [] }, quantity),
    tolerance: add(toleranceAt(view, booked.high), uncertain),
  };
}

/** With the period before it, does it come out? */
function isTiming(view: PairView, c: Compared): boolean {
  const before = previousReport(view, c.statement);
  const earlier = before && view.statements.find((s) => s.measure === 'sold' && s.document.id === before.document.id);
  const then = earlier && comparedIn(view, earlier, { from: earlier.from, to: earlier.to });
  return then !== undefined && !fits(then) && order(absolute(add(then.distance, c.distance)), c.tolerance) <= 0;
}

function finding(view: PairView, key: string, c: Compared): Verdict {
  const days = `${dayAt(c.period.from, view.timezone)} to ${dayAt(c.period.to, view.timezone)}`;
  return {
    holds: true,
    finding: {
      type: TYPE,
      key,
      severity: stepUp('medium', { classA: view.classA }),
      message: `${view.supplier} reports ${text(c.statement.quantity)} ${view.uom} of ${view.sku} used at ${view.location}, our issues from ${days} come to ${spread(c.booked)}`,
      ...statedFacts(view, c.statement, c.booked, c.distance),
      details: { from: new Date(c.period.from).toISOString(), to: new Date(c.period.to).toISOString(), weighed: view.classA },
    },
  };
}
