import { IANAZone } from 'luxon';
import { z } from 'zod';
import { dateOrder } from './signs';

const zone = z
  .string()
  .refine((name) => IANAZone.isValidZone(name), 'expected a time zone such as Europe/Berlin')
  .describe('whose day, and whose clock; that of the place where the stock lies if absent');
const within = z
  .string()
  .regex(/^[1-9]\d{0,3} (?:minutes?|hours?|days?)$/, 'expected a time such as 12 hours')
  .describe('how far from it, either way, the stock may have been counted');
const BY = `from`;
const common = { zone: zone.optional(), within: within.optional() };
const text = { ...common, date_order: dateOrder.optional() };

/** Where the moment of a stock list is said. */
export const AsOfRule = z.discriminatedUnion(BY, [
  z.strictObject({ from: z.literal('column').describe('the column as_of, row by row'), ...common }),
  z.strictObject({
    from: z.literal('cell'),
    cell: z.string().regex(/^[A-Z]{1,3}[1-9]\d{0,6}$/, 'expected a cell such as B2'),
    ...text,
  }),
  z.strictObject({ from: z.literal('subject').describe('of the mail'), ...text }),
  z.strictObject({ from: z.literal('file').describe('its name'), ...text }),
  z.strictObject({ from: z.literal('sheet').describe('its name'), ...text }),
  z
    .strictObject({
      from: z.literal('received'),
      before: z
        .string()
        .regex(/^\d{1,3} (?:hours?|days?)$/, 'expected a time such as 1 day or 12 hours')
        .default('0 days')
        .describe('so long before the receipt; of days, that whole day'),
      ...common,
    })
    .refine((r) => r.zone !== undefined || /hour/.test(r.before), {
      message: 'a day of receipt needs the zone whose day it is',
      path: ['zone'],
    }),
]);
export type AsOfRule = z.infer<typeof AsOfRule>;

interface Timed {
  readonly kind: string;
  readonly columns: object;
  readonly constants: { readonly as_of?: string | undefined };
  readonly across?: { readonly say: string } | undefined;
  readonly as_of?: readonly AsOfRule[] | undefined;
}
/** What contradicts a list of rules elsewhere in a mapping: two words about one moment, of which nobody can tell which counts. */
export function checkAsOf(m: Timed, tell: (message: string) => void): void {
  if (!m.as_of) return;
  const byColumn = m.as_of.some((r) => r.from === 'column');
  const named = 'as_of' in m.columns;
  if (m.kind === 'ship_notice') tell('as_of is of a stock list; a shipment has ship_date and eta');
  if (m.constants.as_of !== undefined) tell('constants.as_of says the day for all rows, too; only one of them can hold');
  if (m.across?.say === 'as_of') tell('the columns are days (across); nothing else can say them');
  if (named && !byColumn) tell('columns.as_of is named, and no rule says when it counts; add { from: column }');
  if (!named && byColumn) tell('from: column needs columns.as_of');
}
