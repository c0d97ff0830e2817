import { compare, worthRaising } from '../ledger/compare';
import { countImplausible } from './count-implausible.rule';
import type { PairView } from './pair-view';
import { uomByCount } from './uom-suspect.rule';

/**
 * Why the supplier's count may not drive a decision (E2), by what this very look finds; by what stands open where it cannot
 * tell. The desk alone would be a look late: the number that has just come would raise an alarm before it is doubted.
 */
export function doubtOf(view: PairView): string | undefined {
  const c = compare(view);
  if (c.statement && c.statement.quantity.n < 0n) return 'COUNT_IMPLAUSIBLE';
  if (view.report && !c.settled) return view.report.type;
  const unit = uomByCount(view).holds;
  if (unit === true || (unit === 'unknown' && stands(view, 'UOM_SUSPECT'))) return 'UOM_SUSPECT';
  const flips = c.state === 'differs' ? c.flips !== null && worthRaising(view, c) : !c.settled && view.openTypes.includes('DECISION_FLIP');
  if (flips) return 'DECISION_FLIP';
  const plausible = countImplausible.judge(view)[0]?.holds;
  const doubted = plausible === true || (plausible === 'unknown' && view.openTypes.includes('COUNT_IMPLAUSIBLE'));
  return doubted ? 'COUNT_IMPLAUSIBLE' : undefined;
}

/** One about ship notices has no cause, and says nothing about the count. */
const stands = (view: PairView, type: string): boolean =>
  view.open ? view.open.some((o) => o.type === type && o.cause !== null) : view.openTypes.includes(type);
