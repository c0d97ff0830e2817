import iconv from 'iconv-lite';
import { z } from 'zod';
import type { StockMeasure } from '../canonical/vocabulary';
import { AsOfRule, checkAsOf } from './as-of-rule';
import { checkColumn, checkConditions } from './columns/check';
import { ColumnSource, Conditions } from './columns/source';
import { ownTerms } from './columns/terms-of';
import { readYaml, type Refused } from './checked-yaml';
import { readDate } from './dates';
import { type Field, formOf, MEASURES } from './fields';
import { dateOrder, decimal } from './signs';
import { SYNONYMS } from './words';

const FIELDS = Object.keys(SYNONYMS) as [Field, ...Field[]];
const measure = z.enum(MEASURES as [StockMeasure, ...StockMeasure[]]);
const day = z.string().refine((text) => typeof readDate(text, null) === 'object', 'expected a day such as 2026-11-16');

const encoding = z
  .string()
  .refine((name) => iconv.encodingExists(name), 'expected an encoding such as windows-1250')
  .describe('how the bytes of a text are read; found out if absent');
const delimiter = z
  .union([z.string().length(1), z.literal('tab')])
  .transform((sign) => (sign === 'tab' ? '\t' : sign))
  .describe('what separates the fields of a text: one character, or tab; found out if absent');
const quotes = z.enum(['double', 'none']).describe('none: a quote in a text is a character like any other, such as the sign for inches');

const share = z
  .string()
  .regex(/^(?:100|\d{1,2}(?:\.\d{1,6})?)%$/, 'expected a share such as 5% or 2.5%')
  .describe('so large a share of wrong rows, and nothing of the list is used; the good rows are if absent');

const hiddenThings = z.enum(['read', 'left_out', 'refused']);

/** What can be said of each field by itself; an editor's schema is made of it. */
export const MappingFields = z.strictObject({
  name: z.string().min(1),
  version: z.number().int().min(1).default(1),
  file: z.string().optional().describe('which files it is for; * stands for anything'),
  sender: z
    .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
    .optional()
    .describe('of a mail that brings it: its address, or several; * stands for anything'),
  subject: z.string().min(1).optional().describe('likewise, its subject; * stands for anything'),
  headings: z
    .array(z.string().min(1))
    .min(1)
    .optional()
    .describe('headings that must all stand in one row: what tells this layout from another one of the supplier'),
  sheet: z.string().optional().describe('which sheet it is for; * stands for anything; any if absent'),
  header_row: z.number().int().min(0).optional().describe('row of the headings; 0 when there are none; found by its headings if absent'),
  encoding: encoding.optional(),
  delimiter: delimiter.optional(),
  quotes: quotes.optional(),
  decimal: decimal.optional(),
  date_order: dateOrder.optional(),
  supplier: z.string().min(1).describe('code of the supplier whose lists it reads'),
  kind: z.enum(['stock_report', 'ship_notice'], { error: 'expected stock_report, ship_notice or edi' }).default('stock_report'),
  columns: z.partialRecord(z.enum(FIELDS), ColumnSource).superRefine((columns, problems) => {
    for (const [field, given] of Object.entries(columns) as [Field, ColumnSource][])
      checkColumn(given, formOf(field), (at, message, within) =>
        problems.addIssue({ code: 'custom', path: [field, ...at], message, params: { within } }),
      );
  }),
  where: Conditions.optional()
    .superRefine((where, problems) =>
      checkConditions(where, (at, message, within) => problems.addIssue({ code: 'custom', path: [...at], message, params: { within } })),
    )
    .describe('only rows of which all of this holds are taken; how many are left out is told'),
  ignored: z
    .array(z.string().min(1))
    .optional()
    .describe('headings of which nothing is read, and which are not told; * stands for anything'),
  hidden: z
    .strictObject({ rows: hiddenThings, columns: hiddenThings, sheets: hiddenThings })
    .partial()
    .optional()
    .describe('what becomes of hidden rows and columns (read if absent) and hidden sheets (left_out if absent); told in any case'),
  across: z
    .discriminatedUnion('say', [
      z.strictObject({
        say: z.literal('location'),
        columns: z.array(z.string().min(1)).min(1).describe('headings of the columns that are a place each'),
        measure: measure.default('on_hand'),
        values: z.record(z.string(), z.string()).optional().describe('what they write, and what we call it'),
      }),
      z.strictObject({ say: z.literal('as_of'), measure: measure.default('on_hand') }),
    ])
    .optional()
    .describe('that the columns stand for places or for days, and what is counted in them'),
  constants: z
    .strictObject({ location: z.string(), uom: z.string(), as_of: day, shipment: z.string() })
    .partial()
    .default({})
    .describe('what holds for all rows; as_of is otherwise found in a title, or in the name of sheet, file or mail'),
  as_of: z
    .array(AsOfRule)
    .min(1)
    .optional()
    .describe('where the moment of a stock list is said; the first that gives one counts, and nothing else does'),
  ends: z
    .strictObject({
      at: z
        .array(z.string().min(1))
        .min(1)
        .max(50)
        .optional()
        .describe('above the first row with a cell of just this text; * stands for anything'),
      after_blank_rows: z.number().int().min(1).max(1000).optional().describe('behind so many blank rows'),
    })
    .optional()
    .describe('where the list ends, if not with its last row; how many rows below were left out is told'),
  duplicates: z
    .enum(['sum', 'last', 'refuse'])
    .optional()
    .describe(
      'of a stock list, lines of one item, place, lot, moment and measure: one line of their sum, the last one, or none of them and a question',
    ),
  rows: z.strictObject({ refuse_above: share }).optional().describe('what becomes of the good rows beside wrong ones'),
  coverage: z.enum(['full', 'delta']).default('full').describe('whether the list is all that there is; absent is zero in neither'),
  proposes: z
    .boolean()
    .default(false)
    .describe(
      'of a shipping list: what it holds is proposed to be shipped, and nothing of it is on its way; its `po` is the order that it answers',
    ),
  supply_fact: z.boolean().default(false).describe("speaks of the supplier's own warehouse: never compared with the buyer's book"),
});
/** A supplier's layout as a person writes it down (config/suppliers/*.yaml). */
export const MappingFile = MappingFields.superRefine((m, problems) =>
  checkAsOf(m, (message) => problems.addIssue({ code: 'custom', path: ['as_of'], message })),
);
export type MappingFile = z.infer<typeof MappingFile>;

const CHECKED = MappingFile.superRefine(({ kind, columns, proposes }, problems) => {
  if (proposes && kind !== 'ship_notice')
    problems.addIssue({ code: 'custom', path: ['proposes'], message: 'is of shipping lists only: write kind: ship_notice' });
  for (const [field, given] of Object.entries(columns) as [Field, ColumnSource][])
    if (kind === 'ship_notice' && ownTerms(given)?.blank_is_zero)
      problems.addIssue({
        code: 'custom',
        path: ['columns', field, 'blank_is_zero'],
        message: 'is of stock lists only: a blank is no shipment of zero',
      });
});

/** A mapping file's text, checked. */
export function parseMappingFile(text: string, path: string): { readonly mapping: MappingFile } | Refused {
  const read = readYaml(CHECKED, text, path);
  return 'value' in read ? { mapping: read.value } : read;
}
