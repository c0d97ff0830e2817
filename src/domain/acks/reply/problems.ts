import { columnIndex, columnLetters, readPlace, showPlace } from '../../canonical/place';
import type { Issue, Place } from '../../canonical/vocabulary';
import { NOT_SAID } from './said';

/** What the columns of a list are, as the reading of it has found out: by index from 0. */
export interface ListColumns {
  readonly headings: readonly string[];
  readonly at: Readonly<Record<string, number>>; // item, location, uom …
}

/** One thing to be said about what a supplier sent, at the place where he finds it. */
export interface Problem {
  readonly file: string; // within a mail of several; '' where there is one
  readonly sheet: string;
  readonly row: number | null;
  readonly column: string | null; // letter
  readonly heading: string;
  readonly where: string; // of what is no table: a segment, a path
  readonly value: string; // as it is displayed there
  readonly severity: Issue['severity'];
  readonly code: string;
  readonly item: string;
  readonly unit: string;
  readonly detail: string;
}

/** A line that waits, since one of its names is nothing that we know. */
export interface Parked {
  readonly reason: string;
  readonly detail: string;
  readonly place: string; // as it is shown
  readonly item: string;
  readonly location: string;
  readonly unit: string;
}

const NO_COLUMNS: ListColumns = { headings: [], at: {} };

export function problemOf(issue: Issue, file: string, columns: ListColumns = NO_COLUMNS): Problem | null {
  if (NOT_SAID.has(issue.code)) return null;
  const { code, severity, detail, value = '', place = { in: 'file' } } = issue;
  return { ...placed(place, columns), file, code, severity, detail, value, item: '', unit: '' };
}

/** The cell that is the matter: that of the name, where the list has a column for it. */
export function parkedProblem(p: Parked, file: string, columns: ListColumns = NO_COLUMNS): Problem {
  const { reason: code, item, unit, detail } = p;
  const of = code.startsWith('item.') ? 'item' : code.startsWith('location.') ? 'location' : 'uom';
  const value = { item, location: p.location, uom: unit }[of];
  const at = placed(readPlace(p.place), columns);
  const column = columns.at[of];
  const there =
    column === undefined || at.row === null ? {} : { column: columnLetters(column + 1), heading: columns.headings[column] ?? '' };
  return { ...at, ...there, file, code, severity: 'error', detail, value, item, unit };
}

function placed(place: Place, { headings }: ListColumns): Pick<Problem, 'sheet' | 'row' | 'column' | 'heading' | 'where'> {
  const none = { sheet: '', row: null, column: null, heading: '', where: '' };
  if (place.in === 'cell') {
    const column = place.column ?? null;
    const heading = column === null ? '' : (headings[columnIndex(column)] ?? '');
    return { sheet: place.sheet, row: place.row, column, heading, where: '' };
  }
  if (place.in === 'row') {
    const named = place.column === undefined ? -1 : headings.indexOf(place.column);
    const column = named >= 0 ? columnLetters(named + 1) : null;
    return { ...none, row: place.row, column, heading: place.column ?? '' };
  }
  return { ...none, where: place.in === 'file' ? '' : showPlace({ ...place, within: '' }) };
}

/** The same thing in rows that follow one another. */
export interface Folded extends Problem {
  readonly last: number | null; // row; null: it stands alone
}

const keyOf = (p: Problem): string =>
  JSON.stringify([p.file, p.sheet, p.column, p.where, p.code, p.severity, p.value, p.item, p.unit, p.heading]);

/** In the order of the file, errors before what is to be checked; each once, and the same in rows below one another as one. */
export function folded(problems: readonly Problem[]): Folded[] {
  const rank = (p: Problem): number => (p.severity === 'error' ? 0 : 1);
  const order = new Map<string, number>();
  for (const p of problems) if (!order.has(`${p.file}\u0000${p.sheet}`)) order.set(`${p.file}\u0000${p.sheet}`, order.size);
  const sheet = (p: Problem): number => order.get(`${p.file}\u0000${p.sheet}`)!;
  const sorted = [...problems].sort((a, b) => rank(a) - rank(b) || sheet(a) - sheet(b) || (a.row ?? 0) - (b.row ?? 0) || (a.column ?? '').localeCompare(b.column ?? '')); // prettier-ignore
  const out: { p: Problem; last: number | null }[] = [];
  const open = new Map<string, { p: Problem; last: number | null }>();
  const seen = new Set<string>();
  for (const p of sorted) {
    const key = keyOf(p);
    if (seen.has(`${key} ${p.row}`)) continue;
    seen.add(`${key} ${p.row}`);
    const run = open.get(key);
    if (run && p.row !== null && p.row === (run.last ?? run.p.row!) + 1) run.last = p.row;
    else {
      const fresh = { p, last: null };
      open.set(key, fresh);
      out.push(fresh);
    }
  }
  return out.map(({ p, last }) => ({ ...p, last }));
}

/** Rows that are not in, as an error in any of their cells tells; of what is no table its places. */
export function wrongRows(problems: readonly Problem[]): Set<string> {
  return new Set(problems.filter((p) => p.severity === 'error' && (p.row !== null || p.where !== '')).map(rowKey));
}
export const rowKey = (p: Pick<Problem, 'file' | 'sheet' | 'row' | 'where'>): string => JSON.stringify([p.file, p.sheet, p.row ?? p.where]);

/** `8–10, 14`, at most so many pieces. */
export function rowsShown(rows: readonly number[], most = 8): string {
  const sorted = [...new Set(rows)].sort((a, b) => a - b);
  const runs: [number, number][] = [];
  for (const row of sorted) {
    const last = runs.at(-1);
    if (last && row === last[1] + 1) last[1] = row;
    else runs.push([row, row]);
  }
  const shown = runs.slice(0, most).map(([a, b]) => (a === b ? String(a) : `${a}–${b}`));
  return `${shown.join(', ')}${runs.length > most ? ', …' : ''}`;
}
