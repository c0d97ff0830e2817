import type { Frame } from '../../src/domain/acks/frame';
import type { Issue } from '../../src/domain/canonical/vocabulary';
import { inMemory } from '../../src/domain/syntax/byte-source';
import type { Told } from '../../src/modules/pipeline/told';
import { built } from './built';

const { readDelivery } = built<typeof import('../../src/modules/pipeline/read-delivery')>('modules/pipeline/read-delivery');
const { parseDecimal } = built<typeof import('../../src/domain/canonical/quantity')>('domain/canonical/quantity');
const { openDelivery } = built<typeof import('../../src/domain/syntax')>('domain/syntax/index');
const { sha256Of } = built<typeof import('../../src/platform/sha256')>('platform/sha256');
const { answersTo } = built<typeof import('../../src/domain/acks/answer')>('domain/acks/answer');
const { NotWritable } = built<typeof import('../../src/domain/acks/not-writable')>('domain/acks/not-writable');
const { describeParts } = built<typeof import('../../src/domain/syntax/describe')>('domain/syntax/describe');

/** What no text for people may hold: it says that a failure of ours was taken for one of theirs. */
const OURS =
  /\bundefined\b|\bNaN\b|\[object |is not a function|is not iterable|Invalid array length|outside the bounds|call stack|Cannot (read|set)/;
const LINE_COLUMNS = 11;

export class Wrong extends Error {}
const wrong = (why: string): never => {
  throw new Wrong(why);
};

/** Reads a file as a reading thread would, and demands that it ends in a verdict that the database and people can take. */
export async function verdict(bytes: Buffer, name: string, mapping?: string): Promise<void> {
  await tellings(bytes, name, mapping);
  const parts = await openDelivery(bytes, name);
  const described = JSON.stringify(describeParts(parts, name));
  if (described === undefined) wrong('doc read says nothing');
}

/** Everything that the reading thread would tell of a file. */
export async function tellings(bytes: Buffer, name: string, mapping?: string): Promise<readonly Told[]> {
  const told: Told[] = [];
  const files = mapping === undefined ? [] : [{ path: 'mapping.yaml', text: mapping }];
  await readDelivery(
    inMemory(bytes),
    { name, receivedAt: '2026-11-16T18:00:00Z' },
    {
      tell: (t) => void told.push(t),
      layout: async () => ({ supplier: 'NORD', locale: null, files }),
      sha256: sha256Of,
    },
  );
  check(told);
  return told;
}

function check(told: readonly Told[]): void {
  if (told.at(-1)?.tell !== 'end') wrong('it does not end');
  const parts = told.filter((t) => t.tell === 'part');
  if (parts.length === 0) wrong('nothing is said of it');
  const issues = told.flatMap((t) => (t.tell === 'issues' ? t.issues : []));
  for (const p of parts)
    if (p.refused && !issues.some((i) => i.part === p.part)) wrong(`part ${p.part} is ${p.refused} and nobody says why`);
  for (const { issue } of issues) {
    if (!issue.code || !issue.detail || !issue.place) wrong(`an issue lacks its code, words or place: ${JSON.stringify(issue)}`);
    if (OURS.test(issue.detail)) wrong(`an issue tells of us: ${issue.code} ${issue.detail}`);
  }
  for (const t of told) {
    if (t.tell === 'lines') checkLines(new TextDecoder('utf-8', { fatal: true }).decode(t.copy));
    else if (t.tell === 'names') checkCopy(new TextDecoder('utf-8', { fatal: true }).decode(t.refs), 8);
    else if (t.tell === 'part') {
      const { frame, ...stored } = t;
      checkText(JSON.stringify(stored));
      if (frame) checkAnswers(frame, issues.flatMap((i) => (i.part === t.part ? [i.issue] : [])), t.refused !== undefined); // prettier-ignore
    }
  }
}

const HOW = { groups: '997', ta1: 'always', contrl: 'always', content: 'none', leave: 'send' } as const;
/** The frame is stored nowhere: it goes into an answer, which is read back as it is written, or cannot be written and says why. */
function checkAnswers(frame: Frame, issues: readonly Issue[], refused: boolean): void {
  for (const due of answersTo(frame, { refused, reused: false, rejected: new Set(), issues, content: [] }, HOW))
    try {
      due.write({ interchange: 1, group: 1 }, '2026-11-16T18:00:00.000Z');
    } catch (error) {
      if (!(error instanceof NotWritable)) throw error;
    }
}

/** Half a letter or a zero byte is text here and none in PostgreSQL, which refuses the whole document for it. */
function checkText(text: string): void {
  const bad = /\\u0000|\\ud[89a-f][0-9a-f]{2}/i.exec(text);
  if (bad) wrong(`it holds text that a database refuses: ${text.slice(Math.max(0, bad.index - 60), bad.index + 20)}`);
}

function checkCopy(text: string, columns: number): string[][] {
  if (text === '') return [];
  if (!text.endsWith('\n') || text.includes('\0')) wrong('lines for the database are broken');
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => {
      const fields = line.split('\t');
      if (fields.length !== columns) wrong(`a line for the database has ${fields.length} columns: ${line.slice(0, 200)}`);
      return fields;
    });
}

const MEASURE = /^[a-z_]+$/;

function checkLines(text: string): void {
  for (const fields of checkCopy(text, LINE_COLUMNS)) {
    if (parseDecimal(fields[7]!) === undefined) wrong(`a quantity is none: ${fields[7]}`);
    if (!MEASURE.test(fields[6]!)) wrong(`a measure is none: ${fields[6]}`);
    const given = fields[9]!.replace(/\\(.)/g, (_, c: string) => ({ t: '\t', n: '\n', r: '\r' })[c] ?? c);
    checkText(JSON.stringify(JSON.parse(given)));
  }
}
