import { add, compare, exact, type Fraction, text, whole, ZERO } from '../canonical/quantity';

/** An exact sum of decimal texts. Whole numbers, which nearly all are, are added as numbers while they are surely exact. */
export class Sum {
  private integers = 0;
  private rest: Fraction = ZERO;
  private broken = false; // a part could not be read, so that the sum says nothing

  add(amount: string | undefined): void {
    if (amount === undefined) this.broken = true;
    else if (amount.length <= 12 && !amount.includes('.')) {
      this.integers += Number(amount);
      if (Number.isSafeInteger(this.integers)) return;
      this.rest = add(this.rest, whole(this.integers - Number(amount)));
      this.integers = Number(amount);
    } else this.rest = add(this.rest, exact(amount));
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
