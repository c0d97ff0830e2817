import type { Hypothesis } from './cause';
import { dayAndTime } from './cause';
import { shipmentsThat } from './in-transit-counted.cause';

/** It should have arrived before the as-of, and the buyer has booked no receipt: unposted here, or lost on the way. */
export const unpostedReceipt: Hypothesis = {
  code: 'UNPOSTED_RECEIPT',
  test: (view, c) =>
    shipmentsThat(
      view,
      c,
      (eta) => eta !== null && eta < c.window![1],
      (reference, rest, uom, eta) => `${rest} ${uom} of shipment ${reference} were due ${dayAndTime(eta!)} and are not booked as received`,
    ),
};
