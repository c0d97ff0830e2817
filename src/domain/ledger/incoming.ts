import { add, compare, type Fraction, maximum, subtract, ZERO } from '../canonical/quantity';
import type { Incoming, PairView } from '../rules/pair-view';

/** What is still to come of a shipment at an instant, by what had surely been received. */
export const remainder = (i: Incoming, at: number): Fraction => rest(i, (r) => r.from <= at);

/** The most that it can be: a receipt that bears only its day may have come at its end. */
export const mostOpen = (i: Incoming, at: number): Fraction => rest(i, (r) => r.to <= at);

/** The same by the buyer's books: what had arrived and was not yet posted is still open in them. */
export const unposted = (i: Incoming, at: number): Fraction => rest(i, (r) => r.postedTo <= at);

function rest(i: Incoming, had: (r: Incoming['receipts'][number]) => boolean): Fraction {
  const come = i.receipts.filter(had);
  // What was closed later was still on its way then.
  if (i.closed && come.length === i.receipts.length) return ZERO;
  const received = come.reduce((sum, r) => add(sum, r.quantity), ZERO);
  return maximum(ZERO, subtract(i.quantity, received));
}

export const shippedBy = (i: Incoming, at: number): boolean => (i.shippedAt ?? i.noticedAt) <= at;

export const receivedOf = (i: Incoming): Fraction => i.receipts.reduce((sum, r) => add(sum, r.quantity), ZERO);

const HOUR = 3_600_000;

/** Its rest is in transit until its day and the grace are over by what the buyer's data can know. */
export function comesStill(view: PairView, i: Incoming): boolean {
  const grace = (view.terms?.asn_grace_hours ?? 24) * HOUR;
  const seen = Math.min(view.now, view.watermark ?? view.now);
  return compare(remainder(i, view.now), ZERO) > 0 && (i.etaTo === null || i.etaTo + grace > seen);
}
