import { stringify } from 'yaml';
import type { Table } from '../syntax/table';
import { ITEM_FIELDS, MEASURES } from './fields';
import { type Guess, infer, type Layout } from './layout';
import { sampleOf } from './read-table';

/** Contract section 3.3. Columns count from 1. */
export interface Suggestion {
  readonly sheet: string;
  readonly header_row: number | null;
  readonly fields: readonly {
    readonly field: string;
    readonly column: number | null;
    readonly heading: string | null;
    readonly band: 'sure' | 'likely' | 'ask';
    readonly evidence: readonly string[];
  }[];
  readonly questions: readonly string[];
  readonly yaml: (supplier: string) => string;
}

/** What a sheet's columns seem to mean, with what says so, and what only a person can decide. */
export function suggest(table: Table, fileName: string, receivedAt: string): Suggestion {
  const sample = sampleOf(table);
  const inferred = infer(sample, table.sheet, [fileName], receivedAt);
  if ('question' in inferred)
    return { sheet: table.sheet, header_row: null, fields: [], questions: [inferred.question.detail], yaml: () => '' };
  const { layout, guesses } = inferred;
  const used = guesses.filter((g) => layout.columns[g.field] === g.column);
  const fields = used.map((g) => ({
    field: nameOf(g, layout),
    column: g.column + 1,
    heading: g.heading,
    band: g.band,
    evidence: [`the heading is ${JSON.stringify(g.heading)}`, ...examples(g.column, layout, sample)],
  }));
  const constants = Object.entries(layout.constants).map(([field, value]) => ({
    field: field === 'asOf' ? 'as_of' : field,
    column: null,
    heading: null,
    band: 'likely' as const,
    evidence: [`above the list, or in a name: ${typeof value === 'string' ? value : JSON.stringify(value)}`],
  }));
  const missing = ['location', 'uom', 'as_of'].filter((f) => ![...fields, ...constants].some((x) => x.field === f));
  const asked = missing.map((field) => ({ field, column: null, heading: null, band: 'ask' as const, evidence: ['no column says it'] }));
  const questions = [
    ...numberQuestions(layout, sample),
    ...used.filter((g) => g.band === 'likely').map((g) => `Is ${JSON.stringify(g.heading)} the ${nameOf(g, layout).replace('_', ' ')}?`),
  ];
  return {
    sheet: table.sheet,
    header_row: layout.headerRow,
    fields: [...fields, ...constants, ...asked],
    questions,
    yaml: (supplier) => yamlOf(layout, used, supplier),
  };
}

const isItem = (f: string): boolean => (ITEM_FIELDS as readonly string[]).includes(f);
const nameOf = (g: Guess, layout: Layout): string =>
  isItem(g.field) ? 'item' : g.field === 'quantity' ? (layout.kind === 'ship_notice' ? 'shipped' : 'on_hand') : g.field;

function examples(column: number, layout: Layout, sample: ReturnType<typeof sampleOf>): string[] {
  const shown = sample.filter((r) => r.number > layout.headerRow).map((r) => r.cells[column]?.shown.trim() ?? '');
  const some = [...new Set(shown.filter((s) => s !== ''))].slice(0, 3);
  return some.length === 0 ? [] : [`holds ${some.map((s) => JSON.stringify(s)).join(', ')}`];
}

function numberQuestions(layout: Layout, sample: ReturnType<typeof sampleOf>): string[] {
  return layout.measures
    .filter(
      (m) =>
        m.sign === null &&
        sample.some(
          (r) =>
            r.number > layout.headerRow &&
            typeof r.cells[m.column]?.raw !== 'number' &&
            /^\d{1,3}[.,]\d{3}$/.test(r.cells[m.column]?.shown.trim() ?? ''),
        ),
    )
    .map((m) => `Is the sign in column ${m.column + 1} (${layout.headings[m.column]}) a decimal sign or does it group thousands?`);
}

function yamlOf(layout: Layout, used: readonly Guess[], supplier: string): string {
  const columns = Object.fromEntries(
    used
      .filter((g) => isItem(g.field) || (MEASURES as readonly string[]).includes(g.field) || layout.columns[g.field] !== undefined)
      .map((g) => [g.field, g.heading]),
  );
  return stringify({
    name: `${supplier.toLowerCase()}-${layout.kind.replace('_', '-')}`,
    version: 1,
    supplier,
    kind: layout.kind,
    columns,
  });
}
