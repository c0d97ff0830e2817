import type { Kind } from '../plan';
import { comparableAt, scope } from '../truth';
import type { Happening, Report } from '../types';
import type { Plan } from '../plan';
import type { ReportLine } from '../types';

/** A wrong figure beside the stock in an 852, which itself is right. */
function wrongFlow(
  plan: Plan,
  name: string,
  types: readonly string[],
  spoil: (line: ReportLine) => boolean,
  also: readonly string[],
): Happening | undefined {
  const pair = plan.pair((p) => p.supplier.format === '852' && p.usage >= 8);
  if (!pair) return undefined;
  const day = plan.day();
  let wrong: Report | undefined;
  return {
    name,
    report(report) {
      if (wrong || report.supplier !== pair.supplier || report.day < day || !plan.isQuiet(report)) return;
      const before = report.index > 0;
      if (before && spoil(report.lines.find((l) => l.pair === pair)!)) wrong = report;
    },
    truth(world) {
      if (!wrong) return {};
      const by = comparableAt(world, pair, wrong);
      const next = world.reports.find((r) => r.supplier === pair.supplier && r.sent && r.usable && r.receivedAt > wrong!.receivedAt);
      const healed = next && comparableAt(world, pair, next);
      const heal = healed !== undefined && healed <= world.end ? { heal: { from: next!.receivedAt, by: healed } } : {};
      const allowed = [{ types: also, ...scope(pair), from: wrong.receivedAt, by: healed ?? world.end }];
      return { expected: by <= world.end ? [{ fault: name, types, ...scope(pair), from: wrong.receivedAt, by, ...heal }] : [], allowed };
    },
  };
}

/** Far more sold, by the supplier's word, than the buyer issued. */
export const usageDivergence: Kind = {
  name: 'usage divergence',
  plan: (plan) =>
    wrongFlow(
      plan,
      'usage divergence',
      ['USAGE_DIVERGENCE'],
      (line) => {
        if (!line.sold) return false;
        line.sold = line.sold * 4 + 6 * line.pair.toleranceQty;
        return true;
      },
      ['SUPPLIER_LEDGER_IMBALANCE'],
    ),
};

/** A truck that stands in the supplier's balance, and not among its receipts. */
export const ownFigures: Kind = {
  name: "supplier's own figures",
  plan: (plan) =>
    wrongFlow(
      plan,
      "supplier's own figures",
      ['SUPPLIER_LEDGER_IMBALANCE'],
      (line) => {
        if ((line.received ?? 0) < 3 * Math.max(line.pair.toleranceQty, line.truth * (line.pair.tolerancePct / 100)) + 3) return false;
        line.received = 0;
        return true;
      },
      [],
    ),
};
