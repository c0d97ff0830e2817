import type { Issue, Place, Row } from '../canonical/vocabulary';
import { glob } from '../mapping/find-columns';
import type { Layout } from '../mapping/layout';

const LONGEST = 200; // characters of a cell that may say that the list ends

/** Where a mapping says that a list ends: above a text, or behind so many blank rows. The rows may be gone through several times. */
export class ListEnd {
  private readonly marks: readonly ReturnType<typeof glob>[];
  private end = Number.MAX_SAFE_INTEGER;
  private filled = 0; // the last row with anything in it
  private below = { rows: 0, last: 0 };

  constructor(
    private readonly said: NonNullable<Layout['ends']>,
    private readonly headerRow: number,
    private readonly width: number | undefined, // of the list's own cells
  ) {
    this.marks = said.at.map((text) => glob(text));
  }

  /** At that row, or below it. */
  isBelow(row: Row): boolean {
    const filled = row.cells.slice(0, this.width).flatMap((c) => c.shown.trim() || []);
    if (filled.length === 0) return false;
    if (row.number < this.end) {
      const marked = filled.some((text) => text.length <= LONGEST && this.marks.some((m) => m.test(text)));
      const apart = this.filled > this.headerRow && row.number - this.filled > this.said.afterBlankRows;
      if (!marked && !apart) {
        this.filled = row.number;
        return false;
      }
      this.end = row.number;
      if (marked) this.below.last = row.number; // it says that it is the end, and nothing else
    }
    if (row.number > this.below.last) this.below = { rows: this.below.rows + 1, last: row.number };
    return true;
  }

  /** What stands below is told: it may be a list that nobody thought of. */
  left(placeOf: (row: number) => Place): Issue | undefined {
    const { rows } = this.below;
    if (rows === 0) return undefined;
    const left = rows === 1 ? 'a row below was' : `${rows} rows below were`;
    const detail = `the list ends here, as its mapping says; ${left} left out`;
    return { code: 'sheet.below-the-end', severity: 'warning', detail, place: placeOf(this.end) };
  }
}
