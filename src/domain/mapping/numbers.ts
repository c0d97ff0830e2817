import { parseDecimal } from '../canonical/quantity';
import type { Cell } from '../canonical/vocabulary';

/** Which sign ends the whole part in a column; null while nothing in it decides. */
export type DecimalSign = '.' | ',' | null;

export type NumberRead =
  { readonly amount: string; readonly unit: string } | { readonly blank: true } | { readonly wrong: 'not-a-number' | 'ambiguous' };

const BLANK = /^(|-+|–|—|\.|n\/?a|na|none|null|k\.? ?a\.?)$/i;
const PLAIN = /^-?\d+$/;
const SHAPE = /^([-+(]?)\s*([\d][\d.,' \u00a0\u202f]*|[.,]\d+)\s*([-)]?)\s*([^\d\s.,()+-][^\d]{0,9})?$/;

/**
 * What the other numbers of a column say about its decimal sign: `12,5` and `1.234,56` say comma, `12.5` and `1,234.56` say
 * point; `1.234` alone says nothing, and guessing it would be wrong by a thousand.
 */
export function decimalSignOf(values: Iterable<string>): DecimalSign {
  let comma = 0;
  let point = 0;
  for (const value of values) {
    const m = SHAPE.exec(value.trim());
    if (!m) continue;
    const sign = signIn(m[2]!);
    if (sign === ',') comma += 1;
    else if (sign === '.') point += 1;
  }
  return comma > 0 && point === 0 ? ',' : point > 0 && comma === 0 ? '.' : null;
}

function signIn(digits: string): DecimalSign {
  const points = digits.split('.').length - 1;
  const commas = digits.split(',').length - 1;
  if (points > 0 && commas > 0) return digits.lastIndexOf(',') > digits.lastIndexOf('.') ? ',' : '.';
  if (points > 1) return ',';
  if (commas > 1) return '.';
  if (points + commas === 0) return null;
  const sign = points ? '.' : ',';
  const [whole, rest] = digits.split(sign) as [string, string];
  const grouped = rest.length === 3 && whole.length >= 1 && whole.length <= 3 && whole !== '0' && !whole.startsWith('0');
  return grouped ? null : sign;
}

/** A number as people write it. Blank stays blank, and what is no number or may be two is said to be so. */
export function readNumber(cell: Cell, sign: DecimalSign): NumberRead {
  if (typeof cell.raw === 'number') return numeric(cell.raw);
  const shown = cell.shown.trim();
  if (PLAIN.test(shown)) return { amount: shown, unit: '' };
  if (BLANK.test(shown)) return shown === '' || /^[-–—.]+$/.test(shown) ? { blank: true } : { wrong: 'not-a-number' };
  const m = SHAPE.exec(shown);
  if (!m) return { wrong: 'not-a-number' };
  const [, before, body, after, unit = ''] = m as unknown as [string, string, string, string, string | undefined];
  if ((before === '(') !== (after === ')')) return { wrong: 'not-a-number' };
  const compact = body.replace(/['\s\u00a0\u202f]/g, '');
  const own = signIn(compact);
  const decides = own ?? sign;
  if (decides === null && /[.,]/.test(compact)) return { wrong: 'ambiguous' };
  const plain = decides === ',' ? compact.replace(/\./g, '').replace(',', '.') : compact.replace(/,/g, '');
  if (!parseDecimal(plain)) return { wrong: 'not-a-number' };
  const negative = before === '-' || before === '(' || after === '-';
  return { amount: negative ? `-${plain}` : plain, unit: unit.trim() };
}

/** A workbook's number is exact to fifteen digits; what has more was never typed by a person. */
function numeric(raw: number): NumberRead {
  if (!Number.isFinite(raw)) return { wrong: 'not-a-number' };
  const text = String(raw);
  const plain = /e/i.test(text) ? raw.toFixed(9).replace(/\.?0+$/, '') : String(Number(raw.toPrecision(15)));
  return parseDecimal(plain) ? { amount: plain, unit: '' } : { wrong: 'not-a-number' };
}
