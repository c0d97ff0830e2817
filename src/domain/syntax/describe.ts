import type { Row } from '../canonical/vocabulary';
import { findHeading } from '../mapping/headings';
import { listsOf } from '../mapping/lists';
import { sampleOf } from '../mapping/read-table';
import { likelyHeading } from '../mapping/shapes';
import { describeX12 } from './edi-structure';
import { describeEdifactFile } from './edifact-structure';
import type { OpenedPart } from './index';
import { hiddenSheets, type Table } from './table';
import { xmlTables } from './xml-tables';

/** `doc read --json`: EDI by the structure of its messages (contract 3.2), sheets and text as displayed, rows and columns from 1. */
export function describeParts(parts: readonly OpenedPart[], file: string): object {
  const [only] = parts;
  const alone = parts.length === 1 && only && describedEdi(only, file);
  if (alone) return alone;
  const tables = parts.flatMap((p) => tablesOf(p).flatMap((t) => describeTables(t, p.path)));
  const issues = parts.flatMap(({ content, path }) => {
    if (content.kind === 'tables') return hiddenSheets(content.tables, path);
    return content.kind === 'unreadable' || content.kind === 'ignored' ? [content.issue] : [];
  });
  const edi = parts.flatMap((p) => describedEdi(p, p.path ?? file) ?? []);
  return { file, tables, ...(edi.length > 0 ? { documents: edi } : {}), issues };
}

/** A document of XML is shown as the lists that it is. */
function tablesOf({ content }: OpenedPart): readonly Table[] {
  if (content.kind === 'xml') return content.documents.flatMap((d) => xmlTables(d.root));
  return content.kind === 'tables' ? content.tables : [];
}

function describedEdi({ content }: OpenedPart, file: string): object | undefined {
  if (content.kind !== 'x12' && content.kind !== 'edifact') return undefined;
  const { kind, source } = content;
  return (kind === 'x12' ? describeX12 : describeEdifactFile)(source.read(0, source.size), file);
}

/** A sheet of several lists is one table for each of them, as it is read; the rows of each keep their numbers. */
function describeTables(table: Table, path: string | null): object[] {
  return listsOf(table, sampleOf(table)).map((list) => describeTable(list, path));
}

function describeTable(table: Table, path: string | null): object {
  const rows = [...table.rows()].flat();
  const within = rows.filter((r) => r.number >= (table.begins?.row ?? 1)).slice(0, 100);
  const { found, nearly } = findHeading(within, table.merges ?? []);
  const heading = found ?? nearly ?? { last: likelyHeading(rows)?.number, headings: [] };
  const shown = rows.find((r) => r.number === heading.last)?.cells ?? [];
  return {
    sheet: table.sheet,
    ...(path === null ? {} : { within: path }),
    ...(table.hidden ? { hidden: true } : {}),
    ...(table.hiddenRows ? { hidden_rows: table.hiddenRows } : {}),
    ...(table.hiddenColumns ? { hidden_columns: table.hiddenColumns.map((c) => c + 1) } : {}),
    ...(table.read === undefined ? {} : { read: table.read }),
    ...(table.begins ? { begins: { row: table.begins.row, column: table.begins.column + 1 } } : {}),
    header_row: heading.last ?? null,
    columns: shown.map((c, i) => ({ index: i + 1, heading: heading.headings[i] || c.shown })),
    rows: byNumber(rows).map((r) => r.cells.map((c) => c.shown)),
  };
}

/** The first of the list is row 1: what a file leaves out stands as an empty row, so that numbers count. */
function byNumber(rows: readonly Row[]): Row[] {
  const out: Row[] = [];
  for (const row of rows) {
    while (out.length + 1 < row.number && row.number - out.length < 20_000) out.push({ number: out.length + 1, cells: [] });
    out.push(row);
  }
  return out;
}
