import { z } from 'zod';
import type { Issue } from '../canonical/vocabulary';
import { STOCK_CLASSES, TOLERANCES } from '../items/terms';
import { readYaml } from '../mapping/checked-yaml';
import { isHouseText } from './program-text';

/** A number as it is written, so that no decimal becomes another one on the way. */
const amount = z
  .string()
  .regex(/^\d+(\.\d+)?$/, 'expected a decimal such as 12 or 0.5')
  .describe('in the base unit of the item');
const percent = z.string().regex(/^\d+(\.\d+)?$/, 'expected a percentage such as 5');
const days = z.string().regex(/^\d{1,4}$/, 'expected a whole number of days');
const party = z.enum(['supplier', 'buyer'], { error: ({ input }) => (input === undefined ? 'is missing' : 'expected supplier or buyer') });
const moment = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?(Z|[+-]\d\d:\d\d))?$/, 'expected a day such as 2026-12-01, or an instant with its offset');
const code = z.string().min(1).max(200);

/** What two numbers may differ by. */
const tolerances = {
  tolerance_qty: amount,
  tolerance_pct: percent.describe('5 is 5 %'),
  value_floor: percent.describe("differences below it are not raised; in the item's currency"),
};
const validity = {
  valid_from: moment.describe('from when it holds; from when it is applied if absent'),
  valid_to: moment.describe('until when, exclusive'),
};

/** What may be agreed for all items, and otherwise for one of them (contract section 1, programs). */
const terms = {
  managed_by: party.describe('who watches the stock and replenishes it'),
  owned_by: party.describe('whose it is until it is used: supplier is consignment'),
  min: amount,
  max: amount,
  order_multiple: amount,
  moq: amount.describe('the least that is ordered'),
  lead_time_days: days,
  transit_days: days,
  response_days: days,
  order_days: z.array(z.enum(['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'])).min(1),
  calendar: code,
  ...tolerances,
  compare_to: z.enum(['on_hand', 'available']),
  stock_classes: z
    .array(z.enum(STOCK_CLASSES))
    .refine((classes) => classes.some((c) => c !== 'consigned'), 'expected a class such as unrestricted, and not consigned alone')
    .describe(
      'which of the stock that lies there goes into our number; all but consigned if absent, of what is available the unrestricted',
    ),
  stock_view: z.enum(['buyer', 'supplier', 'lower']),
  basis: z.enum(['physical', 'ledger', 'including_in_transit']),
  snapshot: z.enum(['full', 'delta']).describe('whether a report is all that there is'),
  asn: z.enum(['required', 'none']),
  asn_grace_hours: days,
  approval: z.enum(['required', 'none']),
  planner: z.string().min(1).max(200),
  go_live: moment,
  ...validity,
};
export const TERM_NAMES = Object.keys(terms) as (keyof typeof terms)[];
const { managed_by, owned_by, ...others } = terms;
const otherwise = z.strictObject(terms).partial().shape;

const report = z.strictObject({
  document: z.enum(['stock_report', 'ship_notice']).default('stock_report'),
  location: code.default('*').describe('of which place; all if absent'),
  cron: z.string().min(1).describe('when it is due, such as 0 10 * * 1'),
  timezone: z.string().min(1).describe('by which clock, such as Europe/Berlin'),
  grace_minutes: z
    .string()
    .regex(/^\d{1,5}$/, 'expected a whole number of minutes')
    .default('0'),
});

const classes = z
  .array(z.strictObject({ class: z.enum(['A', 'B', 'C']), ...z.strictObject({ ...tolerances, ...validity }).partial().shape }))
  .min(1)
  .optional();
export const TOLERANCE_NAMES = Object.keys({ ...tolerances, ...validity }) as (keyof typeof tolerances | keyof typeof validity)[];

/** What is agreed with a supplier, as a person writes it down (config/suppliers/*.yaml). */
export const ProgramFile = z.strictObject({
  name: code,
  version: z.coerce.number().int().min(1).default(1),
  kind: z.literal('program'),
  supplier: code.describe('code of the supplier'),
  managed_by,
  owned_by,
  ...z.strictObject(others).partial().shape,
  reports: z.array(report).optional().describe('when its reports and ship notices are due'),
  classes: classes.describe('what its items of a class may differ by, where no item below says otherwise'),
  items: z
    .array(
      z.strictObject({
        sku: code.describe('*: every item'),
        location: code.optional().describe('every place if absent'),
        locations: z.array(code).min(1).optional().describe('of several places, what is agreed alike'),
        ...otherwise,
      }),
    )
    .min(1)
    .optional()
    .describe('the items that it is about, each with what is agreed otherwise than above; every item if absent'),
});
export type ProgramFile = z.infer<typeof ProgramFile>;

/** What numbers may differ by wherever no program says otherwise: in the whole house, and by the class of the item. */
export const ToleranceFile = z.strictObject({
  name: code,
  version: z.coerce.number().int().min(1).default(1),
  kind: z.literal('tolerances'),
  ...z.strictObject({ ...tolerances, ...validity }).partial().shape,
  classes: classes.describe('of the items of a class, with every supplier'),
});
export type ToleranceFile = z.infer<typeof ToleranceFile>;
export type AgreedFile = ProgramFile | ToleranceFile;
export const AgreedFile = z.discriminatedUnion('kind', [ProgramFile, ToleranceFile]);

/** The text of such a file, checked; what is wrong is told with line and column. */
export function parseProgramFile(text: string, path: string): { readonly program: AgreedFile } | { readonly issue: Issue } {
  const read = readYaml<AgreedFile>(isHouseText(text) ? ToleranceFile : ProgramFile, text, path, 'as written');
  if (!('value' in read)) return read;
  if (read.value.kind === 'tolerances') {
    if (TOLERANCES.some((name) => name in read.value) || read.value.classes) return { program: read.value };
    return invalid(`${path} says no tolerance, neither of the house nor of a class`);
  }
  const wrong = read.value.items?.findIndex((i) => i.location !== undefined && i.locations !== undefined) ?? -1;
  if (wrong < 0) return { program: read.value };
  return invalid(`${path} items.${wrong}: expected location or locations, and not both`);
}
const invalid = (detail: string): { readonly issue: Issue } => ({
  issue: { code: 'program.invalid', severity: 'error', detail, place: { in: 'file' } },
});
