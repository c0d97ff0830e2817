import { clean } from '../domain/canonical/shown';

/** What others wrote, within one line: it neither steers the terminal nor looks like a line of ours. */
export const inLine = (text: string): string => clean(text).replace(/[\t\n]/g, ' ');

/** Columns side by side, as wide as what stands in them. */
export function table(headings: readonly string[], rows: readonly (readonly (string | null)[])[]): string {
  const all = [headings, ...rows.map((r) => r.map((c) => inLine(c ?? '')))];
  const widths = headings.map((_, i) => Math.max(...all.map((r) => [...(r[i] ?? '')].length)));
  return all
    .map((r) =>
      r
        .map((c, i) => (i === r.length - 1 ? c : c + ' '.repeat(widths[i]! - [...c].length)))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
export const count = (n: number, one: string, many = `${one}s`): string => `${n.toLocaleString('en-US')} ${n === 1 ? one : many}`;
