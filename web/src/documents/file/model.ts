import { readPlace } from '../../../../src/domain/canonical/place';
import { columnOf } from '../../../../src/domain/inspect/columns';
import { sentencesOf, unitOf, waitsFor } from '../../../../src/domain/inspect/sentence';
import type { Document, DocumentContent } from '../../api/types';

export type Line = Document['lines'][number];
export type Source = Pick<DocumentContent, 'kind' | 'total' | 'sheets' | 'headings' | 'columns'>;
/** Where something stands: which row, segment or line of the file, from 0, and which cell or element of it. */
export interface Spot {
  readonly unit: number;
  readonly cell: number | null;
}
/** What is wrong somewhere: a problem that was told, or a line that waits. */
export interface Trouble {
  readonly place: string | null;
  readonly spot: Spot | null; // null: of the file as a whole, or of a part of it that was not looked at yet
  readonly bad: boolean;
  readonly says: string;
  readonly value: string | null;
  readonly code: string;
}
/** What was understood of one thing: a sentence, the lines behind it, and what is wrong there. */
export interface Told {
  readonly unit: number | null; // where its number stands
  readonly units: readonly number[]; // and those of all its lines
  readonly from: number | null; // where the part begins that it is said in: the item of a message, the element of a line
  readonly sentence: string | null; // null: nothing was understood there
  readonly lines: readonly Line[];
  readonly troubles: readonly Trouble[];
}
/** Paths of what was looked at: files that are no table are found by these alone. */
export type Paths = ReadonlyMap<string, Spot>;

/** Where a place stands in the file as it is shown. */
export function spotOf(place: string, source: Source, paths: Paths): Spot | null {
  const at = readPlace(place);
  if (at.in === 'segment') return { unit: at.number - 1, cell: at.element ?? null };
  if (at.in === 'cell' || at.in === 'row') {
    const sheet = at.in === 'cell' ? source.sheets.find((s) => s.name === at.sheet) : source.sheets[0];
    return sheet ? { unit: sheet.start + at.row - 1, cell: columnOf(place, source.headings) ?? null } : null;
  }
  const start = place.search(/(^|, )[/$]/);
  for (let path = start < 0 ? place : place.slice(start).replace(/^, /, ''); path !== ''; path = path.replace(/[/.[][^/.[]*$/, '')) {
    const found = paths.get(path);
    if (found) return found;
    if (!/[/.[]/.test(path)) return null;
  }
  return null;
}

/** All that is wrong, in the order of the file; what is about the whole of it comes first. */
export function troublesOf(d: Pick<Document, 'issues'>, lines: readonly Line[], source: Source, paths: Paths): Trouble[] {
  const of = (place: string | null): Spot | null => (place === null ? null : spotOf(place, source, paths));
  const told = d.issues.map(({ place, severity, detail, value, code }): Trouble => ({ place, spot: of(place), bad: severity === 'error', says: detail, value, code })); // prettier-ignore
  const waiting = lines.flatMap(({ parked, place }): Trouble[] => {
    if (parked === null) return [];
    const says = `it waits: ${waitsFor(parked)}`;
    return [{ place, spot: named(of(place), parked, source), bad: false, says, value: null, code: parked.split(': ')[0]! }];
  });
  return [...told, ...waiting].sort((a, b) => orderOf(a.spot) - orderOf(b.spot));
}

const MOST_CELLS = 2 ** 14; // of a row, as many as a workbook can have
/** Where a spot stands in the order of the file; what has none comes first. */
const orderOf = (spot: Spot | null): number => (spot === null ? -1 : spot.unit * MOST_CELLS + (spot.cell ?? 0));

/** A line stands at its number; what it waits for is a name, which in a list has a cell of its own. */
function named(spot: Spot | null, parked: string, { columns }: Source): Spot | null {
  const of = parked.startsWith('item.') ? 'item' : parked.startsWith('location.') ? 'location' : 'uom';
  return spot === null ? null : { unit: spot.unit, cell: columns[of] ?? spot.cell };
}

/** What was understood, with what is wrong beside it; where nothing was, the problem alone. In the order of the file. */
export function toldOf(
  lines: readonly Line[],
  troubles: readonly Trouble[],
  source: Source,
  paths: Paths,
  begins: readonly number[] = [],
): Told[] {
  const byUnit = new Map<string, Trouble[]>();
  for (const t of troubles) {
    const unit = t.place === null ? '' : unitOf(t.place);
    byUnit.set(unit, [...(byUnit.get(unit) ?? []), t]);
  }
  const taken = new Set<Trouble>();
  const from = (place: string | null, unit: number | null): number | null => fromOf(place, unit, source, paths, begins);
  const told = sentencesOf(lines).map(({ text, lines: which }): Told => {
    const own = which.map((n) => lines[n]!);
    const mine = [...new Set(own.map((l) => unitOf(l.place)))].flatMap((u) => byUnit.get(u) ?? []).filter((t) => !taken.has(t));
    for (const t of mine) taken.add(t);
    const units = own.flatMap((l) => spotOf(l.place, source, paths)?.unit ?? []);
    const unit = units[0] ?? null;
    return { unit, units, from: from(own[0]!.place, unit), sentence: text, lines: own, troubles: mine };
  });
  for (const t of troubles) {
    if (taken.has(t)) continue;
    const unit = t.spot?.unit ?? null;
    told.push({ unit, units: unit === null ? [] : [unit], from: from(t.place, unit), sentence: null, lines: [], troubles: [t] });
  }
  return told.map((t, n) => ({ t, n })).sort((a, b) => (a.t.unit ?? -1) - (b.t.unit ?? -1) || a.n - b.n).map(({ t }) => t); // prettier-ignore
}

function fromOf(place: string | null, unit: number | null, source: Source, paths: Paths, begins: readonly number[]): number | null {
  if (unit === null || place === null || source.kind === 'grid') return unit;
  if (source.kind === 'tree') return spotOf(place.replace(/\/[^/]*$/, ''), source, paths)?.unit ?? unit;
  return begins.findLast((b) => b <= unit) ?? unit;
}

/** Which of what was understood is said at a place of the file: there itself, or in the part that it belongs to; -1 where nothing is. */
export function toldAt(told: readonly Told[], unit: number, exact: boolean): number {
  const there = told.findIndex((t) => t.units.includes(unit));
  if (there >= 0 || exact) return there;
  const part = told.reduce((most, t) => (t.from !== null && t.from <= unit ? Math.max(most, t.from) : most), -1);
  const before = told.findLastIndex((t) => t.from === part && t.unit !== null && t.unit <= unit);
  return before >= 0 ? before : told.findIndex((t) => t.from === part);
}

/** Which of some things that stand in the order of the file is the one at a place, or the last one before it. */
export function nearest(units: readonly (number | null)[], unit: number): number {
  let found = -1;
  for (const [n, u] of units.entries()) {
    if (u === unit) return n;
    if (u !== null && u < unit) found = n;
  }
  return Math.max(found, 0);
}

/** The trouble behind or before a spot; the first one behind the last, and the other way round. */
export function nextTrouble(troubles: readonly Trouble[], at: Spot | null, by: 1 | -1): Trouble | undefined {
  const placed = troubles.filter((t) => t.spot !== null);
  const here = orderOf(at);
  const behind = by === 1 ? placed.find((t) => orderOf(t.spot) > here) : placed.findLast((t) => orderOf(t.spot) < here);
  return behind ?? (by === 1 ? placed[0] : placed.at(-1));
}
