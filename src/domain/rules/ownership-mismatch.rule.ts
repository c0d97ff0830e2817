import { text } from '../canonical/quantity';
import { pairKey } from '../exceptions/fingerprint';
import { isLive } from '../ledger/compare';
import { settled } from '../ledger/settlement';
import { standing } from '../ledger/supersede';
import { dayAt, isoAt } from './at';
import { asOfTo, keyOf, numbersOf, saidFacts, spread } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule, Verdict } from './rule';

const TYPE = 'OWNERSHIP_MISMATCH';

/**
 * OWNERSHIP_MISMATCH: what is settled of consigned stock is not what was taken of it; or the program names one owner and the
 * buyer's counts know the stock under the other one only, so that nothing can be compared. That the two sides count differently
 * while both know whose it is, is a divergence (its cause may be the owner's class).
 */
export const ownershipMismatch: Rule<PairView> = {
  types: [TYPE],
  judge: (view) => (view.terms === null ? [] : [...bySettlement(view), ...byClass(view)]),
};

/** A row of its own: whose the stock is may be clear, and the money wrong. */
function bySettlement(view: PairView): readonly Verdict[] {
  if (view.owner !== 'supplier' || (view.settlements ?? []).length === 0) return [];
  const key = pairKey(TYPE, view.supplier, view.sku, view.location, view.owner, 'settlement');
  const { judged, off, quantity, consumed, distance } = settled(view);
  if (judged === 0) return [{ holds: 'unknown', key, reason: 'our data do not cover the period of a statement' }];
  const last = off.at(-1);
  if (!last)
    return [{ holds: false, key, asOfTo: isoAt(Math.max(...view.settlements!.map((s) => s.to))), resolution: 'fixed_by_supplier' }];
  const many = off.length === 1 ? '' : `, in ${off.length} statements`;
  return [
    {
      holds: true,
      finding: {
        type: TYPE,
        key,
        severity: 'high',
        message: `${view.supplier} settles ${text(quantity)} ${view.uom} of consigned ${view.sku} at ${view.location} for ${dayAt(off[0]!.from, view.timezone)} to ${dayAt(last.to, view.timezone)}${many}; ${spread(consumed)} were taken by our books`,
        ...numbersOf(view, quantity, consumed, distance),
        asOfTo: isoAt(last.to),
        documents: off.map((s) => ({ id: s.document.id, file: s.document.file, place: s.place })),
      },
    },
  ];
}

function byClass(view: PairView): readonly Verdict[] {
  const key = keyOf(TYPE, view);
  const s = standing(view.statements, view.terms!.compare_to);
  if (!s || !isLive(view, s.to)) return [];
  const known = view.counts.length > 0;
  if (!known && view.countedForAnother === true && s.quantity.n !== 0n) return [otherOwner(view, key, s)];
  if (!known) return [{ holds: 'unknown', key, reason: 'the buyer has never counted it' }];
  return [{ holds: false, key, asOfTo: asOfTo(s), resolution: 'fixed_by_buyer' }];
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
