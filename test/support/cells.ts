import { type CellStore, KIND } from '../../src/domain/syntax/cell-store';

export interface RowHeld {
  readonly row: number;
  readonly cells: readonly (readonly [column: number, kind: number, style: number, holds: number | string])[];
}

/** What a store holds, row by row. */
export function rowsIn(store: CellStore): RowHeld[] {
  const out: RowHeld[] = [];
  for (const at of store.filledRows()) {
    const cells: [number, number, number, number | string][] = [];
    while (at.next()) cells.push([at.column, at.kind, at.style, at.kind === KIND.text || at.kind === KIND.said ? at.text : at.value]);
    out.push({ row: at.row, cells });
  }
  return out;
}
