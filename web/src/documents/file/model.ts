import { readPlace } from '../../../../src/domain/canonical/place';
import { columnOf } from '../../../../src/domain/inspect/columns';
import { sentencesOf, unitOf, waitsFor } from '../../../../src/domain/inspect/sentence';
import type { Document, DocumentContent } from '../../api/types';

export type Line = Document['lines'][number];
export type Source = Pick<DocumentContent, 'kind' | 'total' | 'sheets' | 'headings'>;
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
  readonly unit: number | null;
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
    return [{ place, spot: of(place), bad: false, says, value: null, code: parked.split(': ')[0]! }];
  });
  const at = ({ spot }: Trouble): number => (spot === null ? -1 : spot.unit * 1000 + (spot.cell ?? 0));
  return [...told, ...waiting].sort((a, b) => at(a) - at(b));
}

/** What was understood, with what is wrong beside it; where nothing was, the problem alone. In the order of the file. */
export function toldOf(lines: readonly Line[], troubles: readonly Trouble[], source: Source, paths: Paths): Told[] {
  const free = new Set(troubles);
  const told = sentencesOf(lines).map(({ text, lines: which }): Told => {
    const own = which.map((n) => lines[n]!);
    const units = new Set(own.map((l) => unitOf(l.place)));
    const mine = [...free].filter((t) => t.place !== null && units.has(unitOf(t.place)));
    for (const t of mine) free.delete(t);
    return { unit: spotOf(own[0]!.place, source, paths)?.unit ?? null, sentence: text, lines: own, troubles: mine };
  });
  for (const t of free) told.push({ unit: t.spot?.unit ?? null, sentence: null, lines: [], troubles: [t] });
  return told.map((t, n) => ({ t, n })).sort((a, b) => (a.t.unit ?? -1) - (b.t.unit ?? -1) || a.n - b.n).map(({ t }) => t); // prettier-ignore
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
  const order = ({ unit, cell }: Spot): number => unit * 1000 + (cell ?? 0);
  const here = at === null ? -1 : order(at);
  const behind = by === 1 ? placed.find((t) => order(t.spot!) > here) : placed.findLast((t) => order(t.spot!) < here);
  return behind ?? (by === 1 ? placed[0] : placed.at(-1));
}
