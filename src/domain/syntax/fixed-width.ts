import type { Cell, Row } from '../canonical/vocabulary';
import { findHeading } from '../mapping/headings';
import { LIMITS, NotOpened } from './limits';
import { type Table, textCell } from './table';
import type { TextFile } from './text-file';

const SEARCHED = 60; // lines in which the headings may stand
const NEWLINE = /\r\n|\n|\r/;
const BATCH = 100;
const WIDEST = 1000; // characters of a line
const UNDERLINE = /^\s*[-=_*]{2,}(\s+[-=_*]+)+\s*$/;
const RULE = /^[\s\-=_*+|]*$/; // a line that only draws one

interface Line {
  readonly number: number;
  readonly text: string;
}
interface Span {
  readonly from: number;
  readonly to: number;
}

/**
 * Text in columns by position: where each begins is what its headings are underlined with, or the blanks that stand below the
 * gaps between them in every row. Where a row keeps to no such gap, what belongs to which column is anybody's guess, and the
 * file is not read. Undefined: it is no such text.
 */
export function fixedWidthTable(file: TextFile, beginning: string): Table | undefined {
  const columns = columnsIn(beginning);
  if (!columns) return undefined;
  checkRows(file, columns);
  const read = `${file.charset} (${file.why}), in columns by position`;
  return { sheet: '', text: true, hidden: false, read, rows: () => rowsOf(file, columns) };
}

/** Whether a letter holds such a table: with headings that are known, or underlined; an address may be aligned, too. */
export const looksAligned = (text: string): boolean => columnsIn(text)?.heading.sure ?? false;

function columnsIn(beginning: string): Columns | undefined {
  const lines = beginning.split(NEWLINE).slice(0, 2000).map((text, i) => ({ number: i + 1, text: text.trimEnd() })); // prettier-ignore
  if (beginning.includes('\t') || !mayBeAligned(lines)) return undefined;
  const heading = headingLine(lines);
  if (!heading || heading.line.text.includes(',')) return undefined;
  const filled = lines.filter(isFilled);
  if (!heading.sure && filled.filter(isApart).length * 2 <= filled.length) return undefined;
  const cuts = cutsOf(lines, heading);
  const above = new Set(lines.filter((l) => l.number < heading.line.number).map((l) => pageless(l.text)));
  return cuts.length > 0 ? { heading, cuts, above } : undefined;
}

/** The same on each page but for its number. */
const pageless = (text: string): string =>
  text.replace(/\b(page|seite|blatt|pagina|página|strona)\s*:?\s*\d+(\s*(\/|of|von|de|di|z)\s*\d+)?/i, '$1');

const isApart = ({ text }: Line): boolean => / {2,}\S/.test(text.trimStart());
const isFilled = ({ text }: Line): boolean => text !== '' && !RULE.test(text);

/** Three lines one after the other that have two blanks or more between words; and nothing that separates better. */
function mayBeAligned(lines: readonly Line[]): boolean {
  const filled = lines.filter(isFilled);
  if (filled.some((l) => l.text.length > WIDEST) || filled.filter((l) => /[;|^]/.test(l.text)).length * 2 > filled.length) return false;
  return filled.some((_, i) => i >= 2 && isApart(filled[i]!) && isApart(filled[i - 1]!) && isApart(filled[i - 2]!));
}

interface Heading {
  readonly line: Line;
  readonly under?: readonly Span[]; // what it is underlined with
  readonly sure: boolean; // that it is one
}
interface Columns {
  readonly heading: Heading;
  readonly cuts: readonly number[];
  readonly above: ReadonlySet<string>; // the lines above the headings, which stand on each page again
}

function headingLine(lines: readonly Line[]): Heading | undefined {
  for (const [i, { text }] of lines.slice(1, SEARCHED).entries())
    if (UNDERLINE.test(text) && lines[i]!.text !== '' && !RULE.test(lines[i]!.text))
      return { line: lines[i]!, under: spansOf(text, / +/g), sure: true };
  const rows = lines.slice(0, SEARCHED).map(({ number, text }) => ({ number, cells: spansOf(text, / {2,}/g).map((s) => textCell(text.slice(s.from, s.to))) })); // prettier-ignore
  const found = findHeading(rows, []).found ?? findHeading(rows, []).nearly;
  if (found) return { line: lines[found.last - 1]!, sure: true };
  const first = lines.findIndex((_, i) => [0, 1, 2].every((n) => (rows[i + n]?.cells.length ?? 0) > 1));
  return first < 0 ? undefined : { line: lines[first]!, sure: false };
}

