import { compare as order } from '../canonical/quantity';
import { usageIn } from '../ledger/flows';
import { earlierThan } from '../ledger/supersede';
import type { PairView, Statement } from './pair-view';

/**
 * Reports one after the other with the very same number, from the one after which something was used: while nothing was, the same
 * number was right, and on a holiday amid the run it is still the old one. Where use and receipt even out, or the use is within
 * tolerance, the same number may be true: it counts only where our book contradicts it.
 */
export function copies(view: PairView, s: Statement): readonly Statement[] {
  const run = [s];
  for (const earlier of earlierThan(s, sentBefore(view, s))) {
    if (order(earlier.quantity, s.quantity) !== 0) break;
    run.push(earlier);
  }
  while (run.length > 1 && !usedBetween(view, run.at(-1)!, run.at(-2)!, s)) run.pop();
  return run;
}

/** One that came later and speaks of an earlier day breaks no run: it tells nothing about what stood there when this was sent. */
const sentBefore = (view: PairView, s: Statement): readonly Statement[] => view.statements.filter((o) => o.receivedAt <= s.receivedAt);

function usedBetween(view: PairView, earlier: Statement, later: Statement, newest: Statement): boolean {
  const covered = view.watermark === null ? later.to : Math.min(later.to, view.watermark);
  const blind = later.document.id === newest.document.id && covered < later.from; // of the newest the buyer's data may know nothing yet
  return blind || usageIn(view, { from: earlier.to, to: covered }).low.n > 0n;
}
