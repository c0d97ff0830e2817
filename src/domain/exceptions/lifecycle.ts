import type { DocumentRef, ExceptionStatus, Finding, Severity } from '../canonical/vocabulary';
import type { Verdict } from '../rules/rule';
import { type Accepted, beyond } from './accepted';
import { rank, stepUp } from './severity';
import { type Snooze, wakesBy } from './snooze';

/** An exception as it stands on the desk, as far as its life is concerned. Instants are epoch milliseconds. */
export interface DeskRow {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly severity: Severity;
  readonly status: ExceptionStatus;
  readonly asOfTo: number | null;
  readonly openedAt: number;
  readonly lastSeenAt: number;
  readonly resolvedAt: number | null;
  readonly resolution: string | null;
  readonly resolvedAsOf: number | null;
  readonly occurrences: number;
  readonly documents: readonly DocumentRef[];
  readonly raisedAt?: readonly number[]; // when it was opened and reopened; openedAt alone where that is not known
  readonly acceptedUntil?: number | null; // of an accepted difference
  readonly accepted?: Accepted | null;
  readonly held?: boolean; // a person ended it while the condition stood
  readonly snooze?: Snooze | null;
}

/** What is to be written. Every change is also an event of the row's history, `what` being its `do`. */
export type Change =
  | {
      readonly do: 'open';
      readonly key: string;
      readonly finding: Finding;
      readonly severity: Severity;
      readonly previousId: string | null;
    }
  | {
      readonly do: 'reopen';
      readonly id: string;
      readonly key: string;
      readonly finding: Finding;
      readonly severity: Severity;
      readonly occurrences: number;
      readonly documents: readonly DocumentRef[];
    }
  | {
      readonly do: 'refresh';
      readonly id: string;
      readonly key: string;
      readonly finding: Finding; // its values replace the row's
      readonly severity: Severity;
      readonly occurrences: number; // one more than before when there is news
      readonly documents: readonly DocumentRef[]; // the old ones with the new ones appended
      readonly news: readonly ('evidence' | 'severity' | 'type')[]; // none: only seen again
    }
  | { readonly do: 'clear'; readonly id: string; readonly key: string; readonly resolution: string; readonly resolvedAsOf: number }
  | { readonly do: 'wake'; readonly id: string; readonly key: string; readonly why: string }
  | { readonly do: 'lapse'; readonly id: string; readonly key: string }; // what a person ended is over by itself: the next time is news

const DAY = 86_400_000;
const REOPENS_WITHIN = 14 * DAY;
const THRICE_WITHIN = 30 * DAY;
const KEPT_DOCUMENTS = 50; // evidence is appended, but a row that is raised daily for a year must stay readable

/**
 * What becomes of the desk (exceptions.md E3). `rows` are all rows, open or resolved, under the verdicts' keys. One open row
 * per key; `unknown` changes nothing, since stale data must neither raise nor heal; whatever ends is told as `clear`, so that
 * none vanishes silently.
 */
export function advance(rows: readonly DeskRow[], verdicts: readonly Verdict[], now: number): Change[] {
  const byKey = new Map<string, DeskRow[]>();
  for (const row of rows) byKey.set(row.key, [...(byKey.get(row.key) ?? []), row]);
  const changes: Change[] = [];
  for (const [key, verdict] of oneEach(verdicts)) {
    const known = byKey.get(key) ?? [];
    const open = known.find((r) => r.status !== 'resolved');
    const last = known.filter((r) => r.status === 'resolved').sort((a, b) => (b.resolvedAt ?? 0) - (a.resolvedAt ?? 0))[0];
    const change = decide(key, verdict, open, last, known, now);
    if (change) changes.push(change);
    if (change?.do !== 'refresh' || open?.status !== 'snoozed' || !open.snooze) continue;
    const why = wakesBy(open.snooze, change.finding, change.severity);
    if (why !== null) changes.push({ do: 'wake', id: open.id, key, why });
  }
  return changes;
}

/** One verdict for each key: what holds outweighs what is unknown, that outweighs what does not hold; the newer as-of wins. */
function oneEach(verdicts: readonly Verdict[]): Map<string, Verdict> {
  const weight = (v: Verdict): number => (v.holds === true ? 2 : v.holds === 'unknown' ? 1 : 0);
  const out = new Map<string, Verdict>();
  for (const v of verdicts) {
    const key = v.holds === true ? v.finding.key : v.key;
    const before = out.get(key);
    const newer = !before || weight(v) > weight(before) || (weight(v) === weight(before) && (asOf(v) ?? 0) > (asOf(before) ?? 0));
    if (newer) out.set(key, v);
  }
  return out;
}

