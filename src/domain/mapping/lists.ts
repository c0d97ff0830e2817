import type { Cell, Row } from '../canonical/vocabulary';
import { EMPTY, type Table } from '../syntax/table';
import { fieldOf, folded, isItem, isMeasure } from './fields';
import { findHeading, isWords } from './headings';
import { readNumber } from './numbers';
import { locationTitle } from './title';

/** The columns of a list by what its heading row says: what is needed to see that another list begins. */
export interface Head {
  readonly items: readonly number[];
  readonly measures: readonly number[];
  readonly headings: readonly string[];
}

const shownIn = (row: Row): string[] => row.cells.map((c) => c.shown.replace(/\s+/g, ' ').trim());
const filledIn = (row: Row): number => row.cells.reduce((n, c) => (c.shown.trim() === '' ? n : n + 1), 0);
const isNothing = (cell: Cell | undefined): boolean => !cell || 'blank' in readNumber(cell, null);

/**
 * The headings of a list in this row, if they are none of the list `before`. Read on by its columns, the prices of a second list
 * would be stock. A heading of the item is needed, and another one, or words where the list before has its numbers.
 */
export function openedBy(row: Row, before: Head | undefined): Head | undefined {
  if (filledIn(row) < 2 || !isWords(row)) return undefined;
  const headings = shownIn(row);
  const fields = headings.map((h) => (h === '' ? undefined : fieldOf(h, false)?.field));
  const columns = (is: typeof isItem | typeof isMeasure): number[] => fields.flatMap((f, i) => (f && is(f) ? [i] : []));
  const items = columns(isItem);
  const measures = fields.flatMap((f, i) => (f && (isMeasure(f) || f === 'quantity') ? [i] : []));
  if (items.length === 0) return undefined;
  const known = fields.filter((f) => f !== undefined).length;
  const worded = before?.measures.some((m) => !isNothing(row.cells[m])) ?? false;
  if (known < 2 && !worded) return undefined;
  const again = before !== undefined && headings.every((h, i) => h === '' || folded(before.headings[i] ?? '').includes(folded(h)));
  return again ? undefined : { items, measures, headings };
}

interface Band {
  readonly from: number; // row numbers, both within
  readonly to: number;
  readonly head: Row;
}

/** Where in the first rows of a sheet its lists begin, one below the other. What stands between them belongs to the lower one. */
function bandsOf(sample: readonly Row[]): Band[] {
  const bands: { from: number; head: Row }[] = [];
  let head: Head | undefined;
  let counted = false; // since the last heading there was a row with a number
  for (const [i, row] of sample.entries()) {
    const opened = head === undefined || counted ? openedBy(row, head) : undefined;
    if (!opened) {
      counted ||= head !== undefined && filledIn(row) > 1 && !isWords(row);
      continue;
    }
    bands.push({ from: bands.length === 0 ? 1 : titleAbove(sample, i), head: row });
    head = opened;
    counted = false;
  }
  return bands.map((b, i) => ({ ...b, to: (bands[i + 1]?.from ?? Number.MAX_SAFE_INTEGER) - 1 }));
}

/** The first row of what stands over a heading, set apart by blank rows: at most two words in a row, and no numbers. */
function titleAbove(sample: readonly Row[], heading: number): number {
  let i = heading - 1;
  while (i > 0 && filledIn(sample[i]!) === 0) i--;
  let from = heading;
  for (; i > 0 && filledIn(sample[i]!) > 0; i--) {
    if (filledIn(sample[i]!) > 2 || !isTitle(sample[i]!)) return sample[heading]!.number;
    from = i;
  }
  return sample[from]!.number;
}
const isTitle = (row: Row): boolean => row.cells.every((c) => typeof c.raw !== 'number' && !/^[\d.,\s-]+$/.test(c.shown.trim() || 'x'));

/**
 * The lists of a sheet, each as a table of its own whose cells keep their places: one below the other, and side by side with a
 * column between them in which nothing stands. An ordinary list is the table itself.
 */
