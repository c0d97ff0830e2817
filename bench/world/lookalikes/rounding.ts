import type { Kind } from '../plan';
import { lineOf } from '../truth';

/** A supplier that rounds to fives what it counts, well within the tolerance. */
export const rounding: Kind = {
  name: 'rounding',
  plan(plan) {
    const pairs = [1, 2, 3, 4].flatMap(() => plan.pair((p) => p.toleranceQty >= 6) ?? []);
    return {
      name: 'rounding',
      report(report) {
        for (const pair of pairs) {
          const line = lineOf(report, pair);
          if (line && line.quantity === line.truth) line.quantity = Math.round(line.truth / 5) * 5;
        }
      },
    };
  },
};
