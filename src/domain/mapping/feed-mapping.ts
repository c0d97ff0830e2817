import { IANAZone } from 'luxon';
import { z } from 'zod';
import type { Issue } from '../canonical/vocabulary';
import { readYaml } from './checked-yaml';
import { checkColumn, checkConditions } from './columns/check';
import { ColumnSource, Conditions } from './columns/source';
import { ownTerms } from './columns/terms-of';
import { dateOrder, decimal } from './signs';

/** A column of the buyer feed as far as an export's cells must be understood for it. */
export interface FeedColumn {
  readonly name: string;
  readonly form: 'text' | 'number' | 'moment'; // a moment is a day or an instant
  readonly required: boolean;
}
/** The columns of each kind of the feed. */
export type FeedColumns = Readonly<Record<string, readonly FeedColumn[]>>;

const zone = z.string().refine((name) => IANAZone.isValidZone(name), 'expected a time zone such as Europe/Berlin');

const columns = z.record(z.string(), ColumnSource);
const constants = z.record(z.string(), z.union([z.string(), z.number().transform(String)]));
/** Where a list stands and how it is written; said for all kinds at once, or for one of them. */
const form = {
  sheet: z.string().optional().describe('which sheet it is for; * stands for anything; the first that has the columns if absent'),
  header_row: z.number().int().min(0).optional().describe('row of the headings; 0 when there are none; found by its headings if absent'),
  decimal: decimal.optional(),
  date_order: dateOrder.optional(),
  timezone: zone.optional().describe('where the clock hangs that its times were read from, when they bear no offset'),
  where: Conditions.optional().describe('only rows of which all of this holds are taken'),
};
const kind = z.string().describe('what of the feed it is: counts, movements, items …');
const MOST_KINDS = 20;

/** An export of the buyer's own program as a person writes it down: which of its columns are which of the feed's. */
const FeedMappingFile = z.strictObject({
  name: z.string().min(1),
  version: z.number().int().min(1).default(1),
  file: z.string().optional().describe('which files of a folder it is for; * stands for anything; all if absent'),
  ...form,
  kind: kind.optional(),
  columns: columns.default({}).describe("the feed's column, and where it stands in the export"),
  constants: constants.default({}),
  kinds: z
    .array(z.strictObject({ kind, ...form, columns: columns.default({}), constants: constants.default({}) }))
    .min(1)
    .max(MOST_KINDS)
    .optional()
    .describe('an export that holds several kinds, or one several times; what stands beside holds for each of them that has such a column'),
});
type Written = z.infer<typeof FeedMappingFile>;

/** One kind of an export, with all that holds for it. */
export type FeedMapping = Omit<Written, 'kind' | 'kinds' | 'file'> & { readonly kind: string };
export interface ExportedKinds {
  readonly name: string;
  readonly file: string | undefined;
  readonly lists: readonly FeedMapping[];
}

/** The text of such a file, checked against the columns that the feed has. */
export function parseFeedMapping(
  text: string,
  path: string,
  kinds: FeedColumns,
): { readonly mapping: ExportedKinds } | { readonly issue: Issue } {
  const read = readYaml(
    FeedMappingFile.superRefine((m, problems) => checkFile(m, kinds, problems)),
    text,
    path,
  );
  if (!('value' in read)) return read;
  const { name, file } = read.value;
  return { mapping: { name, file, lists: listsOf(read.value, kinds) } };
}

const columnsOf = (kinds: FeedColumns, name: string): readonly FeedColumn[] | undefined =>
  Object.hasOwn(kinds, name) ? kinds[name] : undefined;

