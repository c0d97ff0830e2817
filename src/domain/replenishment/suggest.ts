import { add, compare, divide, type Fraction, maximum, multiply, subtract, text, whole, ZERO } from '../canonical/quantity';
import { roundedUp } from './draft';

/** What is known of how an item is used and how long it takes to come. Quantities in the base unit, days are days of the calendar. */
export interface Observed {
  readonly used: Fraction; // in so many days
  readonly days: number; // since when usage is known, 90 at the most
  readonly daysOfUse: number; // on which any was
  readonly leads: readonly number[]; // days from an order to its first receipt, each order once
  readonly agreedLead: number | null; // working days
  readonly orderDays: number; // days of the week on which is ordered; 0: nothing is agreed
  readonly multiple: Fraction | null;
  readonly moq: Fraction | null;
}
export type Suggested =
  | { readonly min: null; readonly max: null; readonly why: readonly string[] }
  | {
      readonly min: string;
      readonly max: string;
      readonly per_day: string;
      readonly lead_days: number;
      readonly min_covers_days: string;
      readonly max_covers_days: string;
      readonly orders_every_days: string;
      readonly why: readonly string[];
    };

const LEAST_DAYS = 28; // less is one rush, or one holiday
const LEAST_USES = 5;
const LEAST_LEADS = 3; // one order says nothing of the next
const CYCLE_DAYS = 7; // unless it is agreed on which days is ordered

/**
 * A minimum and a maximum that the usage and the lead time speak for: the minimum lasts through a lead time, with what is used while
 * the slowest delivery seen is later than the usual one; the maximum one cycle of ordering more, and at least what is ordered at least.
 * For people to look at: nothing ever sets it.
 */
export function suggest(o: Observed): Suggested {
  if (o.days < LEAST_DAYS) return none(`its usage is known for ${o.days} days; ${LEAST_DAYS} are the least to go by`);
  if (o.daysOfUse < LEAST_USES || compare(o.used, ZERO) <= 0) return none(`it was used on ${o.daysOfUse} days of ${o.days}; ${LEAST_USES} are the least to go by`); // prettier-ignore
  const lead = leadOf(o);
  if (!lead) return none('no lead time is agreed, and too few orders came to see one');
  const perDay = divide(o.used, whole(o.days));
  const safety = multiply(perDay, whole(lead.slowest - lead.usual));
  const min = roundedUp(add(multiply(perDay, whole(lead.usual)), safety), null, whole(1));
  const cycle = o.orderDays > 0 ? divide(whole(CYCLE_DAYS), whole(o.orderDays)) : whole(CYCLE_DAYS);
  const lot = roundedUp(multiply(perDay, cycle), o.moq, o.multiple ?? whole(1));
  const max = add(min, maximum(lot, ZERO));
  const lasts = (q: Fraction): string => text(divide(q, perDay), 1);
  return {
    min: text(min),
    max: text(max),
    per_day: text(perDay, 3),
    lead_days: lead.usual,
    min_covers_days: lasts(min),
    max_covers_days: lasts(max),
    orders_every_days: lasts(subtract(max, min)),
    why: [
      `${text(o.used)} used in ${o.days} days, on ${o.daysOfUse} of them: ${text(perDay, 3)} a day`,
      lead.why,
      `min ${text(min)}: ${lead.usual} days of use${lead.slowest > lead.usual ? ` and ${lead.slowest - lead.usual} days for the slowest delivery` : ''}`,
      `max ${text(max)}: ${text(lot)} more, ${text(cycle, 1)} days of use${o.moq || o.multiple ? ' by moq and pack' : ''}`,
    ],
  };
}

const none = (why: string): Suggested => ({ min: null, max: null, why: [why] });

interface Lead {
  readonly usual: number;
  readonly slowest: number;
  readonly why: string;
}
/** As it was seen, else as it is agreed. */
function leadOf({ leads, agreedLead }: Observed): Lead | undefined {
  if (leads.length >= LEAST_LEADS) {
    const sorted = [...leads].sort((a, b) => a - b);
    const usual = sorted[Math.floor(sorted.length / 2)]!;
    const slowest = sorted.at(-1)!;
    return { usual, slowest, why: `${leads.length} orders took ${sorted[0]} to ${slowest} days, mostly ${usual}` };
  }
  if (agreedLead === null) return undefined;
  const days = Math.ceil((agreedLead * 7) / 5);
  return {
    usual: days,
    slowest: days,
    why: `${agreedLead} working days are agreed, about ${days} days; too few orders came to see another`,
  };
}