export function listsOf(table: Table, sample: readonly Row[]): readonly Table[] {
  const bands = bandsOf(sample);
  const below = bands.length < 2 ? [table] : bands.map((b, i) => part(table, b, i === 0 ? [] : sharedTitle(sample, bands[0]!)));
  return below.flatMap((list, i) => {
    const band = bands.length < 2 ? sample : sample.filter((r) => r.number >= bands[i]!.from && r.number <= bands[i]!.to);
    return besideEachOther(list, band);
  });
}

/** Over the first list stands what holds for all of them: the day, and no place, since each list may have its own. */
const sharedTitle = (sample: readonly Row[], first: Pick<Band, 'head'>): string[] =>
  sample.filter((r) => r.number < first.head.number && filledIn(r) > 0 && locationTitle(shownIn(r)) === undefined).map((r) => shownIn(r).filter((t) => t !== '').join(' ')); // prettier-ignore

function besideEachOther(table: Table, sample: readonly Row[]): readonly Table[] {
  const used = new Set<number>();
  for (const row of sample) for (const [i, c] of row.cells.entries()) if (c.shown.trim() !== '') used.add(i);
  const width = Math.max(-1, ...used) + 1;
  const ranges: { from: number; to: number }[] = [];
  for (let column = 0; column <= width; column++) {
    if (used.has(column)) continue;
    const from = ranges.at(-1)?.to ?? 0;
    if (column > from && headOf(sample, from, column) && (column === width || headOf(sample, column, width)))
      ranges.push({ from, to: column });
  }
  if (ranges.length < 2) return [table];
  const head = headOf(sample, ranges[0]!.from, ranges[0]!.to)!;
  return ranges.map((r, i) => part(table, { ...r, to: i === ranges.length - 1 ? Number.MAX_SAFE_INTEGER : r.to, columns: true }, i === 0 ? [] : sharedTitle(sample, { head }))); // prettier-ignore
}

function headOf(sample: readonly Row[], from: number, to: number): Row | undefined {
  const { found } = findHeading(sample.map((r) => cut(r, from, to)), []); // prettier-ignore
  return found && sample[found.index];
}

const cut = (row: Row, from: number, to: number): Row => ({
  number: row.number,
  cells: row.cells.slice(0, to).map((c, i) => (i < from ? EMPTY : c)),
});

type Range = { readonly from: number; readonly to: number; readonly columns?: boolean };

/** A part of a table: some of its rows, or some of its columns. What was counted for the whole table is told by its first part. */
function part(table: Table, range: Range, lead: readonly string[]): Table {
  const { cellsBeyond: _, notCalculated: __, ...rest } = table;
  const first = range.columns ? range.from === 0 : range.from === 1;
  const merges = table.merges?.filter((m) =>
    range.columns ? m.column >= range.from && m.column < range.to : m.row >= range.from && m.row <= range.to,
  );
  return {
    ...(first ? table : rest),
    ...(merges ? { merges } : {}),
    ...hiddenIn(table, range),
    ...(lead.length > 0 ? { lead: [...lead, ...(table.lead ?? [])] } : {}),
    begins: { row: range.columns ? (table.begins?.row ?? 1) : range.from, column: range.columns ? range.from : 0 },
    rows: () => (range.columns ? columnsOf(table, range) : rowsOf(table, range)),
  };
}

/** Of lists side by side a hidden row is one of each; of lists below each other it is of its own. */
function hiddenIn({ hiddenRows }: Table, { from, to, columns }: Range): Pick<Table, 'hiddenRows'> {
  const within = columns ? hiddenRows : hiddenRows?.filter((r) => r >= from && r <= to);
  return within ? { hiddenRows: within } : {};
}

function* rowsOf(table: Table, { from, to }: Range): Generator<readonly Row[]> {
  for (const batch of table.rows()) {
    const within = batch.filter((r) => r.number >= from && r.number <= to);
    if (within.length > 0) yield within;
    if ((batch.at(-1)?.number ?? 0) > to) return;
  }
}

function* columnsOf(table: Table, { from, to }: Range): Generator<readonly Row[]> {
  for (const batch of table.rows()) yield batch.map((r) => cut(r, from, to));
}
