import { z } from 'zod';
import { compare as order, exact, multiply, text, whole } from '../canonical/quantity';
import { isCounted } from '../items/units';
import { compare } from '../ledger/compare';
import { usageIn } from '../ledger/flows';
import { earlierThan, standing } from '../ledger/supersede';
import { stepUp } from '../exceptions/severity';
import { asOfTo, keyOf, saidFacts } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule } from './rule';
import { uomSuspect } from './uom-suspect.rule';

export const countImplausibleSettings = z.object({
  timesMax: z.number().positive().default(10).describe('a count above so many times the agreed max is taken for a slip'),
  sameReports: z
    .number()
    .int()
    .min(2)
    .default(3)
    .describe('so many reports with the very same number while stock is used are taken for copies'),
});
export type CountImplausibleSettings = z.infer<typeof countImplausibleSettings>;

/** COUNT_IMPLAUSIBLE: a number that no shelf can hold, whatever our book says. */
export function countImplausibleBy(settings: CountImplausibleSettings): Rule<PairView> {
  return {
    types: ['COUNT_IMPLAUSIBLE'],
    judge(view) {
      const s = standing(view.statements, view.terms?.compare_to ?? 'on_hand');
      if (!s) return [];
      const key = keyOf('COUNT_IMPLAUSIBLE', view);
      const why = whyNot(view, s, settings);
      // A fourth copy that cannot be compared yet is no number put right.
      if (why === undefined && standsStill(view, s, settings))
        return [{ holds: 'unknown', key, reason: 'whether it is a copy cannot be told yet' }];
      if (why === undefined) return [{ holds: false, key, asOfTo: asOfTo(s), resolution: 'fixed_by_supplier' }];
      return [
        {
          holds: true,
          finding: {
            type: 'COUNT_IMPLAUSIBLE',
            key,
            severity: stepUp('medium', { classA: view.classA }),
            message: `${view.supplier} reports ${text(s.quantity)} ${view.uom} of ${view.sku} at ${view.location}: ${why}`,
            ...saidFacts(view, s),
            details: { weighed: view.classA },
          },
        },
      ];
    },
  };
}

function whyNot(view: PairView, s: Statement, settings: CountImplausibleSettings): string | undefined {
  if (s.quantity.n < 0n) return 'a count cannot be below zero';
  if (isCounted(view.uom) && s.quantity.d !== 1n) return `${view.uom} are counted in whole numbers`;
  const { max } = view.terms ?? {};
  if (max !== undefined && exact(max).n > 0n && order(s.quantity, multiply(exact(max), whole(settings.timesMax))) > 0 && !isOtherUnit(view))
    return `that is more than ${settings.timesMax} times the maximum of ${max}`;
  const same = copies(view, s);
  const contradicted = compare(view).state === 'differs';
  if (contradicted && same.length >= settings.sameReports) return `the same number for ${same.length} reports while ${view.sku} was used`;
  return undefined;
}

const standsStill = (view: PairView, s: Statement, settings: CountImplausibleSettings): boolean =>
  ['uncomparable', 'weak'].includes(compare(view).state) && copies(view, s).length >= settings.sameReports;

/** A unit that explains the number has its own exception. */
const isOtherUnit = (view: PairView): boolean => uomSuspect.judge(view)[0]?.holds === true;

/**
 * Reports one after the other with the very same number, between any two of which something was used. Where use and receipt even
 * out, or the use is within tolerance, the same number may be true: it counts only where our book contradicts it.
 */
function copies(view: PairView, s: Statement): readonly Statement[] {
  const run = [s];
  for (const earlier of earlierThan(s, view.statements)) {
    const later = run.at(-1)!;
    if (order(earlier.quantity, s.quantity) !== 0) break;
    const covered = view.watermark === null ? later.to : Math.min(later.to, view.watermark);
    const blind = later === s && covered < s.from; // of the newest the buyer's data may know nothing yet
    if (!blind && usageIn(view, { from: earlier.to, to: covered }).low.n <= 0n) break;
    run.push(earlier);
  }
  return run;
}

export const countImplausible = countImplausibleBy(countImplausibleSettings.parse({}));
