import { Cron } from 'croner';
import { IANAZone } from 'luxon';
import { parseDecimal, parseFraction } from '../../domain/canonical/quantity';
import { gtin14 } from '../../domain/items/gtin';
import { STOCK_CLASSES } from '../../domain/items/terms';

/** A column's way of reading text: the value in one spelling, or undefined with what was expected instead. */
export interface ValueType {
  readonly code: string;
  readonly expected: string;
  readonly read: (text: string) => string | undefined;
  readonly form?: 'number' | 'moment'; // what an export may write in another way
}

const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;
const short = (limit: number) => (text: string) => (text.length <= limit && !UNPRINTABLE.test(text) ? text : undefined);

export const code: ValueType = { code: 'value.not-a-code', expected: 'printable text of at most 200 characters', read: short(200) };
/** A line break is one, however the file writes it: else the same text from CSV and from a workbook would be a correction. */
export const freeText: ValueType = {
  code: 'value.not-text',
  expected: 'printable text of at most 4000 characters',
  read: (text) => short(4000)(text.includes('\r') ? text.replace(/\r\n?/g, '\n') : text),
};

const WHOLE = /^(0|-?[1-9]\d{0,17})$/;
const PARTS = /^([+-]?)(\d*)(?:\.(\d*))?$/;

/** A decimal without sign for plus and without zeros that say nothing, so that 12 and 12.00 are the same value. */
export function plainDecimal(text: string): string | undefined {
  if (WHOLE.test(text)) return text;
  if (parseDecimal(text) === undefined) return undefined;
  const [, sign, head, tail] = PARTS.exec(text)!;
  const whole = head!.replace(/^0+(?=\d)/, '') || '0';
  const decimals = (tail ?? '').replace(/0+$/, '');
  const bare = decimals ? `${whole}.${decimals}` : whole;
  return sign === '-' && bare !== '0' ? `-${bare}` : bare;
}
const notBelowZero = (text: string): string | undefined => {
  const value = plainDecimal(text);
  return value?.startsWith('-') ? undefined : value;
};

export const decimal: ValueType = {
  form: 'number',
  code: 'value.not-a-decimal',
  expected: 'a decimal such as 12 or -0.5',
  read: plainDecimal,
};
export const amount: ValueType = {
  form: 'number',
  code: 'value.not-an-amount',
  expected: 'a decimal such as 12 or 0.5, not below zero',
  read: notBelowZero,
};
export const integer: ValueType = {
  form: 'number',
  code: 'value.not-an-integer',
  expected: 'a whole number, not below zero',
  read: (text) => (/^\d{1,9}$/.test(text) ? String(Number(text)) : undefined),
};
export const factor: ValueType = {
  code: 'value.not-a-factor',
  expected: 'a whole number or a fraction such as 1/12, above zero',
  read: (text) => {
    const f = parseFraction(text.replace(/\s/g, ''));
    return f && f.n > 0n ? `${f.n}/${f.d}` : undefined;
  },
};

export const words = (...allowed: readonly string[]): ValueType => ({
  code: 'value.not-one-of',
  expected: `one of ${allowed.join(', ')}`,
  read: (text) => (allowed.includes(text) ? text : allowed.find((w) => w.toLowerCase() === text.toLowerCase())),
});
const YES_NO: Readonly<Record<string, string>> = { yes: 'true', no: 'false', true: 'true', false: 'false' };
export const yesNo: ValueType = { code: 'value.not-yes-or-no', expected: 'yes or no', read: (text) => YES_NO[text.toLowerCase()] };

const DATE = /^(\d{4})-(\d\d)-(\d\d)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d{1,9})?)?(Z|z|[+-](?:0\d|1[0-5])(?::?[0-5]\d)?)$/;
const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function readDate(text: string): string | undefined {
  const m = DATE.exec(text);
  if (!m) return undefined;
  const [year, month, day] = [Number(m[1]), Number(m[2]), Number(m[3])];
  if (year < 1900 || month < 1 || month > 12 || day < 1) return undefined;
  const leap = month === 2 && (year % 4 === 0 ? year % 100 !== 0 || year % 400 === 0 : false);
  return day <= DAYS[month - 1]! + (leap ? 1 : 0) ? text : undefined;
}

