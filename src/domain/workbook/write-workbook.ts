import { writeXlsx, type Cell as Written, type CellStyle, type WriteSheet } from 'hucre';
import { columnLetters } from '../canonical/place';
import type { Book, Cell, Choice, Fill, Look, Sheet, Value } from './book';
import { sheetNames } from './sheet-names';

const COLOURS: Readonly<Record<Fill, string>> = { red: 'FFC7CE', yellow: 'FFEB9C', green: 'C6EFCE', grey: 'E7E6E6' };
const FONT = { name: 'Calibri', size: 11 }; // of all cells; one that is bold would get another one
const LINE = 15; // points
const USUAL_WIDTH = 9; // characters
const DIGITS = 15; // a spreadsheet keeps no more, and shows another number for what has more
const LONGEST = 32_767; // characters of a cell
const LISTS = 'Lists';
const ALWAYS = new Date(0); // the same book is the same bytes, whenever it is written

/** Fills, notes, links within the book and lists to choose from, as xlsx. What no spreadsheet could hold as it is, is left out of texts. */
export async function writeWorkbook(book: Book): Promise<Buffer> {
  const lists = listsOf(book);
  const wanted = [...book.sheets.map((s) => s.name), ...(lists.length > 0 ? [LISTS] : [])];
  const names = sheetNames(wanted);
  const nameOf = (sheet: string): string => names[book.sheets.findIndex((s) => s.name === sheet)] ?? names[0]!;
  const sheets = book.sheets.map((s, i) => written(s, names[i]!, nameOf, (c) => placeOf(lists, c, names.at(-1)!)));
  const hidden: WriteSheet[] = lists.length === 0 ? [] : [{ name: names.at(-1)!, rows: across(lists), hidden: true }];
  const bytes = await writeXlsx({ sheets: [...sheets, ...hidden], properties: { created: ALWAYS, modified: ALWAYS } });
  return Buffer.from(bytes);
}

function written(sheet: Sheet, name: string, nameOf: (sheet: string) => string, list: (c: Choice) => string): WriteSheet {
  const cells = new Map<string, Partial<Written>>();
  sheet.rows.forEach((row, r) => row?.forEach((cell, c) => void (cell !== undefined && cells.set(`${r},${c}`, writtenCell(cell, nameOf)))));
  return {
    name,
    rows: Array.from(sheet.rows, (row) => Array.from(row ?? [], () => null)), // also where nothing stands
    cells,
    ...(sheet.widths ? { columns: sheet.widths.map((width) => ({ width })) } : {}),
    rowDefs: heightsOf(sheet),
    pageSetup: { orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 }, // whoever prints it gets its columns side by side
    ...(sheet.frozen ? { freezePane: { rows: sheet.frozen } } : {}),
    dataValidations: (sheet.choices ?? []).map((c) => ({
      type: 'list',
      formula1: list(c),
      range: `${columnLetters(c.column)}${c.from}:${columnLetters(c.column)}${c.to}`,
      allowBlank: true,
      showErrorMessage: true,
    })),
  };
}

/** Of rows whose cells are broken into lines: not every program finds their height by itself. */
function heightsOf({ rows, widths = [] }: Sheet): Map<number, { height: number }> {
  const heights = new Map<number, { height: number }>();
  rows.forEach((row, r) => {
    const lines = (row ?? []).map((cell, c) =>
      typeof cell === 'object' && cell.wrap && 'text' in cell ? linesOf(cell.text, widths[c] ?? USUAL_WIDTH) : 1,
    );
    const most = Math.max(1, ...lines.filter((n) => n !== undefined));
    if (most > 1) heights.set(r, { height: Math.min(most, MOST_LINES) * LINE });
  });
  return heights;
}
const MOST_LINES = 27; // a row is no higher than 409 points
const linesOf = (text: string, width: number): number => text.split('\n').reduce((n, l) => n + Math.max(1, Math.ceil(l.length / width)), 0);

function writtenCell(cell: Cell, nameOf: (sheet: string) => string): Partial<Written> {
  const { fill, bold, wrap, note, link, ...value }: Value & Look = typeof cell === 'string' ? { text: cell } : cell;
  const { numFmt, ...what } = valueOf(value as Value);
  const style: CellStyle = {
    ...(numFmt === undefined ? {} : { numFmt }),
    ...(fill ? { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: COLOURS[fill] } } } : {}),
    ...(bold || link
      ? { font: { ...FONT, ...(bold ? { bold } : {}), ...(link ? { underline: true, color: { rgb: '0563C1' } } : {}) } }
      : {}),
    ...(wrap ? { alignment: { wrapText: true, vertical: 'top' } } : {}),
  };
  return {
    ...what,
    style,
    ...(note === undefined ? {} : { comment: { text: said(note) } }),
    ...(link ? { hyperlink: { target: '', location: `${quoted(nameOf(link.sheet))}!${columnLetters(link.column)}${link.row}` } } : {}),
  };
}

type Typed = Pick<Written, 'value' | 'type'> & { readonly numFmt?: string };
function valueOf(value: Value): Typed {
  if ('date' in value) return { value: new Date(`${value.date}T00:00:00Z`), type: 'date', numFmt: 'yyyy-mm-dd' };
  if ('number' in value && keeps(value.number)) return { value: Number(value.number), type: 'number' };
  return { value: said('number' in value ? value.number : value.text), type: 'string', numFmt: '@' }; // stays text when it is edited
}
const keeps = (decimal: string): boolean =>
  /^-?\d+(\.\d+)?$/.test(decimal) && decimal.replace(/^-?0*\.?0*|[-.]/g, '').replace(/0+$/, '').length <= DIGITS;

/** Without what XML has no way to say, and without the half of a character that is cut off. */
const said = (text: string): string => text.slice(0, LONGEST).replace(/[^\P{C}\t\n\r\p{Cf}\p{Co}\p{Cn}]|[\ufffe\uffff]/gu, '');
const quoted = (name: string): string => `'${name.replaceAll("'", "''")}'`;

const listsOf = (book: Book): readonly (readonly string[])[] => {
  const all = book.sheets.flatMap((s) => s.choices ?? []).map((c) => c.values);
  return all.filter((v, i) => all.findIndex((x) => same(x, v)) === i);
};
const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((v, i) => v === b[i]);
function placeOf(lists: readonly (readonly string[])[], choice: Choice, sheet: string): string {
  const column = columnLetters(lists.findIndex((l) => same(l, choice.values)) + 1);
  return `${quoted(sheet)}!$${column}$1:$${column}$${Math.max(choice.values.length, 1)}`;
}
const across = (lists: readonly (readonly string[])[]): (string | null)[][] =>
  Array.from({ length: Math.max(...lists.map((l) => l.length)) }, (_, r) => lists.map((l) => (l[r] === undefined ? null : said(l[r]))));