/** Each kind with what holds for all of them; what it says itself is nearer. */
function listsOf({ kind: only, kinds: several, file: _, ...shared }: Written, kinds: FeedColumns): FeedMapping[] {
  if (!several) return [{ ...shared, kind: only! }];
  return several.map((own) => {
    const has = new Set(columnsOf(kinds, own.kind)?.map((c) => c.name));
    const those = <T>(all: Readonly<Record<string, T>>): Record<string, T> =>
      Object.fromEntries(Object.entries(all).filter(([name]) => has.has(name) && own.columns[name] === undefined));
    const where = [...(shared.where ?? []), ...(own.where ?? [])];
    return {
      ...shared,
      ...own,
      ...(where.length > 0 ? { where } : {}),
      columns: { ...those(shared.columns), ...own.columns },
      constants: { ...those(shared.constants), ...own.constants },
    };
  });
}

type Path = readonly (string | number)[];
type Problems = z.RefinementCtx;

function checkFile(m: Written, kinds: FeedColumns, problems: Problems): void {
  const wrong = (at: Path, message: string): void => problems.addIssue({ code: 'custom', path: [...at], message });
  if ((m.kind === undefined) === (m.kinds === undefined))
    return wrong(
      [m.kind === undefined ? 'kind' : 'kinds'],
      m.kind === undefined ? 'is missing' : 'an export has one kind, or a list of kinds',
    );
  const lists = m.kinds ?? [{ ...m, kind: m.kind! }];
  const at = (i: number): Path => (m.kinds ? ['kinds', i] : []);
  for (const [i, own] of lists.entries())
    if (!columnsOf(kinds, own.kind))
      return wrong([...at(i), 'kind'], `the feed has no ${own.kind}; expected one of ${Object.keys(kinds).join(', ')}`);
  if (m.kinds)
    for (const part of ['columns', 'constants'] as const)
      for (const name of Object.keys(m[part]))
        if (!m.kinds.some((own) => columnsOf(kinds, own.kind)!.some((c) => c.name === name)))
          wrong([part, name], `none of ${[...new Set(m.kinds.map((own) => own.kind))].join(', ')} has a column ${name}`);
  for (const [i, list] of listsOf(m, kinds).entries()) {
    const own = lists[i]!;
    checkKind(own, list, columnsOf(kinds, list.kind)!, (name) => (m.kinds && own.columns[name] === undefined ? [] : at(i)), problems);
  }
  checkConditions(m.where, (path, message, within) =>
    problems.addIssue({ code: 'custom', path: ['where', ...path], message, params: { within } }),
  );
  for (const [i, own] of (m.kinds ?? []).entries())
    checkConditions(own.where, (path, message, within) =>
      problems.addIssue({ code: 'custom', path: ['kinds', i, 'where', ...path], message, params: { within } }),
    );
}

/** `whence`: where in the file what is said of a column stands. */
function checkKind(
  own: Pick<FeedMapping, 'columns' | 'constants'>,
  list: FeedMapping,
  has: readonly FeedColumn[],
  whence: (column: string) => Path,
  problems: Problems,
): void {
  const wrong = (at: Path, message: string): void => problems.addIssue({ code: 'custom', path: [...at], message });
  const here = whence(Object.keys(own.columns)[0] ?? '');
  for (const part of ['columns', 'constants'] as const)
    for (const name of Object.keys(own[part]))
      if (!has.some((c) => c.name === name))
        wrong([...here, part, name], `${list.kind} have no column ${name}; expected one of ${has.map((c) => c.name).join(', ')}`);
  for (const { name, form: form_, required } of has) {
    const given = Object.hasOwn(list.columns, name) ? list.columns[name] : undefined;
    const at = [...whence(name), 'columns', name];
    if (required && given === undefined && list.constants[name] === undefined)
      wrong([...here, 'columns'], `${list.kind} need a column ${name}, or a constant for it`);
    if (given === undefined) continue;
    checkColumn(given, form_, (path, message, within) =>
      problems.addIssue({ code: 'custom', path: [...at, ...path], message, params: { within } }),
    );
    if (ownTerms(given)?.blank_is_zero) wrong([...at, 'blank_is_zero'], 'is of stock lists only; what the buyer does not say is unknown');
  }
}