const knownDays = new Map<string, boolean>();
function isDate(text: string): boolean {
  let known = knownDays.get(text);
  if (known === undefined) {
    if (knownDays.size > 20_000) knownDays.clear();
    known = readDate(text) !== undefined;
    knownDays.set(text, known);
  }
  return known;
}

export const date: ValueType = { form: 'moment', code: 'value.not-a-date', expected: 'a date such as 2026-11-24', read: readDate };

/** An instant with its offset, or a bare date. A time without an offset is refused: guessing the zone would move stock by hours. */
export const when: ValueType = {
  form: 'moment',
  code: 'value.not-an-instant',
  expected: 'an instant with offset such as 2026-11-24T06:00:00+01:00, or a date such as 2026-11-24',
  read: (text) => {
    if (text.length === 10) return isDate(text) ? text : undefined;
    return INSTANT.test(text) && isDate(text.slice(0, 10)) ? text : undefined;
  },
};
export const isBareDate = (value: string): boolean => value.length === 10;

export const zone: ValueType = {
  code: 'value.not-a-time-zone',
  expected: 'a time zone such as Europe/Berlin',
  read: (text) => (/^[A-Za-z]/.test(text) && IANAZone.isValidZone(text) ? text : undefined),
};
export const cron: ValueType = {
  code: 'value.not-a-cron',
  expected: 'a cron expression such as 0 6 * * 1-5',
  read: (text) => {
    try {
      new Cron(text, { paused: true }).stop();
      return text;
    } catch {
      return undefined;
    }
  },
};
export const gtin: ValueType = {
  code: 'value.not-a-gtin',
  expected: 'a GTIN of 8, 12, 13 or 14 digits whose check digit is right',
  read: (text) => gtin14(text),
};
export const gln: ValueType = {
  code: 'value.not-a-gln',
  expected: 'a GLN of 13 digits whose check digit is right',
  read: (text) => (text.length === 13 && gtin14(text) ? text : undefined),
};
export const currency: ValueType = {
  code: 'value.not-a-currency',
  expected: 'a currency of three letters such as EUR',
  read: (text) => (/^[A-Za-z]{3}$/.test(text) ? text.toUpperCase() : undefined),
};

const list = (one: RegExp, written: (part: string) => string) => (text: string) => {
  const parts = text
    .split(';')
    .map((p) => p.trim())
    .filter((p) => p !== '');
  return parts.length > 0 && text.length <= 4000 && parts.every((p) => one.test(p)) ? parts.map(written).join(';') : undefined;
};
export const addresses: ValueType = {
  code: 'value.not-addresses',
  expected: 'addresses or @domains, separated by ;',
  read: list(/^[^\s@;]*@[^\s@;]+$/, (p) => p.toLowerCase()),
};
export const ediIds: ValueType = {
  code: 'value.not-edi-ids',
  expected: 'QUALIFIER:ID such as ZZ:ACME, separated by ;',
  read: list(/^[A-Za-z0-9]{1,4}\s*:\s*[^\s:;][^:;]*$/, (p) => {
    const colon = p.indexOf(':');
    return `${p.slice(0, colon).trim()}:${p.slice(colon + 1).trim()}`;
  }),
};
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
export const weekdays: ValueType = {
  code: 'value.not-weekdays',
  expected: 'weekdays such as Mon;Thu',
  read: (text) => {
    const days = text.split(';').map((p) => WEEKDAYS.find((d) => d.toLowerCase() === p.trim().slice(0, 3).toLowerCase()));
    return days.every((d) => d !== undefined) ? WEEKDAYS.filter((d) => days.includes(d)).join(';') : undefined;
  },
};

export const stockClasses: ValueType = {
  code: 'value.not-stock-classes',
  expected: `classes of stock such as unrestricted;quality, of ${STOCK_CLASSES.join(', ')}, one of them at least not consigned alone`,
  read: (text) => {
    const named = text.split(';').map((p) => p.trim().toLowerCase());
    const found = STOCK_CLASSES.filter((c) => named.includes(c));
    return named.every((n) => STOCK_CLASSES.some((c) => c === n)) && found.some((c) => c !== 'consigned') ? found.join(';') : undefined;
  },
};
