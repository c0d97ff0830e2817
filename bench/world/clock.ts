import { DateTime } from 'luxon';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

const known = new Map<string, number>();
/** `10:30` of a day in a zone. */
export function at(date: string, time: string, zone: string): number {
  const text = `${date}T${time} ${zone}`;
  let ms = known.get(text);
  if (ms === undefined) known.set(text, (ms = DateTime.fromISO(`${date}T${time}`, { zone }).toMillis()));
  return ms;
}
export const iso = (ms: number, zone = 'utc'): string => DateTime.fromMillis(ms, { zone }).toISO({ suppressMilliseconds: true })!;
export const dateOf = (ms: number, zone: string): string => DateTime.fromMillis(ms, { zone }).toISODate()!;
export const shown = (ms: number, zone: string, format: string): string => DateTime.fromMillis(ms, { zone }).toFormat(format);
export const plusDays = (date: string, days: number): string => DateTime.fromISO(date, { zone: 'utc' }).plus({ days }).toISODate()!;
/** 1 is Monday. */
export const weekday = (date: string): number => DateTime.fromISO(date, { zone: 'utc' }).weekday;

export interface Calendar {
  readonly code: string;
  readonly holidays: readonly string[];
}
export const isWorkday = (date: string, calendar: Calendar): boolean => weekday(date) <= 5 && !calendar.holidays.includes(date);

/** The day so many working days later. */
export function workdaysOn(date: string, days: number, calendar: Calendar): string {
  let day = date;
  for (let left = days; left > 0;) {
    day = plusDays(day, 1);
    if (isWorkday(day, calendar)) left--;
  }
  return day;
}

/** When so many working days have gone by: a day off stands still, and what begins on one begins when it is over. */
export function afterWorkdays(from: number, days: number, zone: string, calendar: Calendar): number {
  let left = days * DAY;
  let now = from;
  for (;;) {
    const date = dateOf(now, zone);
    const end = at(plusDays(date, 1), '00:00', zone);
    if (isWorkday(date, calendar)) {
      // A day of a change of the clocks is a day, whatever its hours.
      const length = end - at(date, '00:00', zone);
      const share = ((end - now) / length) * DAY;
      if (share >= left) return now + (left / DAY) * length;
      left -= share;
    }
    now = end;
  }
}
