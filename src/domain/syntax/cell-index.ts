import type { CellStore } from './cell-store';

/** The cells of a store by their number, for as long as somebody looks from one to the other: a store is walked from its beginning. */
export class CellIndex {
  private readonly columns: Uint16Array;
  private readonly kinds: Uint8Array;
  private readonly values: Float64Array;
  private readonly rows = new Map<number, readonly [from: number, to: number]>();

  constructor(store: CellStore) {
    this.columns = new Uint16Array(store.count);
    this.kinds = new Uint8Array(store.count);
    this.values = new Float64Array(store.count);
    for (const cells = store.cells(); cells.nextRow();) {
      const from = cells.number + 1;
      while (cells.next()) {
        const { number } = cells;
        this.columns[number] = cells.column;
        this.kinds[number] = cells.kind;
        this.values[number] = cells.value;
      }
      this.rows.set(cells.row, [from, cells.number + 1]);
    }
  }

  /** The numbers of a row's cells; the second one is no more of it. */
  row(number: number): readonly [from: number, to: number] {
    return this.rows.get(number) ?? [0, 0];
  }
  column(i: number): number {
    return this.columns[i]!;
  }
  kind(i: number): number {
    return this.kinds[i]!;
  }
  value(i: number): number {
    return this.values[i]!;
  }
}
