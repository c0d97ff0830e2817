import { codes } from '../canonical/codes';
import type { StockMeasure } from '../canonical/vocabulary';

/**
 * List 6063 (QTY) in our measures. What is a plan, a target, a promotion or a withdrawal for whatever purpose has none. A 156 is a
 * movement, whose direction INV tells; a 157 is the balance before the period, and counts only where one is told.
 */
const QUANTITIES: Readonly<Record<string, StockMeasure>> = codes({
  '145': 'on_hand', '17': 'on_hand', '158': 'on_hand', '198': 'in_transit', X14: 'in_transit', X15: 'in_transit', '66': 'committed',
  '124': 'damaged', '89': 'damaged', '96': 'damaged', '97': 'min', '98': 'max', '153': 'sold', '212': 'sold', '48': 'received', '12': 'shipped',
  '61': 'returned',
}); // prettier-ignore

/** The year and letter of a directory, so that `D.96A` stands before `D.01B`; undefined when it is none. */
function orderOf(directory: string): string | undefined {
  const m = /^[A-Z]\.(\d\d)([A-Z])$/.exec(directory);
  return m ? `${Number(m[1]) >= 90 ? '19' : '20'}${m[1]!}${m[2]!}` : undefined;
}

/** A code means what its directory says: 152 was stock on hand, and became stock on consignment. */
export function measureOf(code: string, directory: string): StockMeasure | undefined {
  if (code !== '152') return QUANTITIES[code];
  const order = orderOf(directory);
  return order !== undefined && order <= '1996B' ? 'on_hand' : undefined;
}

const RECEPTION = '1';
const OUT: Readonly<Record<string, StockMeasure>> = codes({ '': 'shipped', '2': 'shipped', '11': 'sold' });
/** A movement by INV's direction (2 in, 1 out) and reason. A transfer, a scrapping or a difference is none of our measures. */
export function movementOf(direction: string, reason: string): StockMeasure | undefined {
  if (direction === '2') return reason === '' || reason === RECEPTION ? 'received' : undefined;
  return direction === '1' ? OUT[reason] : undefined;
}

const DAMAGED = '2';
const RESERVED = '4';
/** What INV says of the stock itself: a balance of damaged goods is none that can be sold. */
export function balanceOf(measure: StockMeasure, inventory: string): StockMeasure {
  if (measure !== 'on_hand') return measure;
  return inventory === DAMAGED ? 'damaged' : inventory === RESERVED ? 'committed' : measure;
}
