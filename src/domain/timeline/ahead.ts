import { add, divide, type Fraction, maximum, multiply, subtract, whole, ZERO } from '../canonical/quantity';
import { USAGE_DAYS } from '../ledger/usage';

const DAY = 86_400_000;
export interface Arrival {
  readonly at: number;
  readonly quantity: Fraction;
}
export interface Ahead {
  readonly at: number;
  readonly quantity: Fraction;
}

/**
 * How the stock goes from now to an instant: used as in the last four weeks, and each arrival on its day, as two points, before
 * and after it. A stock that is used up stays at nothing: nobody takes what is not there.
 */
export function ahead(now: number, until: number, stock: Fraction, used: Fraction, arrivals: readonly Arrival[]): Ahead[] {
  const perMs = divide(maximum(used, ZERO), whole(USAGE_DAYS * DAY));
  const out: Ahead[] = [{ at: now, quantity: stock }];
  let level = stock;
  let at = now;
  const goTo = (to: number): void => {
    const left = subtract(level, multiply(perMs, whole(to - at)));
    level = level.n > 0n ? maximum(left, ZERO) : level;
    at = to;
    out.push({ at, quantity: rounded(level) });
  };
  const coming = arrivals.filter((a) => a.at <= until).sort((a, b) => a.at - b.at);
  for (const a of coming) {
    if (Math.max(a.at, now) > at) goTo(Math.max(a.at, now));
    level = add(level, a.quantity);
    out.push({ at, quantity: rounded(level) });
  }
  if (until > at) goTo(until);
  return out;
}

/** To look at: nobody plans in parts of a piece that rest on an average. */
const rounded = (q: Fraction): Fraction => ({ n: (q.n * 10n) / q.d, d: 10n });
