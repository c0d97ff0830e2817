import { DateTime } from 'luxon';
import type { SaidAsOf } from '../canonical/vocabulary';

/** How a column of `03/04/2026` is meant; null while nothing in it decides. */
export type DateOrder = 'day-first' | 'month-first' | null;

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{1,2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?$/;
const PARTS = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*(am|pm|uhr|h))?)?$/i;
const COMPACT = /^(20\d{2})(\d{2})(\d{2})$/;

/** What the dates of a column say about their order: a part above twelve is a day; a dot is day first everywhere. */
export function dateOrderOf(values: Iterable<string>): DateOrder {
  let order: DateOrder = null;
  for (const value of values) {
    const m = PARTS.exec(value.trim());
    if (!m) continue;
    const says = m[2] === '.' || Number(m[1]) > 12 ? 'day-first' : Number(m[3]) > 12 ? 'month-first' : null;
    if (says === null) continue;
    if (order !== null && order !== says) return null;
    order = says;
  }
  return order;
}

/**
 * A date, or an instant where a time is told (on the wall of the place where the stock lies, unless it has its zone).
 * `latest` settles an order that nothing else does: nobody reports the future, nor what is older than two months, when the
 * other reading is neither. Undefined when it is no date, or may be two.
 */
export function readDate(text: string, order: DateOrder, latest: string | null): SaidAsOf | undefined {
  const t = text.trim();
  const iso = ISO.exec(t);
  if (iso) return said(iso[1]!, iso[2]!, iso[3]!, iso[4], iso[5], iso[7]);
  const compact = COMPACT.exec(t);
  if (compact) return said(compact[1]!, compact[2]!, compact[3]!);
  const m = PARTS.exec(t);
  if (!m) return undefined;
  const [, a, dot, b, y, hour, minute, half] = m;
  const year = y!.length === 2 ? `20${y}` : y!;
  const at = /pm/i.test(half ?? '') && Number(hour) < 12 ? String(Number(hour) + 12) : /am/i.test(half ?? '') && hour === '12' ? '0' : hour;
  const dayFirst = said(year, b!, a!, at, minute);
  const monthFirst = said(year, a!, b!, at, minute);
  if (dot === '.' || order === 'day-first' || !monthFirst) return dayFirst;
  if (order === 'month-first' || !dayFirst || a === b) return monthFirst;
  if (latest === null) return undefined;
  const fits = [dayFirst, monthFirst].filter((d) => plausible(d, latest));
  return fits.length === 1 ? fits[0] : undefined;
}

function said(y: string, m: string, d: string, hour?: string, minute?: string, zone?: string): SaidAsOf | undefined {
  const date = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
  if (!DateTime.fromISO(date).isValid) return undefined;
  if (hour === undefined || minute === undefined) return { said: 'date', date };
  const at = `${date}T${hour.padStart(2, '0')}:${minute}:00${zone ?? ''}`;
  return DateTime.fromISO(at).isValid ? { said: 'instant', at } : undefined;
}

function plausible(d: SaidAsOf, latest: string): boolean {
  const at = DateTime.fromISO(d.said === 'date' ? d.date : d.said === 'instant' ? d.at : latest, { zone: 'utc' });
  const days = DateTime.fromISO(latest).diff(at, 'days').days;
  return days > -1 && days < 62;
}

/** The first date within a longer text: `Stand: 16.11.2026`, `stock_2026-11-16.csv`. */
export function dateWithin(text: string, order: DateOrder, latest: string | null): SaidAsOf | undefined {
  const found =
    /\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:?\d{2})?)?|\d{1,2}[./]\d{1,2}[./]\d{2,4}(?:,?\s+\d{1,2}:\d{2})?|(?<!\d)20\d{6}(?!\d)/.exec(
      text,
    );
  return found ? readDate(found[0], order, latest) : undefined;
}
