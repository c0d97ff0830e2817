import { add, compare, exact, type Fraction, text, whole, ZERO } from '../canonical/quantity';

/** An exact sum of decimal texts. Whole numbers, which nearly all are, are added as numbers while they are surely exact. */
export class Sum {
  private integers = 0;
  private rest: Fraction = ZERO;
  private broken = false; // a part could not be read, so that the sum says nothing

  add(amount: string | undefined): void {
    if (amount === undefined) return void (this.broken = true);
    const integer = shortInteger(amount);
    if (integer === undefined) this.rest = add(this.rest, exact(amount));
    else if (Number.isSafeInteger(this.integers + integer)) this.integers += integer;
    else {
      this.rest = add(this.rest, whole(this.integers));
      this.integers = integer;
    }
  }

  is(amount: string): boolean {
    return this.broken || compare(this.total(), exact(amount)) === 0;
  }
  text(): string {
    return text(this.total());
  }
  private total(): Fraction {
    return add(this.rest, whole(this.integers));
  }
}

/** What up to twelve digits say; undefined for any other text. Number() would cost as much as all else that is done with a line. */
export function shortInteger(text: string): number | undefined {
  const { length } = text;
  if (length === 0 || length > 12) return undefined;
  let value = 0;
  for (let i = 0; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}
