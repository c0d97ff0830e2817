import { compare, worthRaising } from '../ledger/compare';
import type { PairView } from './pair-view';
import { uomSuspect } from './uom-suspect.rule';

/**
 * Why the supplier's count may not drive a decision (E2), by what this very look finds; by what stands open where it cannot
 * tell. The desk alone would be a look late: the number that has just come would raise an alarm before it is doubted.
 */
export function doubtOf(view: PairView): string | undefined {
  const c = compare(view);
  if (c.statement && c.statement.quantity.n < 0n) return 'COUNT_IMPLAUSIBLE';
  if (view.report && !c.settled) return view.report.type;
  const unit = uomSuspect.judge(view)[0]?.holds;
  if (unit === true || (unit === 'unknown' && view.openTypes.includes('UOM_SUSPECT'))) return 'UOM_SUSPECT';
  const flips = c.state === 'differs' ? c.flips !== null && worthRaising(view, c) : !c.settled && view.openTypes.includes('DECISION_FLIP');
  return flips ? 'DECISION_FLIP' : undefined;
}
