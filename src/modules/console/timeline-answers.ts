import { z } from 'zod';
import { LEVELS } from '../../domain/items/terms';
import type { TimelineReport, TimelineRow } from '../timeline/report';
import { decimal, instant, maybe, text, whole } from './scalars';

const some = decimal.nullable();
const source = z.object({ document: text, file: text, place: maybe });
const level = z.object({ at: instant, quantity: decimal });

const row = z.object({
  id: text,
  at: instant.meta({ description: 'of a report the end of its as-of' }),
  kind: text.meta({ description: 'count, report, notice, opened, closed, or that of a movement' }),
  name: maybe.meta({ description: 'of the shipment or the count, or the type of the exception' }),
  quantity: some.meta({ description: 'what it did to our book; of a notice what was shipped' }),
  stands: whole.meta({ description: 'for so many rows of the feed' }),
  ours: some.meta({ description: 'our book after it; null: nobody ever counted it' }),
  theirs: some,
  carried: z.boolean().meta({ description: 'theirs is of an earlier report' }),
  gap: some.meta({ description: 'theirs less ours; of a report the way to the nearest edge of what ours can have been within its as-of' }),
  band: z
    .object({ low: decimal, high: decimal })
    .nullable()
    .meta({ description: 'of a report: the least and the greatest that ours can have been within its as-of' }),
  agrees: z.boolean().nullable().meta({ description: 'of a report: within the tolerance; null where it cannot be told' }),
  tolerance: some,
  why: maybe.meta({ description: 'why there is no gap to tell' }),
  received_at: instant.nullable(),
  late: z.boolean().meta({ description: 'it came more than a day after its as-of' }),
  superseded: z.boolean().meta({ description: 'another report of the same as-of came after it' }),
  said: maybe.meta({ description: 'its as-of as it was written' }),
  sent: maybe.meta({ description: 'quantity and unit as they were sent' }),
  source: source.nullable(),
  feed: z.object({ file: maybe, reference: maybe }).nullable().meta({ description: "the row of the buyer's own feed" }),
  exception: maybe,
}) satisfies z.ZodType<TimelineRow>;

const timeline = z.object({
  supplier: text,
  supplier_name: text,
  sku: text,
  description: maybe,
  location: text,
  location_name: text,
  timezone: text,
  uom: text,
  units: z.array(z.object({ uom: text, factor: text.meta({ description: 'base units in one, a whole number or a fraction' }) })),
  now: instant,
  from: instant,
  to: instant,
  watermark: instant.nullable().meta({ description: "up to when the buyer's own data are there" }),
  terms: z
    .object({
      managed_by: text,
      owned_by: text,
      compare_to: text,
      basis: text,
      min: some,
      max: some,
      lead_time_days: whole.nullable(),
      tolerance_qty: decimal,
      tolerance_pct: decimal,
    })
    .nullable()
    .meta({ description: 'as they hold now; null: nothing is agreed' }),
  tolerance_from: z
    .object({ tolerance_qty: z.enum(LEVELS), tolerance_pct: z.enum(LEVELS), value_floor: z.enum(LEVELS) })
    .partial()
    .meta({ description: 'which level said each of them; what none said is 0' }),
  ours: z.object({ quantity: decimal, counted_at: instant.nullable() }).nullable().meta({ description: 'null: nobody ever counted it' }),
  theirs: row.nullable().meta({ description: 'their last report' }),
  in_transit: decimal,
  cover_days: whole.nullable().meta({ description: 'at the use of the last four weeks; null where it is used on too few days to tell' }),
  summed: z.boolean().meta({ description: 'movements are too many to be told one by one: each kind is one sum a day' }),
  rows: z.array(row),
  book: z.array(level).meta({ description: 'our book at each of its turns' }),
  usage: z.array(z.object({ day: text, quantity: decimal })).meta({ description: 'by the clock of the place' }),
  band: z.array(z.object({ since: instant, min: some, max: some })).meta({ description: 'minimum and maximum, each as long as it held' }),
  notices: z.array(
    z.object({
      reference: text,
      quantity: decimal,
      received: decimal,
      open: decimal,
      overdue: z.boolean(),
      shipped_at: instant,
      eta: instant.nullable(),
      source,
    }),
  ),
  exceptions: z.array(z.object({ id: text, type: text, status: text, message: text, opened_at: instant, resolved_at: instant.nullable() })),
  draft: z
    .object({
      id: text,
      state: text,
      quantity: decimal,
      held: z.boolean(),
      arrives_at: instant.nullable().meta({ description: 'null: no lead time is agreed' }),
      without: z.array(level).meta({ description: 'where the stock goes without it' }),
      approved: z.array(level).nullable().meta({ description: 'and where it goes if it is approved now' }),
    })
    .nullable(),
}) satisfies z.ZodType<TimelineReport>;

export const TIMELINE_ANSWERS = { Timeline: timeline } as const;
