import type { CompositeSegment } from '../canonical/vocabulary';
import { isoDate, isoTime } from './x12-values';

/** A date as DTM says it: a day, with the time and the zone where they are told, or the span of days of a period. */
export interface Dated {
  readonly date: string;
  readonly time?: string;
  readonly zone?: string; // minutes from UTC as ±HHMM, where the format carries it as a number
  readonly to?: string; // last day of a period
}

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** DTM C507 by its format code; undefined when it is no date. Without a code, its length tells. */
export function readDtm(value: string, format: string): Dated | undefined {
  const v = value.trim();
  switch (format) {
    case '2':
      return day(v.slice(4) + v.slice(2, 4) + v.slice(0, 2));
    case '718':
      return v.length === 16 ? span(isoDate(v.slice(0, 8)), isoDate(v.slice(8))) : undefined;
    case '713':
      return v.length === 20 ? span(isoDate(v.slice(0, 6)), isoDate(v.slice(10, 16))) : undefined;
    case '610':
      return /^\d{6}$/.test(v) ? month(Number(v.slice(0, 4)), Number(v.slice(4))) : undefined;
    case '616':
      return /^\d{6}$/.test(v) ? week(Number(v.slice(0, 4)), Number(v.slice(4))) : undefined;
    case '101':
    case '201':
      return moment(v.slice(0, 6), v.slice(6));
    case '303':
    case '304':
      return zoned(v, format === '303' ? 12 : 14);
    default:
      return v.length === 6 ? day(v) : moment(v.slice(0, 8), v.slice(8));
  }
}

const day = (text: string): Dated | undefined => {
  const date = isoDate(text);
  return date === undefined ? undefined : { date };
};
function moment(date: string, clock: string): Dated | undefined {
  const found = day(date);
  if (!found || clock === '') return found;
  const time = isoTime(clock);
  return time === undefined ? undefined : { ...found, time };
}
function zoned(text: string, length: number): Dated | undefined {
  const found = moment(text.slice(0, 8), text.slice(8, length));
  const zone = text.slice(length);
  return found && /^[+-]\d{4}$/.test(zone) ? { ...found, zone } : found;
}
const span = (from: string | undefined, to: string | undefined): Dated | undefined =>
  from === undefined || to === undefined ? undefined : { date: from, to };

function month(year: number, m: number): Dated | undefined {
  return m < 1 || m > 12 ? undefined : { date: dayOf(Date.UTC(year, m - 1, 1)), to: dayOf(Date.UTC(year, m, 0)) };
}
/** Week 1 is the one with the fourth of January in it; a week begins on Monday. */
function week(year: number, w: number): Dated | undefined {
  if (w < 1 || w > 53) return undefined;
  const fourth = Date.UTC(year, 0, 4);
  const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (w - 1) * 7 * DAY_MS;
  return { date: dayOf(monday), to: dayOf(monday + 6 * DAY_MS) };
}

export const dtmOf = (s: CompositeSegment): Dated | undefined => readDtm(s.at(1, 2), s.at(1, 3));

export interface EdifactItemId {
  readonly qualifier: string; // 7143 as sent, '' where none is
  readonly value: string;
  readonly agency: string; // 3055
  readonly number: number; // of its segment
  readonly tag: string;
}

/** Article numbers of a GS1 kind are digits: a word in place of one (`empty`, `N/A`) says that there is none. */
const GTIN_KINDS = new Set(['EN', 'SRV', 'UP', 'EAN', 'GTIN']);
export const isPlaceholder = (i: EdifactItemId): boolean => GTIN_KINDS.has(i.qualifier) && !/\d/.test(i.value);

/** What LIN and the PIAs behind it name, in the order in which they stand; placeholders too, which the caller leaves out. */
export function itemIdsOf(lin: CompositeSegment, pias: readonly CompositeSegment[]): EdifactItemId[] {
  const out: EdifactItemId[] = [];
  const take = (s: CompositeSegment, element: number): void => {
    const value = s.at(element);
    if (value === '') return;
    out.push({ qualifier: s.at(element, 2).toUpperCase(), value, agency: s.at(element, 4), number: s.number, tag: s.tag });
  };
  take(lin, 3);
  for (const pia of pias) for (let e = 2; e <= 6; e++) take(pia, e);
  return out;
}

/** An SSCC as its eighteen digits; labels carry it behind the application identifier 00. */
export function ssccIn(value: string): string | undefined {
  if (/^00\d{18}$/.test(value)) return value.slice(2);
  return /^\d{18}$/.test(value) ? value : undefined;
}
const LABELS = new Set(['BJ', 'AW', 'ML']);
/** The first SSCC of a GIN; a second component would be the end of a range. */
export const ssccOf = (gin: CompositeSegment): string | undefined => (LABELS.has(gin.at(1)) ? ssccIn(gin.at(2)) : undefined);
