import type { Issue, Place, Row } from '../canonical/vocabulary';
import { compare, exact, multiply, whole } from '../canonical/quantity';
import type { Note } from '../mapping/layout';
import type { ReadingSink } from './format';
import { EMPTY } from '../syntax/table';
import { givenIn, standsIn } from './sheet-cells';
import { type BadCode, badCode, type RowRead, ruleRefused } from './sheet-rows';

/** What a mapping says of lists of which some rows are wrong. */
export interface RowPolicy {
  readonly refuseAbove?: string | undefined; // percent
  readonly mapping?: string | undefined;
}

export const TOO_MANY = 'sheet.too-many-wrong-rows';
const EACH = 2000; // of one kind: whoever has more must look at the column, not at the cells

/** Tells what could not be read, and counts what was left out, so that a mistake in a whole column is no flood. */
export class SheetTally {
  private readonly told = new Map<string, { count: number; first: Place | undefined }>();
  private rows = { said: 0, wrong: 0, isWrong: false };
  private totals = { count: 0, row: 0 };
  private blanks = { count: 0, row: 0 };
  private zeros = { count: 0, row: 0 };
  private leftOut = { count: 0, row: 0 };

  constructor(
    private readonly sink: Pick<ReadingSink, 'issue'>,
    private readonly place: (row: number, column?: number) => Place,
    private readonly policy: RowPolicy = {},
  ) {}

  /** A row that says something of an item, right or wrong; counted before anything is told of it. */
  row(): void {
    this.rows.said += 1;
    this.rows.isWrong = false;
  }

  issue(issue: Issue): void {
    if (issue.severity === 'error' && issue.code !== 'sheet.second-list') this.wrong();
    const known = this.told.get(issue.code);
    if (known) known.count += 1;
    else this.told.set(issue.code, { count: 1, first: issue.place });
    if ((known?.count ?? 1) <= EACH) this.sink.issue(issue);
  }
  private wrong(): void {
    if (this.rows.isWrong || this.rows.said === 0) return;
    this.rows.wrong += 1;
    this.rows.isWrong = true;
  }
  at(row: Row, code: string, detail: string, column?: number): void {
    this.issue({ code, severity: 'error', detail, place: this.place(row.number, standsIn(row, column)) });
  }
  /** A code that cannot be read costs its row, unless another one names the item. */
  code(row: Row, bad: BadCode, severity: Issue['severity']): void {
    const cell = row.cells[bad.column] ?? EMPTY;
    this.issue({ ...badCode(bad, cell), severity, place: this.place(row.number, standsIn(row, bad.column)), value: givenIn(cell) });
  }
  notes(notes: readonly Note[]): void {
    for (const { code, severity, detail, row, column } of notes)
      this.issue({ code, severity, detail, place: row === undefined ? { in: 'file' } : this.place(row, column) });
  }
  total(row: Row, wrong: readonly { readonly column: number; readonly said: string; readonly sum: string }[]): void {
    this.totals = { count: this.totals.count + 1, row: this.totals.row || row.number };
    for (const { column, said, sum } of wrong)
      this.issue({
        code: 'sheet.total-differs',
        severity: 'warning',
        detail: `the total is ${said}, and the rows above it add up to ${sum}; is a row missing?`,
        place: this.place(row.number, standsIn(row, column)),
        value: said,
      });
  }
  rowTotal(row: Row, { column, said, sum }: { readonly column: number; readonly said: string; readonly sum: string }): void {
    const detail = `the total of the row is ${said}, and its places add up to ${sum}; which of them is right?`;
    this.issue({ code: 'sheet.total-differs', severity: 'warning', detail, place: this.place(row.number, column), value: said });
  }
  blank(row: Row): void {
    this.blanks = { count: this.blanks.count + 1, row: this.blanks.row || row.number };
  }

  /** Read as zero, as the mapping says in so many words. */
  zero(row: Row): void {
    this.zeros = { count: this.zeros.count + 1, row: this.zeros.row || row.number };
  }
  /** A row that the mapping does not take, or of which it cannot say. */
  apart(row: Row, read: Extract<RowRead, { kind: 'left-out' | 'refused' }>): void {
    if (read.kind === 'left-out') this.leftOut = { count: this.leftOut.count + 1, row: this.leftOut.row || row.number };
    else this.issue({ ...ruleRefused(read.why), severity: 'error', place: this.place(row.number) });
  }

  /** `rows`: whether there was any; a list of nothing says nothing, and is no empty stock. */
  end(rows: boolean, headerRow: number): void {
    const { totals, blanks, zeros, leftOut } = this;
    if (!rows) {
      const detail = 'there is no row below the headings: not reported is not zero';
      this.sink.issue({ code: 'sheet.no-rows', severity: 'warning', detail, place: this.place(headerRow || 1) });
    }
    if (totals.count > 0) {
      const detail = `${totals.count === 1 ? 'a row of totals was' : `${totals.count} rows of totals were`} left out`;
      this.sink.issue({ code: 'sheet.totals-row', severity: 'warning', detail, place: this.place(totals.row) });
    }
    if (blanks.count > 0) {
      const detail = `${blanks.count === 1 ? 'an item has' : `${blanks.count} items have`} no quantity: not reported is not zero`;
      this.sink.issue({ code: 'sheet.no-quantity', severity: 'warning', detail, place: this.place(blanks.row) });
    }
    if (zeros.count > 0) {
      const detail = `${zeros.count === 1 ? 'a blank quantity was' : `${zeros.count} blank quantities were`} read as zero, as the mapping says`;
      this.sink.issue({ code: 'sheet.blank-as-zero', severity: 'warning', detail, place: this.place(zeros.row) });
    }
    if (leftOut.count > 0) {
      const detail = `${leftOut.count === 1 ? 'a row was' : `${leftOut.count} rows were`} left out, as the mapping says (where)`;
      this.sink.issue({ code: 'sheet.rows-left-out', severity: 'warning', detail, place: this.place(leftOut.row) });
    }
    this.refuse();
    for (const [code, { count, first }] of this.told) {
      if (count > EACH)
        this.sink.issue({ code, severity: 'error', detail: `and ${count - EACH} more of the same`, ...(first ? { place: first } : {}) });
    }
  }

  /** Told at the end, when both numbers are known; whoever posts takes back what was posted until then. */
  private refuse(): void {
    const { refuseAbove, mapping } = this.policy;
    const { said, wrong } = this.rows;
    if (refuseAbove === undefined || wrong === 0) return;
    if (compare(multiply(whole(wrong), whole(100)), multiply(exact(refuseAbove), whole(said))) <= 0) return;
    const detail = `${wrong} of ${said} rows ${wrong === 1 ? 'is' : 'are'} wrong, which is more than the ${refuseAbove}% that the mapping ${mapping} lets pass; nothing of the list was used`;
    this.sink.issue({ code: TOO_MANY, severity: 'error', detail, place: { in: 'file' } });
  }
}
