import { DateTime } from 'luxon';
import { UsageError } from '../platform/errors';

const DAY_MS = 86_400_000;

/** `90d`, in milliseconds; undefined for anything else. */
export function daysIn(given: string): number | undefined {
  const days = /^(\d{1,4})d$/.exec(given);
  return days ? Number(days[1]) * DAY_MS : undefined;
}

/** An instant that a person gave, in UTC; now when none was. */
export function instantOption(name: string, given: string | boolean | undefined): string {
  if (given === undefined) return new Date().toISOString();
  const at = DateTime.fromISO(String(given), { setZone: true });
  if (!at.isValid || !/T.*(Z|[+-]\d\d:?\d\d)$/.test(String(given)))
    throw new UsageError(`--${name} ${String(given)}: expected an ISO instant with its offset, such as 2026-11-17T07:30:00+01:00`);
  return at.toUTC().toISO()!;
}
