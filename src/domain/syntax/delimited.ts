import type { Cell, Row } from '../canonical/vocabulary';
import { LIMITS, NotOpened } from './limits';
import { type Table, textCell, type TextStyle } from './table';
import { SAID, type TextFile } from './text-file';

const DELIMITERS = [';', '\t', '|', '^', ','];
/** Rows at a time: with a thousand, more of them outlive a collection, and V8 doubles the room for what is young. */
const BATCH = 100;
const LONGEST_DIRECTIVE = 10;
const DIRECTIVE = /^"?sep=(.)"?\r?\n/i; // Excel's own line that names the delimiter

interface Delimiter {
  readonly delimiter: string;
  readonly why: string;
}

/** The delimiter under which most of the first lines fall into the same number of fields, outside of quotes. */
export function sniffDelimiter(text: string): Delimiter {
  const named = DIRECTIVE.exec(text);
  if (named) return { delimiter: named[1]!, why: 'its first line says so' };
  const lines = text
    .slice(0, 64 * 1024)
    .replace(/(?<=^|[;,\t|^\n])"(?:[^"]|"")*"(?=[;,\t|^\r\n]|$)/g, 'q')
    .split(/\r\n|\n|\r/)
    .filter((l) => l.trim() !== '')
    .slice(0, 100);
  let best = { delimiter: ',', score: 0, why: 'nothing in it looks like a delimiter' };
  for (const delimiter of DELIMITERS) {
    const counts = new Map<number, number>();
    for (const line of lines) {
      const fields = line.split(delimiter).length;
      if (fields > 1) counts.set(fields, (counts.get(fields) ?? 0) + 1);
    }
    for (const [fields, times] of counts) {
      const score = times * 10 + Math.min(fields, 20);
      const why = `${times} of its first ${lines.length} lines fall into ${fields} fields`;
      if (score > best.score) best = { delimiter, score, why };
    }
  }
  return best;
}

const NAMES: Readonly<Record<string, string>> = { '\t': 'tabs', ';': 'semicolons', ',': 'commas', '|': 'bars' };

/** Delimited text as a table. A quoted field may hold delimiters and line breaks; a quote that is never closed is a character. */
export function delimitedTable(text: TextFile, { delimiter: given, quotes = 'double' }: TextStyle = {}): Table {
  const { lines, longest, spans, newline } = linesOf(text);
  if (lines > LIMITS.rows) throw new NotOpened('file.too-big', `it has more than ${LIMITS.rows} lines, which is the limit`);
  if (longest > LIMITS.lineCharacters)
    throw new NotOpened('file.too-big', `a line of it has more than ${LIMITS.lineCharacters} characters, which is the limit`);
  const { delimiter, why } = given === undefined ? sniffDelimiter(beginningOf(text)) : { delimiter: given, why: SAID };
  const cutting: Cutting = { delimiter, newline, quotes };
  if ((longest >= LIMITS.columns || (spans && quotes === 'double')) && isTooWide(rowsOf(text, cutting)))
    throw new NotOpened('file.too-big', `a line of it has more than ${LIMITS.columns} fields, which is the limit`);
  return {
    sheet: '',
    text: true,
    hidden: false,
    read: `${text.charset} (${text.why}), separated by ${NAMES[delimiter] ?? delimiter} (${why})`,
    readAs: (style) => delimitedTable(style.encoding === undefined ? text : text.in(style.encoding), style),
    rows: () => rowsOf(text, cutting),
  };
}

interface Cutting {
  readonly delimiter: string;
  readonly newline: string;
  readonly quotes: 'double' | 'none';
}

export function beginningOf(text: TextFile): string {
  let beginning = '';
  for (const piece of text.pieces()) {
    beginning += piece;
    if (beginning.length >= 64 * 1024) break;
  }
  return beginning.replace(/^\ufeff/, '');
}

/** Counted before anything is read: the first two million lines alone would be a part of a report that looks like the whole. */
function linesOf(text: TextFile): { readonly lines: number; readonly longest: number; readonly spans: boolean; readonly newline: string } {
  const feeds = new Lines('\n');
  const returns = new Lines('\r');
  let last = '';
  for (const piece of text.pieces()) {
    feeds.take(piece);
    if (feeds.count === 0) returns.take(piece); // an old Mac's, which are lines' ends where there are no others
    last = piece.at(-1) ?? last;
  }
  const { mark, count, longest, spans } = feeds.count > 0 || returns.count === 0 ? feeds : returns;
  return { newline: mark, longest, spans, lines: count + (last === mark ? 0 : 1) };
}

class Lines {
  count = 0;
  longest = 0; // characters of a line
  spans = false; // a line ends within a quote: its row goes on, and may have fields without end in short lines
  private odd = false; // quotes in the line so far
  private open = 0; // of the one that goes on

  constructor(readonly mark: string) {}

  take(text: string): void {
    let from = 0;
    let quote = text.indexOf('"');
    for (let at = text.indexOf(this.mark); at >= 0; at = text.indexOf(this.mark, from)) {
      this.count += 1;
      for (; quote >= 0 && quote < at; quote = text.indexOf('"', quote + 1)) this.odd = !this.odd;
      this.spans ||= this.odd;
      this.odd = false;
      this.longest = Math.max(this.longest, this.open + at - from);
      this.open = 0;
      from = at + 1;
    }
    for (; quote >= 0; quote = text.indexOf('"', quote + 1)) this.odd = !this.odd;
    this.open += text.length - from;
    this.longest = Math.max(this.longest, this.open);
  }
}

