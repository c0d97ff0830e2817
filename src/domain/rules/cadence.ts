import { DateTime } from 'luxon';

const NAMES = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const ENOUGH = 6; // reports on that many days
const OFTEN = 0.6; // of the weeks: a weekday on which it mostly comes
const RELIABLE = 0.75; // of the times that were due: less is no habit
const LATE = 0.9; // so many of a hundred come until then
const GRACE_MINUTES = 60;

/** When a supplier's reports come, as far as they show a habit: a proposal for `report_schedules`, which nobody applies by itself. */
export interface Cadence {
  readonly cron: string;
  readonly timezone: string;
  readonly graceMinutes: number;
  readonly weekdays: readonly string[];
  readonly by: string; // 08:00, local
  readonly due: number; // how often it would have been due
  readonly hits: number; // and was there, the grace included
  readonly share: number; // hits of due, in percent
  readonly reports: number; // days on which something came
}

/** Of the instants at which accepted reports were received, epoch milliseconds; null where they show no habit. */
export function cadenceOf(received: readonly number[], timezone: string): Cadence | null {
  const firstOfDay = new Map<string, DateTime>(); // a second one of the day is a correction
  for (const at of [...received].sort((a, b) => a - b).map((ms) => DateTime.fromMillis(ms, { zone: timezone })))
    if (!firstOfDay.has(at.toISODate()!)) firstOfDay.set(at.toISODate()!, at);
  const came = [...firstOfDay.values()];
  if (came.length < ENOUGH) return null;
  const days = daysBetween(came[0]!, came.at(-1)!);
  const weekdays = [0, 1, 2, 3, 4, 5, 6].filter((w) => {
    const all = days.filter((d) => d.weekday % 7 === w);
    return all.length > 0 && all.filter((d) => firstOfDay.has(d.toISODate()!)).length >= OFTEN * all.length;
  });
  const usual = came.filter((d) => weekdays.includes(d.weekday % 7)).map((d) => d.hour * 60 + d.minute);
  if (usual.length < ENOUGH) return null;
  const latest = [...usual].sort((a, b) => a - b)[Math.ceil(LATE * usual.length) - 1]!;
  const minute = Math.min(Math.floor(latest / 60) * 60 + 60, 23 * 60 + 59);
  const dues = days.filter((d) => weekdays.includes(d.weekday % 7)).map((d) => d.toISODate()!);
  const hits = dues.filter((d) => {
    const at = firstOfDay.get(d);
    return at !== undefined && at.hour * 60 + at.minute <= minute + GRACE_MINUTES;
  }).length;
  if (hits < RELIABLE * dues.length) return null;
  const [hour, rest] = [Math.floor(minute / 60), minute % 60];
  return {
    cron: `${rest} ${hour} * * ${weekdays.length === 7 ? '*' : weekdays.join(',')}`,
    timezone,
    graceMinutes: GRACE_MINUTES,
    weekdays: weekdays.map((w) => NAMES[w]!),
    by: `${String(hour).padStart(2, '0')}:${String(rest).padStart(2, '0')}`,
    due: dues.length,
    hits,
    share: Math.round((hits * 100) / dues.length),
    reports: came.length,
  };
}

function daysBetween(from: DateTime, to: DateTime): DateTime[] {
  const days: DateTime[] = [];
  for (let at = from.startOf('day'); at <= to; at = at.plus({ days: 1 })) days.push(at);
  return days;
}
