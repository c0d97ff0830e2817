import { DAY } from '../clock';
import { onTheWay } from '../ledger';
import type { Kind } from '../plan';
import { swapped } from './swapped';
import { bandOf, comparableAt, diverges, DIVERGENCES, healing, lineOf, scope, staysBetween, surelyDiffers, type Expected } from '../truth';
import type { Pair, Report, World } from '../types';
import { wrongNumber } from './wrong-number';

/** Nothing left, says the supplier. */
export const flipAtZero: Kind = {
  name: 'decision flip at zero',
  plan: (plan) =>
    wrongNumber(
      plan,
      'decision flip at zero',
      plan.pair((p) => p.supplier.terms['stock_view'] === undefined),
      (world, line, report) => (bandOf(world, line.pair, report).low > 0 && surelyDiffers(world, line, report, 0) ? 0 : undefined),
    ),
};

/** More than may lie there, says the supplier. */
export const flipAtMax: Kind = {
  name: 'decision flip at max',
  plan: (plan) =>
    wrongNumber(plan, 'decision flip at max', plan.pair(), (world, line, report) => {
      const said = Math.ceil(line.pair.max * 1.4) + 3;
      if (Math.abs(said / line.truth - line.pair.pack) < line.pair.pack * 0.35) return undefined; // it would look like cartons
      return surelyDiffers(world, line, report, said) ? said : undefined;
    }),
};

const implausible = (fault: string, world: World, report: Report, pair: Pair): Expected[] => {
  const heal = healing(world, pair, report.receivedAt);
  const by = comparableAt(world, pair, report);
  const own = { fault, types: ['COUNT_IMPLAUSIBLE'], ...scope(pair), from: report.receivedAt, by };
  return by <= world.end ? [{ ...own, ...(heal ? { heal } : {}) }] : [];
};

/** Thirty times the maximum, and no unit that explains it. */
export const jump: Kind = {
  name: 'count jump',
  plan: (plan) =>
    wrongNumber(
      plan,
      'count jump',
      plan.pair(),
      (world, line, report) => (surelyDiffers(world, line, report, line.pair.max * 31 + 7) ? line.pair.max * 31 + 7 : undefined),
      undefined,
      (world, report, pair) => ({ expected: implausible('count jump', world, report, pair) }),
    ),
};

/** The receipt of last week is missing in what the supplier counts. */
export const receiptOfOneSide: Kind = {
  name: 'receipt missing at the supplier',
  plan: (plan) =>
    wrongNumber(
      plan,
      'receipt missing at the supplier',
      plan.pair((p) => p.supplier.terms['basis'] === undefined && p.supplier.reportDays.length > 2),
      (world, line, report) => {
        const near = world.moves
          .get(line.pair)!
          .filter((m) => m.kind === 'receipt' && m.at < report.asOf.to && m.at > report.asOf.from - 7 * DAY);
        const [receipt] = near;
        if (near.length !== 1 || receipt!.at > report.asOf.from || onTheWay(world, line.pair, report.asOf.to) > 0) return undefined;
        const said = line.truth - receipt!.quantity;
        return said > 0 && surelyDiffers(world, line, report, said) ? said : undefined;
      },
      ['UNPOSTED_RECEIPT'],
    ),
};

/** The same number three reports in a row, while the stock goes down. */
export const copied: Kind = {
  name: 'copied forward',
  plan(plan) {
    const pair = plan.pair((p) => p.usage >= 12 && ['RHEIN', 'TOKAI'].includes(p.supplier.code));
    if (!pair) return undefined;
    const day = plan.day(7);
    const wrong: Report[] = [];
    let number: number | undefined;
    let over = false;
    return {
      name: 'copied forward',
      report(report, world) {
        if (report.supplier !== pair.supplier || report.day < day || over) return;
        over = wrong.length === 3 || (wrong.length > 0 && !plan.isQuiet(report));
        if (over || !plan.isQuiet(report)) return;
        const line = lineOf(report, pair)!;
        const before = world.reports.filter((r) => r.supplier === pair.supplier && r.index < report.index).at(-1);
        if (wrong.length === 0) {
          const said = before && lineOf(before, pair)?.quantity;
          if (
            said === undefined ||
            !plan.isQuiet(before!) ||
            !surelyDiffers(world, line, report, said) ||
            !staysBetween(world, pair, report, said)
          )
            return;
          number = said;
        }
        line.quantity = number!;
        wrong.push(report);
      },
      truth(world) {
        const first = wrong[0];
        if (!first) return {};
        const last = wrong.at(-1)!;
        const heal = healing(world, pair, last.receivedAt);
        const healed = heal ? { heal } : {};
        const expected: Expected[] = diverges(world, 'copied forward', first, pair, ['COPIED_FORWARD']).map(({ heal: _, ...e }) => ({
          ...e,
          types: DIVERGENCES,
          ...healed,
        }));
        // With the one that was copied, the second copy is the third report of the number.
        const third = wrong[1];
        if (third && surelyDiffers(world, lineOf(third, pair)!, third, number!))
          expected.push(...implausible('copied forward', world, third, pair).map(({ heal: _, ...e }) => ({ ...e, ...healed })));
        return {
          expected,
          allowed: [
            {
              types: ['COUNT_DIVERGENCE', 'DECISION_FLIP', 'COUNT_IMPLAUSIBLE'],
              ...scope(pair),
              from: first.receivedAt,
              by: last.receivedAt + 3 * DAY,
            },
          ],
        };
      },
    };
  },
};

/** One item at two places, each with the number of the other. */
export const locationSwap: Kind = {
  name: 'location swap',
  plan(plan) {
    const one = plan.pair(
      (p) =>
        p.supplier.places.length === 2 &&
        plan.world.pairs.some((q) => q.sku === p.sku && q.supplier === p.supplier && q !== p && plan.isFree(q)),
    );
    const other = one && plan.world.pairs.find((q) => q.sku === one.sku && q.supplier === one.supplier && q !== one)!;
    if (!one || !other) return undefined;
    plan.take(other);
    return swapped(plan, 'location swap', one, other, 'LOCATION_SWAP');
  },
};
