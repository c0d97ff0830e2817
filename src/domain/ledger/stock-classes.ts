import { isZero } from '../canonical/quantity';
import { type StockClass, STATUSES } from '../items/terms';
import type { PairView } from '../rules/pair-view';
import { type Band, Book, statusesOf } from './book';
import { bookOptions } from './compare';

/** One class of the stock that lies there, and whether the program has it in our number. */
export interface Held {
  readonly class: StockClass;
  readonly counted: boolean;
  readonly band: Pick<Band, 'low' | 'high'>;
}

/**
 * Of what our number over a window is made up, and what it leaves out. Nothing where all is plain stock and the program says nothing of classes,
 * which is nearly always.
 */
export function heldOver(view: PairView, window: readonly [number, number]): readonly Held[] {
  const options = bookOptions(view);
  const counted = statusesOf(options);
  const plain = view.terms?.stock_classes === undefined && view.counts.every((c) => c.status === 'unrestricted');
  if (plain && view.movements.every((m) => m.status === 'unrestricted' && m.toStatus === null)) return [];
  const owners = [...new Set(view.counts.map((c) => c.owner ?? null))];
  return owners.flatMap((owner) => {
    const of = <T extends { readonly owner?: string | null }>(facts: readonly T[]): readonly T[] =>
      owners.length === 1 ? facts : facts.filter((f) => (f.owner ?? null) === owner);
    const [counts, movements] = [of(view.counts), of(view.movements)];
    const consigned = owner === 'supplier';
    return STATUSES.flatMap((status): Held[] => {
      if (consigned && !counted.includes(status)) return [];
      const band = new Book(counts, movements, { ...options, statuses: [status] }).over(...window);
      if (band && !counted.includes(status) && isZero(band.low) && isZero(band.high)) return [];
      return band ? [{ class: consigned ? 'consigned' : status, counted: counted.includes(status), band }] : [];
    });
  });
}
