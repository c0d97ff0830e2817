/**
 * Exact numbers: decimals as text at the edges, fractions of whole numbers inside. A float never holds stock,
 * and a pack factor of 1/12 stays 1/12 until it is printed.
 */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint; // always positive
}

export const ZERO: Fraction = { n: 0n, d: 1n };
export const ONE: Fraction = { n: 1n, d: 1n };

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const MAX_DIGITS = 40; // more is no quantity, and an unbounded exponent would be a way to exhaust memory

function gcd(a: bigint, b: bigint): bigint {
  while (b !== 0n) [a, b] = [b, a % b];
  return a < 0n ? -a : a;
}

function reduced(n: bigint, d: bigint): Fraction {
  if (d === 1n) return { n, d };
  if (d < 0n) [n, d] = [-n, -d];
  const g = gcd(n, d);
  return g === 1n ? { n, d } : { n: n / g, d: d / g };
}

/** A plain decimal (`12`, `-0.50`, `.5`); undefined when the text is not one. No exponent, no thousands separator. */
export function parseDecimal(text: string): Fraction | undefined {
  if (text.length > MAX_DIGITS || !DECIMAL.test(text)) return undefined;
  const dot = text.indexOf('.');
  if (dot < 0) return { n: BigInt(text), d: 1n };
  const digits = text.length - dot - 1;
  const bare = text.slice(0, dot) + text.slice(dot + 1);
  return reduced(BigInt(bare), 10n ** BigInt(digits));
}

/** A decimal or a fraction of whole numbers (`12`, `1/12`); undefined when it is neither, or divides by zero. */
export function parseFraction(text: string): Fraction | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return parseDecimal(text);
  const n = parseDecimal(text.slice(0, slash).trim());
  const d = parseDecimal(text.slice(slash + 1).trim());
  return n && d && d.n !== 0n ? divide(n, d) : undefined;
}

/** As parseDecimal, for text that was checked before; throws otherwise. */
export function exact(text: string): Fraction {
  const f = parseDecimal(text);
  if (!f) throw new RangeError(`not a decimal: ${JSON.stringify(text)}`);
  return f;
}

export const whole = (n: number): Fraction => ({ n: BigInt(n), d: 1n });
export const add = (a: Fraction, b: Fraction): Fraction =>
  a.d === b.d ? reduced(a.n + b.n, a.d) : reduced(a.n * b.d + b.n * a.d, a.d * b.d);
export const negate = (a: Fraction): Fraction => ({ n: -a.n, d: a.d });
export const subtract = (a: Fraction, b: Fraction): Fraction => add(a, negate(b));
export const multiply = (a: Fraction, b: Fraction): Fraction => reduced(a.n * b.n, a.d * b.d);
export function divide(a: Fraction, b: Fraction): Fraction {
  if (b.n === 0n) throw new RangeError('division by zero');
  return reduced(a.n * b.d, a.d * b.n);
}
export const absolute = (a: Fraction): Fraction => (a.n < 0n ? negate(a) : a);
/** Below, equal, above: -1, 0, 1. */
export function compare(a: Fraction, b: Fraction): -1 | 0 | 1 {
  const l = a.n * b.d;
  const r = b.n * a.d;
  return l < r ? -1 : l > r ? 1 : 0;
}
export const minimum = (a: Fraction, b: Fraction): Fraction => (compare(a, b) <= 0 ? a : b);
export const maximum = (a: Fraction, b: Fraction): Fraction => (compare(a, b) >= 0 ? a : b);
export const isZero = (a: Fraction): boolean => a.n === 0n;

/** Decimal text without trailing zeros; a fraction that no decimal ends is rounded half away from zero at `places`. */
export function text(a: Fraction, places = 9): string {
  if (a.d === 1n) return a.n.toString();
  const scale = 10n ** BigInt(places);
  const negative = a.n < 0n;
  const n = negative ? -a.n : a.n;
  const scaled = (n * scale * 2n + a.d) / (a.d * 2n);
  const body = scaled.toString().padStart(places + 1, '0');
  const point = body.length - places;
  const decimals = body.slice(point).replace(/0+$/, '');
  const head = body.slice(0, point);
  const sign = negative && scaled !== 0n ? '-' : '';
  return decimals ? `${sign}${head}.${decimals}` : sign + head;
}
