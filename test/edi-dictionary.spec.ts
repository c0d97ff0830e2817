import fs from 'node:fs';
import path from 'node:path';
import type { CompositeSegment, Segment } from '../src/domain/canonical/vocabulary';
import { FORMATS } from '../src/domain/formats';
import { measureOf } from '../src/domain/formats/edifact-codes';
import { CollectingSink } from '../src/domain/formats/format';
import { ACTIVITIES, QUANTITIES } from '../src/domain/formats/x12-codes';
import { explain } from '../src/domain/syntax/dictionary';
import { ACTIVITIES_859, QUANTITIES_6063, QUANTITIES_673 } from '../src/domain/syntax/dictionary/codes';
import { messagesOf, sourceOf } from '../src/domain/syntax/edi-message';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';

/** Whatever a format asks of a segment while it reads the samples, a person can ask, too: it has words for it. */
const SAMPLES = path.join(__dirname, '../samples');
const asked = { x12: new Set<string>(), edifact: new Set<string>() };

function watched(s: Segment, note: (element: number) => void): Segment {
  const elements = new Proxy(s.elements, {
    get: (of, key, self) => {
      if (typeof key === 'string' && /^\d+$/.test(key) && Number(key) < of.length) note(Number(key));
      return Reflect.get(of, key, self) as unknown;
    },
  });
  const at = (s as Partial<CompositeSegment>).at?.bind(s);
  const { tag, number, bytes } = s;
  const answer = (e: number, c?: number): string => {
    note(e);
    return at!(e, c);
  };
  return { tag, number, bytes, elements, ...(at ? { at: answer } : {}) } as Segment;
}

beforeAll(() => {
  for (const file of fs.readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((f) => /^(x12|edifact)-.*in\./.test(f))) {
    const bytes = fs.readFileSync(path.join(SAMPLES, file));
    const { interchanges } = file.startsWith('x12') ? readX12(bytes) : readEdifact(bytes);
    for (const m of interchanges.flatMap((i) => messagesOf(i))) {
      const message = sourceOf(m);
      const note = (s: Segment) => (element: number) => element > 0 && asked[message.syntax].add(`${s.tag} ${element}`);
      const segments = [...message.segments].map((batch) => batch.map((s) => watched(s, note(s))));
      const format = FORMATS.find((f) => f.claims(message));
      format?.read(
        { ...message, segments } as typeof message,
        { fileName: file, receivedAt: '2026-11-16T18:00:00Z' },
        new CollectingSink(),
      );
    }
  }
});

test.each(['x12', 'edifact'] as const)('every element of %s that a format reads has words', (syntax) => {
  expect(asked[syntax].size).toBeGreaterThan(30);
  const wordless = [...asked[syntax]].filter((a) => {
    const [tag, element] = a.split(' ') as [string, string];
    return !explain(syntax, tag, Number(element))?.includes(`; ${tag}${element.padStart(2, '0')} says `);
  });
  expect(wordless.sort()).toEqual([]);
});

test('every code that stands for a measure has words', () => {
  expect(Object.keys(ACTIVITIES).filter((c) => ACTIVITIES_859[c] === undefined)).toEqual([]);
  expect(Object.keys(QUANTITIES).filter((c) => QUANTITIES_673[c] === undefined)).toEqual([]);
  const used = Array.from({ length: 400 }, (_, n) => String(n)).filter((c) => measureOf(c, 'D.96A') ?? measureOf(c, 'D.01B'));
  expect(used.filter((c) => QUANTITIES_6063[c] === undefined)).toEqual(['152']); // it means two things, by its directory
});
