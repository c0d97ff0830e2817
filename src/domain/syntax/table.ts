import type { Cell, Issue, Row } from '../canonical/vocabulary';

/** A cell in which nothing stands: one object, however many there are. */
export const EMPTY: Cell = { shown: '', raw: null };
export const textCell = (text: string): Cell => (text === '' ? EMPTY : { shown: text, raw: text });

/** Cells that are shown as one: rows by number, columns by index from 0, both ends within. */
export interface Merge {
  readonly row: number;
  readonly column: number;
  readonly toRow: number;
  readonly toColumn: number;
}

/** What a person has said about a text: how its bytes are read, and where its fields end. What is left out is found out. */
export interface TextStyle {
  readonly encoding?: string | undefined;
  readonly delimiter?: string | undefined;
  readonly quotes?: 'double' | 'none' | undefined; // none: a quote is a character like any other
}

/** A sheet, or a text file seen as one: rows in batches, numbered from 1. May be walked more than once. */
export interface Table {
  readonly sheet: string; // '' for text
  readonly text: boolean;
  readonly hidden: boolean;
  readonly merges?: readonly Merge[];
  readonly hiddenColumns?: readonly number[]; // by index from 0
  readonly hiddenRows?: readonly number[]; // that hold something, by number
  readonly lead?: readonly string[]; // lines of a page or mail above it, the nearest first
  readonly at?: (row: number, column?: number) => string; // where a value stands in a file that is no table of itself
  readonly cellOf?: (row: number, column: number) => { readonly row: number; readonly column: number }; // of a list put together from cells elsewhere
  readonly cellsBeyond?: number; // that hold something, and stand right of all that is read
  readonly notCalculated?: number; // results of formulas that its writer left to whoever opens it, and that are no zero
  readonly told?: readonly string[]; // what of it was hidden, and what became of that
  readonly refused?: string; // why a person does not want it read
  readonly doubt?: string; // why it may not be what is meant, as a question to a person
  readonly read?: string; // how a text was understood, and why
  readonly readAs?: (style: TextStyle) => Table; // the same text otherwise
  readonly begins?: { readonly row: number; readonly column: number }; // one of several lists of a sheet: its first cell
  rows(): Iterable<readonly Row[]>;
}

/** A hidden sheet is an old list or a helper that nobody was meant to see; whoever meant it has to hear that it was not read. */
export function hiddenSheets(tables: readonly Table[], within: string | null): Issue[] {
  return tables
    .filter((t) => t.hidden && !isEmpty(t))
    .map(({ sheet }) => ({
      code: 'sheet.hidden-not-read',
      severity: 'warning',
      detail: `sheet "${sheet}" is hidden and was not read`,
      place: { in: 'cell', sheet, row: 1, ...(within === null ? {} : { within }) },
    }));
}

function isEmpty(table: Table): boolean {
  for (const part of table.rows()) if (part.some((r) => r.cells.some((c) => c.shown.trim() !== ''))) return false;
  return true;
}
