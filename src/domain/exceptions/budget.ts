import { compare, exact, type Fraction, maximum, ZERO } from '../canonical/quantity';
import type { Severity } from '../canonical/vocabulary';
import { rank } from './severity';

/** What waiting with an exception costs, as far as it is known. */
export interface Waiting {
  readonly id: string;
  readonly severity: Severity;
  readonly shortDays: number | null; // by which the stock ends before anything sent today could be there; not above zero: it lasts
  readonly value: { readonly amount: string; readonly currency: string } | null;
  readonly openedAt: number;
}

/**
 * The dearest to wait with first: what runs out, by the days that are missing; then what is at stake, severity, age. No rate between
 * currencies is known, so that a value counts by its share of the largest in its own.
 */
export function byCostOfWaiting<T extends Waiting>(rows: readonly T[]): T[] {
  const largest = new Map<string, Fraction>();
  for (const { value: v } of rows) if (v) largest.set(v.currency, maximum(largest.get(v.currency) ?? ZERO, exact(v.amount)));
  const share = ({ value: v }: T): Fraction => {
    const most = v && largest.get(v.currency)!;
    return !most || most.n <= 0n ? ZERO : { n: exact(v.amount).n * most.d, d: exact(v.amount).d * most.n };
  };
  const short = (r: T): number => Math.max(0, r.shortDays ?? 0);
  return [...rows].sort(
    (a, b) =>
      short(b) - short(a) ||
      compare(share(b), share(a)) ||
      rank(b.severity) - rank(a.severity) ||
      a.openedAt - b.openedAt ||
      (a.id < b.id ? -1 : 1),
  );
}

/** What is told at once of what is grave, where so many alerts are left; critical ones always are, and count. */
export function withinBudget<T extends Waiting>(
  rows: readonly T[],
  left: number,
): { readonly now: readonly T[]; readonly later: readonly T[] } {
  const critical = rows.filter((r) => r.severity === 'critical');
  const others = byCostOfWaiting(rows.filter((r) => r.severity !== 'critical'));
  const room = Math.max(0, left - critical.length);
  return { now: [...byCostOfWaiting(critical), ...others.slice(0, room)], later: others.slice(room) };
}
