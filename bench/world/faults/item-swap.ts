import type { Kind } from '../plan';
import { diverges, lineOf, surelyDiffers } from '../truth';
import type { Report } from '../types';

/** Two items of one report bear each other's number. */
export const itemSwap: Kind = {
  name: 'item swap',
  plan(plan) {
    const one = plan.pair();
    const other = one && plan.pair((p) => p.supplier === one.supplier && p.place === one.place);
    if (!one || !other) return undefined;
    const day = plan.day();
    let wrong: Report | undefined;
    return {
      name: 'item swap',
      report(report, world) {
        if (wrong || report.supplier !== one.supplier || report.day < day || !plan.isQuiet(report)) return;
        const [a, b] = [lineOf(report, one)!, lineOf(report, other)!];
        if (!surelyDiffers(world, a, report, b.truth) || !surelyDiffers(world, b, report, a.truth)) return;
        wrong = report;
        [a.quantity, b.quantity] = [b.truth, a.truth];
      },
      truth: (world) => (wrong ? { expected: [one, other].flatMap((p) => diverges(world, 'item swap', wrong!, p, ['ITEM_SWAP'])) } : {}),
    };
  },
};