/** Only a line of as many characters, or several lines that are one row, can have more fields than are read; they would be lost wherever they stand. */
function isTooWide(rows: Iterable<readonly Row[]>): boolean {
  for (const batch of rows) if (batch.some((r) => r.cells.length > LIMITS.columns)) return true;
  return false;
}

function* rowsOf(file: TextFile, cutting: Cutting): Generator<readonly Row[]> {
  const window = new RowWindow(file, cutting);
  do {
    for (let rows = window.batch(); rows.length > 0; rows = window.batch()) yield rows;
  } while (window.advance());
}

/** The rows of what is held of a text: a row is told when so much is held behind it that nothing that comes later can change it. */
class RowWindow {
  private readonly pieces: Iterator<string>;
  private text = '';
  private ended = false;
  private at = 0;
  private number = 0;

  constructor(
    file: TextFile,
    private readonly cutting: Cutting,
  ) {
    this.pieces = file.pieces()[Symbol.iterator]();
    while (this.text.length < LONGEST_DIRECTIVE && this.advance()); // prettier-ignore
    if (this.text.charCodeAt(0) === 0xfeff) this.text = this.text.slice(1);
    this.at = DIRECTIVE.exec(this.text)?.[0].length ?? 0;
    if (this.at > 0) this.number = 1;
  }

  /** Lets go of what was read, and takes at least as much as is left: an endless line is not looked through for every piece. */
  advance(): boolean {
    if (this.ended) return false;
    const rest = this.text.slice(this.at);
    const next: string[] = [];
    for (let length = 0; !this.ended && length <= rest.length;) {
      const piece = this.pieces.next();
      if (piece.done) this.ended = true;
      else length += next[next.push(piece.value) - 1]!.length;
    }
    this.text = rest + next.join('');
    this.at = 0;
    return true;
  }

  batch(): readonly Row[] {
    const { text, ended, cutting } = this;
    const { delimiter, newline } = cutting;
    const quoted = new QuotedRows(text, delimiter, newline);
    const rows: Row[] = [];
    let { at } = this;
    let quote = cutting.quotes === 'none' ? -1 : text.indexOf('"', at);
    while (at < text.length && rows.length < BATCH && this.number < LIMITS.rows) {
      const found = text.indexOf(newline, at);
      if (found < 0 && !ended) break;
      const end = found < 0 ? text.length : found;
      if (quote >= 0 && quote < at) quote = text.indexOf('"', at);
      let cells: Cell[];
      if (quote >= 0 && quote < end) {
        cells = quoted.read(at);
        if (!ended && quoted.next + SIGHT > text.length) break;
        at = quoted.next;
      } else {
        cells = plainRow(text, at, end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end, delimiter);
        at = end + 1;
      }
      this.number += 1;
      rows.push({ number: this.number, cells });
    }
    this.at = at;
    return rows;
  }
}

function plainRow(text: string, from: number, end: number, delimiter: string): Cell[] {
  if (from === end) return [];
  const fields = text.slice(from, end).split(delimiter, LIMITS.columns + 1);
  const cells = new Array<Cell>(fields.length);
  for (let i = 0; i < fields.length; i++) cells[i] = textCell(fields[i]!);
  return cells;
}

const LONGEST_FIELD = LIMITS.quotedField;
const SIGHT = LONGEST_FIELD + 2; // what stands behind a row's end and may still say that it was none

/** Rows in which quotes stand. Where the next delimiter and the line's end are is looked for once, however many fields there are. */
class QuotedRows {
  next = 0; // where the row behind the one that was read begins
  private readonly delimiterCode: number;
  private delimiterAt = -1;
  private lineEnd = -1;

  constructor(
    private readonly text: string,
    private readonly delimiter: string,
    private readonly newline: string,
  ) {
    this.delimiterCode = delimiter.charCodeAt(0);
  }

  read(from: number): Cell[] {
    const { text } = this;
    const cells: Cell[] = [];
    for (let at = from; ;) {
      const close = text.charCodeAt(at) === QUOTE ? closing(text, at, this.delimiter) : -1;
      const stop = close > 0 ? close + 1 : this.endOfField(at);
      if (cells.length <= LIMITS.columns) cells.push(textCell(close > 0 ? unquoted(text.slice(at + 1, close)) : text.slice(at, stop)));
      if (text.charCodeAt(stop) !== this.delimiterCode) {
        this.next = text[stop] === '\r' && text[stop + 1] === '\n' ? stop + 2 : stop + 1;
        return cells;
      }
      at = stop + 1;
    }
  }

  private endOfField(at: number): number {
    const { text } = this;
    if (this.delimiterAt < at) this.delimiterAt = orEnd(text, text.indexOf(this.delimiter, at));
    if (this.lineEnd < at) this.lineEnd = orEnd(text, text.indexOf(this.newline, at));
    const end = this.lineEnd;
    if (this.delimiterAt < end) return this.delimiterAt;
    return end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }
}
const QUOTE = 34;
const orEnd = (text: string, found: number): number => (found < 0 ? text.length : found);
const unquoted = (field: string): string => (field.includes('"') ? field.replaceAll('""', '"') : field);

/**
 * The quote that closes the field opened at `open`: the first that is not doubled, if the field ends behind it. Otherwise -1: it
 * is an inch sign or a slip, and looking for a later quote would swallow the rows in between without a word.
 */
function closing(text: string, open: number, delimiter: string): number {
  for (let i = text.indexOf('"', open + 1); i >= 0 && i - open < LONGEST_FIELD; i = text.indexOf('"', i + 1)) {
    const after = text[i + 1];
    if (after === '"') i += 1;
    else return after === undefined || after === delimiter || after === '\n' || after === '\r' ? i : -1;
  }
  return -1;
}
