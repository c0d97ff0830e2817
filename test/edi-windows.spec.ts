import fs from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import type { EdiMessage } from '../src/domain/syntax/edi-message';
import { readEdifact } from '../src/domain/syntax/edifact';
import { readX12 } from '../src/domain/syntax/x12';

/** All EDI samples one behind the other, good and damaged: wherever the windows cut them, the same is read. */
const SAMPLES = path.join(__dirname, '../samples');
const all = (kind: string): Buffer => {
  const files = fs.readdirSync(SAMPLES, { recursive: true, encoding: 'utf8' }).filter((f) => new RegExp(`^${kind}-.*in\\.`).test(f));
  return Buffer.concat(files.sort().map((f) => fs.readFileSync(path.join(SAMPLES, f))));
};
const REACH = 2100; // the least that a window may reach, so that it moves as often as it can
const x12 = all('x12');
const edifact = all('edifact');

interface Read {
  readonly frame: string;
  readonly segments: readonly { readonly tag: string; readonly number: number; readonly bytes: string; readonly elements: string }[];
}
function everything(kind: 'x12' | 'edifact', bytes: Buffer, piece: number, reach = REACH): Read {
  const file = kind === 'x12' ? readX12(bytes, { piece, reach }) : readEdifact(bytes, { piece, reach });
  const messages = file.interchanges.flatMap((i): readonly EdiMessage[] => (i.syntax === 'x12' ? i.sets : i.messages));
  const segments = messages.flatMap((m) => [...m.segments()].flat());
  return {
    frame: JSON.stringify(file, (key, value: unknown) => (key === 'segments' || key === 'group' ? undefined : value)),
    segments: segments.map((s) => ({ tag: s.tag, number: s.number, bytes: s.bytes.join('-'), elements: s.elements.join('|') })),
  };
}

describe.each([
  ['x12' as const, x12, ['x12.truncated', 'x12.fused-segments', 'x12.control-count', 'x12.control-number']],
  ['edifact' as const, edifact, ['edifact.truncated', 'edifact.fused-segments']],
] satisfies [string, Buffer, string[]][])('%s', (kind, bytes, damages) => {
  const whole = everything(kind, bytes, bytes.length);

  test('there is enough to be cut, and damage in it', () => {
    expect(bytes.length).toBeGreaterThan(2 * REACH);
    expect(whole.segments.length).toBeGreaterThan(100);
    expect(damages.filter((d) => !whole.frame.includes(d))).toEqual([]);
  });

  test('in windows of any size the same is read', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3 * REACH }), (piece) => expect(everything(kind, bytes, piece)).toEqual(whole)),
      { numRuns: 30 },
    );
  });
  test('and wherever the file begins in them', () => {
    fc.assert(
      fc.property(fc.nat(REACH), fc.integer({ min: 1, max: 50 }), (blanks, piece) => {
        const moved = Buffer.concat([Buffer.alloc(blanks, ' '), bytes]);
        expect(everything(kind, moved, piece)).toEqual(everything(kind, moved, moved.length));
      }),
      { numRuns: 20 },
    );
  });
});

const PRINTABLE = '*|~^!\x1c\x1d\x1e\x85:+?"';
const separators = fc
  .uniqueArray(fc.constantFrom(...PRINTABLE, '\n'), { minLength: 3, maxLength: 3 })
  .filter(([element, , component]) => element !== '\n' && component !== '\n');
const decoration = fc.constantFrom('', '\n', '\r\n', ' \r\n');
const segment = fc.tuple(
  fc.constantFrom('ZA', 'SDQ', 'LIN', 'N1', 'MSG'),
  fc.array(fc.string({ unit: fc.constantFrom(...'AZ09az. -/#\xe4\xc3\xa4\xff') }), { minLength: 1, maxLength: 5 }),
);

