import { absolute, compare as order, exact, subtract } from '../canonical/quantity';
import { type Comparison, compare } from '../ledger/compare';
import { remainder } from '../ledger/incoming';
import { earlierThan } from '../ledger/supersede';
import type { OpenAbout, PairView, Statement } from './pair-view';
import type { Verdict } from './rule';

/**
 * Whose doing it is that two numbers agree again (exceptions.md E3): the buyer counted anew; the buyer booked, about the very
 * report that differed or so that a newer one could be compared; what was on its way has come; or the supplier's next number is
 * right. Who is named here, is named in the statistics of a supplier too.
 */
export function healedBy(view: PairView, c: Comparison, types: readonly string[]): string {
  const s = c.statement!;
  const was = view.open?.find((o) => types.includes(o.type));
  const byImport = view.now > s.receivedAt;
  if (!was) return byImport ? 'fixed_by_buyer' : 'fixed_by_supplier';
  const before = asKnown(view, was);
  const without = before && compare(before);
  const recounted = without?.state === 'differs';
  if (was.asOfTo === null || was.asOfTo >= s.to) {
    if (recounted) return 'count_adjusted';
    if (was.reported === null || order(exact(was.reported), s.quantity) === 0) return 'fixed_by_buyer';
    // The same report says something else than before, and nothing new was received: it is read otherwise.
    return s.receivedAt <= was.lastSeenAt ? 'mapping_fixed' : 'fixed_by_supplier';
  }
  const old = earlierThan(s, view.statements).find((e) => e.to === was.asOfTo);
  const then = old && compare({ ...view, statements: [old] });
  // A count that found the difference, rolled back, allows for the old number as well.
  if (recounted && (then?.state === 'agreed' || then?.state === 'weak')) return 'count_adjusted';
  if (then?.state === 'agreed') return 'fixed_by_buyer'; // its number was right all the time
  if (then?.state === 'differs') {
    // What comes each night has moved the book by what was used; a correction, by the difference.
    if (recounted && order(absolute(subtract(without.distance, then.distance)), c.tolerance) <= 0) return 'count_adjusted';
    if (was.cause === 'IN_TRANSIT_COUNTED' && cameBetween(view, old!, s)) return 'timing';
    if (bookedSince(view, then, s, was.cause)) return 'fixed_by_buyer';
    return 'fixed_by_supplier'; // the old number is wrong by all that we know today, though our data had to reach the new one first
  }
  return byImport ? 'fixed_by_buyer' : 'fixed_by_supplier';
}

/** What was agreed is agreed no more: a shortage of it is over, and would else stand open for ever. */
export const noLongerAgreed = (view: PairView, type: string, key: string): readonly Verdict[] =>
  view.openTypes.includes(type) ? [{ holds: false, key, resolution: 'superseded' }] : [];

/** There is enough again: by goods that came, by a count or correction of ours that found them, or by a threshold that was lowered. */
export function refilledBy(view: PairView, type: string, isShort: (view: PairView) => boolean): string {
  const was = view.open?.find((o) => o.type === type);
  if (!was) return 'fixed_by_supplier';
  if (view.thresholdsSince !== null && view.thresholdsSince > was.lastSeenAt) return 'fixed_by_buyer';
  const before = asKnown(view, was);
  return before && isShort(before) ? 'count_adjusted' : 'fixed_by_supplier';
}

/** Without the counts and corrections that were told since it was seen last; undefined where there are none. */
function asKnown(view: PairView, was: OpenAbout): PairView | undefined {
  const known = (f: { readonly toldAt?: number }): boolean => f.toldAt === undefined || f.toldAt <= was.lastSeenAt;
  const counts = view.counts.filter(known);
  const movements = view.movements.filter((m) => m.kind !== 'adjustment' || known(m));
  if (counts.length === view.counts.length && movements.length === view.movements.length) return undefined;
  return { ...view, counts, movements };
}

const cameBetween = (view: PairView, old: Statement, s: Statement): boolean =>
  view.incoming.some((i) => order(remainder(i, s.to), remainder(i, old.to)) < 0);

/** Goods that the supplier had in its number and our book had not are booked since, on a later day. */
function bookedSince(view: PairView, then: Comparison, s: Statement, cause: string | null): boolean {
  const kind = cause === 'UNPOSTED_RECEIPT' ? 'receipt' : cause === 'UNPOSTED_USAGE' ? 'usage' : undefined;
  return view.movements.some(
    (m) =>
      m.kind === kind &&
      m.from > then.window![1] &&
      m.from <= s.to &&
      order(absolute(subtract(m.signed, then.distance)), then.tolerance) <= 0,
  );
}
