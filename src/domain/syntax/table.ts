import type { Row } from '../canonical/vocabulary';

/** A sheet, or a text file seen as one: rows in batches, numbered from 1. */
export interface Table {
  readonly sheet: string; // '' for text
  readonly text: boolean;
  readonly hidden: boolean;
  rows(): Iterable<readonly Row[]>;
}
