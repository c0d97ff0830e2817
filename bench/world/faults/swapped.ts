import type { Plan } from '../plan';
import { diverges, lineOf, surelyDiffers } from '../truth';
import type { Happening, Pair, Report } from '../types';

/** Of two lines of one report each bears the number of the other. */
export function swapped(plan: Plan, name: string, one: Pair, other: Pair, cause: string): Happening {
  const day = plan.day();
  let wrong: Report | undefined;
  return {
    name,
    report(report, world) {
      if (wrong || report.supplier !== one.supplier || report.day < day || !plan.isQuiet(report)) return;
      const [a, b] = [lineOf(report, one)!, lineOf(report, other)!];
      if (!surelyDiffers(world, a, report, b.truth) || !surelyDiffers(world, b, report, a.truth)) return;
      wrong = report;
      [a.quantity, b.quantity] = [b.truth, a.truth];
    },
    truth: (world) => (wrong ? { expected: [one, other].flatMap((p) => diverges(world, name, wrong!, p, [cause])) } : {}),
  };
}
