import { parseDecimal } from '../canonical/quantity';
import type { Cell } from '../canonical/vocabulary';

/** Which sign ends the whole part in a column; null while nothing in it decides. */
export type DecimalSign = '.' | ',' | null;

export type NumberRead =
  | { readonly amount: string; readonly unit: string }
  | { readonly blank: true }
  | { readonly wrong: 'not-a-number' | 'ambiguous' | 'not-calculated' | 'stale' | 'error-cell' | 'refused' };

const BLANK_READ: NumberRead = { blank: true };
const NOT: NumberRead = { wrong: 'not-a-number' };
/** What people write for "nothing to say". "nil" is not among them: to some it is zero. */
const SAYS_NOTHING = /^([-–—.]+|n\/a|n\.?a\.?|k\.? ?a\.?|null|none)$/i;
const SPACES = /[\u00a0\u2007\u2009\u202f]/g;
const AROUND = /^([-+−–(]?)\s*([\d.,][\d.,'’ ]*|\d)\s*([-−)]?)\s*(.*)$/;
const UNIT = /^[^\W\d_][\p{L}./²³-]{0,11}$/u;
/** Words behind a number that change it, or say that it was not counted. */
const NO_UNIT = /^(ca|circa|approx|appr|about|ungef|etwa|rund|k|tsd|tausend|mio|x|plus|or|oder|bis|to|max|min|e)\b/i;
const LONGEST = 40;

/**
 * What the other numbers of a column say about its decimal sign: `12,5` and `1.234,56` say comma, `12.5` and `1,234.56` say
 * point; `1.234` alone says nothing, and guessing it would be wrong by a thousand. Both said is nothing said.
 */
export function decimalSignOf(values: Iterable<string>): DecimalSign {
  let comma = false;
  let point = false;
  for (const value of values) {
    if (isPlain(value)) continue;
    const own = bodyOf(value.replace(SPACES, ' ').trim())?.own;
    if (own === ',') comma = true;
    else if (own === '.') point = true;
  }
  return comma === point ? null : comma ? ',' : '.';
}

/** The decimal sign that is usual where a supplier writes (`de-DE`); null where the locale is not known or uses another. */
export function decimalSignIn(locale: string | null): DecimalSign {
  try {
    const known = Intl.NumberFormat.supportedLocalesOf(locale?.replace(/_/g, '-') ?? [])[0]; // a stranger would get our own
    const sign = known && new Intl.NumberFormat(known).formatToParts(1.5).find((p) => p.type === 'decimal')?.value;
    return sign === ',' || sign === '.' ? sign : null;
  } catch {
    return null; // `German` is no locale
  }
}

/** Whether a text is a number that needs to know its column's decimal sign: `1.234`, `12,500`. */
export const needsSign = (value: string): boolean => !isPlain(value) && bodyOf(value.replace(SPACES, ' ').trim())?.own === 'either';

interface Body {
  readonly digits: string;
  readonly own: DecimalSign | 'either';
  readonly negative: boolean;
  readonly unit: string;
}

const APART = /^\d{1,3}(?:[ '’]\d{3})+(?:[.,]\d*)?$/; // 1 234,5
const THOUSANDS_POINT = /^\d{1,3}(?:\.\d{3})+(?:,\d*)?$/; // 1.234,5
const THOUSANDS_COMMA = /^\d{1,3}(?:,\d{3})+(?:\.\d*)?$/; // 1,234.5
const LAKH = /^\d{1,2}(?:,\d{2})+,\d{3}(?:\.\d*)?$/; // 1,23,456.5
const ONE_SIGN = /^(\d*)([.,])(\d*)$/;

/** The digits of a written number and what they alone say about the decimal sign; undefined when it is no number. */
function bodyOf(shown: string): Body | undefined {
  if (shown.length > LONGEST) return undefined;
  const m = AROUND.exec(shown);
  if (!m) return undefined;
  const [, before, written, after, unit] = m as unknown as [string, string, string, string, string];
  if ((before === '(') !== (after === ')')) return undefined;
  if (after !== '' && after !== ')' && before !== '') return undefined;
  if (unit !== '' && (!UNIT.test(unit) || NO_UNIT.test(unit))) return undefined;
  const digits = written.trim();
  const negative = (before !== '' && before !== '+') || (after !== '' && after !== ')');
  const own = signIn(digits);
  return own === undefined ? undefined : { digits, own, negative, unit };
}

function signIn(digits: string): Body['own'] | undefined {
  if (/^\d+$/.test(digits)) return null;
  if (APART.test(digits)) return digits.includes(',') ? ',' : digits.includes('.') ? '.' : null;
  const one = ONE_SIGN.exec(digits);
  if (one) {
    const [, whole, sign, rest] = one as unknown as [string, string, '.' | ',', string];
    if (whole === '' && rest === '') return undefined;
    return rest.length === 3 && /^[1-9]\d{0,2}$/.test(whole) ? 'either' : sign;
  }
  if (THOUSANDS_POINT.test(digits)) return ',';
  return THOUSANDS_COMMA.test(digits) || LAKH.test(digits) ? '.' : undefined;
}

/** Digits only: nearly all cells are, and are read without looking further. */
function isPlain(text: string): boolean {
  if (text.length === 0 || text.length > 15) return false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c < 48 || c > 57) return false;
  }
  return true;
}

const withoutZeros = (digits: string): string => (digits.charCodeAt(0) === 48 ? digits.replace(/^0+(?=\d)/, '') : digits);

/** A number as people write it. Blank stays blank; what is no number, may be two, or contradicts its column is said to be so. */
export function readNumber(cell: Cell, sign: DecimalSign): NumberRead {
  const { raw, shown } = cell;
  if (typeof raw === 'number') return !isPlain(shown) && (shown.endsWith('%') || isMoney(shown)) ? NOT : numeric(raw); // a share is no count
  if (cell.stale !== undefined) return { wrong: 'stale' };
  if (raw === null && cell.derived?.refused !== undefined) return { wrong: 'refused' };
  if (isPlain(shown)) return { amount: withoutZeros(shown), unit: '' };
  const text = unquoted(shown.replace(SPACES, ' ').trim());
  if (text === '') return BLANK_READ;
  if (raw === null) return { wrong: text.startsWith('=') ? 'not-calculated' : 'error-cell' };
  if (typeof raw === 'boolean') return NOT;
  if (SAYS_NOTHING.test(text)) return BLANK_READ;
  if (isErrorText(text)) return { wrong: 'error-cell' };
  const body = bodyOf(text);
  if (!body) return NOT;
  if (body.own === 'either' && sign === null) return { wrong: 'ambiguous' };
  const decides = body.own === 'either' || body.own === null ? sign : body.own;
  if (sign !== null && decides !== sign) return { wrong: 'ambiguous' };
  const compact = body.digits.replace(/[ '’]/g, '');
  const plain = decides === ',' ? compact.replace(/\./g, '').replace(',', '.') : compact.replace(/,/g, '');
  const tidy = withoutZeros(plain.startsWith('.') ? `0${plain}` : plain.replace(/\.$/, ''));
  if (!parseDecimal(tidy)) return NOT;
  return { amount: body.negative && /[1-9]/.test(tidy) ? `-${tidy}` : tidy, unit: body.unit };
}

/** An amount of money is no count, though the cell under its format holds a plain number. */
export const isMoney = (shown: string): boolean => MONEY.test(shown);
const MONEY = /[€$£¥₹]|(?<!\p{L})(?:eur|usd|gbp|chf|pln|czk|huf|sek|dkk|nok|cny|rmb|jpy|inr|zł|kč)(?!\p{L})/iu;

/** What a failed formula shows, once it has been saved as text: `#N/A`, `#NV`. */
export const isErrorText = (text: string): boolean =>
  text.charCodeAt(0) === 35 &&
  /^#(n\/a|nv|n\/d|ref!|bezug!|div\/0!|value!|wert!|valeur!|name\?|num!|zahl!|nombre!|null!|spill!|calc!|error)$/i.test(text);

/** `="00123"` is what some programs write so that Excel leaves a text alone. */
export const unquoted = (text: string): string => /^="([^"]*)"$/.exec(text)?.[1] ?? text;

/** A workbook's number is exact to fifteen digits; what has more was never typed by a person. */
function numeric(raw: number): NumberRead {
  if (!Number.isFinite(raw)) return NOT;
  if (Number.isSafeInteger(raw)) return { amount: raw === 0 ? '0' : String(raw), unit: '' };
  const short = String(Number(raw.toPrecision(15)));
  const plain = /e/i.test(short) ? raw.toFixed(9).replace(/\.?0+$/, '') : short;
  return parseDecimal(plain) ? { amount: plain === '-0' ? '0' : plain, unit: '' } : NOT;
}
