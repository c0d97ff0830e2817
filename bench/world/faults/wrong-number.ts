import { diverges, lineOf } from '../truth';
import type { Pair, Report, ReportLine, World } from '../types';
import type { Happening } from '../types';
import type { Plan } from '../plan';

/**
 * A fault that changes one number in one report: the first report from a day on in which it can be told. `said` gives the wrong
 * number, or nothing where this report does not suit.
 */
export function wrongNumber(
  plan: Plan,
  name: string,
  pair: Pair | undefined,
  said: (world: World, line: ReportLine, report: Report) => number | undefined,
  causes?: readonly string[] | ((world: World, line: ReportLine, report: Report) => readonly string[] | undefined),
  more?: (world: World, report: Report, pair: Pair) => NonNullable<ReturnType<NonNullable<Happening['truth']>>>,
): Happening | undefined {
  if (!pair) return undefined;
  const day = plan.day();
  let wrong: Report | undefined;
  let why: readonly string[] | undefined;
  return {
    name,
    report(report, world) {
      if (wrong || report.supplier !== pair.supplier || report.day < day || !plan.isQuiet(report)) return;
      const line = lineOf(report, pair);
      const quantity = line && said(world, line, report);
      if (quantity === undefined) return;
      wrong = report;
      why = typeof causes === 'function' ? causes(world, line!, report) : causes;
      line!.quantity = quantity;
    },
    truth(world) {
      if (!wrong) return {};
      const rest = more?.(world, wrong, pair) ?? {};
      return { expected: [...diverges(world, name, wrong, pair, why), ...(rest.expected ?? [])], allowed: rest.allowed ?? [] };
    },
  };
}
