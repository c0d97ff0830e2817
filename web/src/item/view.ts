import { divide, exact, type Fraction, parseFraction, text } from '../../../src/domain/canonical/quantity';
import { grouped } from '../../../src/domain/exceptions/words';
import type { Timeline } from '../api/types';
import type { Place } from '../route';

export type Row = Timeline['rows'][number];
const DAY = 86_400_000;

/** What may be shown and hidden, in the order in which it stands there. */
export const SERIES = {
  ours: 'Ours',
  theirs: 'Theirs',
  receipts: 'Receipts',
  notices: 'Ship notices',
  usage: 'Usage',
  band: 'Min and max',
  exceptions: 'Exceptions',
  superseded: 'Superseded',
  forecast: 'If approved',
} as const;
export type Series = keyof typeof SERIES;
export const RANGES = [30, 90, 365] as const;
const RANGE_WORDS: Readonly<Record<number, string>> = { 30: '30 d', 90: '90 d', 365: '1 y' };
export const rangeWord = (days: number): string => RANGE_WORDS[days] ?? `${days} d`;

/** What of the address says what is looked at: days up to now, or from one day to another. */
export interface Range {
  readonly days: number | null;
  readonly from: string;
  readonly to: string;
}
const DATE = /^\d{4}-\d\d-\d\d$/;
export function rangeOf(query: Place['query']): Range {
  const { from = '', to = '' } = query;
  if (DATE.test(from) && DATE.test(to) && from <= to) return { days: null, from, to };
  return { days: RANGES.find((d) => String(d) === query.days) ?? 90, from: '', to: '' };
}
/** As it is asked: whole days by the clock of who looks. Of days up to now the end is left out, and thus now. */
export function spanOf({ days, from, to }: Range, now: Date): { readonly from: string; readonly to?: string } {
  if (days !== null) return { from: new Date(now.getTime() - days * DAY).toISOString() };
  const end = new Date(`${to}T00:00`);
  end.setDate(end.getDate() + 1);
  return { from: new Date(`${from}T00:00`).toISOString(), to: end.toISOString() };
}

export const hiddenIn = (query: Place['query']): ReadonlySet<Series> =>
  new Set((query.hide ?? '').split(',').filter((s): s is Series => s in SERIES));
export function hideIn(query: Place['query'], series: Series): Place['query'] {
  const hidden = new Set(hiddenIn(query));
  if (!hidden.delete(series)) hidden.add(series);
  return { ...query, hide: Object.keys(SERIES).filter((s) => hidden.has(s as Series)).join(',') }; // prettier-ignore
}

const SERIES_OF: Readonly<Record<string, Series>> = {
  report: 'theirs',
  receipt: 'receipts',
  notice: 'notices',
  usage: 'usage',
  opened: 'exceptions',
  closed: 'exceptions',
};
export const isShown = (r: Pick<Row, 'kind' | 'superseded'>, hidden: ReadonlySet<Series>): boolean =>
  !hidden.has(SERIES_OF[r.kind] ?? 'ours') && !(r.superseded && hidden.has('superseded'));

/** The unit in which numbers are shown, and how many base units are in one. */
export interface Unit {
  readonly uom: string;
  readonly factor: string;
}
export const unitOf = (t: Pick<Timeline, 'uom' | 'units'>, asked: string | undefined): Unit =>
  t.units.find((u) => u.uom === asked) ?? { uom: t.uom, factor: '1' };
const inUnit = (q: string, { factor }: Unit): Fraction => divide(exact(q), parseFraction(factor)!);

/** A decimal of the base unit as it is read in another; what no short decimal says is marked as rounded. */
export function shownIn(q: string, unit: Unit): string {
  if (unit.factor === '1') return signed(q);
  const said = inUnit(q, unit);
  const short = text(said, 3);
  return `${short === text(said, 9) ? '' : '≈ '}${signed(short)}`;
}
const signed = (q: string): string => (q.startsWith('-') ? `−${grouped(q.slice(1))}` : grouped(q));
export const withSign = (q: string, unit: Unit): string => {
  const said = shownIn(q, unit);
  return /^(≈ )?−/.test(said) || q === '0' ? said : said.replace(/^(≈ )?/, '$1+');
};
/** To draw with, and for nothing else. */
export const drawn = (q: string, unit: Unit): number => Number(text(inUnit(q, unit)));

/** Nearer to, or farther from, an instant, within what was asked. */
export function zoomed([from, to]: readonly [number, number], at: number, by: number, whole: readonly [number, number]): [number, number] {
  const length = Math.min(whole[1] - whole[0], Math.max(DAY, (to - from) * by));
  const share = Math.min(1, Math.max(0, (at - from) / (to - from)));
  const start = Math.min(whole[1] - length, Math.max(whole[0], at - share * length));
  return [start, start + length];
}
