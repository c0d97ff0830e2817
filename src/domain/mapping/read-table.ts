import type { Issue, Row } from '../canonical/vocabulary';
import type { ReadingSink } from '../formats/format';
import { readShipSheet } from '../formats/ship-sheet';
import { placeAt, type SheetPlace } from '../formats/sheet-cells';
import { readStockSheet } from '../formats/stock-sheet';
import { LIMITS } from '../syntax/limits';
import type { Table } from '../syntax/table';
import { derivedAll, derivedSample, usedBy } from './columns/derive';
import { type Chosen, chooseMapping } from './choose';
import { doubtOf } from './doubts';
import type { Drift } from './drift';
import type { Rows } from './evidence';
import { infer, type Inferred, type Seen } from './infer';
import type { Layout, Note, Question } from './layout';
import type { MappingFile } from './mapping-file';

export const SAMPLE = 5000;

export function sampleOf(table: Table): Row[] {
  const out: Row[] = [];
  for (const part of table.rows()) {
    for (const row of part) out.push(row);
    if (out.length >= SAMPLE) break;
  }
  return out;
}

/** All rows, each time that they are asked for: a table is looked through for what its columns prove, and then read. */
const rowsOf = (table: Table): Rows => ({ [Symbol.iterator]: () => table.rows()[Symbol.iterator]() });

export function see(
  table: Table,
  names: readonly string[],
  receivedAt: string,
  locale: string | null = null,
  sample: readonly Row[] = sampleOf(table),
): Seen {
  const lead = (table.lead ?? []).map((line) => ({ number: 1, cells: [{ shown: line, raw: line }] }));
  const { sheet, text, merges = [] } = table;
  return { sample, all: rowsOf(table), sheet, text, merges, lead, names, receivedAt, locale };
}

export interface TableContext {
  readonly fileName: string;
  readonly subject: string;
  readonly sender?: string | null; // of the mail that brought it
  readonly within: string | null;
  readonly receivedAt: string;
  readonly supplier: string | null;
  readonly locale?: string | null; // of the supplier
  readonly mappings: readonly MappingFile[];
}
export type Planned =
  { readonly layout: Layout } | { readonly issue: Issue; readonly empty: boolean; readonly list: boolean; readonly drift?: Drift };

/** How a table is to be read: by the supplier's mapping, else by its headings; else the question that a person must answer. */
export function plan(table: Table, context: TableContext, sample?: readonly Row[]): Planned {
  const seen = see(table, [context.fileName, context.subject].filter((n) => n !== ''), context.receivedAt, context.locale, sample); // prettier-ignore
  const own = context.supplier === null ? undefined : chooseMapping(context.mappings, context.supplier, context, seen);
  const answer = own && 'layout' in own ? own : table.doubt ? doubted(table.doubt, seen) : unmapped(seen, own);
  const doubt = 'layout' in answer ? doubtOf(answer.layout, madeOf(answer.layout, seen.sample)) : answer.question;
  if ('layout' in answer && !doubt) return { layout: withNotes(answer.layout, table) };
  const { code, detail, row, rows, list, drift } = doubt!;
  const place = placeAt(whereOf(table, context.within), [], row || 1);
  return { issue: { code, severity: 'error', detail, place }, empty: rows === 0, list, ...(drift ? { drift } : {}) };
}

const madeOf = ({ derived }: Layout, sample: readonly Row[]): readonly Row[] => (derived ? derivedSample(sample, derived) : sample);

/** Not a list that must be one: where a mapping says which table of the file counts, this one is left out. */
const doubted = (detail: string, seen: Seen): { readonly question: Question } => ({
  question: { code: 'sheet.ambiguous-heading', detail, row: 1, rows: seen.sample.length, list: false },
});

/** By its headings; but for a list of the kind that the supplier's mappings are of: those must fit, or a person says why not. */
function unmapped(seen: Seen, own: Extract<Chosen, { question: Question }> | undefined): Inferred | { readonly question: Question } {
  const inferred = infer(seen);
  return own && !('layout' in inferred && !own.kinds.has(inferred.layout.kind)) ? own : inferred;
}

/** What is hidden is read, since it is in the file, and told, since who sent it may not know; what is not read is told, too. */
function withNotes(layout: Layout, table: Table): Layout {
  const { description: _, ...columnsOf } = layout.columns;
  const used = new Set([
    ...[...layout.items, ...layout.measures].map((c) => c.column),
    ...Object.values(columnsOf),
    ...(layout.derived ? usedBy(layout.derived) : []),
  ]);
  const columns = (table.hiddenColumns ?? []).filter((c) => used.has(c)).map((c) => `"${layout.headings[c] ?? c + 1}"`);
  const hidden = table.hiddenRows?.length ?? 0;
  const told = [
    ...(columns.length > 0 ? [`column ${columns.join(', ')} is hidden and was read all the same`] : []),
    ...(table.told ?? []),
    ...(hidden > 0 ? [`${hidden === 1 ? 'a hidden row was' : `${hidden} hidden rows were`} read all the same`] : []),
  ];
  const row = layout.headerRow || 1;
  const notes: Note[] = told.map((detail) => ({ code: 'sheet.hidden', severity: 'warning', detail, row }));
  const beyond = table.cellsBeyond ?? 0;
  if (beyond > 0) {
    const detail = `${beyond === 1 ? 'a cell stands' : `${beyond} cells stand`} right of the ${LIMITS.columns} columns that are read, and ${beyond === 1 ? 'was' : 'were'} left out`;
    notes.push({ code: 'sheet.columns-left-out', severity: 'error', detail, row });
  }
  const anew = table.notCalculated ?? 0;
  if (anew > 0) {
    const results = anew === 1 ? 'a result of a formula was' : `${anew} results of formulas were`;
    const detail = `${results} read as saved by a program that leaves calculating to whoever opens the file; they may be those of other numbers`;
    notes.push({ code: 'sheet.formulas-not-calculated', severity: 'warning', detail, row });
  }
  return notes.length === 0 ? layout : { ...layout, notes: [...(layout.notes ?? []), ...notes] };
}

export const whereOf = ({ sheet, text, at, cellOf }: Table, within: string | null): SheetPlace => ({
  sheet,
  text,
  within,
  at,
  ...(cellOf ? { cellOf } : {}),
});

export function readTable(table: Table, layout: Layout, context: TableContext, sink: ReadingSink): void {
  const where = whereOf(table, context.within);
  const rows = layout.derived ? derivedAll(rowsOf(table), layout.derived) : rowsOf(table);
  if (layout.kind === 'ship_notice') readShipSheet(rows, layout, where, context.receivedAt, context.fileName, sink);
  else readStockSheet(rows, layout, where, context.receivedAt, sink);
}
