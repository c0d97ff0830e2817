import { Cron } from 'croner';
import { DateTime } from 'luxon';
import type { ReportFacts, ScheduleView } from './schedule-view';
import { zoneOf } from '../canonical/zone';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const LOOKED_BACK = 14;
const ENOUGH_TO_LEARN = 2;

/** When a report was due, and since when: the day of the one before. */
export interface Period {
  readonly from: number;
  readonly due: number;
}

/**
 * The last periods that a schedule has had, oldest first, and as the last the one that runs at `now`. None is older than the one
 * that runs at `since`: a run that nobody asks about costs as much as one that counts.
 */
export function periodsOf(view: Pick<ScheduleView, 'cron' | 'timezone' | 'now'>, last = LOOKED_BACK, since = -Infinity): Period[] {
  const cron = new Cron(view.cron, { timezone: view.timezone });
  const past = runsBack(cron, view.now, last + 1, since);
  const dues = past.filter((due) => due <= view.now).reverse();
  const next = cron.nextRun(new Date(Math.max(view.now, dues.at(-1) ?? 0)))?.getTime();
  if (next !== undefined) dues.push(next);
  return dues.slice(1).map((due, i) => ({ from: dues[i]!, due }));
}

const AT_ONCE = 50;
/** At most `most` runs up to `now`, the newest first, and no more once one is older than `since`. */
function runsBack(cron: Cron, now: number, most: number, since: number): number[] {
  const runs: number[] = [];
  while (runs.length < most && (runs.at(-1) ?? now) >= since) {
    const before = new Date(runs.at(-1) ?? now + 1000);
    const more = cron.previousRuns(Math.min(AT_ONCE, most - runs.length), before).map((d) => d.getTime());
    if (more.length === 0) break;
    runs.push(...more);
  }
  return runs;
}

/**
 * Which documents cover which period (index into `periods`). A report covers the period that it speaks of, not the day on
 * which it came: one for Friday that comes on Monday leaves Monday's own still owing. A report that says nothing of its time
 * speaks of its arrival.
 */
export function coverage(view: ScheduleView, periods: readonly Period[]): ReadonlyMap<number, readonly ReportFacts[]> {
  const covered = new Map<number, ReportFacts[]>();
  const grace = view.graceMinutes * 60_000;
  const known = view.documents.filter((d) => d.receivedAt <= view.now);
  const dueDays = periods.map((p) => dateIn(p.due, view.timezone));
  const habit = habitOf(known, periods, dueDays, view.timezone, grace);
  for (const d of [...known].sort((a, b) => a.asOfTo - b.asOfTo || a.receivedAt - b.receivedAt)) {
    const found =
      d.said === 'date'
        ? daysOf(d).map((noon) => ofDay(noon, d, periods, dueDays, view.timezone, habit))
        : [ofInstant(d, periods, grace, (i) => covered.has(i))];
    for (const i of new Set(found)) if (i >= 0) covered.set(i, [...(covered.get(i) ?? []), d]);
  }
  return covered;
}

const holding = (at: number, periods: readonly Period[]): number => periods.findIndex((p) => at > p.from && at <= p.due);

/** A count taken a few minutes past the due instant, and within the grace, is still that period's when nothing else came. */
function ofInstant(d: ReportFacts, periods: readonly Period[], grace: number, has: (i: number) => boolean): number {
  const at = d.said === 'nothing' ? d.receivedAt : (d.asOfFrom + d.asOfTo) / 2;
  const i = holding(at, periods);
  if (i < 1) return i;
  const { from, due } = periods[i]!;
  const allowed = d.said === 'nothing' ? grace : Math.min(grace, (due - from) / 4);
  return at <= from + allowed && !has(i - 1) ? i - 1 : i;
}

/** The noons of the days that a bare date, or a span of dates, names: the same day in any near zone. */
function daysOf(d: ReportFacts): number[] {
  const days = Math.min(Math.max(1, Math.round((d.asOfTo - d.asOfFrom) / DAY)), 62);
  return Array.from({ length: days }, (_, i) => d.asOfFrom + i * DAY + 12 * HOUR);
}

const dateIn = (ms: number, zone: string): string => DateTime.fromMillis(ms, { zone: zoneOf(zone) }).toISODate()!;

/** Does the report that is due on a day speak of that day, or of one before? Learned from those that were clearly in time. */
type Habit = 'same-day' | 'day-before' | null;

function habitOf(
  documents: readonly ReportFacts[],
  periods: readonly Period[],
  dueDays: readonly string[],
  zone: string,
  grace: number,
): Habit {
  const votes = { 'same-day': 0, 'day-before': 0 };
  for (const d of documents) {
    if (d.said !== 'date') continue;
    const inTime = periods.findIndex((p) => d.receivedAt > p.due - (p.due - p.from) / 4 && d.receivedAt <= p.due + grace);
    if (inTime < 0) continue;
    votes[dateIn(daysOf(d).at(-1)!, zone) === dueDays[inTime] ? 'same-day' : 'day-before']++;
  }
  const [same, before] = [votes['same-day'], votes['day-before']];
  if (same === before || Math.max(same, before) < ENOUGH_TO_LEARN) return null;
  return same > before ? 'same-day' : 'day-before';
}

function ofDay(noon: number, d: ReportFacts, periods: readonly Period[], dueDays: readonly string[], zone: string, habit: Habit): number {
  const date = dateIn(noon, zone);
  const start = DateTime.fromISO(date, { zone: zoneOf(zone) }).toMillis();
  const end = DateTime.fromISO(date, { zone: zoneOf(zone) })
    .plus({ days: 1 })
    .toMillis();
  if (end <= (periods[0]?.from ?? 0)) return -1;
  if (habit !== null) return dueDays.findIndex((due) => due > date || (habit === 'same-day' && due === date));
  const long = periods.findIndex((p) => p.due >= start && p.due < end && p.due - p.from > 2 * DAY);
  if (long >= 0) return long;
  // Nothing learned yet: the period in which most of the day lies that the sender can have seen.
  const seenTo = Math.max(start, Math.min(end, d.receivedAt));
  const shared = periods.map((p) => Math.min(p.due, seenTo) - Math.max(p.from, start));
  const most = Math.max(...shared);
  return most > 0 ? shared.indexOf(most) : holding(start, periods);
}
