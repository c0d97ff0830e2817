import { DateTime } from 'luxon';
import type { Cell, SaidAsOf } from '../canonical/vocabulary';
import { monthOf } from './month-names';

/** How a column of `03/04/2026` is meant; null while nothing in it decides. */
export type DateOrder = 'day-first' | 'month-first' | null;
export type DateRead = Exclude<SaidAsOf, { said: 'nothing' }>;

const TIME =
  '(?:[T,]?\\s*(\\d{1,2})[:.h](\\d{2})(?::(\\d{2})(?:[.,]\\d+)?)?\\s*(am|pm|a\\.m\\.|p\\.m\\.|uhr|h)?\\s*(Z|UTC|GMT|[+-]\\d{2}:?\\d{2})?)?';
const ISO = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`, 'i');
const PARTS = new RegExp(`^(\\d{1,2})([./-])(\\d{1,2})\\2(\\d{4}|\\d{2})${TIME}$`, 'i');
const DAY_NAMED = new RegExp(`^(\\d{1,2})(?:st|nd|rd|th)?[. -]*\\s*([\\p{L}.]{3,14}?)[. ,-]*\\s*(\\d{4}|\\d{2})${TIME}$`, 'iu');
const MONTH_NAMED = new RegExp(`^(\\p{L}{3,14})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})${TIME}$`, 'iu');
const CHINESE = new RegExp(`^(\\d{4})\\s*年\\s*(\\d{1,2})\\s*月\\s*(\\d{1,2})\\s*[日号]${TIME}$`, 'i');
const COMPACT = /^(20\d{2})(\d{2})(\d{2})(?:[T ]?(\d{2})(\d{2})(\d{2})?)?$/;
const WEEK = /^(?:(?:kw|cw|wk|week|woche|sem|w)\.?\s*(\d{1,2})\s*[/ -]\s*(20\d{2})|(20\d{2})\s*[/ -]?\s*(?:kw|cw|wk|week|w)\s*(\d{1,2}))$/i;
const WEEKDAY =
  /^(?:mo|di|mi|do|fr|sa|so|mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|monday|tuesday|wednesday|thursday|friday|saturday|sunday)[.,]?\s+/i;

type Readings = { readonly dayFirst?: DateRead; readonly monthFirst?: DateRead } | DateRead | undefined;

/** Both readings where there are two; the one where there is one. */
function readings(text: string): Readings {
  const t = text.trim().replace(WEEKDAY, '');
  if (t.length < 6 || t.length > 40) return undefined;
  const iso = ISO.exec(t);
  if (iso) return made(iso[1]!, iso[3]!, iso[4]!, iso.slice(5));
  const chinese = CHINESE.exec(t);
  if (chinese) return made(chinese[1]!, chinese[2]!, chinese[3]!, chinese.slice(4));
  const compact = COMPACT.exec(t);
  if (compact) return made(compact[1]!, compact[2]!, compact[3]!, [compact[4], compact[5], compact[6]]);
  const m = PARTS.exec(t);
  if (m) {
    const [, a, sign, b, y] = m as unknown as [string, string, string, string, string];
    const dayFirst = made(y, b, a, m.slice(5));
    if (sign === '.') return dayFirst;
    const monthFirst = made(y, a, b, m.slice(5));
    if (dayFirst && monthFirst && Number(a) !== Number(b)) return { dayFirst, monthFirst };
    return dayFirst && monthFirst ? dayFirst : { ...(dayFirst ? { dayFirst } : {}), ...(monthFirst ? { monthFirst } : {}) };
  }
  const named = DAY_NAMED.exec(t) ?? MONTH_NAMED.exec(t);
  if (named) {
    const [day, name] = /^\d/.test(named[1]!) ? [named[1]!, named[2]!] : [named[2]!, named[1]!];
    const month = monthOf(name);
    return month === undefined ? undefined : made(named[3]!, String(month), day, named.slice(4));
  }
  const week = WEEK.exec(t);
  return week ? weekOf(Number(week[2] ?? week[3]), Number(week[1] ?? week[4])) : undefined;
}

const isDate = (r: Exclude<Readings, undefined>): r is DateRead => 'said' in r;

/** A time without a zone is the wall clock of the place where the stock lies; midnight is what a program writes for a day. */
function made(y: string, m: string, d: string, time: readonly (string | undefined)[]): DateRead | undefined {
  const year = y.length === 2 ? `20${y}` : y;
  const date = `${year}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (!DateTime.fromISO(date).isValid || year < '1990' || year > '2199') return undefined;
  const [hour, minute, second = '00', half, zone] = time;
  if (hour === undefined || minute === undefined) return { said: 'date', date };
  const afternoon = /^p/i.test(half ?? '') && Number(hour) < 12;
  const h = afternoon ? Number(hour) + 12 : /^a/i.test(half ?? '') && hour === '12' ? 0 : Number(hour);
  if (h === 0 && /^0*$/.test(minute + second) && zone === undefined) return { said: 'date', date };
  const offset =
    zone === undefined ? '' : /^(z|utc|gmt)$/i.test(zone) ? 'Z' : zone.length === 5 ? `${zone.slice(0, 3)}:${zone.slice(3)}` : zone;
  const at = `${date}T${String(h).padStart(2, '0')}:${minute}:${second}${offset}`;
  return DateTime.fromISO(at).isValid ? { said: 'instant', at } : undefined;
}

