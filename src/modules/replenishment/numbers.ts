import type { Term } from '../../domain/replenishment/draft';
import type { Drafted } from '../../domain/replenishment/inputs';
import { seenAs } from '../../platform/sha256';

/** The numbers of a draft as they are kept and shown; quantities are decimals in the base unit. */
export interface Numbers {
  readonly quantity: string; // as the sum says
  readonly need: string; // before rounding
  readonly uom: string;
  readonly sum: string;
  readonly terms: readonly Term[];
  readonly on_hand: string;
  readonly min: string;
  readonly stock_view: string;
  readonly overdue: readonly string[];
  readonly unit_cost: string | null;
  readonly currency: string | null;
}

export const numbersOf = (d: Drafted): Numbers => ({
  ...d.reckoned,
  uom: d.uom,
  on_hand: d.onHand,
  min: d.min,
  stock_view: d.stockView,
  overdue: d.overdue,
  unit_cost: d.unitCost,
  currency: d.currency,
});

export type Seen = Readonly<Record<string, string>>;

/** Each number that somebody sees who approves, by its name. Where it comes from is not among them: counted anew and found the same, it did not move. */
export function shownNumbers(n: Numbers, set: string | null): Seen {
  return {
    quantity: set ?? n.quantity,
    suggested: n.quantity,
    ...Object.fromEntries(n.terms.map((t) => [t.name, t.quantity])),
    min: n.min,
    overdue: n.overdue.join(', '),
    cost: n.unit_cost === null ? '' : `${n.unit_cost} ${n.currency ?? ''}`.trim(),
  };
}

/** Which numbers they are, in twelve digits. */
export const versionOf = (n: Numbers, set: string | null): string => seenAs(shownNumbers(n, set));

/** `on hand 120 → 300, quantity 780 → 600`. */
export function movedFrom(before: Seen, after: Seen): string {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const moved = names.filter((k) => (before[k] ?? '') !== (after[k] ?? ''));
  return moved.map((k) => `${k} ${before[k] || 'nothing'} → ${after[k] || 'nothing'}`).join(', ');
}
