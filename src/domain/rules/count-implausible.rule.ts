import { z } from 'zod';
import { compare as order, exact, multiply, text, whole } from '../canonical/quantity';
import { isCounted } from '../items/units';
import { compare, worthRaising } from '../ledger/compare';
import { standing } from '../ledger/supersede';
import { stepUp } from '../exceptions/severity';
import { copies } from './copies';
import { isBlind, jumpOf } from './jump';
import { asOfTo, keyOf, saidFacts } from './pair-finding';
import type { PairView, Statement } from './pair-view';
import type { Rule } from './rule';
import { uomByCount } from './uom-suspect.rule';

export const countImplausibleSettings = z.object({
  timesMax: z.number().positive().default(10).describe('a count above so many times the agreed max is taken for a slip'),
  sameReports: z
    .number()
    .int()
    .min(2)
    .default(3)
    .describe('so many reports with the very same number while stock is used are taken for copies'),
  timesSpread: z
    .number()
    .positive()
    .default(6)
    .describe('a count that leaps by more than so many times what the earlier ones were off by (median absolute deviation)'),
  jumpReports: z.number().int().min(3).default(5).describe('so many earlier reports must be known before a leap means anything'),
  jumpPercent: z.number().int().positive().default(50).describe('of the usual number; what is less is a difference like others'),
});
export type CountImplausibleSettings = z.infer<typeof countImplausibleSettings>;

const TYPE = 'COUNT_IMPLAUSIBLE';

/**
 * COUNT_IMPLAUSIBLE: a number that no shelf can hold, whatever our book says. A leap away from what the supplier said so far is
 * seldom more than the divergence says as well: its row is folded under that one, and stands for itself where nothing was compared.
 */
export function countImplausibleBy(settings: CountImplausibleSettings): Rule<PairView> {
  return {
    types: [TYPE],
    judge(view) {
      const s = standing(view.statements, view.terms?.compare_to ?? 'on_hand');
      if (!s) return [];
      const key = keyOf(TYPE, view);
      const why = whyNot(view, s, settings);
      if (why === undefined) {
        const reason = untold(view, s, settings);
        if (reason !== undefined) return [{ holds: 'unknown', key, reason }];
        return [{ holds: false, key, asOfTo: asOfTo(s), resolution: resolutionOf(view, s) }];
      }
      return [
        {
          holds: true,
          finding: {
            type: TYPE,
            key,
            severity: stepUp('medium', { classA: view.classA }),
            message: `${view.supplier} reports ${text(s.quantity)} ${view.uom} of ${view.sku} at ${view.location}: ${why.words}`,
            ...saidFacts(view, s),
            ...(why.leaps && worthRaising(view, compare(view)) ? { foldedUnder: keyOf('COUNT_DIVERGENCE', view) } : {}),
            details: { weighed: view.classA },
          },
        },
      ];
    },
  };
}

interface Why {
  readonly words: string;
  readonly leaps?: true;
}

function whyNot(view: PairView, s: Statement, settings: CountImplausibleSettings): Why | undefined {
  if (s.quantity.n < 0n) return { words: 'a count cannot be below zero' };
  if (isCounted(view.uom) && s.quantity.d !== 1n) return { words: `${view.uom} are counted in whole numbers` };
  const { max } = view.terms ?? {};
  if (max !== undefined && exact(max).n > 0n && order(s.quantity, multiply(exact(max), whole(settings.timesMax))) > 0 && !isOtherUnit(view))
    return { words: `that is more than ${settings.timesMax} times the maximum of ${max}` };
  const same = compare(view).state === 'differs' ? copies(view, s).length : 0;
  if (same >= settings.sameReports) return { words: `the same number for ${same} reports while ${view.sku} was used` };
  return cannotTell(view, s) ? undefined : leap(view, s, settings);
}

function leap(view: PairView, s: Statement, settings: CountImplausibleSettings): Why | undefined {
  const jump = jumpOf(view, s, settings);
  if (!jump) return undefined;
  const words = `by its ${jump.reports} reports before and what has moved since it would be about ${text(jump.expected, 0)} (they were off by ${text(jump.spread, 0)} at the median)`;
  return { words, leaps: true };
}

/** A fourth copy that cannot be compared yet is no number put right; nor is a leap that our data do not reach. */
function untold(view: PairView, s: Statement, settings: CountImplausibleSettings): string | undefined {
  const { state } = compare(view);
  if (state !== 'uncomparable' && state !== 'weak') return undefined;
  if (copies(view, s).length >= settings.sameReports) return 'whether it is a copy cannot be told yet';
  const asked = view.openTypes.includes(TYPE); // of a hundred thousand that wait for our data it would be asked for nothing
  return asked && leap(view, s, settings) ? 'whether it leaps cannot be told yet' : undefined;
}

const cannotTell = (view: PairView, s: Statement): boolean => isBlind(view, s) || compare(view).state === 'weak';

/** A unit that explains the number has its own exception. */
const isOtherUnit = (view: PairView): boolean => uomByCount(view).holds === true;

/** The very number that was doubted is plausible by what we have booked, or agreed, since. */
function resolutionOf(view: PairView, s: Statement): string {
  const was = view.open?.find((o) => o.type === TYPE);
  return was?.asOfTo === s.to && was.reported === text(s.quantity) ? 'fixed_by_buyer' : 'fixed_by_supplier';
}

export const countImplausible = countImplausibleBy(countImplausibleSettings.parse({}));
