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

/** An export of the buyer's own program as a person writes it down: which of its columns are which of the feed's. */
const FeedMappingFile = z.strictObject({
  name: z.string().min(1),
  version: z.number().int().min(1).default(1),
  kind: z.string().describe('what of the feed it is: counts, movements, items …'),
  file: z.string().optional().describe('which files of a folder it is for; * stands for anything; all if absent'),
  sheet: z.string().optional().describe('which sheet it is for; * stands for anything; the first that has the columns if absent'),
  header_row: z.number().int().min(0).optional().describe('row of the headings; 0 when there are none; found by its headings if absent'),
  decimal: decimal.optional(),
  date_order: dateOrder.optional(),
  timezone: zone.optional().describe('where the clock hangs that its times were read from, when they bear no offset'),
  columns: z.record(z.string(), ColumnSource).describe("the feed's column, and where it stands in the export"),
  where: Conditions.optional().describe('only rows of which all of this holds are taken'),
  constants: z.record(z.string(), z.union([z.string(), z.number().transform(String)])).default({}),
});
export type FeedMapping = z.infer<typeof FeedMappingFile>;

/** The text of such a file, checked against the columns that the feed has. */
export function parseFeedMapping(
  text: string,
  path: string,
  kinds: FeedColumns,
): { readonly mapping: FeedMapping } | { readonly issue: Issue } {
  const schema = FeedMappingFile.superRefine((m, problems) => {
    const wrong = (at: (string | number)[], message: string): void => problems.addIssue({ code: 'custom', path: at, message });
    const columns = Object.hasOwn(kinds, m.kind) ? kinds[m.kind] : undefined;
    if (!columns) return wrong(['kind'], `the feed has no ${m.kind}; expected one of ${Object.keys(kinds).join(', ')}`);
    for (const part of ['columns', 'constants'] as const)
      for (const name of Object.keys(m[part]))
        if (!columns.some((c) => c.name === name))
          wrong([part, name], `${m.kind} have no column ${name}; expected one of ${columns.map((c) => c.name).join(', ')}`);
    for (const { name, form } of columns) {
      const given = Object.hasOwn(m.columns, name) ? m.columns[name] : undefined;
      if (given === undefined) continue;
      checkColumn(given, form, (at, message, within) =>
        problems.addIssue({ code: 'custom', path: ['columns', name, ...at], message, params: { within } }),
      );
      if (ownTerms(given)?.blank_is_zero)
        wrong(['columns', name, 'blank_is_zero'], 'is of stock lists only; what the buyer does not say is unknown');
    }
    checkConditions(m.where, (at, message, within) =>
      problems.addIssue({ code: 'custom', path: ['where', ...at], message, params: { within } }),
    );
    for (const { name, required } of columns)
      if (required && m.columns[name] === undefined && m.constants[name] === undefined)
        wrong(['columns'], `${m.kind} need a column ${name}, or a constant for it`);
  });
  const read = readYaml(schema, text, path);
  return 'value' in read ? { mapping: read.value } : read;
}
