import type { FileEffect } from '../modules/pipeline/effect';
import type { Output } from './command';
import { count, inLine } from './table';

/** What reading a file once more changes, a line for each line gained, lost or changed and each problem that is new or gone. */
export function printEffect(out: Output, t: FileEffect): void {
  const ends = (states: readonly string[]): string => states.map((s) => s.replace(/_/g, ' ')).join(', ') || 'nothing';
  out.data(`${inLine(t.file)}  ${t.receivedAt}  ${ends(t.before)} -> ${ends(t.after)}  ${count(t.same, 'line')} the same`);
  for (const l of t.lines)
    out.data(`  ${l.change.padEnd(7)}  ${inLine(l.place)}  ${l.measure}  ${inLine(`${l.before ?? '-'} -> ${l.after ?? '-'}`)}`);
  for (const i of t.issues) out.data(`  ${i.change.padEnd(7)}  ${i.place ? `${inLine(i.place)}  ` : ''}${inLine(i.detail)}`);
}
