import { absolute, compare, exact, multiply, whole } from '../canonical/quantity';
import type { Finding, Severity } from '../canonical/vocabulary';
import { rank } from './severity';

/** Until it is worse, until the supplier says something new, until a day, until the goods are due. */
export const SNOOZES = ['worse', 'report', 'date', 'eta'] as const;
export type SnoozeKind = (typeof SNOOZES)[number];

/** How it stood when it was put aside: what is compared with to know that it is worse, or that something came. */
export interface Baseline {
  readonly severity: Severity;
  readonly difference: string | null;
  readonly asOfTo: number | null;
  readonly documents: readonly string[];
}
export interface Snooze extends Baseline {
  readonly kind: SnoozeKind;
  readonly at: number | null; // of 'date' and 'eta'
  readonly percent: number | null; // of 'worse'
}

interface Stands {
  readonly severity: Severity;
  readonly difference: string | null;
  readonly asOfTo: number | null;
  readonly documents: readonly { readonly id: string }[];
}
export const baselineOf = (row: Stands): Baseline => ({
  severity: row.severity,
  difference: row.difference,
  asOfTo: row.asOfTo,
  documents: row.documents.map((d) => d.id),
});

/**
 * Why a snooze is over by what was found, or null while it lasts. What has become critical wakes whatever was agreed: a shelf
 * that runs empty must not sleep until next month because somebody put a small difference aside.
 */
export function wakesBy(s: Snooze, finding: Finding, severity: Severity): string | null {
  if (severity === 'critical' && s.severity !== 'critical') return 'it became critical';
  if (s.kind === 'worse') return rank(severity) > rank(s.severity) ? 'it became graver' : grown(s, finding) ? 'it grew' : null;
  return s.kind === 'report' && isNews(s, finding) ? 'a newer report came' : null;
}

export const wakesAt = (s: Snooze, now: number): boolean => s.at !== null && s.at <= now;

function grown(s: Snooze, finding: Finding): boolean {
  if (s.difference === null || finding.difference === undefined) return false;
  const limit = multiply(absolute(exact(s.difference)), whole(100 + (s.percent ?? 25)));
  return compare(multiply(absolute(exact(finding.difference)), whole(100)), limit) >= 0;
}

function isNews(s: Baseline, finding: Finding): boolean {
  const at = finding.asOfTo === undefined ? null : Date.parse(finding.asOfTo);
  if (at !== null && s.asOfTo !== null && at > s.asOfTo) return true;
  return finding.documents.some((d) => !s.documents.includes(d.id));
}
