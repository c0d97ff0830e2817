import type { Row } from '../canonical/vocabulary';
import { folded } from './fields';
import type { ColumnSource } from './mapping-file';

const SEARCHED = 60;

/** `Week *`: a name with stars for whatever stands there. */
export const glob = (pattern: string): RegExp =>
  new RegExp(`^${pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.')}$`, 'i'); // prettier-ignore

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
}
export type OwnTerms = Exclude<ColumnSource, string | number | string[]>;
/** What a mapping says of one column only. */
export const ownTerms = (given: ColumnSource | undefined): OwnTerms | undefined =>
  typeof given === 'object' && !Array.isArray(given) ? given : undefined;

export interface Found<F extends string> {
  readonly row: Row | undefined;
  readonly columns: Partial<Record<F, number>>;
  readonly headings: readonly string[];
}

/** The row in which all the headings stand that a mapping names; else the one that comes nearest, and what it lacks. */
export function findColumns<F extends string>(
  named: Partial<Readonly<Record<F, ColumnSource>>>,
  headerRow: number | undefined,
  sample: readonly Row[],
): Found<F> | Missing {
  const wanted = Object.entries(named) as [F, ColumnSource][];
  const rows =
    headerRow === undefined ? sample.slice(0, SEARCHED) : headerRow === 0 ? [undefined] : sample.filter((r) => r.number === headerRow);
  const required = wanted.filter(([, given]) => !ownTerms(given)?.optional).map(([field, given]) => lostOf(field, given));
  let nearest: Missing = { row: headerRow ?? 1, found: -1, lost: required.length > 0 ? required : [lostOf('item', undefined)] };
  for (const row of rows) {
    const headings = (row?.cells ?? []).map((c) => c.shown.replace(/\s+/g, ' ').trim());
    const columns: Partial<Record<F, number>> = {};
    let found = 0;
    const lost: LostColumn[] = [];
    for (const [field, given] of wanted) {
      const index = indexOf(given, headings);
      if (index === undefined) {
        if (!ownTerms(given)?.optional) lost.push(lostOf(field, given));
        continue;
      }
      columns[field] = index;
      found += typeof plainSource(given) === 'number' ? 0 : 1;
    }
    if (lost.length === 0 && (found > 0 || headerRow !== undefined)) return { row, columns, headings };
    if (lost.length > 0 && found > nearest.found) nearest = { row: row?.number ?? 1, found, lost, headings, columns };
  }
  return nearest;
}

type Source = string | number | readonly string[];
const plainSource = (given: ColumnSource): Source => ownTerms(given)?.from ?? (given as Source);
const shownSource = (given: ColumnSource | undefined): string =>
  given === undefined ? 'of the item' : [plainSource(given)].flat().map((s) => JSON.stringify(s)).join(' or '); // prettier-ignore

const lostOf = (field: string, given: ColumnSource | undefined): LostColumn => ({
  field,
  named: given === undefined ? [] : [plainSource(given)].flat().map(String),
  shown: shownSource(given),
});

export function indexOf(given: ColumnSource, headings: readonly string[]): number | undefined {
  const from = plainSource(given);
  if (typeof from === 'number') return from - 1;
  for (const name of typeof from === 'string' ? [from] : from) {
    const exact = headings.indexOf(name);
    if (exact >= 0) return exact;
    const loose = headings.findIndex((h) => folded(h) !== '' && folded(h) === folded(name));
    if (loose >= 0) return loose;
    if (!/^[A-Z]{1,2}$/.test(name)) continue;
    const letter = [...name].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0) - 1;
    // `ME` is a German's unit before it is column 343: a letter beyond the row is a heading that is not there
    if (headings.length === 0 || letter < headings.length) return letter;
  }
  return undefined;
}
