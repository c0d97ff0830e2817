/** A workbook as it is to be written: fresh, without formulas, macros or anything that reaches outside. Rows and columns from 1. */
export interface Book {
  readonly sheets: readonly Sheet[]; // at least one
}
export interface Sheet {
  readonly name: string; // what Excel refuses in it is replaced, and the same name twice is told apart
  readonly rows: readonly (readonly (Cell | undefined)[] | undefined)[]; // the first is row 1; what is undefined is empty
  readonly widths?: readonly number[]; // of the columns, in characters
  readonly frozen?: number; // so many rows stay in sight
  readonly choices?: readonly Choice[];
}

/** A text alone is `{ text }`. A text is never taken for a formula, nor a number for another one. */
export type Cell = string | (Value & Look);
export type Value =
  | { readonly text: string }
  | { readonly number: string } // a decimal; one with more digits than a spreadsheet keeps is written as text
  | { readonly date: string }; // 2026-11-15
export interface Look {
  readonly fill?: Fill;
  readonly bold?: boolean;
  readonly wrap?: boolean;
  readonly note?: string;
  readonly link?: { readonly sheet: string; readonly row: number; readonly column: number }; // to a cell of this book
}
export type Fill = 'red' | 'yellow' | 'green' | 'grey';

/** Cells of a column that take one of these and nothing else. */
export interface Choice {
  readonly column: number;
  readonly from: number; // first row
  readonly to: number; // last one
  readonly values: readonly string[];
}

export const WORKBOOK_TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