test('what was read of an X12 set is its bytes again, each segment at its place', () => {
  fc.assert(
    fc.property(separators, decoration, fc.array(segment, { maxLength: 60 }), (s, between, segments) => {
      const [es, end, component] = s as [string, string, string];
      const id = (v: string): string => v.padEnd(15);
      const isa = `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${id('A')}*ZZ*${id('B')}*261123*0600*U*00401*000000001*0*P*`;
      const set = ['ST*852*0001', ...segments.map(([tag, e]) => [tag, ...e].join(es)), `SE*${segments.length + 2}*0001`];
      const by = (line: string): string => (/^(ISA|GS|ST|SE|GE|IEA)\*/.test(line) ? line.replaceAll('*', es) : line);
      const sent = set.map(by);
      const frame = [by(isa) + component, by('GS*PD*A*B*20261123*0600*1*X*004010'), ...sent, by('GE*1*1'), by('IEA*1*000000001'), ''];
      const bytes = Buffer.from(frame.join(end === '\n' ? end : end + between), 'latin1');
      const [interchange] = readX12(bytes, { piece: 1, reach: REACH }).interchanges;
      expect(interchange!.issues).toEqual([]);
      const read = [...interchange!.sets[0]!.segments()].flat();
      expect(read.map((x) => bytes.subarray(...x.bytes).toString('latin1'))).toEqual(sent);
      expect(read.map((x) => x.elements.length)).toEqual(sent.map((x) => x.split(es).length));
      const [from, to] = interchange!.bytes;
      expect(to - from + (end === '\n' ? 0 : between.length)).toBe(bytes.length);
    }),
    { numRuns: 200 },
  );
});

const service = fc
  .uniqueArray(fc.constantFrom(...'+:|~^!*?\x1c\x1d\x1f\\', "'"), { minLength: 4, maxLength: 4 })
  .map(([component, element, release, end]) => ({ component: component!, element: element!, release: release!, end: end! }));
const values = fc.array(
  fc.array(fc.string({ unit: fc.constantFrom(...'AZ09az. -/#\xe4+:\'?*|') }), { minLength: 1, maxLength: 3 }), // prettier-ignore
  { minLength: 1, maxLength: 5 },
);
const composites = fc.tuple(fc.constantFrom('FTX', 'IMD', 'NAD', 'PIA', 'GIN'), values);

test('what was read of an EDIFACT message is its bytes again, each segment at its place, whatever was released in it', () => {
  fc.assert(
    fc.property(service, decoration, fc.array(composites, { maxLength: 60 }), (s, between, segments) => {
      const released = (v: string): string => [...v].map((c) => (Object.values(s).includes(c) ? s.release + c : c)).join('');
      const written = ([tag, elements]: readonly [string, readonly (readonly string[])[]]): string =>
        [tag, ...elements.map((e) => e.map(released).join(s.component))].join(s.element);
      const frame = (text: string): string => text.replace(/[+:]/g, (c) => (c === '+' ? s.element : s.component));
      const sent = [frame('UNH+1+INVRPT:D:96A:UN'), ...segments.map(written), frame(`UNT+${segments.length + 2}+1`)];
      const una = `UNA${s.component}${s.element}.${s.release} ${s.end}`;
      const all = [frame('UNB+UNOC:3+A:ZZ+B:ZZ+261116:0615+1'), ...sent, frame('UNZ+1+1')].map((x) => x + s.end + between).join('');
      const bytes = Buffer.from(una + between + all, 'latin1');
      const [interchange] = readEdifact(bytes, { piece: 1, reach: REACH }).interchanges;
      expect(interchange!.issues).toEqual([]);
      const read = [...interchange!.messages[0]!.segments()].flat();
      expect(read.map((x) => bytes.subarray(...x.bytes).toString('latin1'))).toEqual(sent);
      const said = read.slice(1, -1).map((x, i) => segments[i]![1].map((e, n) => e.map((_, c) => x.at(n + 1, c + 1))));
      expect(said).toEqual(segments.map(([, elements]) => elements.map((e) => e.map((v) => v.trim()))));
    }),
    { numRuns: 200 },
  );
});
