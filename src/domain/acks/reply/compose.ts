import { type Html, html, plain } from '../../canonical/html';
import { type Folded, folded, type Problem, rowsShown, wrongRows } from './problems';
import type { Wording } from './wording';

export type Outcome = 'accepted' | 'partly' | 'rejected' | 'duplicate';

/** What became of a file or a mail, as its sender is told. Instants in ISO; rows counted as they stand there. */
export interface ReplyFacts {
  readonly outcome: Outcome;
  readonly file: string;
  readonly subject: string; // of their mail; '' where there was none
  readonly receivedAt: string;
  readonly rowsIn: number; // rows of which every value was taken
  readonly problems: readonly Problem[];
  readonly earlier: string | null; // of a duplicate, when it came first; else of when the numbers are that are used until then
  readonly headings: readonly string[]; // of their last file that could be read
  readonly attached: boolean;
  readonly reference: string;
  readonly contact: string;
}
export interface Tongue {
  readonly wording: Wording;
  readonly locale: string; // for numbers and dates
  readonly timezone: string;
}
export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export const SHOWN = 20;
const [HEADING, VALUE, CHANGE] = [16, 22, 64]; // characters of a column

interface Line {
  readonly row: string;
  readonly cell: string;
  readonly column: string;
  readonly value: string;
  readonly change: string;
  readonly same: string;
}
interface Block {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** The mail, as text and as a simple page: every problem at once, the first twenty with their places. */
export function composeReply(facts: ReplyFacts, tongue: Tongue): Composed {
  const { wording, locale } = tongue;
  const number = new Intl.NumberFormat(locale);
  const when = (at: string): string => instant(at, tongue);
  const bad = wrongRows(facts.problems).size;
  const checks = folded(facts.problems.filter((p) => p.severity === 'warning')).length;
  const counts = { in: number.format(facts.rowsIn), total: number.format(facts.rowsIn + bad), bad: number.format(bad), checks: number.format(checks) }; // prettier-ignore
  const known = {
    ...counts,
    file: plain(facts.file, 80),
    when: when(facts.receivedAt),
    earlier: facts.earlier === null ? '' : when(facts.earlier),
  };
  const says = wording.word(lead(facts.outcome), known);
  const all = facts.outcome === 'duplicate' ? [] : folded(facts.problems);
  const blocks = blocksOf(all.slice(0, SHOWN), wording);
  const below = [
    ...(all.length > SHOWN ? [wording.word('more', { count: number.format(all.length - SHOWN) })] : []),
    ...(facts.outcome === 'accepted' && all.length === 0 ? [wording.word('in-order')] : []),
    ...(facts.outcome === 'rejected' && facts.headings.length > 0 ? [wording.word('good', { headings: facts.headings.map((h) => plain(h, 40)).join(' | ') })] : []), // prettier-ignore
    ...(all.length > 0 ? [wording.word(facts.attached ? 'fix-attached' : 'fix')] : []),
    ...untilThen(facts, tongue),
  ];
  const foot = [
    wording.word('automatic', { reference: facts.reference }),
    ...(facts.contact === '' ? [] : [wording.word('contact', { contact: facts.contact })]),
  ];
  const subject = `${facts.subject === '' ? plain(facts.file, 80) : `Re: ${plain(bareSubject(facts.subject, wording), 120)}`} – ${wording.word(subjectOf(facts.outcome, bad, checks), known)}`;
  return {
    subject,
    text: [wording.word('hello'), says, '', ...blocks.flatMap((b) => blockInText(b, wording)), ...below.flatMap((l) => [...wrapped(l, 90), '']), '-- ', ...foot.flatMap((l) => wrapped(l, 90)), ''].join('\n'), // prettier-ignore
    html: page([html`<p>${wording.word('hello')}<br>${says}</p>`, ...blocks.map((b) => blockInHtml(b, wording)), ...below.map((l) => html`<p>${l}</p>`)], foot), // prettier-ignore
  };
}

const lead = (outcome: Outcome): string =>
  ({ accepted: 'received', partly: 'received', rejected: 'not-used', duplicate: 'duplicate' })[outcome];
const subjectOf = (outcome: Outcome, bad: number, checks: number): string => {
  if (outcome === 'partly') return bad > 0 ? 'subject-partly' : 'subject-check';
  return outcome === 'accepted' && checks > 0 ? 'subject-check' : `subject-${outcome}`;
};

const SUBJECTS = ['accepted', 'check', 'partly', 'rejected', 'duplicate'];
/** Theirs, without what we have put behind it the last time: it would grow with every answer. */
function bareSubject(subject: string, wording: Wording): string {
  const own = SUBJECTS.map((s) => wording.word(`subject-${s}`, FILLERS).replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(FILLER, '.{1,40}?')); // prettier-ignore
  return subject.slice(0, 500).replace(/^(\s*(re|aw|antw|rif|odp|res|sv)\s*:\s*)+/i, '').replace(new RegExp(`( – (${own.join('|')}))+$`), '').trim(); // prettier-ignore
}
const FILLER = '\u0001';
const FILLERS = Object.fromEntries(['in', 'total', 'bad', 'checks', 'earlier'].map((name) => [name, FILLER]));

/** `16. Nov. 2026, 08:02`, in the zone of who reads it; that of UTC is named, since nobody guesses it. */
function instant(at: string, { locale, timezone }: Tongue): string {
  const zoned = { timeZone: timezone, ...(timezone === 'UTC' ? ({ timeZoneName: 'short' } as const) : {}) };
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', ...zoned }).format(new Date(at)); // prettier-ignore
}
const day = (at: string, { locale, timezone }: Tongue): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', timeZone: timezone }).format(new Date(at));

function untilThen({ outcome, problems, earlier }: ReplyFacts, tongue: Tongue): string[] {
  const rows = problems.flatMap((p) => (p.severity === 'error' && p.row !== null ? [p.row] : []));
  if (outcome === 'duplicate' || rows.length === 0) return [];
  const values = { rows: rowsShown(rows), earlier: earlier === null ? '' : day(earlier, tongue) };
  const says = earlier === null ? 'until-nothing' : 'until';
  return [tongue.wording.word(new Set(rows).size === 1 ? `${says}-one` : says, values)];
}

/** Apart by what they are about: file and sheet, and what costs nothing yet. */
function blocksOf(problems: readonly Folded[], wording: Wording): Block[] {
  const out: { title: string; lines: Line[] }[] = [];
  for (const p of problems) {
    const at = [p.file, p.sheet === '' ? '' : wording.word('sheet', { sheet: plain(p.sheet, 60) })].filter((t) => t !== '').join(' – ');
    const title = [at, p.severity === 'warning' ? wording.word('please-check') : ''].filter((t) => t !== '').join('\n');
    let block = out.at(-1);
    if (!block || block.title !== title) out.push((block = { title, lines: [] }));
    block.lines.push(lineOf(p, wording));
  }
  return out;
}

export function sentenceOf(p: Problem, wording: Wording): string {
  const { heading, sheet, item, unit, detail, value } = p;
  const cell = p.row === null ? p.where : `${p.column ?? ''}${p.row}`;
  const shown = { value, heading, sheet, item, unit, detail };
  return wording.sentence(p.code, { ...Object.fromEntries(Object.entries(shown).map(([k, v]) => [k, plain(v, k === 'detail' ? 300 : 60)])), cell, row: String(p.row ?? '') }); // prettier-ignore
}

function lineOf(p: Folded, wording: Wording): Line {
  const column = p.column ?? '';
  return {
    row: p.row === null ? p.where : String(p.row),
    cell: p.row === null || column === '' ? '' : `${column}${p.row}`,
    column: plain(p.heading, 60),
    value: plain(p.value, 60),
    change: sentenceOf(p, wording),
    same:
      p.last === null ? '' : wording.word('folded', { first: String(p.row), last: String(p.last), column: column || plain(p.heading, 60) }),
  };
}

const HEADS = ['head-row', 'head-cell', 'head-column', 'head-sent', 'head-change'];

/** What is of no row, as a sentence of its own. */
const [ofRows, ofAll] = [(l: Line): boolean => l.row !== '', (l: Line): boolean => l.row === ''];

function blockInText({ title, lines }: Block, wording: Wording): string[] {
  const titles = title === '' ? [] : title.split('\n').map((t) => `  ${t}`);
  const plainly = lines.filter(ofAll).flatMap((l) => wrapped(l.change, 86).map((t) => `  ${t}`));
  return [...titles, ...plainly, ...tableInText(lines.filter(ofRows), wording), ''];
}

function tableInText(lines: readonly Line[], wording: Wording): string[] {
  if (lines.length === 0) return [];
  const heads = HEADS.map((h) => wording.word(h));
  const cut = (t: string, n: number): string => (t.length <= n ? t : `${t.slice(0, n - 1)}…`);
  const cells = lines.map((l) => [l.row, l.cell, cut(l.column, HEADING), cut(l.value, VALUE)]);
  const widths = [0, 1, 2, 3].map((i) => Math.max(heads[i]!.length, ...cells.map((c) => c[i]!.length)));
  const before = (c: readonly string[]): string => c.map((t, i) => t.padEnd(widths[i]!)).join('  ');
  const indent = ' '.repeat(widths.reduce((a, b) => a + b, 0) + 10);
  const rows = lines.flatMap((l, i) => {
    const [first, ...more] = [...wrapped(l.change, CHANGE), ...(l.same === '' ? [] : [`(${l.same})`])];
    return [`  ${before(cells[i]!)}  ${first}`, ...more.map((m) => `${indent}${m}`)];
  });
  return [`  ${before(heads.slice(0, 4))}  ${heads[4]}`, ...rows];
}

const CELL = 'padding:3px 8px;border:1px solid #ccc;text-align:left;vertical-align:top';
function blockInHtml({ title, lines }: Block, wording: Wording): Html {
  const row = (l: Line): Html =>
    html`<tr>${[l.row, l.cell, l.column, l.value].map((t) => html`<td style="${CELL}">${t}</td>`)}<td style="${CELL}">${l.change}${l.same !== '' && html`<br>${l.same}`}</td></tr>`; // prettier-ignore
  const heads = HEADS.map((h) => html`<th style="${CELL}">${wording.word(h)}</th>`);
  const titled = title === '' ? [] : title.split('\n').map((t) => html`<p><b>${t}</b></p>`);
  const plainly = lines.filter(ofAll).map((l) => html`<p>${l.change}</p>`);
  const rows = lines.filter(ofRows).map(row);
  return html`${titled}${plainly}${
    rows.length > 0 &&
    html`<table style="border-collapse:collapse">
      <tr>
        ${heads}
      </tr>
      ${rows}
    </table>`
  }`;
}

const page = (parts: readonly Html[], foot: readonly string[]): string =>
  html`<!doctype html><html><body style="font-family:sans-serif">${parts}<hr>${foot.map((l) => html`<p style="color:#555">${l}</p>`)}</body></html>`.text; // prettier-ignore

function wrapped(text: string, width: number): string[] {
  const out: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + word.length >= width) {
      out.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...out, line];
}
