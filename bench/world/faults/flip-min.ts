import { onTheWay } from '../ledger';
import type { Kind } from '../plan';
import { bandOf, surelyDiffers } from '../truth';
import { wrongNumber } from './wrong-number';

/** The supplier sees a shortage where there is none: another decision would follow from its number. */
export const flipAtMin: Kind = {
  name: 'decision flip at min',
  plan: (plan) =>
    wrongNumber(
      plan,
      'decision flip at min',
      plan.pair((p) => p.supplier.terms['stock_view'] === undefined),
      (world, line, report) => {
        const { low } = bandOf(world, line.pair, report);
        const said = Math.floor(line.pair.min * 0.85);
        if (low <= line.pair.min || onTheWay(world, line.pair, report.asOf.to) + onTheWay(world, line.pair, report.asOf.from) > 0)
          return undefined;
        return surelyDiffers(world, line, report, said) ? said : undefined;
      },
    ),
};
