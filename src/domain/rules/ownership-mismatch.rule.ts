import { absolute, compare as order, subtract, text } from '../canonical/quantity';
import { isLive, toleranceAt } from '../ledger/compare';
import { standing } from '../ledger/supersede';
import { asOfTo, exactly, keyOf, numbersOf, saidFacts } from './pair-finding';
import { isoAt } from './at';
import type { PairView, Settlement, Statement } from './pair-view';
import type { Rule, Verdict } from './rule';

const TYPE = 'OWNERSHIP_MISMATCH';

/**
 * OWNERSHIP_MISMATCH: what is settled of consigned stock is not what was taken of it; or the program names one owner and the
 * buyer's counts know the stock under the other one only, so that nothing can be compared. That the two sides count differently
 * while both know whose it is, is a divergence (its cause may be the owner's class).
 */
export const ownershipMismatch: Rule<PairView> = {
  types: [TYPE],
  judge(view) {
    if (view.terms === null) return [];
    const key = keyOf(TYPE, view);
    const { settlement } = view;
    if (settlement && view.owner === 'supplier' && !settles(view, settlement)) return [unsettled(view, key, settlement)];
    const s = standing(view.statements, view.terms.compare_to);
    if (!s || !isLive(view, s.to)) return [];
    const known = view.counts.length > 0;
    if (!known && view.countedForAnother === true && s.quantity.n !== 0n) return [otherOwner(view, key, s)];
    if (!known) return [{ holds: 'unknown', key, reason: 'the buyer has never counted it' }];
    return [{ holds: false, key, asOfTo: asOfTo(s), resolution: 'fixed_by_buyer' }];
  },
};

const settles = (view: PairView, { settled, consumed }: Settlement): boolean =>
  order(absolute(subtract(settled, consumed)), toleranceAt(view, consumed)) <= 0;

function unsettled(view: PairView, key: string, s: Settlement): Verdict {
  const off = subtract(s.settled, s.consumed);
  return {
    holds: true,
    finding: {
      type: TYPE,
      key,
      severity: 'high',
      message: `${view.supplier} settles ${text(s.settled)} ${view.uom} of consigned ${view.sku} at ${view.location}, ${text(s.consumed)} were taken by our books`,
      ...numbersOf(view, s.settled, exactly(s.consumed), off),
      asOfTo: isoAt(s.to),
      documents: [{ id: s.document.id, file: s.document.file, place: s.place }],
    },
  };
}

function otherOwner(view: PairView, key: string, s: Statement): Verdict {
  const [agreed, counted] = view.owner === 'supplier' ? ["the supplier's (consigned)", "the buyer's"] : ["the buyer's", "the supplier's"];
  return {
    holds: true,
    finding: {
      type: TYPE,
      key,
      severity: 'high',
      message: `by the program the stock of ${view.sku} at ${view.location} is ${agreed}, our counts know it as ${counted} only: the ${text(s.quantity)} ${view.uom} that ${view.supplier} reports have nothing to be compared with`,
      ...saidFacts(view, s),
    },
  };
}
