import { afterWorkingDays } from '../canonical/calendar';
import { type Fraction, text } from '../canonical/quantity';

/** What is taken in four weeks says how long a stock lasts: a single week has its holidays and its rush. */
export const USAGE_DAYS = 28;
const DAY = 86_400_000;

/** One day's rush says nothing of the next lead time. */
const DAYS_OF_USE = 3;

/** Whether it was used on enough days of these four weeks to go by. */
export function isUsed(movements: readonly { readonly kind: string; readonly from: number }[], now: number): boolean {
  const since = now - USAGE_DAYS * DAY;
  return new Set(movements.flatMap((m) => (m.kind === 'usage' && m.from > since ? Math.floor(m.from / DAY) : []))).size >= DAYS_OF_USE;
}

/** In milliseconds; undefined where nothing was used. */
export function lastsFor(stock: Fraction, used: Fraction): number | undefined {
  return used.n <= 0n ? undefined : (Number(text(stock)) / Number(text(used))) * USAGE_DAYS * DAY;
}

export interface LeadTime {
  readonly now: number;
  readonly days: number | undefined;
  readonly timezone: string;
  readonly workdays: (date: string) => boolean;
}

/** Whether the days of cover are fewer than the lead time: used up before anything that is sent today could be there. */
export function runsOutBefore(stock: Fraction, used: Fraction, { now, days, timezone, workdays }: LeadTime): boolean {
  const lasts = days === undefined ? undefined : lastsFor(stock, used);
  return lasts !== undefined && now + lasts < afterWorkingDays(now, days!, timezone, workdays);
}
