import type { Kind } from '../plan';
import { bandOf, staysBetween, surelyDiffers } from '../truth';
import { wrongNumber } from './wrong-number';

/** Two neighbouring digits of a number change places. */
export const digits: Kind = {
  name: 'digits transposed',
  plan: (plan) =>
    wrongNumber(
      plan,
      'digits transposed',
      plan.pair((p) => p.max > 120),
      (world, line, report) => {
        const band = bandOf(world, line.pair, report);
        if (band.low !== band.high) return undefined; // another value of the day may have been meant
        return swaps(line.truth).find((s) => surelyDiffers(world, line, report, s) && staysBetween(world, line.pair, report, s));
      },
      ['DIGIT_TRANSPOSITION'],
    ),
};

export function swaps(quantity: number): number[] {
  const text = String(quantity);
  return [...text.slice(1)]
    .map((_, i) => Number(text.slice(0, i) + text[i + 1]! + text[i]! + text.slice(i + 2)))
    .filter((n) => n !== quantity && String(n).length === text.length);
}
