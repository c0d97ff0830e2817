import { type Fraction, text } from '../../domain/canonical/quantity';

const MOST_PLACES = 40;

/** The decimal that a fraction is exactly; undefined when none is. */
export function decimalText(f: Fraction): string | undefined {
  if (f.d === 1n) return f.n.toString();
  let rest = f.d;
  let [twos, fives] = [0, 0];
  for (; rest % 2n === 0n; rest /= 2n) twos += 1;
  for (; rest % 5n === 0n; rest /= 5n) fives += 1;
  const places = Math.max(twos, fives);
  return rest === 1n && places <= MOST_PLACES ? text(f, places) : undefined;
}
