import { TextPool } from './text-pool';

/** What a cell holds; `said`: only what it shows, since what it is can be no value (an error, a formula that nobody calculated). */
export const KIND = { number: 0, shared: 1, text: 2, truth: 3, said: 4, date: 5 } as const;

const ROW = 7; // in place of a kind: a row begins
const [KINDS, NEXT, PLAIN, SHORT] = [7, 8, 16, 32]; // next column; no style; an integer, or a text of Latin letters
const SIZE = 64 * 1024;
const ROOM = 40; // more than a cell takes besides its text
const NO_BYTES = Buffer.alloc(0);

/**
 * The filled cells of a sheet, in the order in which they came, in three to ten bytes each and the bytes of their texts: as objects, a
 * hundred thousand rows are more than a reading thread may hold. Blank ones are not kept, however many of them are formatted.
 */
export class CellStore {
  readonly doubts = new Map<number, string>(); // of cells whose number is not theirs, by that of the cell: why
  readonly chunks: { readonly bytes: Buffer; used: number }[] = [];
  count = 0;
  sorted = true; // rows came in their order
  private readonly pool = new TextPool();
  private bytes: Buffer = NO_BYTES;
  private at = 0;
  private row = 0; // the one that is being filled, or was last
  private pending = 0; // begun, and nothing is in it yet
  private start: readonly [chunk: number, at: number] = [0, 0]; // of that row's cells
  private column = -1;

  beginRow(row: number): void {
    this.pending = row;
  }

  add(column: number, kind: number, style: number, value: number): void {
    const small = (value | 0) === value && !Object.is(value, -0);
    this.open(column, kind, style, small, ROOM);
    if (small) this.varint(value < 0 ? -2 * value - 1 : 2 * value);
    else this.at = this.bytes.writeDoubleLE(value, this.at);
  }

  addText(column: number, kind: number, text: string): void {
    const latin = !/[^\0-\xff]/.test(text);
    const length = latin ? text.length : 2 * text.length; // UTF-8 would lose half a pair, which a damaged text may hold
    this.open(column, kind, 0, latin, ROOM + length);
    this.varint(length);
    this.at += this.bytes.write(text, this.at, length, latin ? 'latin1' : 'utf16le');
  }

  /** A text of ASCII as its bytes, which need not become one before somebody reads it. */
  addBytes(column: number, kind: number, from: Buffer, start: number, end: number): void {
    this.open(column, kind, 0, true, ROOM + end - start);
    this.varint(end - start);
    if (end - start > 64) this.at += from.copy(this.bytes, this.at, start, end);
    else for (let i = start; i < end; i++) this.bytes[this.at++] = from[i]!; // a call costs more than a short text
  }

  private open(column: number, kind: number, style: number, short: boolean, room: number): void {
    if (this.at + room > this.bytes.length) this.grow(room);
    if (this.pending > 0) {
      this.sorted &&= this.pending > this.row;
      this.row = this.pending;
      this.pending = 0;
      this.bytes[this.at++] = ROW;
      this.varint(this.row);
      this.start = [this.chunks.length - 1, this.at];
      this.column = -1;
    }
    const next = column === this.column + 1;
    this.bytes[this.at++] = kind | (next ? NEXT : 0) | (style === 0 ? PLAIN : 0) | (short ? SHORT : 0);
    if (!next) this.varint(column);
    if (style !== 0) this.varint(style);
    this.column = column;
    this.count += 1;
  }

  private grow(room: number): void {
    this.close();
    this.bytes = Buffer.allocUnsafeSlow(Math.max(SIZE, room));
    this.at = 0;
    this.chunks.push({ bytes: this.bytes, used: 0 });
  }
  private close(): void {
    const last = this.chunks.at(-1);
    if (last) last.used = this.at;
  }
  private varint(value: number): void {
    let n = value;
    for (; n > 127; n = Math.floor(n / 128)) this.bytes[this.at++] = (n % 128) | 128;
    this.bytes[this.at++] = n;
  }

