import { timeAt } from '../rules/at';
import type { Book, Cell } from '../workbook/book';
import { type Column, type ShareLine, type Snapshot, theirNumber, theirPlace, valueOf } from './columns';
import { filled, type Words } from './words';

/** Why numbers are missing in a line, for who reads it: `In transit: no ship notice of it has come`. */
export const remarksOf = (line: ShareLine, columns: readonly Column[], words: Words, usageDays: number): string =>
  columns
    .flatMap((c) => {
      const reason = line.values[c]?.reason;
      return reason ? [`${headingOf(c, words, usageDays)}: ${reason}`] : [];
    })
    .join('; ');

export const headingOf = (column: Column, words: Words, usageDays: number): string =>
  filled(words.columns[column], { n: String(usageDays) });

/** A snapshot as a workbook: the id at the top, a line for each item at each place, blank where nothing is known. */
export function sheetOf(snapshot: Snapshot, words: Words): Book {
  const { columns, usageDays } = snapshot;
  const heading = (text: string): Cell => ({ text, bold: true, fill: 'grey' });
  const headings = [
    ...[words.yourItem, words.ourItem, words.description, words.yourPlace, words.ourPlace, words.unit, words.asOf],
    ...columns.map((c) => headingOf(c, words, usageDays)),
    words.remarks,
  ].map(heading);
  const rows = snapshot.lines.map((l): (Cell | undefined)[] => [
    textOf(theirNumber(l)),
    { text: l.sku },
    textOf(l.description),
    textOf(theirPlace(l)),
    { text: l.location },
    { text: l.uom },
    { text: timeAt(Date.parse(l.asOf), l.timezone) },
    ...columns.map((c) => numberOf(l, c)),
    textOf(remarksOf(l, columns, words, usageDays) || null),
  ]);
  return {
    sheets: [
      {
        name: words.sheet,
        rows: [[{ text: `${words.snapshot} ${snapshot.id}`, bold: true }], [], headings, ...rows],
        widths: [18, 18, 28, 14, 14, 8, 17, ...columns.map(() => 12), 60],
        frozen: 3,
      },
    ],
  };
}

const textOf = (text: string | null): Cell | undefined => (text === null ? undefined : { text });
function numberOf(line: ShareLine, column: Column): Cell | undefined {
  const { value, reason } = line.values[column] ?? { value: null, reason: null };
  if (value !== null) return { number: value };
  return reason === null ? undefined : { text: '', fill: 'yellow', note: reason };
}

/** The rows of a snapshot as text, for a program: names that stay, the id in every row. */
export function rowsOf(snapshot: Snapshot, words: Words): string[][] {
  const { columns, usageDays } = snapshot;
  return [
    ['snapshot', 'their_item', 'sku', 'their_location', 'location', 'uom', 'as_of', ...columns, 'remarks'],
    ...snapshot.lines.map((l) => [
      ...[snapshot.id, theirNumber(l) ?? '', l.sku, theirPlace(l) ?? '', l.location, l.uom, l.asOf],
      ...columns.map((c) => valueOf(l, c) ?? ''),
      remarksOf(l, columns, words, usageDays),
    ]),
  ];
}
