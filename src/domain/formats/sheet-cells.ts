import { columnLetters } from '../canonical/place';
import type { Cell, Place, Row } from '../canonical/vocabulary';
import { gtin14 } from '../items/gtin';
import type { Layout } from '../mapping/layout';
import { isErrorText, unquoted } from '../mapping/numbers';
import { EMPTY, type Merge, type Table } from '../syntax/table';

/** How a cell's place is told: as in a workbook, or by the heading of a text's column. */
export interface SheetPlace {
  readonly sheet: string; // '' for text
  readonly text: boolean;
  readonly within: string | null;
  readonly at?: ((row: number, column?: number) => string) | undefined; // in a file that is no table of itself
  readonly cellOf?: Table['cellOf'];
}
export function placeAt(where: SheetPlace, headings: readonly string[], row: number, column?: number): Place {
  if (where.cellOf) {
    const { cellOf: _, ...plain } = where;
    const cell = where.cellOf(row, column ?? 0);
    const there = Array<string>(cell.column).concat(column === undefined ? '' : (headings[column] ?? '')); // a text's column by its label
    return placeAt(plain, there, cell.row, column === undefined ? undefined : cell.column);
  }
  if (where.at) return { in: 'path', path: where.at(row, column), ...(where.within === null ? {} : { within: where.within }) };
  if (where.text && where.within === null && column !== undefined)
    return { in: 'row', row, column: headings[column] || columnLetters(column + 1) }; // nearly all places
  const within = where.within === null ? {} : { within: where.within };
  if (!where.text)
    return { in: 'cell', sheet: where.sheet, row, ...(column === undefined ? {} : { column: columnLetters(column + 1) }), ...within };
  const heading = column === undefined ? undefined : headings[column] || columnLetters(column + 1);
  return { in: 'row', row, ...(heading === undefined ? {} : { column: heading }), ...within };
}

/** In which column of the list a value stands: of one that a mapping made, that of what it was made of. */
export function standsIn(row: Row, column: number | undefined): number | undefined {
  const made = column === undefined ? undefined : row.cells[column]?.derived;
  return made === undefined ? column : (made.column ?? undefined);
}
/** What stands where a mapping has made something of it. */
export const givenIn = (cell: Cell | undefined): string => (cell?.derived?.given ?? cell?.shown ?? '').trim();

/** Cells merged downwards speak for all of their rows, if they name something; a number that is merged counts once. */
export class Cells {
  private readonly merges: readonly Merge[];
  private readonly spoken = new Map<Merge, Cell>();

  constructor(layout: Layout) {
    const counts = new Set(layout.measures.map((m) => m.column));
    this.merges = (layout.merges ?? []).filter((m) => m.row > layout.headerRow && m.toRow > m.row && !counts.has(m.column));
  }

  at(row: Row, column: number | undefined): Cell {
    if (column === undefined) return EMPTY;
    const own = row.cells[column] ?? EMPTY;
    if (this.merges.length === 0) return own;
    const merge = this.merges.find((m) => m.column === column && row.number >= m.row && row.number <= m.toRow);
    if (!merge) return own;
    if (row.number === merge.row) this.spoken.set(merge, own);
    return this.spoken.get(merge) ?? own;
  }
}

const [QUOTE, NINE, EQUALS] = [39, 57, 61]; // most codes begin with none of them, and are what they show
const HIDDEN = /[\u00ad\u200b-\u200d\u2060\ufeff]+/; // what nobody sees, and what no other number has
const ALL_HIDDEN = new RegExp(HIDDEN, 'g');
const SCIENTIFIC = /^\d([.,]\d+)?E\+?\d+$/i;

/** Why a cell holds no code: the program that saved it has rounded its digits away for good, or it shows an error. */
export interface NoCode {
  readonly why: 'lost' | 'unreadable' | 'shifted';
}
const LOST: NoCode = { why: 'lost' };
const UNREADABLE: NoCode = { why: 'unreadable' };

const WRITTEN = /^[\p{L}\d][\p{L}\d /-]*$/u;

/** A number under a format that sets signs (`00-417`, `PC-0417`): the supplier calls it by what it shows. Blanks alone may be those of thousands. */
function withSigns(shown: string, raw: string): string | undefined {
  if (!WRITTEN.test(shown)) return undefined;
  const digits = shown.replace(/\D/g, '');
  if (!digits.endsWith(raw) || (/^[1-9][\d ]*$/.test(shown) && digits === raw)) return undefined;
  return /^[\d -]+$/.test(shown) && gtin14(digits) !== undefined ? digits : shown; // a GTIN is its digits, however they are grouped
}

/** A code as it was meant: with the zeros that are shown, without the exponent that a narrow column shows. */
export function codeOf(cell: Cell): string | NoCode {
  const { raw, shown } = cell;
  if (typeof raw === 'number') {
    if (!Number.isInteger(raw)) return WRITTEN.test(shown.trim()) ? LOST : shown.trim(); // rounded to be shown, it is another code
    if (/^\d+$/.test(shown) && Number(shown) === raw) return shown;
    const set = raw >= 0 && raw < 1e15 ? withSigns(shown.trim(), String(raw)) : undefined;
    if (set !== undefined) return set;
    return Math.abs(raw) < 1e15 ? String(raw) : LOST;
  }
  let text = shown.trim();
  if (HIDDEN.test(text)) text = text.replace(ALL_HIDDEN, '').trim();
  if (text.charCodeAt(0) === EQUALS || text.charCodeAt(0) === QUOTE) text = unquoted(text).replace(/^'/, '').trim();
  if ((raw === null && text !== '') || isErrorText(text)) return UNREADABLE;
  return text.charCodeAt(0) <= NINE && SCIENTIFIC.test(text) ? LOST : text;
}