  /** Whether the row that is being filled has this column already. */
  has(column: number): boolean {
    if (this.pending > 0 || this.count === 0) return false;
    const cells = this.cells(...this.start);
    while (cells.next()) if (cells.column === column) return true;
    return false;
  }

  /** A number that two rows have, once all are in. */
  doubledRow(): number | undefined {
    if (this.sorted) return undefined;
    const seen = new Set<number>();
    for (const cells = this.cells(); cells.nextRow();) if (seen.size === seen.add(cells.row).size) return cells.row;
    return undefined;
  }

  cells(chunk = 0, at = 0): Cells {
    this.close();
    return new Cells(this.pool, this.chunks, chunk, at);
  }

  /** Rows in their order, each read by the cursor that is handed out, from its first cell on. */
  *filledRows(): Generator<Cells> {
    const cells = this.cells();
    if (this.sorted) {
      while (cells.nextRow()) yield cells;
      return;
    }
    const rows: Cells[] = [];
    while (cells.nextRow()) rows.push(this.cells(...cells.place).beginAt(cells.row, cells.number));
    yield* rows.sort((a, b) => a.row - b.row);
  }
}

/** Goes through the cells of a store, one after another. */
export class Cells {
  row = 0;
  column = -1;
  number = -1; // of the cell, counted from 0 as they came
  kind = 0;
  style = 0;
  value = 0;
  private bytes: Buffer;
  private used: number;
  private from = 0; // of a text
  private to = 0;
  private latin = true;

  constructor(
    private readonly pool: TextPool,
    private readonly chunks: CellStore['chunks'],
    private chunk: number,
    private at: number,
  ) {
    this.bytes = chunks[chunk]?.bytes ?? NO_BYTES;
    this.used = chunks[chunk]?.used ?? 0;
  }

  get place(): readonly [chunk: number, at: number] {
    return [this.chunk, this.at];
  }
  beginAt(row: number, number: number): this {
    this.row = row;
    this.number = number;
    return this;
  }

  /** The next cell of this row; false where there is none. */
  next(): boolean {
    if (!this.there()) return false;
    const head = this.bytes[this.at]!;
    if ((head & KINDS) === ROW) return false;
    this.at += 1;
    this.number += 1;
    this.kind = head & KINDS;
    this.column = head & NEXT ? this.column + 1 : this.varint();
    this.style = head & PLAIN ? 0 : this.varint();
    const short = (head & SHORT) !== 0;
    if (this.kind === KIND.text || this.kind === KIND.said) {
      const length = this.varint();
      this.latin = short;
      this.from = this.at;
      this.at = this.to = this.from + length;
    } else if (short) {
      const n = this.varint();
      this.value = n % 2 === 0 ? n / 2 : -(n + 1) / 2;
    } else {
      this.value = this.bytes.readDoubleLE(this.at);
      this.at += 8;
    }
    return true;
  }

  /** To the first cell of the next row, over what is left of this one. */
  nextRow(): boolean {
    while (this.next());
    if (!this.there()) return false;
    this.at += 1;
    this.row = this.varint();
    this.column = -1;
    return true;
  }

  get text(): string {
    return this.latin ? this.pool.of(this.bytes, this.from, this.to) : this.bytes.toString('utf16le', this.from, this.to);
  }

  private there(): boolean {
    while (this.at === this.used) {
      if (this.chunk >= this.chunks.length - 1) return false;
      const { bytes, used } = this.chunks[++this.chunk]!;
      [this.bytes, this.used, this.at] = [bytes, used, 0];
    }
    return true;
  }
  private varint(): number {
    let n = this.bytes[this.at++]!;
    if (n < 128) return n;
    n &= 127;
    for (let scale = 128; ; scale *= 128) {
      const byte = this.bytes[this.at++]!;
      n += (byte & 127) * scale;
      if (byte < 128) return n;
    }
  }
}
