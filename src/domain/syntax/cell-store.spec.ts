import fc from 'fast-check';
import { type RowHeld, rowsIn } from '../../../test/support/cells';
import { CellIndex } from './cell-index';
import { CellStore, KIND } from './cell-store';

const column = fc.nat(999);
const value = fc.oneof(fc.double({ noNaN: true }), fc.integer(), fc.nat(300), fc.constantFrom(-0, 2 ** 31, -(2 ** 31), 2 ** 53));
const text = fc.oneof(fc.string({ unit: 'binary', minLength: 1 }), fc.string({ unit: 'binary-ascii', minLength: 1, maxLength: 200 }), fc.constant('\ud83d')); // prettier-ignore
const cell = fc.oneof(
  fc.tuple(column, fc.constantFrom(KIND.number, KIND.shared, KIND.truth, KIND.date), fc.nat(0xffff), value),
  fc.tuple(column, fc.constantFrom(KIND.text, KIND.said), fc.constant(0), text),
);
const row = fc.record({ row: fc.integer({ min: 1, max: 1_048_576 }), cells: fc.array(cell, { maxLength: 30 }) });

function storeOf(rows: readonly RowHeld[]): CellStore {
  const store = new CellStore();
  for (const { row, cells } of rows) {
    store.beginRow(row);
    for (const [at, kind, style, holds] of cells) {
      if (typeof holds === 'number') store.add(at, kind, style, holds);
      else if (/^[\0-\x7f]*$/.test(holds)) store.addBytes(at, kind, Buffer.from(`<${holds}>`), 1, 1 + holds.length);
      else store.addText(at, kind, holds);
      expect(store.has(at)).toBe(true);
    }
  }
  return store;
}

test('a store holds what was put into it, by rows in their order, and by the number of each cell', () => {
  fc.assert(
    fc.property(fc.uniqueArray(row, { selector: (r) => r.row, maxLength: 12 }), (rows) => {
      const store = storeOf(rows);
      const filled = rows.filter((r) => r.cells.length > 0);
      expect(rowsIn(store)).toEqual([...filled].sort((a, b) => a.row - b.row));
      expect(store.doubledRow()).toBeUndefined();
      const index = new CellIndex(store);
      const all = filled.flatMap((r) => r.cells);
      expect(all.map((_, i) => index.column(i))).toEqual(all.map((c) => c[0]));
      expect(all.map((_, i) => index.kind(i))).toEqual(all.map((c) => c[1]));
      for (const [i, [, , , holds]] of all.entries()) if (typeof holds === 'number') expect(index.value(i)).toBe(holds);
      for (const r of filled) expect(index.row(r.row)[1] - index.row(r.row)[0]).toBe(r.cells.length);
    }),
  );
});

test('cells by the hundred thousand, and texts longer than a chunk, are what they were', () => {
  const long = 'x'.repeat(100_000);
  const rows = Array.from({ length: 20_000 }, (_, i): RowHeld => {
    const said = i % 7000 === 0 ? long : `V${i}`;
    return { row: i + 1, cells: [[0, KIND.text, 0, said], [1, KIND.number, i % 300, i / 8], [5, KIND.shared, 0, i], [4, KIND.text, 0, 'Größe 東京']] }; // prettier-ignore
  });
  expect(rowsIn(storeOf(rows))).toEqual(rows);
});

test('a row that comes twice is found, and one that nothing stands in is none', () => {
  const one = [[0, KIND.number, 0, 1]] as const;
  expect(storeOf([3, 1, 3].map((row) => ({ row, cells: one }))).doubledRow()).toBe(3);
  expect(storeOf([3, 3].map((row, i) => ({ row, cells: i === 0 ? [] : one }))).doubledRow()).toBeUndefined();
});
