/** What a cell holds; `said`: only what it shows, since what it is can be no value (an error, a formula that nobody calculated). */
export const KIND = { number: 0, shared: 1, text: 2, truth: 3, said: 4, date: 5 } as const;

const BITS = 12;
const SIZE = 1 << BITS;

class Block {
  readonly columns = new Uint16Array(SIZE);
  readonly kinds = new Uint8Array(SIZE);
  readonly styles = new Uint16Array(SIZE);
  readonly values = new Float64Array(SIZE);
}

/**
 * The filled cells of a sheet, in thirteen bytes each and one object per 4096: a hundred thousand rows as objects are more than a
 * reading thread may hold. Blank ones are not kept, however many of them are formatted.
 */
export class CellStore {
  readonly texts: string[] = []; // of cells that refer to no shared text
  readonly doubts = new Map<number, string>(); // of cells whose number is not theirs: why
  count = 0;
  private readonly blocks: Block[] = [];
  private block = new Block(); // the one that is being filled
  private readonly rows: number[] = []; // their numbers
  private readonly starts: number[] = []; // each one's first cell
  private sorted = true;

  /** False: there is such a row already. */
  beginRow(row: number): void {
    if (this.starts.length > 0 && this.starts.at(-1) === this.count) {
      this.rows.pop();
      this.starts.pop();
    }
    this.sorted &&= row > (this.rows.at(-1) ?? 0);
    this.rows.push(row);
    this.starts.push(this.count);
  }

  add(column: number, kind: number, style: number, value: number): void {
    const at = this.count & (SIZE - 1);
    if (at === 0) this.blocks.push((this.block = new Block()));
    const { block } = this;
    block.columns[at] = column;
    block.kinds[at] = kind;
    block.styles[at] = style;
    block.values[at] = value;
    this.count += 1;
  }

  addText(column: number, kind: number, text: string): void {
    this.add(column, kind, 0, this.texts.length);
    this.texts.push(text);
  }

  /** Whether the row that is being filled has this column already. */
  has(column: number): boolean {
    for (let i = this.starts.at(-1) ?? 0; i < this.count; i++) if (this.blocks[i >> BITS]!.columns[i & (SIZE - 1)] === column) return true;
    return false;
  }

  /** A number that two rows have, once all are in. */
  doubledRow(): number | undefined {
    if (this.sorted) return undefined;
    const seen = new Set<number>();
    return this.rows.find((row) => seen.size === seen.add(row).size);
  }

  /** Rows that have a cell, in their order, each with the range of its cells. */
  *filledRows(): Generator<readonly [row: number, from: number, to: number]> {
    const order = this.rows.map((_, i) => i);
    if (!this.sorted) order.sort((a, b) => this.rows[a]! - this.rows[b]!);
    for (const i of order) {
      const from = this.starts[i]!;
      const to = this.starts[i + 1] ?? this.count;
      if (to > from) yield [this.rows[i]!, from, to];
    }
  }

  column(i: number): number {
    return this.blocks[i >> BITS]!.columns[i & (SIZE - 1)]!;
  }
  kind(i: number): number {
    return this.blocks[i >> BITS]!.kinds[i & (SIZE - 1)]!;
  }
  style(i: number): number {
    return this.blocks[i >> BITS]!.styles[i & (SIZE - 1)]!;
  }
  value(i: number): number {
    return this.blocks[i >> BITS]!.values[i & (SIZE - 1)]!;
  }
}