/** A calendar week is all of its days: somewhere in it the stock was so. */
function weekOf(year: number, week: number): DateRead | undefined {
  const monday = DateTime.fromObject({ weekYear: year, weekNumber: week, weekday: 1 }, { zone: 'utc' });
  return monday.isValid ? { said: 'date', date: monday.toISODate(), to: monday.plus({ days: 6 }).toISODate() } : undefined;
}

/** Days before and after the receipt within which the dates of a column are believable; what lies outside settles an order. */
export interface Believable {
  readonly received: string;
  readonly before: number;
  readonly after: number;
}
export const BELIEVABLE: Readonly<Record<'as_of' | 'ship_date' | 'eta', Omit<Believable, 'received'>>> = {
  as_of: { before: 62, after: 1.2 },
  ship_date: { before: 62, after: 7 },
  eta: { before: 30, after: 200 },
};
export interface OrderRead {
  readonly order: DateOrder;
  readonly by: 'proof' | 'receipt' | 'nothing';
}

/**
 * What the dates of a column say about their order. A part above twelve is a day. Where none is, the order that puts every
 * date near the receipt, if the other does not: nobody counts stock next month. One order for the whole column, else none.
 */
export function dateOrderOf(values: Iterable<string>, believable?: Believable): OrderRead {
  let day = false;
  let month = false;
  const open: { readonly dayFirst?: DateRead; readonly monthFirst?: DateRead }[] = [];
  for (const value of values) {
    const r = readings(value);
    if (!r || isDate(r)) continue;
    if (r.dayFirst && r.monthFirst) open.push(r);
    else if (r.dayFirst) day = true;
    else if (r.monthFirst) month = true;
  }
  if (day !== month) return { order: day ? 'day-first' : 'month-first', by: 'proof' };
  if (day || open.length === 0 || !believable) return { order: null, by: 'nothing' };
  const dayFits = open.every((o) => isNear(o.dayFirst!, believable));
  const monthFits = open.every((o) => isNear(o.monthFirst!, believable));
  if (dayFits === monthFits) return { order: null, by: 'nothing' };
  return { order: dayFits ? 'day-first' : 'month-first', by: 'receipt' };
}

const startOf = (d: DateRead): DateTime => DateTime.fromISO(d.said === 'date' ? d.date : d.at, { zone: 'utc' });

export function isNear(d: DateRead, { received, before, after }: Believable): boolean {
  const days = startOf(d).diff(DateTime.fromISO(received, { zone: 'utc' }), 'days').days;
  return days >= -before && days <= after;
}

/** Whether a date lies beyond the receipt by more than the zones of the earth can explain. */
export const isFuture = (d: DateRead, received: string): boolean => startOf(d).diff(DateTime.fromISO(received), 'days').days > 1.2;

/** A date, or an instant where a time is told. 'unsure' when it may be two, undefined when it is none. */
export function readDate(text: string, order: DateOrder): DateRead | 'unsure' | undefined {
  const r = readings(text);
  if (!r || isDate(r)) return r;
  if (order === null) return r.dayFirst && r.monthFirst ? 'unsure' : (r.dayFirst ?? r.monthFirst);
  return (order === 'day-first' ? r.dayFirst : r.monthFirst) ?? (r.dayFirst || r.monthFirst ? 'unsure' : undefined);
}

const DAYS_1970 = 25_569;

/** A cell's date: what the file holds where it holds one, a serial number where a date is expected, else what is shown. */
export function readDateCell(cell: Cell, order: DateOrder): DateRead | 'unsure' | undefined {
  if (typeof cell.raw === 'string') return readDate(cell.raw, order);
  if (typeof cell.raw !== 'number') return undefined;
  if (/^20\d{6}$/.test(String(cell.raw))) return readDate(String(cell.raw), order);
  if (cell.raw < 36_526 || cell.raw > 73_050) return undefined; // 2000 to 2099
  const at = DateTime.fromMillis(Math.round((cell.raw - DAYS_1970) * 86_400) * 1000, { zone: 'utc' });
  return readDate(at.toFormat("yyyy-MM-dd'T'HH:mm:ss"), order);
}

const WITHIN =
  /(?<!\d)(?:\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}([./-])\d{1,2}\1(?:\d{4}|\d{2})(?:,?\s+\d{1,2}:\d{2})?|20\d{2}[_.]\d{2}[_.]\d{2}|20\d{6}|\d{1,2}\.?\s*\p{L}{3,12}\.?\s+\d{4}|\p{L}{3,12}\s+\d{1,2},?\s+\d{4})(?!\d)/giu;

/** The dates within a longer text: `Stand: 16.11.2026`, `stock_2026-11-16.csv`. */
export function datesWithin(text: string, order: DateOrder): (DateRead | 'unsure')[] {
  return [...text.matchAll(WITHIN)].flatMap((m) => readDate(m[0].replace(/_/g, '-'), order) ?? []);
}

/** `KW 46`, `Wk46` within a name: the latest such week that had begun when it was received, all of its days. */
export function weekWithin(text: string, received: string): DateRead | undefined {
  const m = /(?:^|[^a-z])(?:kw|cw|wk|week|woche)[ ._-]?(\d{1,2})(?!\d)(?:[ ._/-]{1,3}(20\d{2}))?/i.exec(text);
  if (!m) return undefined;
  const at = DateTime.fromISO(received, { zone: 'utc' });
  if (m[2] !== undefined) return weekOf(Number(m[2]), Number(m[1]));
  const own = weekOf(at.weekYear, Number(m[1]));
  return own && isFuture(own, received) ? weekOf(at.weekYear - 1, Number(m[1])) : own;
}
