import type { Kind } from '../plan';
import { bandOf, staysBetween, surelyDiffers } from '../truth';
import { wrongNumber } from './wrong-number';

/** A number that is wrong and fits nothing else that is known. */
export const unexplained: Kind = {
  name: 'wrong number',
  plan: (plan) =>
    wrongNumber(
      plan,
      'wrong number',
      plan.pair((p) => p.usage <= 12),
      (world, line, report) => {
        const band = bandOf(world, line.pair, report);
        for (const sign of plan.random.shuffled([-1, 1])) {
          const said = Math.round((sign < 0 ? band.low : band.high) + sign * (band.tolerance(band.low) * 2.3 + 3));
          if (surelyDiffers(world, line, report, said) && staysBetween(world, line.pair, report, said)) return said;
        }
        return undefined;
      },
    ),
};
