import type { Cell, Row } from '../canonical/vocabulary';
import type { Table } from './table';

const DELIMITERS = [',', ';', '\t', '|'];
const BATCH = 500;

/** The delimiter under which most of the first lines fall into the same number of fields, outside of quotes. */
export function sniffDelimiter(text: string): string {
  const lines = text
    .slice(0, 64 * 1024)
    .split(/\r?\n|\r/)
    .filter((l) => l.trim() !== '')
    .slice(0, 60);
  let best = { delimiter: ',', score: 0 };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const fields = line.replace(/"([^"]|"")*"/g, '').split(delimiter).length;
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    for (const [fields, times] of counts) {
      const score = times * 10 + Math.min(fields, 20) + (delimiter === ',' ? 0 : 0.5);
      if (score > best.score) best = { delimiter, score };
    }
  }
  return best.delimiter;
}

/** Delimited text as a table. A quoted field may hold delimiters and line breaks; a quote that never closes ends at its line. */
export function delimitedTable(text: string): Table {
  const body = text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  return { sheet: '', text: true, hidden: false, rows: () => rowsOf(body, sniffDelimiter(body)) };
}

const cell = (shown: string): Cell => ({ shown, raw: shown });

function* rowsOf(text: string, delimiter: string): Generator<readonly Row[]> {
  let batch: Row[] = [];
  let number = 0;
  let at = 0;
  while (at < text.length) {
    number += 1;
    const end = lineEnd(text, at);
    const line = text.slice(at, end);
    let cells: Cell[];
    if (line.includes('"')) {
      const quoted = quotedRow(text, at, delimiter);
      cells = quoted.cells;
      at = quoted.next;
    } else {
      cells = line.split(delimiter).map(cell);
      at = next(text, end);
    }
    batch.push({ number, cells });
    if (batch.length === BATCH) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}

function lineEnd(text: string, from: number): number {
  const lf = text.indexOf('\n', from);
  const end = lf < 0 ? text.length : lf;
  if (text.charCodeAt(end - 1) === 13 && end > from) return end - 1;
  if (lf >= 0) return end;
  const cr = text.indexOf('\r', from); // an old Mac's file
  return cr < 0 ? end : cr;
}
const next = (text: string, end: number): number => (text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1);

const LONGEST_FIELD = 100_000;

function quotedRow(text: string, from: number, delimiter: string): { cells: Cell[]; next: number } {
  const cells: Cell[] = [];
  let at = from;
  for (;;) {
    if (text[at] === '"') {
      const close = closing(text, at);
      if (close > 0) {
        const stop = Math.min(...[text.indexOf(delimiter, close), lineEnd(text, close)].filter((x) => x >= 0));
        cells.push(cell(text.slice(at + 1, close).replaceAll('""', '"') + text.slice(close + 1, stop).trim()));
        at = stop;
      } else {
        const stop = lineEnd(text, at);
        cells.push(cell(text.slice(at + 1, stop)));
        at = stop;
      }
    } else {
      const end = lineEnd(text, at);
      const d = text.indexOf(delimiter, at);
      const stop = d >= 0 && d < end ? d : end;
      cells.push(cell(text.slice(at, stop)));
      at = stop;
    }
    if (text.startsWith(delimiter, at)) at += delimiter.length;
    else return { cells, next: at >= text.length ? text.length : next(text, at) };
  }
}

/** The quote that closes the one at `open`; -1 when there is none within reason. */
function closing(text: string, open: number): number {
  for (let i = text.indexOf('"', open + 1); i >= 0 && i - open < LONGEST_FIELD; i = text.indexOf('"', i + 1)) {
    if (text[i + 1] === '"') i += 1;
    else return i;
  }
  return -1;
}
