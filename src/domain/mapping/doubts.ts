import type { Row } from '../canonical/vocabulary';
import { dateOrderOf, readDate } from './dates';
import type { DateField, Layout, Question } from './layout';
import { decimalSignOf, needsSign } from './numbers';

/**
 * Whether a list is in doubt: its dates may be two days each, its numbers thousands or fractions, and nothing in the whole
 * column decides. One answer settles all of them, so one question is asked, and nothing is read until then. Where a column
 * proves both ways, no answer could settle it: then it is its cells that are refused, and not the list.
 */
export function doubtOf(layout: Layout, sample: readonly Row[]): Question | undefined {
  const rows = bodyOf(layout, sample).length;
  const ask = (code: Question['code'], detail: string, row = layout.headerRow || 1): Question => ({ code, detail, row, rows, list: true });
  const told = layout.notes?.find((n) => n.severity === 'error');
  if (told) return ask(told.code === 'sheet.number-unsure' ? told.code : 'sheet.date-unsure', told.detail, told.row);
  for (const field of ['as_of', 'ship_date', 'eta'] as const) {
    const question = dateQuestion(layout, sample, field);
    if (question !== undefined) return ask('sheet.date-unsure', question);
  }
  for (const { column } of layout.measures) {
    const question = numberQuestion(layout, sample, column);
    if (question !== undefined) return ask('sheet.number-unsure', question);
  }
  return undefined;
}

const bodyOf = (layout: Pick<Layout, 'headerRow'>, sample: readonly Row[]): readonly Row[] =>
  sample.filter((r) => r.number > layout.headerRow && r.cells.length > 0);
const shownIn = (layout: Pick<Layout, 'headings'>, column: number, text: string): string =>
  `${JSON.stringify(text.trim())} in column "${layout.headings[column] || column + 1}"`;

/** The different texts of a column: dates repeat, and each need be looked at only once. */
function textsOf(rows: readonly Row[], column: number): string[] {
  const texts = new Set<string>();
  for (const row of rows) {
    const raw = row.cells[column]?.raw;
    if (typeof raw === 'string') texts.add(raw);
  }
  return [...texts];
}

/** What to ask about the dates of a column; undefined where nothing is open, or where no answer could settle it. */
export function dateQuestion(layout: Layout, sample: readonly Row[], field: DateField): string | undefined {
  const column = layout.columns[field];
  if (column === undefined || layout.orders[field] !== null) return undefined;
  const texts = textsOf(bodyOf(layout, sample), column);
  const open = texts.find((t) => readDate(t, null) === 'unsure');
  if (open === undefined || texts.some((t) => dateOrderOf([t]).order !== null)) return undefined;
  return `Does ${shownIn(layout, column, open)} begin with the day or with the month?`;
}

/** The same about its numbers. */
export function numberQuestion(
  layout: Pick<Layout, 'headerRow' | 'headings' | 'measures'>,
  sample: readonly Row[],
  column: number,
): string | undefined {
  if (layout.measures.find((m) => m.column === column)?.sign !== null) return undefined;
  const texts = textsOf(bodyOf(layout, sample), column);
  const open = texts.find(needsSign);
  if (open === undefined || texts.some((t) => decimalSignOf([t]) !== null)) return undefined;
  return `Is ${shownIn(layout, column, open)} a thousand and more, or a fraction?`;
}
