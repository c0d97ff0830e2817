import { parseDecimal } from '../canonical/quantity';
import type { Issue, ItemRef, Place, SaidAsOf, Segment, StockLine, StockMeasure } from '../canonical/vocabulary';
import { schemeOf } from '../items/identifiers';
import type { ReadContext, ReadingSink } from './format';

export const el = (s: Segment, n: number): string => s.elements[n] ?? '';
export function placeOf(s: Segment, element: number | undefined, context: ReadContext): Place {
  return {
    in: 'segment',
    number: s.number,
    tag: s.tag,
    ...(element === undefined ? {} : { element }),
    ...(context.within ? { within: context.within } : {}),
  };
}

/** X12 list 235: what names an item. Colours, sizes, lots and orders stand in the same list and name none. */
const NOT_AN_ITEM = new Set([
  'LT',
  'B8',
  'SN',
  'PO',
  'PL',
  'ON',
  'EC',
  'RC',
  'RK',
  'CH',
  'IZ',
  'BO',
  'PR',
  'VE',
  'VB',
  'ZZ',
  'CL',
  'SZ',
  'MF',
  'PD',
  'TP',
  'PW',
  'RY',
  'RN',
]);
const QUALIFIER = /^[A-Z0-9]{2}$/;

/**
 * The identifiers of a LIN. Empty pairs are legal and name nothing; a line number that was left out shifts all pairs by one,
 * which is seen when the first element is a qualifier and the second is not.
 */
export function itemRefs(lin: Segment): ItemRef[] {
  const shifted = schemeOf(el(lin, 1)) !== 'other' && !(QUALIFIER.test(el(lin, 2)) && schemeOf(el(lin, 2)) !== 'other');
  const refs: ItemRef[] = [];
  for (let i = shifted ? 1 : 2; i + 1 < lin.elements.length + 1; i += 2) {
    const qualifier = el(lin, i).trim();
    const value = el(lin, i + 1).trim();
    if (qualifier === '' || value === '' || NOT_AN_ITEM.has(qualifier)) continue;
    refs.push({ scheme: schemeOf(qualifier), qualifier, value });
  }
  return refs;
}

/** CCYYMMDD, or YYMMDD with 70 to 99 in the last century; undefined when it is no date. */
export function isoDate(text: string): string | undefined {
  const t = text.trim();
  const full = /^\d{6}$/.test(t) ? `${Number(t.slice(0, 2)) >= 70 ? '19' : '20'}${t}` : t;
  if (!/^\d{8}$/.test(full)) return undefined;
  const iso = `${full.slice(0, 4)}-${full.slice(4, 6)}-${full.slice(6)}`;
  const real = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(real.getTime()) && real.toISOString().startsWith(iso) ? iso : undefined;
}

const ZONES: Readonly<Record<string, string>> = { UT: 'Z', GM: 'Z', ZZ: 'Z' };

/**
 * A date, an instant where a time is told too. Without a zone it is the wall clock of the place that the stock lies at;
 * midnight is what a sender without a clock writes, and means the day.
 */
export function saidOn(date: string, time = '', zone = ''): SaidAsOf {
  const day = isoDate(date);
  if (day === undefined) return { said: 'nothing' };
  if (!/^\d{4}(\d\d)?/.test(time) || /^0+$/.test(time)) return { said: 'date', date: day };
  const at = `${day}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4, 6).padEnd(2, '0')}${ZONES[zone.trim()] ?? ''}`;
  return Number.isNaN(Date.parse(at)) ? { said: 'date', date: day } : { said: 'instant', at };
}

/** A decimal as X12 writes it; undefined for blank and for what is no number, which are told apart by the caller's issue. */
export const decimal = (text: string): string | undefined => (/^-?\d+$/.test(text) ? text : parseDecimal(text) ? text : undefined);

const FULL = 1000;

/** Hands lines over in batches, and says once per code what could not be used. */
export class StockLines {
  private batch: StockLine[] = [];
  private readonly unread = new Map<string, { count: number; issue: Issue }>();

  constructor(private readonly sink: ReadingSink) {}

  push(line: StockLine): void {
    this.batch.push(line);
    if (this.batch.length >= FULL) this.flush();
  }
  /** Codes that mean nothing here: told once, with how often. */
  unreadable(code: string, what: string, place: Place): void {
    const known = this.unread.get(what);
    if (known) known.count += 1;
    else this.unread.set(what, { count: 1, issue: { code, severity: 'warning', detail: what, place } });
  }
  private flush(): void {
    if (this.batch.length === 0) return;
    this.sink.stockLines(this.batch);
    this.batch = [];
  }
  end(): void {
    this.flush();
    for (const { count, issue } of this.unread.values())
      this.sink.issue(count === 1 ? issue : { ...issue, detail: `${issue.detail} (${count} times)` });
  }
}

export function badQuantity(text: string, what: string, place: Place): Issue {
  return text.trim() === ''
    ? { code: 'x12.no-quantity', severity: 'warning', detail: `${what} has no quantity: not reported is not zero`, place }
    : {
        code: 'x12.not-a-number',
        severity: 'error',
        detail: `${what} has the quantity ${JSON.stringify(text)}, which is no number`,
        place,
      };
}

/** X12 list 859 (ZA01) in our measures; what is a plan, a parameter beyond min and max, or a shortage has none. */
export const ACTIVITIES: Readonly<Record<string, StockMeasure>> = {
  OH: 'on_hand', QE: 'on_hand', QA: 'available', QC: 'committed', QH: 'damaged', HL: 'damaged', DG: 'damaged', QI: 'in_transit', QP: 'on_order',
  QS: 'sold', Q1: 'sold', TS: 'sold', RE: 'sold', WQ: 'sold', OP: 'sold', OF: 'sold', QR: 'received', QU: 'returned', Q2: 'returned', Q3: 'returned',
  RQ: 'returned', QL: 'min', QM: 'max',
}; // prettier-ignore

/** X12 list 673 (QTY01), which is another list with the same letters: QA is "approved" there, not "available". */
export const QUANTITIES: Readonly<Record<string, StockMeasure>> = {
  '17': 'on_hand', '33': 'available', '34': 'available', V2: 'available', '27': 'committed', '20': 'damaged', '74': 'damaged', QH: 'damaged',
  '63': 'on_order', IQ: 'in_transit', '72': 'min', '73': 'max', '32': 'sold', '39': 'shipped', '75': 'received', '87': 'received', '76': 'returned',
}; // prettier-ignore
