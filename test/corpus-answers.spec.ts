import fs from 'node:fs';
import path from 'node:path';
import { answersTo } from '../src/domain/acks/answer';
import { frameOf } from '../src/domain/acks/frame';
import type { Acknowledge } from '../src/domain/acks/how';
import { NotWritable } from '../src/domain/acks/not-writable';
import type { Issue } from '../src/domain/canonical/vocabulary';
import { FORMATS } from '../src/domain/formats';
import { CollectingSink } from '../src/domain/formats/format';
import { type EdiInterchange, messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { looksLikeEdifact, readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';
import { CORPUS, corpusFiles as files, corpusIsThere as there } from './support/corpus';

/**
 * What every real file is answered, beside what it should be, in `corpus-answers.txt`: the body of each answer as it would leave.
 * Without the files there is nothing to compare.
 */
const EXPECTED = path.join(__dirname, 'corpus-answers.txt');
const AT = '2026-11-24T12:00:00.000Z';
const HOW: Acknowledge = { groups: '997', ta1: 'always', contrl: 'always', content: 'none', leave: 'send' };
const NUMBERS = { interchange: 7, group: 1 };

/** As the pipeline judges: of a message with an error and no line nothing was taken. */
function foundIn(i: EdiInterchange, file: string): { issues: Issue[]; rejected: Set<number> } {
  const issues: Issue[] = [...i.issues];
  const rejected = new Set<number>();
  const messages = messagesOf(i);
  if (messages.length === 0 && !i.refused && !(i.syntax === 'x12' && i.answers.length > 0)) {
    const place = { in: 'segment', number: 1, tag: i.syntax === 'x12' ? 'ISA' : 'UNB' } as const;
    issues.push({ code: `${i.syntax}.nothing-in-it`, severity: 'error', detail: '', place });
  }
  for (const [n, m] of messages.entries()) {
    const sink = new CollectingSink();
    const source = sourceOf(m);
    const format = FORMATS.find((f) => f.claims(source));
    format?.read(source, { fileName: file, receivedAt: AT }, sink);
    if (!format) {
      const [tag, element] = i.syntax === 'x12' ? ['ST', 1] : ['UNH', 2];
      const place = { in: 'segment', number: m.first, tag: String(tag), element: Number(element) } as const;
      sink.issue({ code: `${i.syntax}.not-read`, severity: 'warning', detail: m.type, place });
    }
    const lines = [...sink.reports, ...sink.notices].reduce((sum, r) => sum + r.lines.length, 0);
    const broken = sink.issues.some((x) => x.code === 'x12.fused-segments');
    if (broken || (lines === 0 && sink.issues.some((x) => x.severity === 'error'))) rejected.add(n);
    issues.push(...sink.issues);
  }
  return { issues, rejected };
}

/** The body of an answer, its segments with `*` and `:` whatever separators it bears. */
function bodyOf(bytes: Buffer): string {
  const edifact = looksLikeEdifact(bytes.toString('latin1'));
  if (!edifact) {
    const [i] = readX12(bytes).interchanges;
    if (i!.answers.length > 0) return i!.answers.map((a) => a.join('*')).join(' ');
    return i!.sets.map((s) => [...s.segments()].flat().slice(1, -1).map((x) => x.elements.join('*')).join(' ')).join(' / '); // prettier-ignore
  }
  const [i] = readEdifact(bytes).interchanges;
  const { element, component } = i!.separators;
  return [...i!.messages[0]!.segments()].flat().slice(0, -1).map((s) => s.elements.join('+')).join(' ').replaceAll(element, '+').replaceAll(component, ':'); // prettier-ignore
}

function answersIn(file: string): string[] {
  const bytes = fs.readFileSync(path.join(CORPUS, file));
  const head = bytes.subarray(0, 400).toString('latin1').replace(/^\xef\xbb\xbf/, ''); // prettier-ignore
  const read = looksLikeEdifact(head) ? readEdifact(bytes) : readX12(bytes);
  if (read.interchanges.length === 0) return ['nothing that could be answered'];
  return read.interchanges.flatMap((i) => {
    const frame = frameOf(i);
    if (!frame) return ['nobody is named who could be answered'];
    const due = answersTo(frame, { refused: i.refused, reused: false, content: [], ...foundIn(i, file) }, HOW);
    if (due.length === 0) return ['not answered'];
    return due.map((d) => {
      try {
        return `${d.word}: ${bodyOf(d.write(NUMBERS, AT))}`;
      } catch (error) {
        if (!(error instanceof NotWritable)) throw error;
        return `${d.kind} not written: ${error.message}`;
      }
    });
  });
}

if (!there) test('the corpus of real files is not beside the project, so that nothing was answered', () => expect(files).toEqual([]));
else {
  const blocks = new Map(
    fs
      .readFileSync(EXPECTED, 'utf8')
      .split(/\n(?=\S)/)
      .filter((b) => b.trim() !== '' && !b.startsWith('#'))
      .map((b) => {
        const [name, ...lines] = b.trimEnd().split('\n');
        return [name!, lines.map((l) => l.trim())] as const;
      }),
  );
  test('the table names each file, and no other', () => expect([...blocks.keys()]).toEqual(files));
  test.each(files)('%s', (file) => expect(answersIn(file)).toEqual(blocks.get(file)));
}
