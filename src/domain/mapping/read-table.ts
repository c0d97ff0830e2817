import type { Issue, Row } from '../canonical/vocabulary';
import type { ReadingSink } from '../formats/format';
import { readShipSheet } from '../formats/ship-sheet';
import { placeAt } from '../formats/sheet-rows';
import { readStockSheet } from '../formats/stock-sheet';
import type { Table } from '../syntax/table';
import { infer, type Layout } from './layout';
import { chooseMapping, type MappingFile } from './mapping-file';

const SAMPLE = 5000;

export function sampleOf(table: Table): Row[] {
  const out: Row[] = [];
  for (const part of table.rows()) {
    for (const row of part) out.push(row);
    if (out.length >= SAMPLE) break;
  }
  return out;
}

export interface TableContext {
  readonly fileName: string;
  readonly subject: string;
  readonly within: string | null;
  readonly receivedAt: string;
  readonly supplier: string | null;
  readonly mappings: readonly MappingFile[];
}
export type Planned = { readonly layout: Layout } | { readonly issue: Issue; readonly empty: boolean };

/** How a table is to be read: by the supplier's mapping, else by its headings; else the question that a person must answer. */
export function plan(table: Table, context: TableContext): Planned {
  const sample = sampleOf(table);
  const own =
    context.supplier === null ? undefined : chooseMapping(context.mappings, context.supplier, context.fileName, table.sheet, sample);
  if (own) return { layout: own };
  const inferred = infer(sample, table.sheet, [context.fileName, context.subject], context.receivedAt);
  if ('layout' in inferred) return { layout: inferred.layout };
  const { code, detail, row, rows } = inferred.question;
  const place = placeAt({ sheet: table.sheet, text: table.text, within: context.within }, NO_LAYOUT, row);
  return { issue: { code, severity: 'error', detail, place }, empty: rows === 0 };
}

const NO_LAYOUT: Layout = {
  kind: 'stock_report',
  headerRow: 0,
  items: [],
  measures: [],
  columns: {},
  constants: {},
  dateOrder: null,
  headings: [],
  coverage: 'full',
};

export function readTable(table: Table, layout: Layout, context: TableContext, sink: ReadingSink): void {
  const where = { sheet: table.sheet, text: table.text, within: context.within };
  const rows = { [Symbol.iterator]: () => table.rows()[Symbol.iterator]() }; // looked through once for its day, then read
  if (layout.kind === 'ship_notice') readShipSheet(rows, layout, where, context.receivedAt, context.fileName, sink);
  else readStockSheet(rows, layout, where, context.receivedAt, sink);
}
