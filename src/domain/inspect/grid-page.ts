import { readPlace } from '../canonical/place';
import type { Row } from '../canonical/vocabulary';
import { LIMITS } from '../syntax/limits';
import type { Table } from '../syntax/table';
import { cut, NOTHING, type PageAsked, pageOf, type ShownPart, type ShownRow, type ShownSheet } from './page';

/**
 * A page of the rows of a workbook or a text, as they are displayed there; rows that hold nothing stand in their place. `known`: what
 * another page of the same told of its sheets, since only going through all of it tells how large it is.
 */
export function gridPage(tables: readonly Table[], asked: PageAsked, known?: readonly ShownSheet[]): Omit<ShownPart, 'within'> {
  const sheets = known ?? sheetsOf(tables);
  const last = sheets.at(-1);
  const total = last === undefined ? 0 : last.start + last.rows;
  const start = pageOf(indexOf(tables, sheets, asked), asked.limit);
  const rows = [...rowsFrom(tables, sheets, start, Math.min(total, start + asked.limit))];
  const read = tables.find((t) => t.read !== undefined)?.read ?? null;
  return { ...NOTHING, kind: 'grid', read, total, start, sheets, rows };
}

function sheetsOf(tables: readonly Table[]): ShownSheet[] {
  const sheets: ShownSheet[] = [];
  let start = 0;
  for (const t of tables) {
    const size = sizeOf(t);
    sheets.push({ name: t.sheet, hidden: t.hidden, start, ...size });
    start += size.rows;
  }
  return sheets;
}

function sizeOf(table: Table): { rows: number; columns: number } {
  let [rows, columns] = [0, 0];
  for (const batch of table.rows())
    for (const r of batch) {
      rows = Math.max(rows, Math.min(r.number, LIMITS.rows));
      columns = Math.max(columns, lastOf(r));
    }
  return { rows, columns };
}
function lastOf({ cells }: Row): number {
  for (let i = cells.length; i > 0; i--) if (cells[i - 1]!.shown !== '') return i;
  return 0;
}

function indexOf(tables: readonly Table[], sheets: readonly ShownSheet[], { at, start }: PageAsked): number {
  const place = at === undefined ? undefined : readPlace(at);
  if (place?.in === 'cell') return (sheets.find((s) => s.name === place.sheet)?.start ?? 0) + place.row - 1;
  if (place?.in === 'row') return place.row - 1;
  if (place?.in === 'path' && at !== undefined)
    for (const [n, t] of tables.entries())
      for (const batch of t.rows()) for (const r of batch) if (standsAt(t, r, place.path)) return sheets[n]!.start + r.number - 1;
  return start ?? 0;
}
const standsAt = (t: Table, r: Row, path: string): boolean =>
  t.at !== undefined && (path.endsWith(t.at(r.number)) || r.cells.some((_, c) => path.endsWith(t.at!(r.number, c))));

function* rowsFrom(tables: readonly Table[], sheets: readonly ShownSheet[], from: number, to: number): Generator<ShownRow> {
  for (const [sheet, s] of sheets.entries()) {
    if (s.start + s.rows <= from || s.start >= to) continue;
    let next = Math.max(1, from - s.start + 1); // row that is to be told
    const last = Math.min(s.rows, to - s.start);
    const table = tables[sheet]!;
    outer: for (const batch of table.rows())
      for (const r of batch) {
        if (r.number < next) continue;
        for (; next < r.number && next <= last; next++) yield { sheet, row: next, cells: [] };
        if (next > last) break outer;
        yield shownRow(table, sheet, r);
        next = r.number + 1;
      }
    for (; next <= last; next++) yield { sheet, row: next, cells: [] };
  }
}

function shownRow(table: Table, sheet: number, r: Row): ShownRow {
  const cells = r.cells.slice(0, lastOf(r)).map((c) => cut(c.shown));
  return { sheet, row: r.number, cells, ...(table.at ? { places: cells.map((_, c) => table.at!(r.number, c)) } : {}) };
}
