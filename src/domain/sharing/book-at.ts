import { type Fraction, text } from '../canonical/quantity';
import { Book, type BookOptions } from '../ledger/book';
import { counted, timeAt } from '../rules/at';
import type { CountFact, MovementFact } from '../rules/pair-view';

/** Our book at one instant: a number with what it is made of, or why it is not one number. */
export type BookAt =
  | { readonly quantity: Fraction; readonly of: readonly string[] }
  | { readonly quantity: null; readonly reason: string; readonly of: readonly string[] };

export interface Pair {
  readonly counts: readonly CountFact[];
  readonly movements: readonly MovementFact[];
  readonly uom: string;
  readonly timezone: string;
}

/**
 * Rolled forward from what was counted by then; back from the count after it only where none was before. A book that may have
 * been several numbers is told as none of them: whoever is told one takes it for sure.
 */
export function bookAt({ counts, movements, uom, timezone }: Pair, options: BookOptions, at: number): BookAt {
  const before = counts.filter((c) => c.at <= at);
  const anchors = before.length > 0 ? before : counts;
  const band = new Book(anchors, movements, options).over(at, at);
  const of = madeOf({ counts: anchors, movements, uom, timezone }, at);
  if (!band) return { quantity: null, reason: 'we have not counted it yet', of };
  if (band.low.n * band.high.d !== band.high.n * band.low.d)
    return { quantity: null, reason: `it may have been ${text(band.low)} to ${text(band.high)} ${uom}: the day of a movement is known, its time is not`, of }; // prettier-ignore
  return { quantity: band.low, of };
}

function madeOf({ counts, movements, uom, timezone }: Pair, at: number): string[] {
  const last = counts.filter((c) => c.at <= at).reduce((t, c) => Math.max(t, c.at), -Infinity);
  const anchor = Number.isFinite(last) ? last : Math.min(...counts.map((c) => c.at));
  if (!Number.isFinite(anchor)) return [];
  const since = movements.filter((m) => m.to > Math.min(anchor, at) && m.from <= Math.max(anchor, at));
  return [
    ...counts.filter((c) => c.at === anchor).map((c) => `counted ${text(c.quantity)} ${uom} ${c.status} (${c.basis}) ${timeAt(c.at, timezone)}`),
    ...(since.length === 0 ? [] : [`${counted(since.length, 'movement')} ${anchor <= at ? 'since' : 'before it, taken back'}`]),
  ]; // prettier-ignore
}
