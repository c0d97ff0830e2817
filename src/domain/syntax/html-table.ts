import type { Cell, Row } from '../canonical/vocabulary';
import { pageText } from './html-text';
import type { HtmlTag } from './html-scan';
import { LIMITS, NotOpened } from './limits';
import { EMPTY, type Merge } from './table';

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const HIDDEN = /display\s*:\s*none/i;

/** One table of a page while its rows come in: a cell that spans several columns or rows pushes the others aside. */
export class HtmlTable {
  readonly rows: Row[] = [];
  readonly merges: Merge[] = [];
  readonly hiddenRows: number[] = [];
  nested = false; // another one stands in it: it is there for the looks
  private readonly taken: number[] = []; // by column: how many rows below are covered by a cell above
  private cells: Cell[] | undefined;
  private column = 0;
  private words: string[] | undefined;
  private value: string | undefined; // what the writer says the cell holds, beside what it shows
  private span: readonly [across: number, down: number] = [1, 1];

  /** `lead`: what stands on the page above it, the nearest first. */
  constructor(
    readonly lead: string[],
    private readonly spend: (cells: number) => void,
  ) {}

  openRow(tag: HtmlTag | undefined): void {
    this.closeRow();
    this.cells = [];
    this.column = 0;
    if (tag && (HIDDEN.test(tag.attribute('style') ?? '') || tag.attribute('hidden') !== undefined))
      this.hiddenRows.push(this.rows.length + 1);
  }

  openCell(tag: HtmlTag): void {
    if (!this.cells) this.openRow(undefined);
    this.closeCell();
    this.words = [];
    const typed = tag.attribute('data-t');
    this.value = tag.attribute('x:num') || tag.attribute('sdval') || (typed === 'n' ? tag.attribute('data-v') : undefined);
    this.span = [spanOf(tag.attribute('colspan'), LIMITS.columns), spanOf(tag.attribute('rowspan'), 65_534)];
  }

  get inCell(): boolean {
    return this.words !== undefined;
  }

  text(source: string): void {
    this.words?.push(source);
  }

  closeCell(): void {
    const { cells, words } = this;
    if (!cells || !words) return;
    this.words = undefined;
    const [across, down] = this.span;
    while ((this.taken[this.column] ?? 0) > 0) this.column += 1;
    if (this.column + across > LIMITS.columns)
      throw new NotOpened('file.too-big', `a row of its table has more than ${LIMITS.columns} columns`);
    const at = this.column;
    cells[at] = cellOf(shownIn(words), this.value);
    if (down > 1) for (let c = at; c < at + across; c++) this.taken[c] = down;
    this.column += across;
    if ((across > 1 || down > 1) && this.merges.length < LIMITS.merges) {
      const row = this.rows.length + 1;
      this.merges.push({ row, column: at, toRow: row + down - 1, toColumn: at + across - 1 });
    }
  }

  closeRow(): void {
    if (!this.cells) return;
    this.closeCell();
    const { cells } = this;
    this.cells = undefined;
    for (let c = 0; c < cells.length; c++) cells[c] ??= EMPTY;
    while (cells.length > 0 && cells.at(-1) === EMPTY) cells.pop();
    for (let c = 0; c < this.taken.length; c++) if (this.taken[c]) this.taken[c]! -= 1;
    this.spend(cells.length);
    this.rows.push({ number: this.rows.length + 1, cells });
    if (this.rows.length > LIMITS.rows) throw new NotOpened('file.too-big', `its table has more than ${LIMITS.rows} rows`);
  }
}

/** 0 and nonsense are one; a span beyond every sheet is cut to it. */
function spanOf(said: string | undefined, most: number): number {
  const n = Number(said ?? 1);
  return Number.isInteger(n) && n >= 1 ? Math.min(n, most) : 1;
}

/** Line ends and blanks of the source are one blank; a fixed blank is one too, since people type it to fill a cell. */
const shownIn = (words: readonly string[]): string =>
  pageText(words.join('')).replace(/[\s\u00ad\u200b]+/g, (w) => (/^[\u00ad\u200b]+$/.test(w) ? '' : ' ')).trim(); // prettier-ignore

/**
 * A number that the writer wrote beside its looks is the cell's; otherwise a page holds texts only. Beside a formula that failed
 * LibreOffice writes a zero, which nobody has counted: what shows no number is none.
 */
function cellOf(shown: string, value: string | undefined): Cell {
  if (shown === '') return EMPTY;
  const clean = shown.replaceAll('\0', '\ufffd');
  const digits = value?.replace(/[^0-9]/g, '').length ?? 0;
  const believed = value !== undefined && NUMBER.test(value.trim()) && digits <= 15 && /\d/.test(clean) && !/^(#|Err:)/.test(clean);
  return { shown: clean, raw: believed ? Number(value) : clean };
}
