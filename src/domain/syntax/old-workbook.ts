import * as xlsx from 'xlsx';
import type { Cell, Row } from '../canonical/vocabulary';
import { soundRecords } from './biff-records';
import { evenBytes } from './even-bytes';
import { LIMITS } from './limits';
import type { Hidden } from './ods-hidden';
import { numberCell, type Style, styleOf } from './number-cell';
import { EMPTY, type Merge, type Table, textCell } from './table';
import { NO_RESULT } from './xml-results';

const BATCH = 1000;
const OPTIONS: xlsx.ParsingOptions = {
  type: 'buffer',
  dense: true,
  cellDates: false,
  cellFormula: false,
  cellHTML: false,
  cellNF: true,
  cellStyles: true, // brings which rows and columns are hidden
};

/** The sheets of what people saved before 2007, of xlsb and of OpenDocument, by the library that knows them all and reads them whole. */
export function oldWorkbookTables(bytes: Uint8Array, hiddenIn: readonly Hidden[] = []): Table[] {
  const book = quietly(() => xlsx.read(evenBytes(streamOf(bytes)), OPTIONS));
  const sheets = book.Workbook?.Sheets ?? [];
  const of: Book = { from1904: book.Workbook?.WBProps?.date1904 === true, said: book.bookType === 'ods' };
  return book.SheetNames.map((name, i) => {
    const sheet = book.Sheets[name]!;
    const beyond = cellsBeyond(sheet, of);
    const said = hiddenIn[i];
    const isHidden = (row: number): boolean => sheet['!rows']?.[row]?.hidden === true || (said?.isRow(row) ?? false);
    const columns = (sheet['!cols'] ?? []).slice(0, LIMITS.columns).flatMap((c, at) => (c?.hidden === true ? [at] : [])).concat(said?.columns ?? []); // prettier-ignore
    const rows = dataOf(sheet).flatMap((row, at) => (row && isHidden(at) && cellsOf(row, of).length > 0 ? [at + 1] : []));
    return {
      sheet: name,
      text: false,
      hidden: (sheets[i]?.Hidden ?? 0) > 0 || (said?.sheet ?? false),
      merges: mergesOf(sheet),
      ...(columns.length > 0 ? { hiddenColumns: columns } : {}),
      ...(rows.length > 0 ? { hiddenRows: rows } : {}),
      ...(beyond > 0 ? { cellsBeyond: beyond } : {}),
      rows: () => rowsOf(sheet, of),
    };
  });
}

/** The library writes each number format that it doubts to the console, hundreds of lines for one file that nobody can act upon. */
function quietly<T>(read: () => T): T {
  const { error } = console;
  console.error = () => undefined;
  try {
    return read();
  } finally {
    console.error = error;
  }
}

/** Of the old container only the stream with the sheets: what else lies in it (authors, titles) can be damaged, and is not read. */
function streamOf(bytes: Uint8Array): Uint8Array {
  if (bytes[0] !== 0xd0) return bytes;
  const container = xlsx.CFB.read(evenBytes(bytes), { type: 'buffer' });
  const found = ['/Workbook', '/Book'].map((name) => xlsx.CFB.find(container, name)).find((entry) => entry);
  return found ? soundRecords(Uint8Array.from(found.content)) : bytes;
}

/** A number under any format that Excel knows: fractions, colours, conditions, exponents, durations. */
export function formatNumber(format: string, value: number, from1904: boolean): string | undefined {
  try {
    return xlsx.SSF.format(format, value, { date1904: from1904 }) as string;
  } catch {
    return undefined; // no format at all: the number itself is shown
  }
}

type Found = xlsx.CellObject | undefined;

const mergesOf = (sheet: xlsx.WorkSheet): Merge[] =>
  (sheet['!merges'] ?? [])
    .slice(0, LIMITS.merges)
    .map((m) => ({ row: m.s.r + 1, column: m.s.c, toRow: m.e.r + 1, toColumn: Math.min(m.e.c, LIMITS.columns) }));

const BLANK: Row['cells'] = [];

const dataOf = (sheet: xlsx.WorkSheet): readonly (readonly Found[] | undefined)[] =>
  (sheet as { '!data'?: (Found[] | undefined)[] })['!data'] ?? [];

function cellsBeyond(sheet: xlsx.WorkSheet, book: Book): number {
  let n = 0;
  for (const row of dataOf(sheet)) for (let c = LIMITS.columns; row && c < row.length; c++) if (cellOf(row[c], book).shown !== '') n += 1;
  return n;
}

function* rowsOf(sheet: xlsx.WorkSheet, book: Book): Generator<readonly Row[]> {
  const data = dataOf(sheet);
  let batch: Row[] = [];
  let blanks = 0;
  for (let r = 0; r < data.length && r < LIMITS.rows; r++) {
    const cells = data[r] ? cellsOf(data[r]!, book) : BLANK;
    blanks = cells.length === 0 ? blanks + 1 : 0;
    if (blanks > LIMITS.blankRows) continue;
    batch.push({ number: r + 1, cells });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  while (batch.length > 0 && batch.at(-1)!.cells.length === 0) batch.pop();
  if (batch.length > 0) yield batch;
}

function cellsOf(row: readonly Found[], book: Book): Cell[] {
  const cells: Cell[] = [];
  let last = 0;
  for (let c = 0; c < row.length && c < LIMITS.columns; c++) {
    const cell = cellOf(row[c], book);
    cells.push(cell);
    if (cell.shown !== '' || cell.raw !== null) last = c + 1;
  }
  cells.length = last;
  return cells;
}

function cellOf(found: Found, book: Book): Cell {
  if (!found) return EMPTY;
  const raw = found.v as string | number | boolean | undefined;
  switch (found.t) {
    case 'z':
      return EMPTY;
    case 'e':
      return { shown: found.w ?? '#ERROR', raw: null };
    case 'b':
      return { shown: raw ? 'TRUE' : 'FALSE', raw: raw ?? null };
    case 'n':
      return numberOf(found, raw as number, book);
    default: {
      const text = String(raw ?? found.w ?? '').replaceAll('\0', '\ufffd');
      if (text.startsWith(NO_RESULT)) return { shown: text.slice(NO_RESULT.length), raw: null };
      return textCell(text);
    }
  }
}

/** What all cells of a workbook have in common. */
interface Book {
  readonly from1904: boolean;
  readonly said: boolean; // OpenDocument says of each cell what it shows; the library knows few of its formats
}

const styles = new Map<string, Style>();

function numberOf(found: xlsx.CellObject, raw: number, { from1904, said }: Book): Cell {
  const format = typeof found.z === 'string' ? found.z : 'General';
  // LibreOffice writes a truth into ods as the number of a formula; it counts nothing.
  if (/^(TRUE|FALSE)$/.test(found.w ?? '')) return { shown: found.w!, raw: raw !== 0 };
  const cell = numberCell(raw, knownStyle(format), from1904, formatNumber);
  return said && found.w !== undefined ? { ...cell, shown: found.w.trim() } : cell;
}

function knownStyle(format: string): Style {
  let style = styles.get(format);
  if (style) return style;
  if (styles.size > 1000) styles.clear(); // a file may bring as many formats as it likes
  styles.set(format, (style = styleOf(format)));
  return style;
}
