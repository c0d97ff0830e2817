import { z } from 'zod';
import { dateOrder, decimal } from '../signs';
import { FUNCTIONS } from './functions';
import type { ColumnFunction } from './functions/function';

/** A column by its heading (or several that it may have), by its letter, or counted from 1. */
export const Source = z.union([z.string().min(1), z.number().int().min(1), z.array(z.string().min(1)).min(1)]);
export type Source = z.infer<typeof Source>;

const MOST_STEPS = 20;
const MOST_PARTS = 10;
const EXPRESSION = 500; // characters; a rule that is longer is no rule of a column any more
const bare = FUNCTIONS.filter((f) => z.object(f.args).safeParse({}).success).map((f) => f.name);

/** `upper`, `{ left: 8 }`, `{ part: { by: '/', number: 2 } }`: what needs one argument takes it alone. */
function argumentsOf(f: ColumnFunction): z.ZodType {
  const all = z.strictObject(f.args);
  const [first, ...others] = Object.keys(f.args);
  if (first === undefined) return z.literal(true).transform(() => ({})).describe(f.does); // prettier-ignore
  const alone = others.every((name) => (f.args[name] as z.ZodType).safeParse(undefined).success);
  if (!alone) return all.describe(f.does);
  const schema = f.args[first] as z.ZodType;
  return z.union([schema.transform((value) => all.parse({ [first]: value })), all]).describe(f.does);
}
const named = z
  .strictObject(Object.fromEntries(FUNCTIONS.map((f) => [f.name, argumentsOf(f).optional()])))
  .refine((step) => Object.keys(step).length === 1, 'a step is one function with its arguments; write one below the other');
const Step = z.union([z.enum(bare as [string, ...string[]]), named]).transform((step): Step => {
  const [name, args] = typeof step === 'string' ? [step, undefined] : Object.entries(step)[0]!;
  const f = FUNCTIONS.find((x) => x.name === name)!;
  return { f, args: (args as Step['args'] | undefined) ?? z.object(f.args).parse({}) };
});
export interface Step {
  readonly f: ColumnFunction;
  readonly args: Readonly<Record<string, unknown>>;
}
const then = z.array(Step).min(1).max(MOST_STEPS).describe('functions that make one value of it, each of what the one before it gave');

const text = z.union([z.string(), z.number().transform(String)]);
const cell = z
  .string()
  .regex(/^[A-Za-z]{1,3}[1-9][0-9]{0,4}$/, 'expected a cell such as B2')
  .describe('a cell of the sheet, such as B2 above the list');
const document = z.enum(['subject', 'file', 'sheet']).describe("taken from the mail's subject, the file's name or the sheet's name");
const origins = {
  from: Source.optional(),
  constant: text.optional().describe('the same for all rows'),
  document: document.optional(),
  cell: cell.optional(),
};
const ORIGINS = Object.keys(origins);
const oneOf =
  (keys: readonly string[]) =>
  (given: object): boolean =>
    keys.filter((k) => (given as Record<string, unknown>)[k] !== undefined).length === 1;

/** What is joined, or goes into an expression: a column, or one of the other things with what is done to it first. */
export const Part = z.union([
  Source,
  z.strictObject({ ...origins, then: then.optional() }).refine(oneOf(ORIGINS), `expected just one of ${ORIGINS.join(', ')}`),
]);
export type Part = z.infer<typeof Part>;

const name = z.string().regex(/^[a-z][a-z0-9_]{0,30}$/, 'a name in an expression is of small letters, digits and _');
const names = z
  .record(name, Part)
  .refine((given) => Object.keys(given).length <= MOST_PARTS, `no more than ${MOST_PARTS} names`)
  .describe('what the names in an expression stand for');
const cel = z.string().min(1).max(EXPRESSION);
const some = z.union([text.transform((t) => [t]), z.array(text).min(1).max(200)]);

/** What must hold of a row. Texts are compared as they are shown, without blanks around them; numbers exactly. */
export const Condition = z.union([
  z
    .strictObject({
      column: Source,
      is: some.optional().describe('just this text, or one of these'),
      is_not: some.optional(),
      begins: some.optional(),
      ends: some.optional(),
      contains: some.optional(),
      blank: z.boolean().optional().describe('true: nothing stands there; false: something does'),
      above: text.optional().describe('a number above this one; decimals with a point'),
      below: text.optional(),
    })
    .refine(
      (c) => Object.values(c).filter((v) => v !== undefined).length === 2,
      'expected a column and one of is, is_not, begins, ends, contains, blank, above, below',
    ),
  z.strictObject({ cel: cel.describe('an expression that is true or false'), names }),
]);
export type Condition = z.infer<typeof Condition>;
export const Conditions = z.union([Condition.transform((c) => [c]), z.array(Condition).min(1).max(20)]);

const WAYS = [...ORIGINS, 'join', 'first_of', 'cel'] as const;

/** A column of the list: where it stands or how it is made, and what only it needs. */
export const ColumnTerms = z
  .strictObject({
    ...origins,
    join: z
      .array(Part)
      .min(2)
      .max(MOST_PARTS)
      .optional()
      .describe('several columns, one behind the other; refused where only some of them are blank'),
    partial: z.boolean().optional().describe('true: what is blank is left out of what is joined'),
    with: z.string().max(20).optional().describe('what stands between what is joined; nothing if absent'),
    first_of: z.array(Part).min(2).max(MOST_PARTS).optional().describe('the first of several columns that is not blank'),
    cel: cel.optional().describe('an expression in CEL over the names below, for what the functions cannot say'),
    names: names.optional(),
    then: then.optional(),
    values: z.record(z.string(), text).optional().describe('what they write, and what we call it; what is not in it stays'),
    default: z.string().min(1).optional().describe('what a blank stands for; of names, units and days only'),
    blank_is_zero: z.literal(true).optional().describe('a blank quantity is zero, and that is told'),
    only_if: Conditions.optional().describe('blank unless this holds of the row'),
    negative_if: Conditions.optional().describe('the number is negative where this holds of the row'),
    optional: z.boolean().default(false).describe('read on when the column is missing'),
    decimal: decimal.optional(),
    date_order: dateOrder.optional(),
  })
  .refine(oneOf(WAYS), `expected just one of ${WAYS.join(', ')}`);
export type ColumnTerms = z.infer<typeof ColumnTerms>;

export const ColumnSource = z.union([Source, ColumnTerms]);
export type ColumnSource = z.infer<typeof ColumnSource>;
