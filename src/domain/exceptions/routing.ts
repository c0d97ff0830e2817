import { DateTime } from 'luxon';
import type { Severity } from '../canonical/vocabulary';
import { rank } from './severity';

/** What an exception is about, as far as it says who hears of it. */
export interface About {
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly planner: string | null; // code of the most specific program that covers all of it
}
/** A program by what it is agreed for; `*` is every item, every location. */
export interface OfProgram {
  readonly supplier: string;
  readonly sku: string;
  readonly location: string;
}
/** What a route takes: everything that it names must fit, by one of its values; what it does not name fits always. */
export interface Takes {
  readonly suppliers?: readonly string[] | undefined;
  readonly programs?: readonly OfProgram[] | undefined;
  readonly planners?: readonly string[] | undefined;
  readonly locations?: readonly string[] | undefined;
}
export interface Route extends Takes {
  readonly name?: string | undefined;
  readonly to: readonly string[];
  readonly budget?: number | undefined;
}
/** Who hears of what. What a route takes is its people's, of all routes that take it; `to` hears of everything else. */
export interface Routes {
  readonly to: readonly string[];
  readonly routes: readonly Route[];
  readonly budget?: number | undefined; // of those whom no route says otherwise
}
/** Whether somebody may be told of it: what they may not see at the console they are not told either. */
export type MaySee = (who: string, about: About) => boolean;

/** So many things a person is told of at once from digest to digest: the most that a route of theirs allows; null: as many as there are. */
export function budgetOf(r: Routes, who: string): number | null {
  const own = r.routes.filter((x) => x.to.includes(who)).flatMap((x) => (x.budget === undefined ? [] : [x.budget]));
  return own.length > 0 ? Math.max(...own) : (r.budget ?? null);
}

export const everybody = (r: Routes): readonly string[] => [...new Set([...r.to, ...r.routes.flatMap((x) => x.to)])];

/** What is wider than a place, an item or a program is not taken by a route that names one: it goes to whom it concerns as a whole. */
export function takes(x: Takes, { supplier, sku, location, planner }: About): boolean {
  const isOne = (named: readonly string[] | undefined, value: string | null): boolean =>
    named === undefined || (value !== null && named.includes(value));
  const covers = (of: string, value: string | null): boolean => of === '*' || of === value;
  return (
    isOne(x.suppliers, supplier) &&
    isOne(x.planners, planner) &&
    isOne(x.locations, location) &&
    (x.programs === undefined || x.programs.some((p) => p.supplier === supplier && covers(p.sku, sku) && covers(p.location, location)))
  );
}

/**
 * By which routes somebody hears of it, null for what no route takes; empty: they do not. A route none of whose people may see it
 * does not take it: whoever hears of the rest hears of it then, and not nobody.
 */
export function heardBy(r: Routes, who: string, about: About, maySee: MaySee): readonly (Route | null)[] {
  if (!maySee(who, about)) return [];
  const taken = r.routes.filter((x) => takes(x, about) && x.to.some((p) => maySee(p, about)));
  if (taken.length > 0) return taken.filter((x) => x.to.includes(who));
  return r.to.includes(who) ? [null] : [];
}

/** What does not wait for the digest. */
export const atOnce = (severity: Severity, least: Severity | 'never'): boolean => least !== 'never' && rank(severity) >= rank(least);

export interface Pressing {
  readonly type: string;
  readonly severity: Severity;
  readonly runsOut: boolean; // of a shortage: to nothing, and not only below its minimum
}
/**
 * What loses its worth by waiting for a digest, whatever it weighs: stock that is gone, or is before more can come; a source
 * that is silent; what we sent and nobody says has arrived.
 */
export function cannotWait({ type, severity, runsOut }: Pressing): boolean {
  if (type === 'PROJECTED_SHORTAGE') return runsOut;
  if (type === 'REPLENISHMENT_MISSING') return severity === 'critical';
  return type === 'STOCKOUT' || type === 'CHANNEL_SILENT' || type === 'ACK_OVERDUE';
}

export interface QuietHours {
  readonly from: string; // '20:00'
  readonly to: string; // '06:30'; before `from`: of the next day
}
/** By the clock on their wall: an hour that it repeats is quiet both times, one that it skips is none. */
export function isQuiet(now: string, { from, to }: QuietHours, timezone: string): boolean {
  const here = DateTime.fromISO(now, { zone: timezone }).toFormat('HH:mm');
  return from <= to ? here >= from && here < to : here >= from || here < to;
}

/** How many working days have begun since that day: on Monday it is one since Friday. */
export function workingDaysSince(day: string, today: string, isWorkday: (date: string) => boolean): number {
  let days = 0;
  for (let d = DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }); d.toISODate()! <= today; d = d.plus({ days: 1 }))
    if (isWorkday(d.toISODate()!)) days++;
  return days;
}
/** Which reminder is due by then, counted from one; 0: none yet. Of several that were missed the last. */
export const reminderDue = (after: readonly number[], days: number): number => after.filter((n) => n <= days).length;

export interface DigestTimes {
  readonly timezone: string;
  readonly at: string; // '07:30'
  readonly isWorkday: (date: string) => boolean;
}

/**
 * The day whose digest is due, or null before its hour and on days off. The day is the key: it is told once however often this
 * is asked, and after a standstill of a week one digest comes, not five. An hour that the clock skips in spring comes an hour
 * later, one that it repeats in autumn counts when it comes first.
 */
export function digestDay(now: string, times: DigestTimes): string | null {
  const here = DateTime.fromISO(now, { zone: times.timezone });
  const [hour, minute] = times.at.split(':').map(Number) as [number, number];
  const date = here.toISODate()!;
  if (!times.isWorkday(date)) return null;
  const { year, month, day } = here;
  const due = DateTime.fromObject({ year, month, day, hour, minute }, { zone: times.timezone });
  const first = due.minus({ hours: 1 });
  const at = first.hour === hour && first.minute === minute ? first : due;
  return here >= at ? date : null;
}
