import { compare, exact, type Fraction } from '../canonical/quantity';
import type { Severity } from '../canonical/vocabulary';

const STEPS: readonly Severity[] = ['low', 'medium', 'high', 'critical'];

export const rank = (s: Severity): number => STEPS.indexOf(s);
export const worse = (a: Severity, b: Severity): Severity => (rank(a) >= rank(b) ? a : b);

/** What makes a finding weigh more than its type says (exceptions.md E3). */
export interface Weights {
  readonly coverBelowLeadTime?: boolean;
  readonly classA?: boolean;
  readonly thriceIn30Days?: boolean;
}

/** One step up, however many reasons there are: three mild reasons together are no catastrophe. */
export function stepUp(severity: Severity, weights: Weights): Severity {
  const any = weights.coverBelowLeadTime || weights.classA || weights.thriceIn30Days;
  return any ? STEPS[Math.min(rank(severity) + 1, STEPS.length - 1)]! : severity;
}

const WORTH = exact('1000');
const DEAR = exact('10000');

/** By what is at stake, in whatever currency; where nobody knows the cost it is neither high nor low. */
export function byWorth(amount: Fraction | null): Severity {
  if (amount === null) return 'medium';
  return compare(amount, WORTH) < 0 ? 'low' : compare(amount, DEAR) < 0 ? 'medium' : 'high';
}
