import type { Kind } from '../plan';
import { comparableAt, healing, scope, surelyDiffers } from '../truth';
import { wrongNumber } from './wrong-number';

/** A count below zero. */
export const negative: Kind = {
  name: 'negative count',
  plan: (plan) =>
    wrongNumber(
      plan,
      'negative count',
      plan.pair(),
      (world, line, report) => (surelyDiffers(world, line, report, -7) ? -7 : undefined),
      undefined,
      (world, report, pair) => {
        const next = world.reports.find((r) => r.supplier === pair.supplier && r.receivedAt > report.receivedAt && r.sent && r.usable);
        const heal = healing(world, pair, report.receivedAt);
        const by = Math.max(report.receivedAt, comparableAt(world, pair, report));
        const expected = { fault: 'negative count', types: ['COUNT_IMPLAUSIBLE'], ...scope(pair), from: report.receivedAt, by };
        return { expected: [{ ...expected, ...(next && heal ? { heal: { from: next.receivedAt, by: heal.by } } : {}) }] };
      },
    ),
};
