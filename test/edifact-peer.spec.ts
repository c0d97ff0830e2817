import fs from 'node:fs';
import path from 'node:path';
import Parser from 'edifact/parser.js';
import { type EdifactFile, looksLikeEdifact, readEdifact } from '../src/domain/syntax/edifact';
import type { CompositeSegment } from '../src/domain/canonical/vocabulary';

/**
 * Another reader of EDIFACT as a witness: the same segments, elements and components in every file that lies here. Characters
 * beyond ASCII are taken out for both, since it knows no character sets; blanks around a value mean nothing to us.
 */
const FOLDERS = [path.join(__dirname, '../samples'), path.join(__dirname, '../../shared/corpus')].filter((f) => fs.existsSync(f));
const textOf = (file: string): string =>
  fs
    .readFileSync(file, 'latin1')
    .replace(/^\xef\xbb\xbf/, '')
    .replace(/[\x80-\xff]/g, 'x');
const files = FOLDERS.flatMap((folder) =>
  fs
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile() && !/\.(json|yaml|md|tsv|cjs|py)$/.test(e.name))
    .map((e) => path.join(e.parentPath, e.name))
    .filter((f) => looksLikeEdifact(textOf(f).slice(0, 4000)))
    .map((f) => [path.relative(folder, f), f] as const),
);

/** What it makes otherwise, and why we do not. */
const EXPLAINED: readonly (readonly [why: string, applies: (text: string, ours: EdifactFile) => boolean])[] = [
  ['a tag runs on: it stops there, ours tells what it took for it', (text) => /\n[A-Z]{3}[a-z]\d/.test(text)],
  ['of a dialogue (UIB) we read no messages', (text, { interchanges }) => interchanges.length === 0 && /^UIB/.test(text)],
  ['of an interchange that is cut off or has no beginning we use nothing', (_, ours) => ours.interchanges.some((i) => i.refused)],
  [
    'it takes only the UNA at the beginning, and that only with a blank before the terminator',
    (text) => /UNA.{4}[^ ]|[^]UNA.{4} ./.test(text),
  ],
  ['a ^ among the separators means something else to its own patterns', (text) => /^UNA.{0,5}\^/.test(text)],
  ['it takes no line break for a terminator', (_, ours) => ours.interchanges.some((i) => i.separators.segment === '\n')],
  ['it takes a line break within a value for damage, and we put the lines together', (text) => /[^'\s]\s*[\r\n]+\s*[^\s]/.test(text)],
];

const line = (tag: string, elements: readonly (readonly string[])[]): string =>
  [tag, ...elements.map((e) => e.map((c) => c.trim()).join(':').replace(/:+$/, ''))].join('+').replace(/\++$/, ''); // prettier-ignore

function ours(file: EdifactFile): string[] {
  const shown = (s: CompositeSegment): string =>
    line(
      s.tag,
      Array.from({ length: 60 }, (_, e) => Array.from({ length: 30 }, (__, c) => s.at(e + 1, c + 1))),
    );
  return file.interchanges.flatMap((i) => i.messages.flatMap((m) => [...m.segments()].flat().map(shown)));
}

function theirs(text: string): string[] {
  const parser = new Parser();
  const out: string[] = [];
  let [tag, elements] = ['', [] as string[][]];
  parser.on('opensegment', (name: string) => ([tag, elements] = [name, []]));
  parser.on('element', () => elements.push([]));
  parser.on('component', (value: string) => elements.at(-1)!.push(value));
  parser.on('closesegment', () => out.push(line(tag, elements)));
  parser.encoding('UNOC');
  try {
    parser.write(text);
    parser.end();
  } catch (error) {
    out.push(`it stops: ${(error as Error).message}`);
  }
  return out.filter((s) => !/^UN[ABZGE]\b/.test(s));
}

const compared = files.map(([name, file]) => {
  const text = textOf(file);
  const read = readEdifact(Buffer.from(text, 'latin1'));
  const [mine, other] = [ours(read), theirs(text)];
  const why = EXPLAINED.filter(([, applies]) => applies(text, read)).map(([reason]) => reason);
  return { name, mine, other, why, same: JSON.stringify(mine) === JSON.stringify(other) };
});

test.each(compared.filter((c) => c.why.length === 0).map((c) => [c.name, c] as const))('the same segments in %s', (_, { mine, other }) =>
  expect(mine).toEqual(other),
);

test('most files can be compared, and every explanation is of a file that is read otherwise', () => {
  expect(compared.filter((c) => c.same).length).toBeGreaterThan(compared.length * 0.7);
  for (const [why] of EXPLAINED) expect(compared.filter((c) => !c.same && c.why.includes(why)).map((c) => c.name)).not.toEqual([]);
});
