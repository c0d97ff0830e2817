import { columnLetters } from '../../domain/canonical/place';
import type { Row } from '../../domain/canonical/vocabulary';
import { type KnownValues, valuesToLookUp } from '../../domain/mapping/known';
import type { CountAsked, OwnCounts } from '../../domain/mapping/own-counts';
import { sampleOf, SAMPLE } from '../../domain/mapping/read-table';
import { type Shape, shapeOf } from '../../domain/mapping/shapes';
import { type SuggestedField, suggestAll, type Suggestion, type Told } from '../../domain/mapping/suggest';
import { type OpenedPart, openSource } from '../../domain/syntax';
import type { ByteSource } from '../../domain/syntax/byte-source';
import type { Table } from '../../domain/syntax/table';

export interface LookTask {
  readonly supplier: string; // code
  readonly sheet?: string; // where a person says in which row the headings of a sheet stand
  readonly headerRow?: number;
}
/** What the buyer's masters say of the values of a file and of who sent it. */
export type MastersTold = Required<Pick<Told, 'known' | 'before' | 'locale'>>;
export interface Asking {
  readonly masters: (values: readonly string[]) => Promise<MastersTold>;
  readonly counts: (asked: readonly CountAsked[]) => Promise<OwnCounts>;
}

export interface SeenColumn {
  readonly column: number; // from 1
  readonly letter: string;
  readonly heading: string;
  readonly shape: Shape;
  readonly filled: number;
  readonly different: number;
  readonly first: string; // the first value below the heading
  readonly values: readonly { readonly value: string; readonly rows: number; readonly known: readonly string[] }[]; // of few different ones, all
}
/** A list of the file as it was sent, and what its columns seem to mean. */
export interface LookedList {
  readonly file: string;
  readonly sheet: string;
  readonly hidden: boolean;
  readonly begins: number | null; // row in which one of several lists of a sheet begins
  readonly rows: number; // that were looked at
  readonly more: boolean; // and there are more
  readonly grid: readonly { readonly row: number; readonly cells: readonly string[] }[];
  readonly header_row: number | null;
  readonly columns: readonly SeenColumn[];
  readonly fields: readonly SuggestedField[];
  readonly questions: readonly string[];
  readonly mapping: { readonly name: string; readonly yaml: string } | null; // where too little is known, none
}
export interface Looked {
  readonly lists: readonly LookedList[];
  readonly refused: readonly string[]; // why a part of it is no list
}

const [ROWS, COLUMNS, LETTERS] = [60, 60, 120]; // of a list that are shown
const FEW = 40; // different values that a person can go through
const MOST_LISTS = 20;

/** In the reading thread: opens a file, and says of each of its lists how it looks and what its columns seem to mean. */
export async function lookAtDelivery(
  source: ByteSource,
  { name, receivedAt }: { readonly name: string; readonly receivedAt: string },
  task: LookTask,
  asking: Asking,
): Promise<Looked> {
  const parts = await openSource(source, name);
  const found = parts.flatMap((p) =>
    p.content.kind === 'tables' ? p.content.tables.map((t) => ({ part: p, table: begunAt(t, task), whole: t })) : [],
  );
  const told = await asking.masters([...new Set(found.filter((f) => !f.table.hidden).flatMap((f) => valuesToLookUp(f.table)))]);
  const lists: LookedList[] = [];
  for (const { part, table, whole } of found) {
    const shown = await listsOf(part, table, whole, task.supplier, receivedAt, lists.length, told, asking);
    lists.push(...shown.slice(0, MOST_LISTS - lists.length));
  }
  return { lists, refused: parts.flatMap(refusedBy) };
}

const refusedBy = ({ name, content }: OpenedPart): string[] =>
  content.kind === 'tables'
    ? []
    : [
        `${name}: ${content.kind === 'unreadable' || content.kind === 'ignored' ? content.issue.detail : 'it is EDI or XML, and its mapping is written as text'}`,
      ];

/** What stands above the row that a person takes for the headings says nothing of the columns. */
function begunAt(table: Table, { sheet, headerRow }: LookTask): Table {
  if (headerRow === undefined || headerRow < 1 || (sheet !== undefined && sheet !== table.sheet)) return table;
  const below = (rows: readonly Row[]): Row[] => rows.filter((r) => r.number >= headerRow);
  return { ...table, rows: () => (function* () { for (const rows of table.rows()) yield below(rows); })() }; // prettier-ignore
}

async function listsOf(
  part: OpenedPart,
  table: Table,
  whole: Table, // with what stands above its headings
  supplier: string,
  receivedAt: string,
  before: number,
  told: MastersTold,
  { counts }: Asking,
): Promise<LookedList[]> {
  const sample = sampleOf(table);
  const shown = table === whole ? sample : sampleOf(whole);
  const named = { file: part.path ?? part.name, sheet: table.sheet, hidden: table.hidden };
  const seen = { ...named, rows: sample.length, more: sample.length >= SAMPLE };
  if (table.hidden) return [{ ...seen, begins: null, grid: gridOf(shown, 1), header_row: null, columns: [], fields: [], questions: [], mapping: null }]; // prettier-ignore
  const suggestions = await suggestAll([table], part.name, receivedAt, told, counts);
  return suggestions.map((s, n) => ({
    ...seen,
    begins: s.begins?.row ?? null,
    grid: gridOf(shown, s.begins?.row ?? 1),
    header_row: s.header_row,
    columns: columnsOf(sample, s, told.known),
    fields: s.fields,
    questions: s.questions,
    mapping: s.mapping?.(supplier, before + n === 0 ? '' : `-${before + n + 1}`) ?? null,
  }));
}

const gridOf = (sample: readonly Row[], from: number): LookedList['grid'] =>
  sample
    .filter((r) => r.number >= from)
    .slice(0, ROWS)
    .map((r) => ({ row: r.number, cells: r.cells.slice(0, COLUMNS).map((c) => c.shown.slice(0, LETTERS)) }));

function columnsOf(sample: readonly Row[], { header_row, begins }: Suggestion, known: KnownValues): SeenColumn[] {
  const after = header_row ?? 0;
  const heading = sample.find((r) => r.number === after)?.cells ?? [];
  const body = sample.filter((r) => r.number > after);
  const width = Math.min(COLUMNS, Math.max(heading.length, ...body.slice(0, ROWS).map((r) => r.cells.length)));
  return Array.from({ length: width }, (_, column) => column)
    .filter((column) => column >= (begins ? begins.column - 1 : 0))
    .map((column) => {
      const { shape, filled, different } = shapeOf(sample, column, after);
      return {
        ...{ column: column + 1, letter: columnLetters(column + 1), shape, filled, different },
        heading: (heading[column]?.shown ?? '').replace(/\s+/g, ' ').trim().slice(0, LETTERS),
        first: (body.find((r) => (r.cells[column]?.shown.trim() ?? '') !== '')?.cells[column]?.shown ?? '').slice(0, LETTERS),
        values: different <= FEW ? valuesOf(body, column, known) : [],
      };
    });
}

function valuesOf(body: readonly Row[], column: number, known: KnownValues): SeenColumn['values'] {
  const rows = new Map<string, number>();
  for (const row of body) {
    const value = row.cells[column]?.shown.trim() ?? '';
    if (value !== '') rows.set(value, (rows.get(value) ?? 0) + 1);
  }
  return [...rows].map(([value, n]) => ({ value: value.slice(0, LETTERS), rows: n, known: [...(known.get(value) ?? [])] }));
}
