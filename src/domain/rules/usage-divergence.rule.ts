import { absolute, add, compare as order, text } from '../canonical/quantity';
import { stepUp } from '../exceptions/severity';
import { isLive, reachesFloor } from '../ledger/compare';
import { type Booked, type FlowCompared, flowCompared, flowOf, type Period, previousReport, usageIn } from '../ledger/flows';
import { dayAt } from './at';
import { asOfTo, keyOf, spread, statedFacts } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule, Verdict } from './rule';

const TYPE = 'USAGE_DIVERGENCE';

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
    const near = flowCompared(view, flow, used);
    if (!near) return [{ holds: 'unknown', key, reason: "the buyer's data do not cover the period" }];
    if (fits(near)) return [{ holds: false, key, asOfTo: asOfTo(flow.statement), resolution: bookedAfter(view, flow.statement) }];
    if (!reachesFloor(view, near.distance) || isTiming(view, near))
      return [{ holds: 'unknown', key, reason: 'below what is worth raising' }];
    return [finding(view, key, near)];
  },
};

/** The very number that differed fits by now: it is our issues that were booked late. */
function bookedAfter(view: PairView, s: Statement): string {
  const was = view.open?.find((o) => o.type === TYPE);
  const same = was?.asOfTo === s.to && was.reported === text(s.quantity);
  return same ? 'fixed_by_buyer' : 'fixed_by_supplier';
}

const used = (view: PairView, p: Period): readonly Booked[] => [usageIn(view, p)];

const fits = (c: FlowCompared): boolean => order(absolute(c.distance), c.tolerance) <= 0;

/** With the period before it, does it come out? */
function isTiming(view: PairView, c: FlowCompared): boolean {
  const before = previousReport(view, c.statement);
  const earlier = before && view.statements.find((s) => s.measure === 'sold' && s.document.id === before.document.id);
  const then = earlier && flowCompared(view, { statement: earlier, periods: [{ from: earlier.from, to: earlier.to }] }, used);
  return then !== undefined && !fits(then) && order(absolute(add(then.distance, c.distance)), c.tolerance) <= 0;
}

function finding(view: PairView, key: string, c: FlowCompared): Verdict {
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
