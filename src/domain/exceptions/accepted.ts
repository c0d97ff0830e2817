import { compare, exact, isZero } from '../canonical/quantity';
import type { Finding, Severity } from '../canonical/vocabulary';
import { rank } from './severity';

/** What a person accepted: so much of a difference, of this type and gravity. */
export interface Accepted {
  readonly difference: string | null;
  readonly severity: Severity;
  readonly type: string;
}

/**
 * More than was accepted: a difference on the other side, a larger one on the same, or one that decides where the accepted one
 * did not. Without numbers, what is graver. Who accepts 20 too many has not accepted 20 missing.
 */
export function beyond(a: Accepted, finding: Finding, severity: Severity): boolean {
  if (a.difference === null || finding.difference === undefined) return finding.type !== a.type || rank(severity) > rank(a.severity);
  if (finding.type === 'DECISION_FLIP' && a.type !== 'DECISION_FLIP') return true;
  const [was, is] = [exact(a.difference), exact(finding.difference)];
  if (isZero(is)) return false;
  return is.n < 0n ? compare(is, was) < 0 : compare(is, was) > 0;
}
