import { add, exact, text } from '../canonical/quantity';
import type { DocumentRef, Finding, Severity } from '../canonical/vocabulary';
import { explanations, fits } from '../causes';
import { type Differing, type Shared, within } from '../causes/cause';
import { reportKey } from '../exceptions/fingerprint';
import { byWorth } from '../exceptions/severity';
import { compare } from '../ledger/compare';
import { isoAt } from './at';
import type { PairView, ReportDoubt } from './pair-view';
import type { Verdict } from './rule';

/** What was compared of a document, at one place or (location null) at several; the SQL counts also what agreed. */
export interface ReportFacts {
  readonly supplier: string;
  readonly location: string | null;
  readonly document: DocumentRef;
  readonly asOf: string | null;
  readonly asOfTo: number;
  readonly receivedAt: number;
  readonly compared: number;
  readonly differing: number;
  readonly value: { readonly amount: string; readonly currency: string } | null; // at stake where they differ
}
export interface OpenReport {
  readonly key: string;
  readonly type: string;
  readonly supplier: string;
  readonly location: string | null;
  readonly reason: string;
  readonly documentId: string;
}

/** Fewer lines are as soon wrong one by one. */
export const LINES = 5;
/** Of the lines that differ so many need not have the reason, some being wrong for themselves; one at the edge of a sheet never has it. */
const OTHERS = 0.1;
/** Of these so many must fit exactly, or hardly by accident: within a wide tolerance the book of yesterday is near every number. */
const SURE = 2 / 3;

/** So many lines of it differ that it may be off as a whole. */
export const offAsAWhole = (f: ReportFacts): boolean => f.differing >= LINES && f.differing * 2 > f.compared;

/** Parts of one document at several places, taken together. */
export function together(parts: readonly ReportFacts[]): ReportFacts {
  const [first] = parts;
  const priced = parts.filter((p) => p.differing > 0).map((p) => p.value);
  const currency = priced[0]?.currency;
  const same = currency !== undefined && priced.every((v) => v?.currency === currency);
  return {
    ...first!,
    location: parts.length === 1 ? first!.location : null,
    asOfTo: Math.max(...parts.map((p) => p.asOfTo)),
    compared: parts.reduce((n, p) => n + p.compared, 0),
    differing: parts.reduce((n, p) => n + p.differing, 0),
    value: same ? { amount: text(priced.map((v) => exact(v!.amount)).reduce(add)), currency } : null,
  };
}

const differing = (view: PairView): Differing => compare(view) as Differing;

/** One reason for nearly all of the lines that differ, or none. They may be a part of them, where there are thousands. */
export function reasonOf(lines: readonly PairView[]): Shared | undefined {
  const found = new Map<string, { readonly shared: Shared; lines: number; sure: number }>();
  for (const view of lines) {
    const c = differing(view);
    const best = new Map<string, { readonly shared: Shared; sure: boolean }>();
    for (const e of explanations(view, c)) {
      if (!within(e.left, c.tolerance)) continue;
      for (const shared of e.shared ?? [])
        if (!best.get(shared.key)?.sure) best.set(shared.key, { shared, sure: fits(e, c) || e.left.n === 0n });
    }
    for (const [key, { shared, sure }] of best) {
      const known = found.get(key) ?? { shared, lines: 0, sure: 0 };
      found.set(key, known);
      known.lines++;
      if (sure) known.sure++;
    }
  }
  const enough = [...found.values()].filter(
    (f) => f.lines >= lines.length - Math.max(1, OTHERS * lines.length) && f.sure >= SURE * f.lines,
  );
  return enough.reduce<(typeof enough)[number] | undefined>((a, b) => (a && a.lines >= b.lines ? a : b), undefined)?.shared;
}

/** Whether a line is off for the reason of its report; else it is so for itself. */
export function sharesReason(view: PairView, reason: string): boolean {
  const c = compare(view);
  return (
    c.state === 'differs' &&
    explanations(view, c as Differing).some((e) => within(e.left, c.tolerance) && e.shared?.some((s) => s.key === reason))
  );
}

export function doubtFor(facts: ReportFacts, reason: Shared): ReportDoubt {
  const type = reason.key.startsWith('PACK_FACTOR') ? 'UOM_SUSPECT' : 'COUNT_DIVERGENCE';
  return { key: keyOf(type, facts), type, reason: reason.key };
}
const keyOf = (type: string, f: Pick<ReportFacts, 'supplier' | 'location'>): string =>
  reportKey(type, f.supplier, 'stock_report', f.location);

const TOLD = 5;

/** The one exception for the report; its lines stay rows of their own, folded under it. */
export function reportVerdict(facts: ReportFacts, reason: Shared, lines: readonly PairView[], sharing: number): Verdict {
  const { key, type } = doubtFor(facts, reason);
  const code = reason.key.split('|')[0]!;
  const finding: Finding = {
    type,
    key,
    severity: severityOf(facts, type),
    message: `${facts.differing} of ${facts.compared} lines of ${facts.document.file} by ${facts.supplier} differ from our book for one reason: ${reason.words}`,
    supplier: facts.supplier,
    ...(facts.location === null ? {} : { location: facts.location }),
    ...(facts.asOf === null ? {} : { asOf: facts.asOf }),
    asOfTo: isoAt(facts.asOfTo),
    ...(facts.value === null ? {} : { value: facts.value }),
    cause: {
      code,
      text: `${reason.words}: this explains ${sharing} of the ${facts.differing} lines that differ, of ${facts.compared}`,
      evidence: lines.slice(0, TOLD).map((view) => evidenceOf(view, reason)),
    },
    documents: [facts.document],
    details: { reason: reason.key, lines: facts.differing, compared: facts.compared, kind: 'stock_report' },
  };
  return { holds: true, finding };
}

function evidenceOf(view: PairView, reason: Shared): string {
  const c = differing(view);
  const told = explanations(view, c).find((e) => e.shared?.some((s) => s.key === reason.key))!;
  const place = c.statement.place === null ? '' : ` (${c.statement.place})`;
  return `${view.sku}${place}: ${told.cause.text}`;
}

/** By the total at stake; a wrong unit is never a small thing. */
function severityOf(facts: ReportFacts, type: string): Severity {
  if (type === 'UOM_SUSPECT') return 'high';
  return byWorth(facts.value === null ? null : exact(facts.value.amount));
}

/** An exception for a report is over when the newest one of its scope is right; what cannot be told leaves it as it is. */
export function clearedBy(open: OpenReport, newest: ReportFacts | undefined, now: number): Verdict {
  const { key } = open;
  if (!newest || offAsAWhole(newest)) return { holds: 'unknown', key, reason: 'most lines of the newest report differ' };
  const resolution = newest.document.id === open.documentId || now > newest.receivedAt ? 'fixed_by_buyer' : 'fixed_by_supplier';
  return { holds: false, key, asOfTo: isoAt(newest.asOfTo), resolution };
}
