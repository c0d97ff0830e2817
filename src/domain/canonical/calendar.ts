import { DateTime } from 'luxon';
import { zoneOf } from './zone';

const SEARCH_DAYS = 3660; // a calendar without a working day in ten years is a mistake, not a deadline

/** Monday to Friday, unless the calendar says otherwise of a date (contract section 1). */
export function workdays(exceptions: ReadonlyMap<string, boolean>): (date: string) => boolean {
  return (date) => exceptions.get(date) ?? DateTime.fromISO(date, { zone: 'utc' }).weekday <= 5;
}

/** A run asks for the same day of a hundred thousand pairs, and clocks of zones are slow; a calendar in use is one function. */
const reckoned = new WeakMap<(date: string) => boolean, Map<string, number>>();
const KEPT = 10_000;

/**
 * The instant at which so many working days have gone by since `from`: days off stand still, and what starts on one starts at
 * the next working day's midnight. From Monday 00:00 five days later is Saturday 00:00, when Friday is over.
 */
export function afterWorkingDays(from: number, days: number, timezone: string, isWorkday: (date: string) => boolean): number {
  let known = reckoned.get(isWorkday);
  if (!known || known.size >= KEPT) reckoned.set(isWorkday, (known = new Map()));
  const key = `${from} ${days} ${timezone}`;
  let at = known.get(key);
  if (at === undefined) known.set(key, (at = reckon(from, days, timezone, isWorkday)));
  return at;
}

function reckon(from: number, days: number, timezone: string, isWorkday: (date: string) => boolean): number {
  let at = DateTime.fromMillis(from, { zone: zoneOf(timezone) });
  for (let gone = 0; gone < days; gone++) {
    for (let i = 0; i < SEARCH_DAYS && !isWorkday(at.toISODate()!); i++) at = at.plus({ days: 1 }).startOf('day');
    at = at.plus({ days: 1 });
    for (let i = 0; i < SEARCH_DAYS && !atMidnight(at) && !isWorkday(at.toISODate()!); i++) at = at.plus({ days: 1 });
  }
  return at.toMillis();
}

const atMidnight = (d: DateTime): boolean => d.startOf('day').toMillis() === d.toMillis();

const NAMES = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
/** The next of the named weekdays at or after an instant, at the end of that day; the instant itself when none is named. */
export function onOrAfter(at: number, days: readonly string[] | undefined, timezone: string): number {
  if (!days || days.length === 0) return at;
  let day = DateTime.fromMillis(at, { zone: zoneOf(timezone) }).startOf('day');
  for (let i = 0; i < 7; i++, day = day.plus({ days: 1 })) {
    if (!days.includes(NAMES[day.weekday - 1]!)) continue;
    return i === 0 ? at : day.plus({ days: 1 }).toMillis();
  }
  return at;
}
