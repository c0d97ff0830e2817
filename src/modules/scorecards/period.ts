import { DateTime } from 'luxon';
import { zoneOf } from '../../domain/canonical/zone';

export interface Between {
  readonly from: string; // instant
  readonly to: string; // up to it
}
const USUAL_DAYS = 90;
export const MONTH = /^\d{4}-(0[1-9]|1[0-2])$/;

/** A month by the supplier's own clock; without one the last ninety days. */
export function periodFor(month: string | undefined, zone: string, now: string): Between {
  if (month === undefined) return { from: new Date(Date.parse(now) - USUAL_DAYS * 86_400_000).toISOString(), to: now };
  const first = DateTime.fromISO(`${month}-01`, { zone: zoneOf(zone) });
  return { from: first.toUTC().toISO()!, to: first.plus({ months: 1 }).toUTC().toISO()! };
}
