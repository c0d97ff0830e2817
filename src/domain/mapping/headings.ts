import type { Row } from '../canonical/vocabulary';
import type { Merge } from '../syntax/table';
import { type Field, fieldOf, isItem, isMeasure } from './fields';

export interface Guess {
  readonly field: Field;
  readonly column: number;
  readonly heading: string;
  readonly band: 'sure' | 'likely';
  readonly unit?: string;
}

/** A row, or two that stand for one, whose cells are headings. */
export interface HeadingRow {
  readonly first: number; // row numbers
  readonly last: number;
  readonly index: number; // of the last in the sample
  readonly headings: readonly string[];
  readonly guesses: readonly Guess[];
}

const SEARCHED = 60;
const LONGEST = 60; // a heading is no sentence

/**
 * The row that says what the columns are: the one with the most headings that are known, an item and a number among them. Two
 * rows stand for one when the upper says what the lower is about (`Bestand` over `verfügbar` and `gesperrt`).
 */
export function findHeading(
  sample: readonly Row[],
  merges: readonly Merge[],
): { readonly found?: HeadingRow; readonly nearly?: HeadingRow } {
  const sure = best(sample, merges, 'sure');
  // What is only likely is looked for where it is needed: it means comparing each word with every heading that is known.
  if (sure)
    return { found: headingRow(sample, sure.index, sure.first === sure.last ? undefined : sure.index - 1, merges, 'likely') ?? sure };
  const nearly = best(sample, merges, 'likely');
  return nearly ? { nearly } : {};
}

type Band = Guess['band'];

function best(sample: readonly Row[], merges: readonly Merge[], band: Band): HeadingRow | undefined {
  let found: HeadingRow | undefined;
  for (let i = 0; i < Math.min(sample.length, SEARCHED); i++) {
    const single = headingRow(sample, i, undefined, merges, band);
    const double = i + 1 < sample.length && isWords(sample[i + 1]!) ? headingRow(sample, i + 1, i, merges, band) : undefined;
    for (const row of [single, double]) {
      if (!row || !(isUsable(row, band) || (band === 'likely' && row.guesses.length >= 2))) continue;
      if (!found || score(row) > score(found)) found = row;
    }
  }
  return found;
}

const score = (row: HeadingRow): number => row.guesses.reduce((n, g) => n + (g.band === 'sure' ? 10 : 1), 0) - (row.last - row.first);

function isUsable(row: HeadingRow, band: Band): boolean {
  const guesses = row.guesses.filter((g) => band === 'likely' || g.band === 'sure');
  return guesses.some((g) => isItem(g.field)) && guesses.some((g) => isMeasure(g.field) || g.field === 'quantity');
}

function headingRow(
  sample: readonly Row[],
  at: number,
  above: number | undefined,
  merges: readonly Merge[],
  band: Band,
): HeadingRow | undefined {
  const row = sample[at]!;
  const lower = textsOf(row);
  if (lower.every((t) => t === '')) return undefined;
  const upper = above === undefined ? [] : spread(sample[above]!, merges);
  if (above !== undefined && (upper.filter((t) => t !== '').length < 2 || sample[above]!.number !== row.number - 1)) return undefined;
  const headings: string[] = [];
  const guesses: Guess[] = [];
  for (let column = 0; column < Math.max(lower.length, upper.length); column++) {
    const [up, low] = [upper[column] ?? '', lower[column] ?? ''];
    const both = up !== '' && low !== '' && up !== low ? `${up} ${low}` : low || up;
    headings.push(both);
    if (both === '' || both.length > LONGEST) continue;
    const guess = sureOf(both) ?? sureOf(low) ?? (low === '' ? sureOf(up) : undefined) ?? (band === 'likely' ? fieldOf(both) : undefined);
    if (guess) guesses.push({ ...guess, column, heading: both });
  }
  if (guesses.length === 0) return undefined;
  return { first: above === undefined ? row.number : sample[above]!.number, last: row.number, index: at, headings, guesses };
}

/** One row's headings, as far as they are known. */
export const headingsIn = (sample: readonly Row[], at: number, merges: readonly Merge[]): HeadingRow | undefined =>
  headingRow(sample, at, undefined, merges, 'sure');

function sureOf(text: string): ReturnType<typeof fieldOf> {
  return text === '' ? undefined : fieldOf(text, false);
}

const textsOf = (row: Row): string[] => row.cells.map((c) => (typeof c.raw === 'number' ? '' : c.shown.replace(/\s+/g, ' ').trim()));
export const isWords = (row: Row): boolean =>
  row.cells.every((c) => typeof c.raw !== 'number' && !/^[\s\d.,:/()-]*\d[\s\d.,:/()-]*$/.test(c.shown));

/** A merged heading stands over all of its columns. */
export function spread(row: Row, merges: readonly Merge[]): string[] {
  const texts = textsOf(row);
  for (const m of merges) {
    if (m.row > row.number || m.toRow < row.number || m.toColumn - m.column > 50) continue;
    for (let c = m.column + 1; c <= m.toColumn; c++) texts[c] = texts[m.column] ?? '';
  }
  return Array.from(texts, (t) => t ?? '');
}
