import { DateTime } from 'luxon';
import type { Severity } from '../canonical/vocabulary';
import { rank } from './severity';

/** Who hears of which suppliers. A supplier that a route names is its people's; `to` hears of everything else. */
export interface Routes {
  readonly to: readonly string[];
  readonly routes: readonly {
    readonly suppliers: readonly string[];
    readonly to: readonly string[];
    readonly budget?: number | undefined;
  }[];
  readonly budget?: number | undefined; // of those whom no route says otherwise
}

/** So many things a person is told of at once from digest to digest: the most that a route of theirs allows; null: as many as there are. */
export function budgetOf(r: Routes, who: string): number | null {
  const own = r.routes.filter((x) => x.to.includes(who)).flatMap((x) => (x.budget === undefined ? [] : [x.budget]));
  return own.length > 0 ? Math.max(...own) : (r.budget ?? null);
}

export const everybody = (r: Routes): readonly string[] => [...new Set([...r.to, ...r.routes.flatMap((x) => x.to)])];

export function hears(r: Routes, who: string, supplier: string | null): boolean {
  const taken = supplier === null ? [] : r.routes.filter((x) => x.suppliers.includes(supplier));
  return taken.length > 0 ? taken.some((x) => x.to.includes(who)) : r.to.includes(who);
}

/** What does not wait for the digest. */
export const atOnce = (severity: Severity, least: Severity | 'never'): boolean => least !== 'never' && rank(severity) >= rank(least);

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
