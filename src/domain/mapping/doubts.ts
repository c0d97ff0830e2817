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
  const rows = sample.filter((r) => r.number > layout.headerRow && r.cells.length > 0);
  const ask = (code: Question['code'], detail: string, row = layout.headerRow || 1): Question => ({
    code,
    detail,
    row,
    rows: rows.length,
    list: true,
  });
  const told = layout.notes?.find((n) => n.severity === 'error');
  if (told) return ask('sheet.date-unsure', told.detail, told.row);
  for (const field of ['as_of', 'ship_date', 'eta'] as const) {
    const open = unsureDate(layout, rows, field);
    if (open !== undefined)
      return ask('sheet.date-unsure', `does ${shownIn(layout, layout.columns[field]!, open)} begin with the day or with the month?`);
  }
  for (const { column, sign } of layout.measures) {
    const open = sign === null ? unsureNumber(rows, column) : undefined;
    if (open !== undefined) return ask('sheet.number-unsure', `is ${shownIn(layout, column, open)} more than a thousand, or a fraction?`);
  }
  return undefined;
}

const shownIn = (layout: Layout, column: number, text: string): string =>
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

export function unsureDate(layout: Layout, rows: readonly Row[], field: DateField): string | undefined {
  const column = layout.columns[field];
  if (column === undefined || layout.orders[field] !== null) return undefined;
  const texts = textsOf(rows, column);
  const open = texts.find((t) => readDate(t, null) === 'unsure');
  return open === undefined || texts.some((t) => dateOrderOf([t]).order !== null) ? undefined : open;
}

export function unsureNumber(rows: readonly Row[], column: number): string | undefined {
  const texts = textsOf(rows, column);
  const open = texts.find(needsSign);
  return open === undefined || texts.some((t) => decimalSignOf([t]) !== null) ? undefined : open;
}
