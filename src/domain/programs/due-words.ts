import { Cron } from 'croner';
import { DateTime } from 'luxon';
import { zoneOf } from '../canonical/zone';

/** When something is due, as `report_schedules` says it. */
export interface Cadence {
  readonly cron: string;
  readonly timezone: string;
  readonly graceMinutes: number;
}
/** One time at which it is due, and the one from which it is told as missing. */
export interface Due {
  readonly at: string;
  readonly alert_at: string;
  readonly says: string; // Mon 30 Nov 10:00 CET, alert 12:00
}

const NEXT = 5;

/** The next times behind an instant; none where it never comes again. Throws where the text is no cron expression. */
export function nextDues({ cron, timezone, graceMinutes }: Cadence, after: string, most = NEXT): Due[] {
  return new Cron(cron, { timezone, paused: true })
    .nextRuns(most, new Date(after))
    .map((run) => dueAt(run.getTime(), timezone, graceMinutes, after));
}

function dueAt(due: number, timezone: string, graceMinutes: number, after: string): Due {
  const [at, alert] = [due, due + graceMinutes * 60_000].map((ms) => DateTime.fromMillis(ms, { zone: zoneOf(timezone) }));
  const thisYear = DateTime.fromISO(after, { zone: zoneOf(timezone) }).year;
  const told = alert!.hasSame(at!, 'day') && zoneName(alert!) === zoneName(at!) ? alert!.toFormat('HH:mm') : inWords(alert!, thisYear);
  return { at: at!.toUTC().toISO()!, alert_at: alert!.toUTC().toISO()!, says: `${inWords(at!, thisYear)}, alert ${told}` };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const inWords = (at: DateTime, thisYear: number): string =>
  `${DAYS[at.weekday % 7]!.slice(0, 3)} ${at.day} ${MONTHS[at.month - 1]!}${at.year === thisYear ? '' : ` ${at.year}`} ${at.toFormat('HH:mm')} ${zoneName(at)}`;

/** By zone and offset: asked of a thousand suppliers at once, and slow to ask. */
const names = new Map<string, string>();
/** CET, PST: people name a zone as it is called where it holds, and no locale knows all of them. */
function zoneName(at: DateTime): string {
  const key = `${at.zoneName} ${at.offset}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const all = ['en-GB', 'en-US', 'en-AU'].map((locale) => at.setLocale(locale).toFormat('ZZZZ'));
  const name = all.find((n) => !/^GMT.|^UTC./.test(n)) ?? all[0]!;
  names.set(key, name);
  return name;
}

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** `Mondays and Thursdays at 10:00`; what cannot be said so is shown as it is written. */
export function cadenceInWords(cron: string): string {
  const plain = /^(\d{1,2}) (\d{1,2}) (\*|\d{1,2}) \* (\*|[0-7](?:[,-][0-7])*)$/.exec(cron.trim().replace(/\s+/g, ' '));
  if (!plain) return cron;
  const [, minute, hour, day, weekdays] = plain as unknown as [string, string, string, string, string];
  const time = `at ${hour.padStart(2, '0')}:${minute.padStart(2, '0')}`;
  if (day !== '*') return weekdays === '*' ? `on day ${Number(day)} of each month ${time}` : cron;
  if (weekdays === '*') return `every day ${time}`;
  const named = daysOf(weekdays);
  if (named.length === 7) return `every day ${time}`;
  if (named.join() === '1,2,3,4,5') return `Mondays to Fridays ${time}`;
  const names = named.map((d) => `${DAYS[d]!}s`);
  return `${names.length === 1 ? names[0]! : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`} ${time}`;
}

/** 0 and 7 are Sunday; Monday first, as a week is read. */
function daysOf(text: string): number[] {
  const all = text.split(',').flatMap((part) => {
    const [from, to = from] = part.split('-').map(Number) as [number, number?];
    return Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => (from + i) % 7);
  });
  return [...new Set(all)].sort((a, b) => ((a + 6) % 7) - ((b + 6) % 7));
}

/** `2 h`, `90 min`, `1 d`. */
export const graceInWords = (minutes: number): string =>
  minutes === 0 ? 'none' : minutes % 1440 === 0 ? `${minutes / 1440} d` : minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
