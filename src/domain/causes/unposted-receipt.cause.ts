import { absolute, add, compare as order, subtract, ZERO } from '../canonical/quantity';
import { unposted } from '../ledger/incoming';
import type { PairView } from '../rules/pair-view';
import { dayAndTime, type Differing, type Explanation, gaps, type Hypothesis, shown } from './cause';
import { closing, named, openAt } from './open-shipments';

const CODE = 'UNPOSTED_RECEIPT';
const DAY = 86_400_000;
const RECENT = 7 * DAY; // a receipt that the supplier has not booked in a week is no matter of booking

/**
 * It should have arrived before the as-of and the buyer has booked no receipt: unposted here, or lost on the way. Or a receipt
 * is booked on one side only: the supplier's report names one that the gap equals, or the buyer's book has one that it lacks.
 */
export const unpostedReceipt: Hypothesis = {
  code: CODE,
  test(view, c) {
    const due = openAt(view, c, unposted).filter(({ shipment: s }) => s.etaTo !== null && s.etaTo < c.statement.to);
    const here = closing(
      c,
      due,
      CODE,
      (open) => `${named(open, view.uom)}, due ${dayAndTime(open[0]!.shipment.etaTo!)}, not booked as received`,
    );
    return [...here, ...theirs(view, c), ...ours(view, c)];
  },
};

/** The same report says that goods were received, and the book has no receipt of them. */
function theirs(view: PairView, c: Differing): Explanation[] {
  const said = view.statements.filter((s) => s.measure === 'received' && s.document.id === c.statement.document.id && s.quantity.n > 0n);
  if (said.length === 0 || receipts(view, c).length > 0) return [];
  const quantity = said.reduce((sum, s) => add(sum, s.quantity), ZERO);
  return gaps(c)
    .filter(({ gap }) => order(gap, ZERO) > 0)
    .map(({ book, gap }) => ({
      left: absolute(subtract(gap, quantity)),
      cause: {
        code: CODE,
        text: `the supplier reports ${shown(quantity)} ${view.uom} received, and our book has no receipt of them`,
        evidence: [`reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}`],
      },
    }));
}

/** Our book has a receipt that the supplier's number does not. */
function ours(view: PairView, c: Differing): Explanation[] {
  return receipts(view, c).flatMap((r) =>
    gaps(c)
      .filter(({ gap }) => order(gap, ZERO) < 0)
      .map(({ book, gap }) => ({
        left: absolute(add(gap, r.signed)),
        cause: {
          code: CODE,
          text: `the supplier seems not to have booked the receipt of ${shown(r.signed)} ${view.uom} on ${dayAndTime(r.to)}`,
          evidence: [`reported ${shown(c.statement.quantity)} − book ${shown(book)} = ${shown(gap)}`],
        },
      })),
  );
}

const receipts = (view: PairView, c: Differing): PairView['movements'] =>
  view.movements.filter((m) => m.kind === 'receipt' && m.signed.n > 0n && m.from <= c.window![1] && m.to > c.window![0] - RECENT);
