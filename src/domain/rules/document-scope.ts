import { reportKey } from '../exceptions/fingerprint';
import type { DocumentRef, Finding } from '../canonical/vocabulary';
import type { DocumentFacts, DocumentView, IssueFacts } from './document-view';
import { isoAt } from './at';
import type { Verdict } from './rule';

/** Envelope, counts and control numbers of EDI: the sender's system broke the frame, whatever stands inside. */
const ENVELOPE =
  /^(x12|edifact|edi)\..*(envelope|truncat|control-(count|number|mismatch|total)|count|hash|total|version|interchange|trailer|unclosed|unterminated|cut|set-|group|isa|iea|unb|unz)/;
const CONFLICTS = ['edi.control-reused', 'document.conflict'];

const errors = (d: DocumentFacts): readonly IssueFacts[] => d.issues.filter((i) => i.severity === 'error');
const isEdi = (i: IssueFacts): boolean => /^(x12|edifact|edi)\./.test(i.code);

export const conflictOf = (d: DocumentFacts): IssueFacts | undefined => d.issues.find((i) => CONFLICTS.includes(i.code));

/** What is wrong with its frame; an interchange of which nothing was understood counts, whatever the reader called it. */
export function envelopeOf(d: DocumentFacts): IssueFacts | undefined {
  if (conflictOf(d)) return undefined;
  const framed = errors(d).find((i) => ENVELOPE.test(i.code) && i.code !== 'edi.control-reused');
  return framed ?? (d.status === 'rejected' && d.lines === 0 && d.kind === 'other' ? errors(d).find(isEdi) : undefined);
}

/** A list that its mapping no longer fits: it is held until somebody says what the columns are called now. */
export const layoutChangedOf = (d: DocumentFacts): IssueFacts | undefined =>
  d.status === 'parked' && d.lines === 0 ? errors(d).find((i) => i.code === 'sheet.layout-changed') : undefined;

const INVALID = /^(x12|edifact)\.(no-lines|no-shipment-id|no-purpose|no-such-level)$/;
/** Why a ship notice is none, though its frame is whole: it names no shipment or no item, or its levels lie in one that there is not. */
export const invalidNoticeOf = (d: DocumentFacts): IssueFacts | undefined =>
  d.kind === 'ship_notice' && !conflictOf(d) && !envelopeOf(d) ? d.issues.find((i) => INVALID.test(i.code)) : undefined;

/** Why nothing of it could be read, though it is the supplier's and no repeat. */
export function unreadableOf(d: DocumentFacts): IssueFacts | undefined {
  if ((d.status !== 'rejected' && d.status !== 'parked') || d.lines > 0 || conflictOf(d) || envelopeOf(d)) return undefined;
  if (layoutChangedOf(d) || invalidNoticeOf(d)) return undefined;
  if (d.kind !== 'other' && d.rejected > 0) return undefined; // understood, and every row wrong: that is said of its rows
  return (
    errors(d)[0] ??
    d.issues[0] ?? { code: 'document.unreadable', severity: 'error', count: 1, detail: 'nothing in it could be read', place: null }
  );
}

/** It says something that counts. */
export const usable = (d: DocumentFacts): boolean =>
  d.status === 'accepted' || d.status === 'accepted_with_issues' || (d.status === 'parked' && d.lines > 0);

/** Does it come after `bad` and speak of at least what that one was about, as far as that one said? */
export const follows = (good: DocumentFacts, bad: DocumentFacts): boolean =>
  good.receivedAt > bad.receivedAt &&
  good.supplyFact !== true &&
  (bad.kind === 'other' ? mayBe(good, bad) : bad.kind === good.kind) &&
  bad.locations.every((l) => good.locations.includes(l));

/**
 * Of one that was not understood nobody knows what it was: the same message, or a file of the same name but for its numbers, may
 * be it again; else the report that is due anyway. A shipping list of the evening ends no broken stock list.
 */
const mayBe = (good: DocumentFacts, bad: DocumentFacts): boolean =>
  MESSAGE.test(bad.type ?? '') ? good.type === bad.type : good.kind === 'stock_report' || series(good.file) === series(bad.file);