function spansOf(text: string, gaps: RegExp): Span[] {
  const out: Span[] = [];
  let from = text.length - text.trimStart().length;
  for (const gap of text.matchAll(gaps)) {
    if (gap.index <= from) continue;
    out.push({ from, to: gap.index });
    from = gap.index + gap[0].length;
  }
  if (from < text.length) out.push({ from, to: text.length });
  return out;
}

/** The positions at which the columns are cut: in the gaps between the headings, where the most rows are blank. */
function cutsOf(lines: readonly Line[], { line, under }: Heading): number[] {
  const body = lines.filter((l) => l.number > line.number && isFilled(l) && isApart(l));
  const words = under ?? spansOf(line.text, / +/g);
  const cuts: number[] = [];
  for (let i = 1; i < words.length; i++) {
    const [from, to] = [words[i - 1]!.to, words[i]!.from];
    let best = { at: -1, blank: 0 };
    for (let at = from; at < to; at++) {
      const blank = body.filter((l) => isBlank(l.text, at)).length;
      if (blank >= best.blank) best = { at, blank };
    }
    const apart = under !== undefined || to - from > 1;
    // "On hand" is one heading, and "Qty Unit" two: below both words something stands.
    const next = words[i + 1]?.from ?? WIDEST;
    const both = (): boolean => best.blank === body.length && [[cuts.at(-1) ?? 0, best.at], [best.at, next]].every(([a, b]) => body.some((l) => l.text.slice(a, b).trim() !== '')); // prettier-ignore
    if (best.at >= 0 && (apart || both())) cuts.push(best.at);
  }
  return cuts;
}

const isBlank = (text: string, at: number): boolean => at >= text.length || text.charCodeAt(at) === 32;

/** A gap between words is none between columns where what stands behind it is still a word, or the end of one and a number. */
const keeps = (text: string, cuts: readonly number[]): boolean =>
  cuts.every((at, i) => {
    if (!isBlank(text, at)) return false;
    const cell = text.slice(at, cuts[i + 1] ?? text.length);
    return isBlank(text, at - 1) || isBlank(text, at + 1) || !/^ \d{1,3} \d{3}/.test(cell);
  }) && !/\S {2,}[\d.,]+$/.test(text.slice(0, cuts[0]).trim());

const COUNTED = /(^|\s)[-+(]?\d[\d.,' ]*[)-]?(\s?\p{L}{1,4})?$/u;
const NO_ROW = /^\s*(page|seite|pagina|página|strona|printed|gedruckt|date|datum|total|summe|sum|gesamt|stand|as of)\b/i;

/** A row that something crosses, where one ends and the next begins, is refused; what stands below the list may cross. */
function checkRows(file: TextFile, { heading: { line, under }, cuts, above }: Columns): void {
  let beside = true; // whether the line before is a row, too
  for (const { number, text } of linesOf(file)) {
    if (number > LIMITS.rows) throw new NotOpened('file.too-big', `it has more than ${LIMITS.rows} lines, which is the limit`);
    if (number <= line.number || (under && number === line.number + 1)) continue;
    if (text === '' || RULE.test(text) || above.has(pageless(text))) beside = false;
    else if (keeps(text, cuts)) beside = true;
    else if (!beside || !COUNTED.test(text) || NO_ROW.test(text)) beside = false;
    else {
      const shown = JSON.stringify(text.trim().slice(0, 80));
      throw new NotOpened(
        'file.not-aligned',
        `line ${number} does not keep to the columns of the others: ${shown}; please send a spreadsheet or CSV`,
      );
    }
  }
}

function* linesOf(file: TextFile): Generator<Line> {
  let rest = '';
  let number = 0;
  for (const piece of file.pieces()) {
    const lines = (rest + (number === 0 ? piece.replace(/^\ufeff/, '') : piece)).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    for (const text of lines) yield { number: ++number, text: text.trimEnd() };
  }
  if (rest !== '') yield { number: ++number, text: rest.trimEnd() };
}

function* rowsOf(file: TextFile, { heading, cuts, above }: Columns): Generator<readonly Row[]> {
  let batch: Row[] = [];
  for (const { number, text } of linesOf(file)) {
    const again = number > heading.line.number && above.has(pageless(text));
    batch.push({ number, cells: again ? [] : cellsOf(text, number < heading.line.number, cuts) });
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** A line that crosses the columns is a title above them, or something said below them: it stays whole. */
function cellsOf(text: string, above: boolean, cuts: readonly number[]): Cell[] {
  if (text === '' || RULE.test(text)) return [];
  if (keeps(text, cuts)) return [0, ...cuts].map((from, i) => textCell(text.slice(from, cuts[i] ?? text.length).trim()));
  return above ? text.trim().split(/ {2,}/).map(textCell) : [textCell(text.trim())]; // prettier-ignore
}
