import { DateTime } from 'luxon';

const known = new Map<string, readonly [from: string, to: string]>();

/**
 * A bare date as the whole day in the location's zone: its first and its last millisecond. The next midnight is no part of it:
 * a movement of that very instant would else stand before a count of the day before.
 */
export function dayWindow(date: string, zone: string): readonly [from: string, to: string] {
  const key = `${date} ${zone}`;
  let window = known.get(key);
  if (!window) {
    if (known.size > 20_000) known.clear();
    const day = DateTime.fromISO(date, { zone });
    window = [day.startOf('day').toUTC().toISO()!, day.endOf('day').toUTC().toISO()!];
    known.set(key, window);
  }
  return window;
}

/** The instant at which the day after a bare date begins: the end, exclusive, of what is valid to that date. */
export const dayAfter = (date: string, zone: string): string =>
  DateTime.fromISO(date, { zone }).plus({ days: 1 }).startOf('day').toUTC().toISO()!;
