import { columnIndex } from '../canonical/place';
import type { Row } from '../canonical/vocabulary';
import { folded } from './fields';
import type { ColumnSource, Source } from './columns/source';
import { ownTerms, plainSource, sourcesOf } from './columns/terms-of';

const SEARCHED = 60;

/** `Week *`: a name with stars for whatever stands there. */
export const glob = (pattern: string): { readonly test: (text: string) => boolean } => {
  const wanted = [...pattern.toLowerCase()];
  return { test: (text) => fits(wanted, [...text.toLowerCase()]) };
};

/** Goes back to the last * only, so that no pattern takes longer than its length times the text's; as a regular expression twenty of them never end. */
function fits(wanted: readonly string[], text: readonly string[]): boolean {
  let [w, t, star, from] = [0, 0, -1, 0];
  while (t < text.length) {
    if (wanted[w] === '*') [star, from] = [w++, t];
    else if (w < wanted.length && (wanted[w] === '?' || wanted[w] === text[t])) [w, t] = [w + 1, t + 1];
    else if (star >= 0) [w, t] = [star + 1, ++from];
    else return false;
  }
  while (wanted[w] === '*') w++;
  return w === wanted.length;
}

export interface LostColumn {
  readonly field: string;
  readonly named: readonly string[];
  readonly shown: string;
}
/** A heading that a mapping names and that is not there, in the row that comes nearest. */
export interface Missing {
  readonly row: number;
  readonly found: number; // how many headings are there all the same
  readonly lost: readonly LostColumn[]; // all that are not
  readonly headings?: readonly string[]; // of that row
  readonly columns?: Partial<Readonly<Record<string, number>>>; // that were found in it
  readonly instead?: string; // what is not there, where it is no column
}
export interface Found<F extends string> {
  readonly row: Row | undefined;
  readonly columns: Partial<Record<F, number>>; // those that are read as they stand
  readonly headings: readonly string[];
}

/** The row in which all the headings stand that a mapping names; else the one that comes nearest, and what it lacks. */
export function findColumns<F extends string>(
  named: Partial<Readonly<Record<F, ColumnSource>>>,
  headerRow: number | undefined,
  sample: readonly Row[],
  besides: readonly Source[] = [],
): Found<F> | Missing {
  const wanted = (Object.entries(named) as [F, ColumnSource][]).flatMap(([field, given]): Wanted<F>[] => {
    const plain = plainSource(given, field);
    const optional = ownTerms(given)?.optional ?? false;
    return plain !== undefined
      ? [{ field, source: plain, optional }]
      : sourcesOf(given).map((source) => ({ field, source, optional, made: true }));
  });
  wanted.push(...besides.map((source) => ({ field: 'where' as F, source, optional: false, made: true })));
  const rows =
    headerRow === undefined ? sample.slice(0, SEARCHED) : headerRow === 0 ? [undefined] : sample.filter((r) => r.number === headerRow);
  const required = wanted.filter((w) => !w.optional).map(lostOf);
  let nearest: Missing = {
    row: headerRow ?? 1,
    found: -1,
    lost: required.length > 0 ? required : [{ field: 'item', named: [], shown: 'of the item' }],
  };
  for (const row of rows) {
    const headings = (row?.cells ?? []).map((c) => c.shown.replace(/\s+/g, ' ').trim());
    const columns: Partial<Record<F, number>> = {};
    let found = 0;
    const used: Record<string, number> = {}; // columns of which others are made
    const lost: LostColumn[] = [];
    for (const one of wanted) {
      const { field, source, optional, made } = one;
      const index = indexOf(source, headings);
      if (index === undefined) {
        if (!optional && !lost.some((l) => l.named.join('|') === [source].flat().join('|'))) lost.push(lostOf(one));
        continue;
      }
      if (made) used[`${field} of ${index}`] = index;
      else columns[field] = index;
      found += typeof source === 'number' ? 0 : 1;
    }
    if (lost.length === 0 && (found > 0 || headerRow !== undefined)) return { row, columns, headings };
    if (lost.length > 0 && found > nearest.found)
      nearest = { row: row?.number ?? 1, found, lost, headings, columns: { ...columns, ...used } };
  }
  return nearest;
}

interface Wanted<F> {
  readonly field: F;
  readonly source: Source;
  readonly optional: boolean;
  readonly made?: boolean; // the field is made of it
}
const lostOf = ({ field, source }: Wanted<string>): LostColumn => ({
  field,
  named: [source].flat().map(String),
  shown: [source].flat().map((s) => JSON.stringify(s)).join(' or '), // prettier-ignore
});

export function indexOf(from: Source, headings: readonly string[]): number | undefined {
  if (typeof from === 'number') return from - 1;
  for (const name of typeof from === 'string' ? [from] : from) {
    const exact = headings.indexOf(name);
    if (exact >= 0) return exact;
    const loose = headings.findIndex((h) => folded(h) !== '' && folded(h) === folded(name));
    if (loose >= 0) return loose;
    if (!/^[A-Z]{1,2}$/.test(name)) continue;
    const letter = columnIndex(name);
    // `ME` is a German's unit before it is column 343: a letter beyond the row is a heading that is not there
    if (headings.length === 0 || letter < headings.length) return letter;
  }
  return undefined;
}
