import type { Cell, Row } from '../canonical/vocabulary';
import { type Cells, type CellStore, KIND } from './cell-store';
import { dateText, isoText, moment } from './date-text';
import { LIMITS } from './limits';
import { type FormatNumber, needsLibrary, numberCell, type Style, styleOf } from './number-cell';
import { EMPTY, textCell } from './table';

const BATCH = 100;
const BLANK: Row['cells'] = [];
const GENERAL = styleOf('');

/** What all sheets of a workbook have in common, and how a stored cell becomes one that can be read. */
export class CellReading {
  formatNumber: FormatNumber | undefined; // brought when somebody needs it
  private readonly styles: readonly Style[];
  private readonly shared: (Cell | undefined)[] = [];

  constructor(
    private readonly texts: readonly string[],
    formats: readonly string[],
    private readonly from1904: boolean,
  ) {
    this.styles = formats.map(styleOf);
  }

  /** Whether a sheet holds a number that only the library can show. */
  needsLibrary(store: CellStore): boolean {
    if (this.styles.every((s) => s.as === 'general')) return false;
    for (const cells = store.cells(); cells.nextRow();)
      while (cells.next())
        if (cells.kind === KIND.number && needsLibrary(cells.value, this.styles[cells.style] ?? GENERAL, this.from1904)) return true;
    return false;
  }

  cell(cells: Cells, doubts: CellStore['doubts']): Cell {
    const { value } = cells;
    switch (cells.kind) {
      case KIND.number:
        return this.number(cells, doubts.size === 0 ? undefined : doubts.get(cells.number));
      case KIND.shared:
        return (this.shared[value] ??= textCell(this.texts[value]!));
      case KIND.text:
        return textCell(cells.text);
      case KIND.truth:
        return value === 1 ? { shown: 'TRUE', raw: true } : { shown: 'FALSE', raw: false };
      case KIND.date:
        return this.date(value, this.styles[cells.style] ?? GENERAL);
      default:
        return { shown: cells.text, raw: null };
    }
  }

  private number({ value, style }: Cells, stale: string | undefined): Cell {
    const cell = numberCell(value, this.styles[style] ?? GENERAL, this.from1904, this.formatNumber);
    return stale === undefined ? cell : { shown: cell.shown, raw: null, stale };
  }

  /** A date that is written as one, and not as a number: nothing to count from. */
  private date(serial: number, style: Style): Cell {
    const at = moment(serial, false);
    if (!at) return { shown: String(serial), raw: null };
    return { shown: (style.as === 'date' && dateText(at, style.format)) || isoText(at), raw: isoText(at) };
  }
}

/** The rows of a sheet in batches, blank ones between them with their numbers, up to where a sheet has been formatted, not filled. */
export function* rowsOf(store: CellStore, reading: CellReading): Generator<readonly Row[]> {
  let batch: Row[] = [];
  let next = 1;
  for (const cells of store.filledRows()) {
    const number = cells.row;
    for (let blank = next; blank < number && blank < next + LIMITS.blankRows; blank++) {
      batch.push({ number: blank, cells: BLANK });
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    next = number + 1;
    batch.push({ number, cells: cellsOf(cells, reading, store.doubts) });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function cellsOf(cells: Cells, reading: CellReading, doubts: CellStore['doubts']): Cell[] {
  const row: Cell[] = [];
  while (cells.next()) {
    const { column } = cells;
    const cell = reading.cell(cells, doubts);
    while (row.length < column) row.push(EMPTY);
    if (column === row.length) row.push(cell);
    else row[column] = cell;
  }
  while (row.length > 0 && row[row.length - 1] === EMPTY) row.pop();
  return row;
}
