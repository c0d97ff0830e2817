import type { Row } from '../canonical/vocabulary';

/** Cells that are shown as one: rows by number, columns by index from 0, both ends within. */
export interface Merge {
  readonly row: number;
  readonly column: number;
  readonly toRow: number;
  readonly toColumn: number;
}

/** A sheet, or a text file seen as one: rows in batches, numbered from 1. May be walked more than once. */
export interface Table {
  readonly sheet: string; // '' for text
  readonly text: boolean;
  readonly hidden: boolean;
  readonly merges?: readonly Merge[];
  readonly hiddenColumns?: readonly number[]; // by index from 0
  readonly hiddenRows?: number; // how many
  readonly read?: string; // how a text was understood: 'windows-1252, separated by ;'
  rows(): Iterable<readonly Row[]>;
}