const MESSAGE = /^(x12-\d{3}|edifact-[a-z]+)$/;
const series = (file: string): string => file.toLowerCase().replace(/[\d\W_]+/g, '');

export const placeOf = (d: DocumentFacts): string | null => (d.locations.length === 1 ? d.locations[0]! : null);

/** The documents that a rule finds wrong, with what heals each. */
export interface DocumentCheck {
  readonly type: string;
  readonly wrong: (d: DocumentFacts) => (Pick<Finding, 'severity' | 'message' | 'details'> & { readonly place: string | null }) | undefined;
  readonly heals: (good: DocumentFacts, bad: DocumentFacts) => string | undefined; // the resolution
  readonly key?: (d: DocumentFacts) => string | undefined; // where the scope is not the report; none: it is not asked
  readonly sub?: (d: DocumentFacts) => string | undefined;
  readonly resolution?: (good: DocumentFacts) => string; // of what a document clears that is right itself; fixed_by_supplier if absent
}

/**
 * Walks one supplier's documents: what is wrong and not yet healed holds. A document that is right also clears its own scope
 * and the wider ones, since the same delivery may have been read again and what was wrong in it is no longer there.
 */
export function judgeDocuments(view: DocumentView, check: DocumentCheck): Verdict[] {
  const { type, wrong, heals } = check;
  const keyOf = (d: DocumentFacts, kind: string = d.kind, place = placeOf(d)): string =>
    check.key?.(d) ?? reportKey(type, view.supplier, kind, place, check.sub?.(d));
  const out: Verdict[] = [];
  const asked = view.documents.filter((d) => check.key === undefined || check.key(d) !== undefined);
  const good = asked.filter((d) => usable(d) && !wrong(d));
  for (const bad of asked) {
    const found = wrong(bad);
    if (!found) continue;
    const healer = good.map((d) => ({ d, resolution: heals(d, bad) })).find((h) => h.resolution !== undefined);
    if (healer) out.push({ holds: false, key: keyOf(bad), asOfTo: isoAt(healer.d.receivedAt), resolution: healer.resolution! });
    else out.push({ holds: true, finding: findingOf(view, bad, keyOf(bad), type, found) });
  }
  for (const d of good) {
    const scopes = new Set([keyOf(d), keyOf(d, d.kind, null), keyOf(d, 'other', null)]);
    for (const key of scopes)
      out.push({ holds: false, key, asOfTo: isoAt(d.receivedAt), resolution: check.resolution?.(d) ?? 'fixed_by_supplier' });
  }
  return newestLast(out);
}

function findingOf(
  view: DocumentView,
  bad: DocumentFacts,
  key: string,
  type: string,
  found: NonNullable<ReturnType<DocumentCheck['wrong']>>,
): Finding {
  const location = placeOf(bad);
  const documents: DocumentRef[] = [{ id: bad.id, file: bad.file, place: found.place }];
  return {
    type,
    key,
    severity: found.severity,
    message: found.message,
    supplier: view.supplier,
    ...(location === null ? {} : { location }),
    ...(bad.asOf === null ? {} : { asOf: bad.asOf }),
    asOfTo: isoAt(bad.receivedAt),
    documents,
    details: { kind: bad.kind, received_at: bad.receivedAt, ...found.details },
  };
}

/** Among several wrong ones of one scope all documents speak, the newest says what is shown. */
function newestLast(verdicts: readonly Verdict[]): Verdict[] {
  const byKey = new Map<string, Finding>();
  const out: Verdict[] = [];
  for (const v of verdicts) {
    if (v.holds !== true) {
      out.push(v);
      continue;
    }
    const before = byKey.get(v.finding.key);
    if (!before) byKey.set(v.finding.key, v.finding);
    else {
      const [old, young] = (before.asOfTo ?? '') <= (v.finding.asOfTo ?? '') ? [before, v.finding] : [v.finding, before];
      byKey.set(young.key, { ...young, documents: [...old.documents, ...young.documents] });
    }
  }
  return [...out, ...[...byKey.values()].map((finding): Verdict => ({ holds: true, finding }))];
}
