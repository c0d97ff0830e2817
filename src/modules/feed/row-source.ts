/** One row as the file holds it: text by the position of its heading, or why nothing can be made of it. */
export interface RawRow {
  readonly number: number; // as a spreadsheet shows it: the headings are row 1, blank rows count
  readonly cells: readonly string[];
  readonly fault?: { readonly code: string; readonly detail: string; readonly column?: string; readonly value?: string };
}

/** A file of the buyer's, opened: headings first, then rows in batches, so that a million of them are never held at once. */
export interface RowSource {
  readonly headings: readonly string[];
  readonly rows: AsyncIterable<readonly RawRow[]>;
  readonly place: (row: number, column?: number) => string; // column by position, from 0
}

export const BATCH = 4096;

export const placeInText =
  (headings: readonly string[]) =>
  (row: number, column?: number): string =>
    column === undefined || headings[column] === undefined ? `row ${row}` : `row ${row}, column ${headings[column]}`;
