import { LIMITS } from './limits';

/** What of a sheet nobody sees: itself, or rows and columns, by index from 0. */
export interface Hidden {
  readonly sheet: boolean;
  readonly columns: readonly number[];
  isRow(row: number): boolean;
}

const TAG = /<table:table(?:-(row|column))?(?=[\s/>])([^<>]*)>/g;
const STYLE = /<style:style\b[^<>]*\sstyle:name="([^"]*)"[^<>]*>\s*<style:table-properties\b[^<>]*\stable:display="false"/g;
const NOT_SHOWN = /\stable:visibility="(?:collapse|filter)"/;

/** What OpenDocument hides, sheet by sheet; the library behind passes over it. */
export function hiddenInContent(content: Uint8Array): Hidden[] {
  const text = Buffer.from(content.buffer, content.byteOffset, content.length).toString('latin1');
  const hiddenStyles = new Set([...text.matchAll(STYLE)].map(([, name]) => name));
  const sheets: { sheet: boolean; columns: number[]; rows: { from: number; to: number }[] }[] = [];
  let [row, column] = [0, 0];
  for (const [, kind, attributes = ''] of text.matchAll(TAG)) {
    const sheet = sheets.at(-1);
    if (kind === undefined || !sheet) {
      const style = /\stable:style-name="([^"]*)"/.exec(attributes)?.[1];
      sheets.push({ sheet: hiddenStyles.has(style), columns: [], rows: [] });
      [row, column] = [0, 0];
      continue;
    }
    const times = Number(/\stable:number-(?:rows|columns)-repeated="(\d+)"/.exec(attributes)?.[1] ?? 1);
    const hidden = NOT_SHOWN.test(attributes);
    if (kind === 'row') {
      if (hidden) sheet.rows.push({ from: row, to: row + times });
      row += times;
    } else {
      for (let c = column; hidden && c < Math.min(column + times, LIMITS.columns); c++) sheet.columns.push(c);
      column += times;
    }
  }
  return sheets.map(({ sheet, columns, rows }) => ({ sheet, columns, isRow: (r) => isIn(rows, r) }));
}

/** By halves: somebody may hide every other row of a million. */
function isIn(ranges: readonly { readonly from: number; readonly to: number }[], row: number): boolean {
  let [low, high] = [0, ranges.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle]!.to <= row) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low]!.from <= row;
}
