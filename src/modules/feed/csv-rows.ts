import { LIMITS } from '../../domain/syntax/limits';
import { BATCH, placeInText, type RawRow, type RowSource } from './row-source';

export const LONGEST_RECORD = LIMITS.feedRecord;
export const TOO_LONG = { code: 'row.too-long', detail: `the line has more than ${LONGEST_RECORD} characters; is its end a line feed?` };

/** Bytes as text; a byte that is no UTF-8 becomes U+FFFD and costs its own row only. */
export async function* decoded(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8');
  for await (const chunk of chunks) {
    const text = decoder.decode(chunk, { stream: true });
    if (text) yield text;
  }
  const last = decoder.decode();
  if (last) yield last;
}

/**
 * RFC 4180 from a stream. A line without a quote is split at once; only the others are walked. A quote that is never closed,
 * or closed in the middle of a field, costs the line on which it stands: reading on from the end of what it swallowed would
 * lose the good rows in between without a word.
 */
export async function* csvRecords(chunks: AsyncIterable<string>): AsyncGenerator<RawRow[]> {
  let held = '';
  let number = 0;
  let batch: RawRow[] = [];
  let beyond = false; // the rest of a line that was too long
  const input = chunks[Symbol.asyncIterator]();
  for (let ended = false; !ended;) {
    const next = await input.next();
    ended = next.done === true;
    if (!ended) held = held ? held + (next.value as string) : (next.value as string);
    let at: number = beyond ? held.indexOf('\n') + 1 : 0;
    if (beyond && at === 0) {
      held = '';
      continue;
    }
    beyond = false;
    let quote = held.indexOf('"', at);
    for (;;) {
      const newline = held.indexOf('\n', at);
      if (quote >= 0 && quote < at) quote = held.indexOf('"', at);
      if (newline < 0 && !ended && held.length - at > LONGEST_RECORD) {
        batch.push({ number: (number += 1), cells: [], fault: quote >= at ? BROKEN_QUOTE : TOO_LONG });
        [beyond, at] = [true, held.length];
      }
      if (newline < 0 && (!ended || at >= held.length)) break;
      const end = newline < 0 ? held.length : newline;
      let to = end;
      let row: Omit<RawRow, 'number'>;
      if (quote < 0 || quote >= end)
        row = end - at > LONGEST_RECORD ? { cells: [], fault: TOO_LONG } : { cells: withoutReturn(held.slice(at, end)).split(',') };
      else {
        const walked = walk(held, at, ended);
        if (walked === 'unfinished' && held.length - at < LONGEST_RECORD && !ended) break;
        if (typeof walked === 'string' || walked.end - at > LONGEST_RECORD) row = { cells: [], fault: BROKEN_QUOTE };
        else [row, to] = [{ cells: walked.cells }, walked.end];
      }
      number += 1;
      if (row.fault || row.cells.some((c) => c !== '')) batch.push({ number, ...row });
      at = to + 1;
      if (batch.length === BATCH) {
        yield batch;
        batch = [];
      }
    }
    held = held.slice(at);
  }
  if (batch.length > 0) yield batch;
}

const BROKEN_QUOTE = { code: 'row.broken-quote', detail: 'a quote is opened here that is not closed at the end of its field' };
const withoutReturn = (line: string): string => (line.endsWith('\r') ? line.slice(0, -1) : line);

function walk(text: string, start: number, ended: boolean): { cells: string[]; end: number } | 'unfinished' | 'broken' {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    let cell: string;
    if (text[at] === '"') {
      const closed = closing(text, at + 1);
      if (closed < 0) return 'unfinished';
      cell = text.slice(at + 1, closed).replaceAll('""', '"');
      at = closed + 1;
      if (text[at] === '\r' && (text[at + 1] === '\n' || (ended && at + 1 === text.length))) at += 1;
      if (at >= text.length && !ended) return 'unfinished';
      if (at < text.length && text[at] !== ',' && text[at] !== '\n') return at + 1 >= text.length && !ended ? 'unfinished' : 'broken';
    } else {
      const stop = nextStop(text, at);
      if (stop === text.length && !ended) return 'unfinished';
      cell = text.slice(at, stop);
      if (text[stop] !== ',') cell = withoutReturn(cell);
      at = stop;
    }
    cells.push(cell);
    if (text[at] !== ',') return { cells, end: at };
    at += 1;
  }
}

/** The quote that closes a field; a doubled one stands for itself. The last character may be half of a doubled one. */
function closing(text: string, from: number): number {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 2)) if (text[at + 1] !== '"') return at;
  return -1;
}

function nextStop(text: string, from: number): number {
  const comma = text.indexOf(',', from);
  const newline = text.indexOf('\n', from);
  if (comma < 0) return newline < 0 ? text.length : newline;
  return newline < 0 || comma < newline ? comma : newline;
}

export async function openCsv(chunks: AsyncIterable<Uint8Array>): Promise<RowSource> {
  const records = csvRecords(decoded(chunks));
  const first = await records.next();
  const [head, ...rest] = first.done ? [] : first.value;
  const headings = (head?.cells ?? []).map((h) => h.trim());
  async function* rows(): AsyncGenerator<RawRow[]> {
    if (rest.length > 0) yield rest;
    yield* records;
  }
  return { headings, rows: rows(), place: placeInText(headings) };
}
