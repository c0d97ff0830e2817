import { codes } from '../canonical/codes';
import type { StockMeasure } from '../canonical/vocabulary';

/**
 * X12 list 859 (ZA01) in our measures. What is a plan, a shortage, a transfer or a parameter beyond min and max has none: an
 * out-of-stock quantity of 4 is not 4 on the shelf.
 */
export const ACTIVITIES: Readonly<Record<string, StockMeasure>> = codes({
  OH: 'on_hand', QE: 'on_hand', QB: 'on_hand', QA: 'available', QC: 'committed', QH: 'damaged', HL: 'damaged', DG: 'damaged', QI: 'in_transit',
  QP: 'on_order', QS: 'sold', Q1: 'sold', TS: 'sold', RE: 'sold', WQ: 'sold', OP: 'sold', OF: 'sold', BS: 'sold', BT: 'sold', MS: 'sold', QR: 'received',
  QU: 'returned', Q2: 'returned', Q3: 'returned', RQ: 'returned', AB: 'shipped', QL: 'min', QM: 'max',
}); // prettier-ignore

/** X12 list 673 (QTY01), which is another list with the same letters: QA is "approved" there, not "available". */
export const QUANTITIES: Readonly<Record<string, StockMeasure>> = codes({
  '17': 'on_hand', '33': 'available', '34': 'available', V2: 'available', '27': 'committed', '20': 'damaged', '74': 'damaged', QH: 'damaged',
  '63': 'on_order', IQ: 'in_transit', '72': 'min', '73': 'max', '32': 'sold', '39': 'shipped', '75': 'received', '87': 'received', '76': 'returned',
}); // prettier-ignore

/** Measures of a period; the others are of a moment. */
export const OF_A_PERIOD: ReadonlySet<StockMeasure> = new Set(['sold', 'received', 'returned', 'shipped'] as const);
