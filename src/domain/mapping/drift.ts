import { type Field, fieldOf, folded, isItem, isMeasure, oneSlip } from './fields';
import { ownTerms } from './columns/terms-of';
import { glob, indexOf, type Missing } from './find-columns';
import type { Seen } from './infer';
import { targetOf } from './known';
import type { MappingFile } from './mapping-file';
import { meaningsOf } from './meaning';
import { fits } from './propose';
import { shapeOf } from './shapes';

/** A column that may be the one that is gone, with what speaks for it but for the masters, which the reading thread does not know. */
export interface Candidate {
  readonly heading: string;
  readonly column: number; // counted from 1
  readonly speaks: number; // by its words
  readonly beside: number; // by where it stands, and what else is left: proves nothing alone
  readonly evidence: readonly string[];
  readonly values: readonly string[]; // to be looked up in the masters, where they know such values
}
export interface Lost {
  readonly field: string;
  readonly named: readonly string[]; // the headings that it had
  readonly shown: string;
  readonly candidates: readonly Candidate[];
}
/** A list that its mapping no longer fits. */
export interface Drift {
  readonly mapping: string;
  readonly version: number;
  readonly headings: readonly string[]; // that nothing of the mapping names
  readonly lost: readonly Lost[];
}

const LOOKED_AT = 400; // rows, as wherever values are looked up
const LONGEST = 64;
const MOST = 12; // columns that are weighed for one that is gone
const SAYS = 2; // what the words say, against one for where it stands

/** What the mapping looks for and which of the columns that it does not name may be it. A column whose words or values are of something else is none. */
export function driftOf(m: MappingFile, missing: Missing, seen: Seen): Drift {
  const { headings = [], columns = {}, lost } = missing;
  const places = m.across?.say === 'location' ? m.across.columns : [];
  const taken = new Set([...Object.values(columns), ...places.map((name) => indexOf(name, headings))]);
  const passed = ignoredBy(m);
  const free = headings.flatMap((heading, column) =>
    missing.found > 0 &&
    heading !== '' &&
    !taken.has(column) &&
    !passed(heading) &&
    headings.indexOf(heading) === headings.lastIndexOf(heading)
      ? [{ heading, column }]
      : [],
  );
  const after = missing.row;
  return {
    mapping: m.name,
    version: m.version,
    headings: free.map((f) => f.heading),
    lost: lost.map(({ field, named, shown }): Lost => {
      if (field === 'headings') return { field, named, shown, candidates: [] }; // which may be anything
      const as = field === 'across' ? 'quantity' : (field as Field); // a place that is counted in
      const fitting = free.filter(({ heading, column }) => isOne(as, heading, m, shapeOf(seen.sample, column, after)));
      const candidates = fitting.slice(0, MOST).map(({ heading, column }): Candidate => {
        const shaped = shapeOf(seen.sample, column, after);
        const says: string[] = [];
        if (means(heading, as, m.kind)) says.push('the words of its heading say so');
        const near = named.find((n) => isLike(n, heading));
        if (near !== undefined) says.push(`its heading comes near ${JSON.stringify(near)}`);
        const stands: string[] = [];
        if (fitting.length === 1) stands.push('no other column that is left holds such values');
        const beside = neighbours(m, as, columns);
        if (beside && column > beside[0] && column < beside[1]) {
          const [left, right] = beside.map((c) => JSON.stringify(headings[c] ?? ''));
          stands.push(`it stands between ${left} and ${right}, as the mapping names them`);
        }
        return {
          ...{ heading, column: column + 1, speaks: says.length * SAYS, beside: stands.length },
          evidence: [...says, SHAPE[shaped.shape] ?? `its values look like ${shaped.shape}`, ...stands],
          values: valuesOf(m, as, seen, column, after),
        };
      });
      return { field, named, shown, candidates };
    }),
  };
}

const SHAPE: Readonly<Record<string, string>> = {
  number: 'its values are numbers',
  date: 'its values are days',
  unit: 'its values are units',
  gtin: 'its values are GTINs',
  place: 'its values repeat as those of places do',
  code: 'its values are codes',
  nothing: 'it holds nothing',
};

/** Headings of which a mapping says that nothing is read of them. */
export function ignoredBy(m: MappingFile): (heading: string) => boolean {
  const globs = (m.ignored ?? []).map((g) => glob(g));
  return (heading) => globs.some((g) => g.test(heading));
}

function isOne(field: Field, heading: string, { kind }: MappingFile, shaped: ReturnType<typeof shapeOf>): boolean {
  if (shaped.filled === 0 || !fits(field, shaped, true)) return false;
  const sure = fieldOf(heading, false);
  if (sure) return isSame(sure.field, field);
  const meanings = meaningsOf(heading, kind);
  return meanings !== undefined && (meanings.length === 0 || meanings.some((x) => isSame(x.field, field)));
}

function means(heading: string, field: Field, kind: MappingFile['kind']): boolean {
  const sure = fieldOf(heading, false);
  return sure ? isSame(sure.field, field) : (meaningsOf(heading, kind) ?? []).some((x) => isSame(x.field, field));
}

/** A bare quantity or date is what the list is about, and a number of nobody may be anybody's; but a count is never another count. */
function isSame(a: Field, b: Field): boolean {
  if (a === b) return true;
  if (isItem(a) && isItem(b)) return a === 'item' || b === 'item';
  if (a === 'quantity' || b === 'quantity') return isMeasure(a === 'quantity' ? b : a);
  return a === 'date' ? ['as_of', 'ship_date', 'eta'].includes(b) : false;
}

/** A word in common, one of them within the other, or a letter apart. */
function isLike(a: string, b: string): boolean {
  const [x, y] = [folded(a), folded(b)];
  if (x === '' || y === '') return false;
  const words = new Set(x.split(' ').filter((w) => w.length >= 4));
  if (y.split(' ').some((w) => words.has(w))) return true;
  const [short, long] = x.length < y.length ? [x, y] : [y, x];
  return (short.length >= 4 && long.includes(short)) || (short.length >= 5 && oneSlip(x, y));
}

/** The columns of the fields that the mapping names before and behind it, where they stand in that order. */
function neighbours(
  m: MappingFile,
  field: Field,
  columns: Partial<Readonly<Record<string, number>>>,
): readonly [number, number] | undefined {
  const order = Object.keys(m.columns);
  const at = order.indexOf(field);
  const [before, behind] = [order.slice(0, at).at(-1), order[at + 1]];
  const [left, right] = [before === undefined ? undefined : columns[before], behind === undefined ? undefined : columns[behind]];
  return left === undefined || right === undefined || left >= right ? undefined : [left, right];
}

function valuesOf(m: MappingFile, field: Field, seen: Seen, column: number, after: number): string[] {
  if (!targetOf(field)) return [];
  const map = ownTerms(m.columns[field])?.values ?? {};
  const values = new Set<string>();
  for (const row of seen.sample.slice(0, LOOKED_AT)) {
    const value = row.number > after ? (row.cells[column]?.shown.trim() ?? '') : '';
    if (value !== '' && value.length <= LONGEST) values.add(Object.hasOwn(map, value) ? map[value]! : value);
  }
  return [...values];
}
