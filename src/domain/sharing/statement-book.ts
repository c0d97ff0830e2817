import type { Book, Cell } from '../workbook/book';
import { hasDifference, type StatementLine } from './statement';

/** A statement as it is sent: of one supplier, one place, one month. */
export interface Statement {
  readonly id: string; // stm_…
  readonly supplier: string;
  readonly supplierName: string;
  readonly location: string;
  readonly locationName: string;
  readonly month: string; // 2026-11
  readonly madeAt: string;
  readonly lines: readonly StatementLine[];
}

const HEADINGS = ['Your item', 'Our item', 'Unit', 'Whose stock', 'Opening', 'Received', 'Used', 'Adjusted', 'Difference', 'Closing', 'To settle', 'Remarks', 'Behind it'] as const; // prettier-ignore
const BEHIND = ['Item', 'Our booking', 'When', 'What', 'Quantity', 'Refers to'];
const BOOKINGS = 'Bookings';
const FIRST = 3; // the row of the first line

/** Each line leads to its bookings on the second sheet; a difference stands in a line of its own. */
export function statementBook(s: Statement): Book {
  const heading = (text: string): Cell => ({ text, bold: true, fill: 'grey' });
  const rows: (Cell | undefined)[][] = [[{ text: titleOf(s), bold: true }], HEADINGS.map(heading)];
  const bookings: (Cell | undefined)[][] = [BEHIND.map(heading)];
  for (const l of s.lines) {
    const first = bookings.length + 1;
    for (const m of l.movements)
      bookings.push([{ text: l.sku }, { text: m.key }, { text: m.at }, { text: m.kind.replaceAll('_', ' ') }, { number: m.quantity }, { text: m.refers }]); // prettier-ignore
    rows.push([
      ...[l.theirs === null ? undefined : { text: l.theirs }, { text: l.sku }, { text: l.uom }, { text: l.owner === 'supplier' ? 'yours' : 'ours' }],
      ...[l.opening, l.received, l.used, l.adjusted, l.difference, l.closing, l.settle].map(number),
      { text: [l.reason ?? '', ...l.open.map((o) => `open: ${o.type}${o.difference === null ? '' : ` ${o.difference}`}`)].filter((t) => t !== '').join('; ') },
      l.movements.length === 0 ? undefined : { text: `${l.movements.length} bookings`, link: { sheet: BOOKINGS, row: first, column: 1 } },
    ]); // prettier-ignore
    if (hasDifference(l)) rows.push([undefined, { text: l.sku }, { text: l.uom }, { text: 'difference' }, undefined, undefined, undefined, undefined, { number: l.difference!, fill: 'yellow' }, undefined, undefined, { text: `counted otherwise than booked: ${l.closingOf.join(', ')}` }]); // prettier-ignore
  }
  return {
    sheets: [
      { name: `Statement ${s.month}`, rows, widths: [18, 18, 8, 12, 11, 11, 11, 11, 11, 11, 11, 40, 14], frozen: FIRST - 1 },
      { name: BOOKINGS, rows: bookings, widths: [18, 18, 18, 18, 12, 40], frozen: 1 },
    ],
  };
}
const number = (q: string | null): Cell | undefined => (q === null ? undefined : { number: q });

export const titleOf = (s: Statement): string => `Statement ${s.id}: ${s.supplierName} at ${s.locationName} (${s.location}), ${s.month}`;

const SHOWN = 20;

/** The same in words, the first lines of it. */
export function statementText(s: Statement): string {
  const lines = s.lines.slice(0, SHOWN).map((l) => {
    const settle = l.settle === null ? '' : `, to settle ${l.settle}`;
    const difference = hasDifference(l) ? `, difference ${l.difference!}` : '';
    return `${l.sku}${l.theirs === null ? '' : ` (yours: ${l.theirs})`}: opening ${l.opening ?? 'unknown'}, received ${l.received}, used ${l.used}, adjusted ${l.adjusted}${difference}, closing ${l.closing ?? 'unknown'} ${l.uom}${settle}`; // prettier-ignore
  });
  return [...lines, ...(s.lines.length > SHOWN ? [`and ${s.lines.length - SHOWN} more in the workbook`] : [])].join('\n');
}
