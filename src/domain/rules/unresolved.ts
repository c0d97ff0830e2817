import type { DocumentRef, Finding, Severity } from '../canonical/vocabulary';
import { unresolvedKey } from '../exceptions/fingerprint';
import { counted, isoAt } from './at';
import type { DocumentView, ParkedFacts } from './document-view';
import type { Verdict } from './rule';

export interface Name {
  readonly qualifier: string;
  readonly value: string;
}
/** How the parked lines of one kind are told apart, and what is said of a name that nobody knows. */
export interface Unresolved {
  readonly type: string;
  readonly claims: (line: ParkedFacts) => boolean;
  readonly name: (line: ParkedFacts) => Name;
  readonly severity: (waiting: readonly ParkedFacts[]) => Severity;
  readonly mended?: (line: ParkedFacts) => boolean; // by who sent it, in a later report
}

const SHOWN = 10;

/** One exception for each name, however many lines and documents bear it; it ends when all of them have been taken up. */
export function judgeUnresolved(view: DocumentView, kind: Unresolved): Verdict[] {
  const groups = new Map<string, { name: Name; lines: ParkedFacts[] }>();
  for (const line of view.parked) {
    if (!kind.claims(line)) continue;
    const name = kind.name(line);
    const key = unresolvedKey(kind.type, view.supplier, name.qualifier, name.value);
    const group = groups.get(key);
    if (group) group.lines.push(line);
    else groups.set(key, { name, lines: [line] });
  }
  return [...groups].map(([key, { name, lines }]): Verdict => {
    const untaken = lines.filter((l) => l.takenUpAt === null);
    const waiting = kind.mended ? untaken.filter((l) => !kind.mended!(l)) : untaken;
    if (waiting.length === 0)
      return {
        holds: false,
        key,
        resolution: untaken.length > 0 || lines.some((l) => l.superseded) ? 'fixed_by_supplier' : 'mapping_fixed',
      };
    return { holds: true, finding: findingOf(view, kind, key, name, waiting) };
  });
}

function findingOf(view: DocumentView, kind: Unresolved, key: string, name: Name, waiting: readonly ParkedFacts[]): Finding {
  const newest = waiting.reduce((a, b) => (b.receivedAt >= a.receivedAt ? b : a));
  const seen = new Set<string>();
  const documents: DocumentRef[] = [];
  for (const line of waiting) {
    if (seen.has(line.documentId)) continue;
    seen.add(line.documentId);
    documents.push({ id: line.documentId, file: line.file, place: line.place });
  }
  const only = <T>(values: readonly T[]): T | undefined => (new Set(values).size === 1 ? values[0] : undefined);
  const sku = only(waiting.map((l) => l.sku));
  const location = only(waiting.map((l) => l.locationCode));
  return {
    type: kind.type,
    key,
    severity: kind.severity(waiting),
    message: `${newest.detail ?? `${name.qualifier} ${name.value} is not known`}; ${counted(waiting.length, 'line waits', 'lines wait')}`,
    supplier: view.supplier,
    ...(sku ? { sku } : {}),
    ...(location ? { location } : {}),
    asOfTo: isoAt(newest.receivedAt),
    documents: documents.slice(-SHOWN),
    details: {
      qualifier: name.qualifier,
      value: name.value,
      reason: newest.reason,
      lines: waiting.length,
      documents: documents.length,
      places: waiting.slice(0, SHOWN).map((l) => ({ file: l.file, place: l.place })),
    },
  };
}
