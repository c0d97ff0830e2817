import type { Cell, Row } from '../../canonical/vocabulary';
import { EMPTY, type Merge } from '../../syntax/table';
import { folded } from '../fields';
import { allOf, type Test } from './conditions';
import type { MadeColumn } from './make';
import type { At } from './read-part';

/** Columns that a mapping makes of others: they stand right of the list's own, and are read as those are. */
export interface Derivation {
  readonly width: number; // of the list's own cells in a row
  readonly columns: readonly MadeColumn[];
  readonly labels: readonly string[]; // of the made columns, where the headings are written again
  readonly heads: readonly { readonly column: number; readonly heading: string }[]; // that are there, of all that is read
  readonly where: readonly Test[];
  readonly after: number; // row of the headings
  readonly text: boolean; // a row of a text with more fields than headings is shifted
  readonly merges: readonly Merge[];
}

/** The rows with the made columns behind their own cells; nothing is made above the list, or of a row in which nothing stands. */
export function* derivedRows(rows: Iterable<readonly Row[]>, d: Derivation): Generator<readonly Row[]> {
  const spoken = new Map<Merge, Cell>();
  const taken = d.where.length === 0 ? undefined : allOf(d.where);
  for (const batch of rows) yield batch.map((row) => (row.number <= d.after ? row : derived(row, d, spoken, taken)));
}

/** The list's own columns of which something is made, or that say which rows are taken. */
export const usedBy = ({ columns, where }: Derivation): number[] => [...columns.flatMap((c) => c.used), ...where.flatMap((t) => t.columns)];

export const derivedAll = (rows: Iterable<readonly Row[]>, d: Derivation): Iterable<readonly Row[]> => ({
  [Symbol.iterator]: () => derivedRows(rows, d),
});
export const derivedSample = (sample: readonly Row[], d: Derivation): Row[] => [...derivedRows([sample], d)].flat();

function derived(row: Row, d: Derivation, spoken: Map<Merge, Cell>, taken: Test['holds'] | undefined): Row {
  const { cells } = row;
  if (!isFilled(cells, 0, cells.length)) return row;
  if (d.text && cells.length > d.width && isFilled(cells, d.width, cells.length)) return { ...row, apart: { why: 'shifted' } };
  const head = isHeadAgain(cells, d);
  const at: At = (column, counts) => (counts ? (cells[column] ?? EMPTY) : mergedAt(row, column, d.merges, spoken));
  const held = head || !taken ? true : taken(at);
  if (held !== true) {
    for (const { sources } of d.columns) for (const column of sources) at(column, false); // a merged cell speaks also from a row that is left out
    return { ...row, apart: held === false ? { why: 'left-out' } : { why: 'refused', detail: held.why } };
  }
  const out: Cell[] = new Array<Cell>(d.width + d.columns.length);
  for (let i = 0; i < d.width; i++) out[i] = cells[i] ?? EMPTY;
  for (let i = 0; i < d.columns.length; i++) out[d.width + i] = head ? { shown: d.labels[i]!, raw: d.labels[i]! } : d.columns[i]!.cell(at);
  return { number: row.number, cells: out };
}

function isFilled(cells: readonly Cell[], from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const { shown } = cells[i]!;
    if (shown !== '' && shown.trim() !== '') return true;
  }
  return false;
}

/** Nearly no row is; the cells of the others begin otherwise, and need not be folded. */
function isHeadAgain(cells: readonly Cell[], { heads }: Derivation): boolean {
  for (const { column, heading } of heads) {
    const shown = cells[column]?.shown ?? '';
    if (shown !== heading && (isPlainOther(shown, heading) || folded(shown) !== folded(heading))) return false;
  }
  return heads.length > 0;
}
/** Two plain letters or digits that are not the same are so however they are folded. */
function isPlainOther(shown: string, heading: string): boolean {
  const [a, b] = [shown.charCodeAt(0) | 32, heading.charCodeAt(0) | 32];
  return a !== b && isPlain(a) && isPlain(b);
}
const isPlain = (c: number): boolean => (c >= 97 && c <= 122) || (c >= 48 && c <= 57);

function mergedAt(row: Row, column: number, merges: readonly Merge[], spoken: Map<Merge, Cell>): Cell {
  const own = row.cells[column] ?? EMPTY;
  if (merges.length === 0) return own;
  const merge = merges.find((m) => m.column === column && m.toRow > m.row && row.number >= m.row && row.number <= m.toRow);
  if (!merge) return own;
  if (row.number === merge.row) spoken.set(merge, own);
  return spoken.get(merge) ?? own;
}
