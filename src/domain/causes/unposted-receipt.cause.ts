import { unposted } from '../ledger/incoming';
import { type Hypothesis, localTime } from './cause';
import { bookedByUs, type Booked, saidByThem } from './one-sided';
import { closing, named, openAt } from './open-shipments';

const RECEIPTS: Booked = { code: 'UNPOSTED_RECEIPT', kind: 'receipt', measure: 'received', done: 'received' };

/**
 * It should have arrived before the as-of and the buyer has booked no receipt: unposted here, or lost on the way. Or a receipt
 * is booked on one side only: the supplier's report names one that the gap equals, or the buyer's book has one that it lacks.
 */
export const unpostedReceipt: Hypothesis = {
  code: RECEIPTS.code,
  test(view, c) {
    const due = openAt(view, c, unposted).filter(({ shipment: s }) => s.etaTo !== null && s.etaTo < c.statement.to);
    const here = closing(
      view,
      c,
      due,
      RECEIPTS.code,
      (open) => `${named(open, view.uom)}, due ${localTime(open[0]!.shipment.etaTo!, view)}, not booked as received`,
    );
    return [...here, ...saidByThem(view, c, RECEIPTS), ...bookedByUs(view, c, RECEIPTS)];
  },
};
