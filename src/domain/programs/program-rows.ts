import { TOLERANCES } from '../items/terms';
import { type AgreedFile, type ProgramFile, TERM_NAMES, TOLERANCE_NAMES, type ToleranceFile } from './program-file';

/** Rows of the feed, by its columns; a term that is not agreed is stated as blank, so that it ends where it was. */
export type ProgramRow = Readonly<Record<string, string>>;
const KEYS = {
  programs: ['supplier', 'sku', 'location', 'valid_from'],
  tolerances: ['supplier', 'class', 'valid_from'],
  report_schedules: ['supplier', 'document', 'location'],
} as const;
type Kind = keyof typeof KEYS;
const KINDS = Object.keys(KEYS) as Kind[];
export type ProgramRows = Readonly<Record<Kind, readonly ProgramRow[]>>;

/** What a file says, as the rows of the buyer feed that say the same: items first by their order, one for each place. */
export function rowsOf(p: AgreedFile): ProgramRows {
  if (p.kind === 'tolerances') {
    const house = TOLERANCES.some((name) => p[name] !== undefined) ? [toleranceRow('', '', p)] : [];
    return { programs: [], tolerances: [...house, ...ofClasses('', p)], report_schedules: [] };
  }
  const { supplier, items = [{ sku: '*' }], reports = [] } = p;
  return {
    programs: items.flatMap((item) =>
      ('locations' in item && item.locations ? item.locations : [('location' in item && item.location) || '*']).map((location) => ({
        supplier,
        sku: item.sku,
        location,
        ...Object.fromEntries(TERM_NAMES.map((name) => [name, written((item as Partial<ProgramFile>)[name] ?? p[name])])),
      })),
    ),
    tolerances: ofClasses(supplier, p),
    report_schedules: reports.map((r) => ({ supplier, ...r })),
  };
}

/** From when to when the file says, unless the class itself does. */
const ofClasses = (supplier: string, { classes = [], valid_from, valid_to }: AgreedFile): ProgramRow[] =>
  classes.map((c) => toleranceRow(supplier, c.class, { ...(valid_from ? { valid_from } : {}), ...(valid_to ? { valid_to } : {}), ...c }));
const toleranceRow = (supplier: string, itemClass: string, said: Partial<ToleranceFile>): ProgramRow => ({
  supplier,
  class: itemClass,
  ...Object.fromEntries(TOLERANCE_NAMES.map((name) => [name, written(said[name])])),
});

const written = (value: string | readonly string[] | undefined): string =>
  value === undefined ? '' : typeof value === 'string' ? value : value.join(';');

const isKey = (kind: Kind, column: string): boolean => (KEYS[kind] as readonly string[]).includes(column);
export const keyOfRow = (kind: Kind, row: ProgramRow): string => KEYS[kind].map((k) => row[k] ?? '').join(' ');

/** Rows of an earlier version that the new one lacks are withdrawn: what is in no file is not agreed. */
export function withdrawn(kind: Kind, before: readonly ProgramRow[], after: readonly ProgramRow[]): ProgramRow[] {
  const kept = new Set(after.map((r) => keyOfRow(kind, r)));
  return before
    .filter((r) => !kept.has(keyOfRow(kind, r)))
    .map((r) => ({ ...Object.fromEntries(Object.entries(r).map(([k, v]) => [k, isKey(kind, k) ? v : ''])), void: 'true' }));
}

/** A key that stands twice says two things at once. */
export function repeatedRow(rows: ProgramRows): string | undefined {
  for (const kind of KINDS) {
    const seen = new Set<string>();
    for (const row of rows[kind]) {
      const key = keyOfRow(kind, row);
      if (seen.has(key)) return key.trim();
      seen.add(key);
    }
  }
  return undefined;
}

/** Each row that is new, gone or says something else: `BRK HAM min: 100 -> 120`. */
export function rowDifferences(before: ProgramRows | null, after: ProgramRows | null): string[] {
  return KINDS.flatMap((kind) => {
    const of = (rows: ProgramRows | null): Map<string, ProgramRow> => new Map((rows?.[kind] ?? []).map((r) => [keyOfRow(kind, r), r]));
    const [a, b] = [of(before), of(after)];
    return [...new Set([...a.keys(), ...b.keys()])].flatMap((key) => {
      const [was, is] = [a.get(key), b.get(key)];
      const name = nameOf(kind, (is ?? was)!);
      if (!was || !is) return [`${name}: ${is ? 'nothing' : 'agreed'} -> ${is ? termsIn(kind, is) : 'nothing'}`];
      return Object.keys(is)
        .filter((k) => (was[k] ?? '') !== is[k])
        .map((k) => `${name} ${k}: ${was[k] || 'nothing'} -> ${is[k] || 'nothing'}`);
    });
  });
}

function nameOf(kind: Kind, r: ProgramRow): string {
  if (kind === 'report_schedules') return `${r.document} ${r.location}`;
  const about = kind === 'programs' ? `${r.sku} ${r.location}` : r.class ? `class ${r.class}` : 'the house';
  return `${about}${r.valid_from ? ` from ${r.valid_from}` : ''}`;
}

const termsIn = (kind: Kind, row: ProgramRow): string =>
  Object.entries(row)
    .filter(([k, v]) => v !== '' && !isKey(kind, k))
    .map(([k, v]) => `${k} ${v}`)
    .join(', ') || 'agreed';
