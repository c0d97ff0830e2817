import type { DocumentReport } from '../modules/documents/document-report.store';
import type { Output } from './command';
import { count, inLine } from './table';

const WORDS: Readonly<Record<string, string>> = {
  accepted: 'accepted',
  accepted_with_issues: 'accepted, with issues',
  parked: 'waits for a person',
  quarantined: 'kept aside',
  rejected: 'refused',
  duplicate: 'was here before',
  ignored: 'ignored',
};
const SENDER: Readonly<Record<string, string>> = {
  pass: 'vouched for',
  fail: 'does not hold',
  none: 'nobody vouches for it',
  undecided: 'not found out yet, and tried again',
};
export const FULLY_ACCEPTED = ['accepted', 'duplicate', 'ignored'];

/** Exit 3 means rows or documents not fully accepted (contract section 2). */
export const troubled = (documents: readonly DocumentReport[]): boolean =>
  documents.some(
    (d) =>
      !FULLY_ACCEPTED.includes(d.status) &&
      !(d.status === 'accepted_with_issues' && d.counts.parked === 0 && d.issues.every((i) => i.severity !== 'error')),
  );

export const totals = (documents: readonly DocumentReport[]): { accepted: number; rejected: number; parked: number } => ({
  accepted: documents.reduce((n, d) => n + d.counts.lines - d.counts.parked, 0),
  rejected: documents.reduce((n, d) => n + d.counts.rejected, 0),
  parked: documents.reduce((n, d) => n + d.counts.parked, 0),
});

export function printDocuments(out: Output, documents: readonly DocumentReport[]): void {
  const say = (line: string): void => out.data(inLine(line));
  for (const d of documents) {
    say(
      `${d.file}  ${d.kind.replace('_', ' ')}${d.supplier ? ` of ${d.supplier}` : ''}${d.as_of ? `, as of ${d.as_of}` : ''}: ${WORDS[d.status] ?? d.status}`,
    );
    const { lines, parked, rejected } = d.counts;
    say(
      `  ${count(lines, 'line')}${parked ? `, ${parked} wait for a name` : ''}${rejected ? `, ${rejected} could not be used` : ''}  ${d.id}`,
    );
    if (d.sender) say(`  sender: ${SENDER[d.sender.verdict] ?? d.sender.verdict}${d.sender.said ? ` (${d.sender.said})` : ''}`);
    if (d.snapshot_id) say(`  written after ${d.snapshot_id}, the last that they had been told`);
    for (const i of d.issues.slice(0, 20)) say(`  ${i.place ? `${i.place}: ` : ''}${i.detail}`);
    if (d.issues.length > 20) out.data(`  … and ${d.issues.length - 20} more; --json has them all`);
    for (const l of d.lines.filter((x) => x.parked !== null).slice(0, 20)) say(`  ${l.place}: ${l.parked}`);
  }
}
