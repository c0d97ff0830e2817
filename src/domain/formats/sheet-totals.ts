import { add, compare, type Fraction, parseDecimal, text, whole, ZERO } from '../canonical/quantity';

/** What has been added up in one column, so that a row of totals can be told from a line, and checked. */
export class RunningSum {
  private integers = 0;
  private fractions: Fraction = ZERO;
  private since: Fraction = ZERO; // at the last subtotal
  private lines = 0;
  private spoilt = false;

  add(amount: string): void {
    this.lines += 1;
    const n = amount.length < 15 && !amount.includes('.') ? Number(amount) : Number.NaN;
    if (Number.isNaN(n)) this.fractions = add(this.fractions, parseDecimal(amount) ?? ZERO);
    else this.integers += n;
  }
  /** A number of the column could not be read: its total proves nothing any more. */
  spoil(): void {
    this.spoilt = true;
  }
  /** Null where the total fits what stands above it, or where nobody can say; else what stands above it adds up to. */
  check(total: string): string | null {
    const said = parseDecimal(total);
    const sum = this.sum();
    const since = add(sum, { n: -this.since.n, d: this.since.d });
    this.since = sum;
    if (!said || this.spoilt || this.lines === 0) return null;
    const fits = [sum, since, whole(this.lines)].some((s) => compare(s, said) === 0);
    return fits ? null : text(sum);
  }
  /** Whether a number without an item is just the sum of those above. */
  isSum(amount: string): boolean {
    const said = parseDecimal(amount);
    return said !== undefined && this.lines > 1 && !this.spoilt && compare(said, this.sum()) === 0;
  }
  private sum(): Fraction {
    return add(whole(this.integers), this.fractions);
  }
}
