import { absolute, add, compare as order, type Fraction, maximum, negate, ZERO } from '../canonical/quantity';
import type { PairView, Settlement } from '../rules/pair-view';
import { distance } from './book';
import { isLive, toleranceAt } from './compare';
import { bookedIn, type Booked, type Period, usageIn, wholeSince } from './flows';

/** Statements in a row that together are off, or nothing of that kind. */
export interface Settled {
  readonly judged: number; // so many could be held against our books
  readonly off: readonly Settlement[]; // the oldest first
  readonly quantity: Fraction; // of these
  readonly consumed: Booked;
  readonly distance: Fraction; // signed, from what was taken at the least or the most
}

/**
 * What was taken of consigned stock: used, or bought by us (its owner changed). What left by other ways a supplier may charge as
 * well; what customers brought back it may take off.
 */
export function consumedIn(view: PairView, p: Period): Booked {
  const used = usageIn(view, p);
  const bought = bookedIn(view, p, (m) => (m.kind === 'ownership_transfer' ? negate(m.signed) : undefined));
  return { low: add(used.low, bought.low), high: add(used.high, bought.high) };
}

/**
 * Statement after statement against what was taken in its period. What one charges too much the next may give back: they are off
 * as long as they are together, and a statement that both sides agreed to is settled with all before it.
 */
export function settled(view: PairView): Settled {
  let judged = 0;
  let open = NOTHING;
  for (const s of standing(view.settlements ?? [])) {
    if (s.agreed) {
      judged++;
      open = NOTHING;
      continue;
    }
    if (!isKnown(view, s)) continue;
    judged++;
    const more = consumedIn(view, s);
    const quantity = add(open.quantity, s.quantity);
    const consumed = { low: add(open.consumed.low, more.low), high: add(open.consumed.high, more.high) };
    const off = distance(consumed, quantity);
    const allowed = toleranceAt(view, maximum(absolute(consumed.low), absolute(consumed.high)));
    open = order(absolute(off), allowed) <= 0 ? NOTHING : { off: [...open.off, s], quantity, consumed, distance: off };
  }
  return { judged, ...open };
}

const NOTHING: Omit<Settled, 'judged'> = { off: [], quantity: ZERO, consumed: { low: ZERO, high: ZERO }, distance: ZERO };

/** One for each period, as it was stated last. */
function standing(all: readonly Settlement[]): Settlement[] {
  const byPeriod = new Map<string, Settlement>();
  for (const s of all) {
    const period = `${s.from}|${s.to}`;
    const known = byPeriod.get(period);
    if (!known || s.receivedAt >= known.receivedAt) byPeriod.set(period, s);
  }
  return [...byPeriod.values()].sort((a, b) => a.to - b.to);
}

/** Our data reach over the whole of it, and the program had begun. */
const isKnown = (view: PairView, s: Settlement): boolean =>
  view.watermark !== null && view.watermark >= s.to && s.from >= wholeSince(view) && isLive(view, s.from);