function asOf(v: Verdict): number | null {
  const text = v.holds === true ? v.finding.asOfTo : v.holds === false ? v.asOfTo : undefined;
  return text === undefined ? null : Date.parse(text);
}

function decide(
  key: string,
  verdict: Verdict,
  open: DeskRow | undefined,
  last: DeskRow | undefined,
  known: readonly DeskRow[],
  now: number,
): Change | undefined {
  if (verdict.holds === 'unknown') return undefined;
  // History that is run again sees an older clock than the desk: what the desk learned later stands.
  if ((open && open.lastSeenAt > now) || (!open && last && last.resolvedAt !== null && last.resolvedAt > now)) return undefined;
  if (verdict.holds) {
    if (open) return refresh(open, verdict.finding, known, now);
    return last ? again(key, last, verdict.finding, known, now) : fresh(key, verdict.finding, null, known, now);
  }
  if (!open) return last?.held ? { do: 'lapse', id: last.id, key } : undefined;
  const at = asOf(verdict);
  if (at !== null && open.asOfTo !== null && at < open.asOfTo) return undefined;
  return { do: 'clear', id: open.id, key, resolution: verdict.resolution, resolvedAsOf: at ?? now };
}

function fresh(key: string, finding: Finding, previousId: string | null, known: readonly DeskRow[], now: number): Change {
  return { do: 'open', key, finding, severity: weighed(finding, known, now, 1), previousId };
}

/** A resolved one comes back by a later as-of only; after two weeks it is a new one that points to the old. */
function again(key: string, last: DeskRow, finding: Finding, known: readonly DeskRow[], now: number): Change | undefined {
  const severity = weighed(finding, known, now, 1);
  const accepted = last.acceptedUntil != null;
  if (accepted && now < last.acceptedUntil! && !(last.accepted && beyond(last.accepted, finding, severity))) return undefined;
  if (last.held && !accepted && !isNews(last, finding, severity)) return undefined;
  const speaksOf = finding.asOfTo === undefined ? now : Date.parse(finding.asOfTo);
  if (speaksOf <= (last.resolvedAsOf ?? last.resolvedAt ?? 0)) return undefined;
  if (now - (last.resolvedAt ?? 0) > REOPENS_WITHIN) return fresh(key, finding, last.id, known, now);
  return {
    do: 'reopen',
    id: last.id,
    key,
    finding,
    severity,
    occurrences: last.occurrences + 1,
    documents: appended(last.documents, finding.documents),
  };
}

/** What nobody dates (a source silent, a shelf empty) stands as it stood when a person ended it, until it is graver or another document speaks. */
const isNews = (last: DeskRow, finding: Finding, severity: Severity): boolean =>
  finding.type !== last.type ||
  rank(severity) > rank(last.severity) ||
  finding.documents.some((d) => !last.documents.some((o) => o.id === d.id));

function refresh(open: DeskRow, finding: Finding, known: readonly DeskRow[], now: number): Change {
  const severity = weighed(finding, known, now, 0);
  const documents = appended(open.documents, finding.documents);
  const at = finding.asOfTo === undefined ? null : Date.parse(finding.asOfTo);
  const later = at !== null && open.asOfTo !== null && at > open.asOfTo;
  const news: ('evidence' | 'severity' | 'type')[] = [];
  if (later || finding.documents.some((d) => !open.documents.some((o) => o.id === d.id))) news.push('evidence');
  if (severity !== open.severity) news.push('severity');
  if (finding.type !== open.type) news.push('type');
  const occurrences = open.occurrences + (news.includes('evidence') ? 1 : 0);
  return { do: 'refresh', id: open.id, key: open.key, finding, severity, occurrences, documents, news };
}

function weighed(finding: Finding, known: readonly DeskRow[], now: number, raising: number): Severity {
  const raised = known.flatMap((r) => r.raisedAt ?? [r.openedAt]).filter((at) => at <= now && now - at <= THRICE_WITHIN).length;
  if (finding.details?.['weighed'] === true) return finding.severity; // the rule took its one step itself
  return stepUp(finding.severity, { thriceIn30Days: raised + raising >= 3 });
}

function appended(old: readonly DocumentRef[], more: readonly DocumentRef[]): readonly DocumentRef[] {
  const known = new Set(old.map((d) => `${d.id} ${d.place}`));
  const all = [...old, ...more.filter((d) => !known.has(`${d.id} ${d.place}`))];
  return all.length <= KEPT_DOCUMENTS ? all : [all[0]!, ...all.slice(1 - KEPT_DOCUMENTS)];
}
