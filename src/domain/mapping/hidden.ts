import type { Issue, Row } from '../canonical/vocabulary';
import { columnLetters } from '../canonical/place';
import { EMPTY, hiddenSheets, type Table } from '../syntax/table';
import { isFor } from './choose';
import { glob } from './find-columns';
import type { MappingFile } from './mapping-file';
import { sampleOf, type TableContext } from './read-table';

type Policy = NonNullable<MappingFile['hidden']>;

/** The tables of a file that are to be read, and what is told of the others: hidden sheets are left out, unless a mapping says otherwise. */
export function shownTables(tables: readonly Table[], context: TableContext): { readonly tables: Table[]; readonly left: Issue[] } {
  const { sheets = 'left_out' } = policyOf(context) ?? {};
  const hidden = hiddenSheets(tables, context.within);
  const names = tables.filter((t) => hidden.some((i) => i.place?.in === 'cell' && i.place.sheet === t.sheet && t.hidden));
  const read = sheets === 'read' ? names : [];
  const refused = sheets === 'refused' ? names.map((t) => JSON.stringify(t.sheet)).join(', ') : '';
  const shown = tables.flatMap((table): Table[] => {
    if (table.hidden && !read.includes(table)) return [];
    if (refused !== '')
      return [{ ...table, refused: `the file holds hidden sheets (${refused}), which the mapping refuses; please send it without` }];
    const told = table.hidden ? [`the sheet "${table.sheet}" is hidden and was read, as the mapping says`] : [];
    return [withoutHidden({ ...table, hidden: false, ...(told.length > 0 ? { told } : {}) }, policyOf(context, table.sheet) ?? {})];
  });
  return { tables: shown, left: sheets === 'left_out' ? hidden : [] };
}

/** What a person has said about hidden things, by the first mapping for this file (and sheet) that says anything. */
const policyOf = (context: TableContext, sheet?: string): Policy | undefined =>
  context.mappings.find(
    (m) =>
      context.supplier !== null &&
      isFor(m, context.supplier, context) &&
      m.hidden &&
      (sheet === undefined || m.sheet === undefined || glob(m.sheet).test(sheet)),
  )?.hidden;

function withoutHidden(table: Table, { rows = 'read', columns = 'read' }: Policy): Table {
  const hiddenRows = rows === 'read' ? [] : (table.hiddenRows ?? []);
  const hiddenColumns = columns === 'read' ? [] : filledAmong(table, table.hiddenColumns ?? []);
  const named = [
    ...(hiddenColumns.length > 0 ? [`the hidden ${hiddenColumns.length === 1 ? 'column' : 'columns'} ${hiddenColumns.map((c) => columnLetters(c + 1)).join(', ')}`] : []),
    ...(hiddenRows.length > 0 ? [hiddenRows.length === 1 ? `the hidden row ${hiddenRows[0]}` : `${hiddenRows.length} hidden rows`] : []),
  ]; // prettier-ignore
  if (named.length === 0) return table;
  if ((rows === 'refused' && hiddenRows.length > 0) || (columns === 'refused' && hiddenColumns.length > 0))
    return { ...table, refused: `the sheet holds ${named.join(' and ')}, and the mapping refuses what is hidden; please send it without` };
  const [left, blank] = [new Set(hiddenRows), new Set(hiddenColumns)];
  const { hiddenRows: _, hiddenColumns: __, ...rest } = table;
  return {
    ...rest,
    ...(rows === 'read' ? { hiddenRows: table.hiddenRows ?? [] } : {}),
    ...(columns === 'read' ? { hiddenColumns: table.hiddenColumns ?? [] } : {}),
    told: [
      ...(table.told ?? []),
      `${named.join(' and ')} ${hiddenRows.length + hiddenColumns.length === 1 ? 'was' : 'were'} left out, as the mapping says`,
    ],
    rows: () => without(table.rows(), left, blank),
  };
}

function* without(batches: Iterable<readonly Row[]>, rows: ReadonlySet<number>, columns: ReadonlySet<number>): Generator<readonly Row[]> {
  for (const batch of batches)
    yield batch.flatMap((row) => {
      if (rows.has(row.number)) return [];
      return columns.size === 0 ? [row] : [{ ...row, cells: row.cells.map((c, i) => (columns.has(i) ? EMPTY : c)) }];
    });
}

/** Hiding the rest of a sheet right of its list hides a thousand columns of nothing. */
function filledAmong(table: Table, columns: readonly number[]): number[] {
  if (columns.length === 0) return [];
  const filled = new Set<number>();
  for (const row of sampleOf(table)) for (const [i, c] of row.cells.entries()) if (c.shown.trim() !== '') filled.add(i);
  return columns.filter((c) => filled.has(c));
}
