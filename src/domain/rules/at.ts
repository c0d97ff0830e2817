import { DateTime } from 'luxon';
import { zoneOf } from '../canonical/zone';

/** Epoch milliseconds as the ISO instant that findings and verdicts speak in. */
export const isoAt = (ms: number): string => new Date(ms).toISOString();

/** The day in the location's own zone: 2026-11-16. */
export const dayAt = (ms: number, timezone: string): string => DateTime.fromMillis(ms, { zone: zoneOf(timezone) }).toISODate()!;

/** `2026-11-16 15:00` by the location's own clock. */
export const timeAt = (ms: number, timezone: string): string =>
  DateTime.fromMillis(ms, { zone: zoneOf(timezone) }).toFormat('yyyy-MM-dd HH:mm');

/** `3 rows`, `1 row`: messages are read by people. */
export const counted = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`;

export function groupedBy<T>(list: readonly T[], of: (t: T) => string): ReadonlyMap<string, readonly [T, ...T[]]> {
  const out = new Map<string, [T, ...T[]]>();
  for (const t of list) {
    const group = out.get(of(t));
    if (group) group.push(t);
    else out.set(of(t), [t]);
  }
  return out;
}
