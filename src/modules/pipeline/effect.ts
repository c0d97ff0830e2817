import type { DocumentReport, LineReport } from '../documents/document-report.store';

/** What reading a file once more changes of what it says, line by line and problem by problem. */
export interface Effect {
  readonly same: number; // lines that both read alike
  readonly lines: readonly LineChange[];
  readonly issues: readonly {
    readonly change: 'new' | 'gone';
    readonly code: string;
    readonly detail: string;
    readonly place: string | null;
  }[];
}
export interface LineChange {
  readonly change: 'gained' | 'lost' | 'changed';
  readonly place: string;
  readonly measure: string;
  readonly before: string | null;
  readonly after: string | null;
}

const keyOf = (d: DocumentReport, { place, measure }: LineReport): string => `${d.file}\u001f${place}\u001f${measure}`;
const shown = ({ sku, location, quantity, uom, as_of, parked, given }: LineReport): string => {
  const sent = given as { refs: { value: string }[]; quantity: string; uom: string };
  const what = sku ?? sent.refs.map((r) => r.value).join(', ');
  return [what, location ?? '', quantity ?? sent.quantity, uom ?? sent.uom, as_of ?? '', parked ?? ''].filter((t) => t !== '').join('  ');
};

/** The same, with how the documents of the file ended, before and after. */
export interface FileEffect extends Effect {
  readonly file: string;
  readonly receivedAt: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}
export function effectOn(
  file: string,
  receivedAt: string,
  before: readonly DocumentReport[],
  after: readonly DocumentReport[],
): FileEffect {
  const states = (documents: readonly DocumentReport[]): string[] => documents.map((d) => d.status);
  return { file, receivedAt, before: states(before), after: states(after), ...compared(before, after) };
}

/** Two readings of one file, as their documents report it. */
export function compared(before: readonly DocumentReport[], after: readonly DocumentReport[]): Effect {
  const byKey = (documents: readonly DocumentReport[]): Map<string, LineReport> =>
    new Map(documents.flatMap((d) => d.lines.map((l) => [keyOf(d, l), l])));
  const [a, b] = [byKey(before), byKey(after)];
  const lines: LineChange[] = [];
  let same = 0;
  for (const key of new Set([...a.keys(), ...b.keys()])) {
    const [was, is] = [a.get(key), b.get(key)];
    const { place, measure } = (was ?? is)!;
    const texts = { before: was ? shown(was) : null, after: is ? shown(is) : null };
    if (texts.before === texts.after) same += 1;
    else lines.push({ change: !was ? 'gained' : !is ? 'lost' : 'changed', place, measure, ...texts });
  }
  return { same, lines, issues: issuesOf(before, after) };
}

function issuesOf(before: readonly DocumentReport[], after: readonly DocumentReport[]): Effect['issues'] {
  const keyed = (documents: readonly DocumentReport[]): Map<string, DocumentReport['issues'][number]> =>
    new Map(documents.flatMap((d) => d.issues.map((i) => [`${i.code} ${i.place} ${i.detail}`, i])));
  const [a, b] = [keyed(before), keyed(after)];
  const only = (of: typeof a, not: typeof a, change: 'new' | 'gone') =>
    [...of].flatMap(([key, { code, detail, place }]) => (not.has(key) ? [] : [{ change, code, detail, place }]));
  return [...only(a, b, 'gone'), ...only(b, a, 'new')];
}
