/** Those that a float holds exactly. */
export const POWERS = Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));
const LONGEST = 11; // characters of a number without a format, before its sign

/** A number as a cell without a format shows it: eleven characters, else rounded or with an exponent. */
export function generalText(value: number): string {
  if ((value | 0) === value) return String(value);
  const size = Math.floor(Math.log(Math.abs(value)) * Math.LOG10E);
  const longest = LONGEST + (value < 0 ? 1 : 0);
  let text: string;
  if (size >= -4 && size <= -1) text = value.toPrecision(10 + size);
  else if (Math.abs(size) <= 9) {
    text = trimmed(value.toFixed(12));
    if (text.length > longest) text = value.toPrecision(10);
    if (text.length > longest) text = value.toExponential(5);
  } else if (size === 10) text = value.toFixed(10).slice(0, 12);
  else {
    text = trimmed(value.toFixed(11));
    if (text.length > longest || text === '0' || text === '-0') text = value.toPrecision(6);
  }
  const [digits, exponent] = text.toUpperCase().split('E');
  return exponent === undefined ? trimmed(digits!) : `${trimmed(digits!)}E${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
}

const trimmed = (digits: string): string => (digits.includes('.') ? digits.replace(/\.?0*$/, '') : digits);

/** A format of zeros, with thousands, decimals or a percent sign: what nearly all numbers of lists have. */
export interface PlainFormat {
  readonly zeros: number; // digits that are always shown: the length of a code
  readonly decimals: number;
  readonly thousands: boolean;
  readonly percent: boolean;
}

export function plainFormat(format: string): PlainFormat | undefined {
  const [, whole, decimals, percent] = /^(#,##0|0+)(?:\.(0+))?(%)?$/.exec(format) ?? [];
  if (whole === undefined || (decimals?.length ?? 0) > 12) return undefined;
  const thousands = whole.startsWith('#');
  return { zeros: thousands ? 1 : whole.length, decimals: decimals?.length ?? 0, thousands, percent: percent !== undefined };
}

const shift = (f: PlainFormat): number => f.decimals + (f.percent ? 2 : 0);

/** Beyond fifteen digits a cell does not know its own number. */
export const isPlain = (value: number, f: PlainFormat): boolean => Math.abs(value) * POWERS[shift(f)]! < 1e15;

export function plainText(value: number, f: PlainFormat): string {
  const size = Math.abs(value);
  const scaled = size * POWERS[shift(f)]!;
  const rest = scaled - Math.floor(scaled);
  // Near a half the float cannot tell: 1.005 is a little less. People and Excel round what is written, to fifteen digits.
  const close = rest !== 0 && Math.abs(rest - 0.5) < 1e-6 + scaled * 1e-15;
  const rounded = close ? roundedAsWritten(size, shift(f)) : Math.round(scaled);
  const digits = String(rounded).padStart(f.zeros + f.decimals, '0');
  let whole = f.decimals > 0 ? digits.slice(0, -f.decimals) : digits;
  if (f.thousands && whole.length > 3) whole = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  const text = f.decimals > 0 ? `${whole}.${digits.slice(-f.decimals)}` : whole;
  return `${value < 0 && rounded > 0 ? '-' : ''}${text}${f.percent ? '%' : ''}`;
}

function roundedAsWritten(size: number, places: number): number {
  const [mantissa, exponent] = size.toExponential(14).split('e');
  const digits = mantissa!.replace('.', '');
  const before = Number(exponent) + places + 1; // digits that stay
  if (before < 0) return 0;
  return Number(digits.slice(0, before)) + (digits[before]! >= '5' ? 1 : 0);
}

const PIECE = /"([^"]*)"|\\([\s\S])|([- /]|[^\u0000-\u007f])|([0#])/y;

/** A number under a format of digits with signs between them (`000-000`, `"PC-"0000`): digits without a place stand in front of the first. */
export function codeText(value: number, format: string): string | undefined {
  if (!(Math.abs(value) < 1e15)) return undefined;
  const size = roundedAsWritten(Math.abs(value), 0);
  const pieces: { readonly literal?: string; readonly digit?: string }[] = [];
  for (PIECE.lastIndex = 0; PIECE.lastIndex < format.length;) {
    const [, quoted, escaped, sign, digit] = PIECE.exec(format) ?? [undefined];
    const literal = quoted ?? escaped ?? sign;
    if (literal === undefined && digit === undefined) return undefined;
    pieces.push(digit === undefined ? { literal: literal! } : { digit });
  }
  const digits = pieces.filter((p) => p.digit).length;
  if (digits === 0) return undefined;
  let rest = size === 0 ? '' : String(size);
  let left = digits;
  let text = '';
  for (const { literal, digit } of pieces.reverse()) {
    if (literal !== undefined) text = literal + text;
    else {
      left -= 1;
      const own = left === 0 ? rest : rest.slice(-1);
      text = (own || (digit === '0' ? '0' : '')) + text;
      rest = rest.slice(0, rest.length - own.length);
    }
  }
  return value < 0 && size > 0 ? `-${text}` : text;
}

/** The number as a format rounds what is written of it, for a library that rounds the float: 1.005 is a little less. */
export function roundedFor(value: number, format: string): number {
  const sections = format.split(';').map((s) => s.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]<>=]*\]/g, '')).filter((s) => /[0#]/.test(s)); // prettier-ignore
  const [places, ...others] = sections.map(placesOf);
  if (places === undefined || places < 0 || places > 12 || others.some((n) => n !== places) || /[eE/?[]/.test(sections.join('')))
    return value;
  if (!Number.isFinite(value) || Math.abs(value) >= 1e15 / POWERS[places]!) return value;
  const rounded = roundedAsWritten(Math.abs(value), places);
  if (rounded === 0) return sections.length === 1 ? 0 : value; // which of several it shows is settled by the number itself
  return Math.sign(value) * Number(`${rounded}e-${places}`);
}

/** How far right of the point a format shows a number; left of it where commas at its end count thousands. */
function placesOf(section: string): number {
  const [whole = '', part = ''] = section.split('.');
  const percents = section.match(/%/g)?.length ?? 0;
  const thousands = /,+(?=[^0#,]*$)/.exec(part === '' ? whole : part)?.[0].length ?? 0;
  return part.replace(/[^0#]/g, '').length + 2 * percents - 3 * thousands;
}

const LITERAL = /"[^"]*"?|\\[\s\S]?|_[\s\S]?|general|\[(?![hms]+\])[^\]]*\]?|[.0#][0#?.,E+\-%]*|@/gi;

/** Whether a number under this format is a day or a time. */
export const isDateFormat = (format: string): boolean =>
  /[ymdhsbeg]|a\/p|am\/pm|上午\/下午/i.test(format.replace(LITERAL, ' ').replaceAll('G', ''));
