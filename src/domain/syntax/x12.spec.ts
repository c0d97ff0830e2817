import { ownTime } from '../../../test/support/own-time';
import { readX12, type X12File, type X12Interchange } from './x12';

interface Separating {
  readonly es?: string;
  readonly cs?: string;
  readonly end?: string;
  readonly after?: string;
}
/** A small interchange, written with `*` and cut by the separators that are asked for. */
function written(body: readonly string[], { es = '*', cs = '>', end = '~', after = '\n' }: Separating = {}, control = '000000007'): string {
  const segments = [
    `ISA*00*          *00*          *ZZ*ACME           *01*BUYER          *261123*0600*U*00401*${control}*0*P*`,
    `GS*PD*ACME*BUYER*20261123*0600*7*X*004010`,
    'ST*852*0001',
    ...body,
    `SE*${body.length + 2}*0001`,
    'GE*1*7',
    `IEA*1*${control}`,
  ];
  return segments.map((s, i) => s.replaceAll('*', es) + (i === 0 ? cs : '') + end + after).join('');
}
const BODY = ['XQ*H*20261122', 'N1*RL*Hub*92*HUB-N', 'LIN*1*UP*012345678905', 'ZA*OH*24*EA'];
const read = (text: string): X12File => readX12(Buffer.from(text, 'utf8'));
const only = (text: string): X12Interchange => {
  const { interchanges } = read(text);
  expect(interchanges).toHaveLength(1);
  return interchanges[0]!;
};
const segmentsIn = (i: X12Interchange): string[][] => i.sets.flatMap((s) => [...s.segments()].flat().map((x) => [...x.elements]));
const told = (i: X12Interchange): string[] =>
  i.issues.map((x) => `${x.severity} ${x.code} ${x.place?.in === 'segment' ? `${x.place.number} ${x.place.tag}` : ''}`);

test('the envelope says who, when, and under which number', () => {
  const text = written(BODY);
  const i = only(text);
  expect(i).toMatchObject({ sender: 'ZZ:ACME', receiver: '01:BUYER', control: '000000007', usage: 'P', version: '00401' });
  expect(i).toMatchObject({ date: '2026-11-23', time: '06:00', refused: false, issues: [], bytes: [0, text.length - 1] });
  expect(i.groups[0]).toMatchObject({ control: '7', elements: ['GS', 'PD', 'ACME', 'BUYER', '20261123', '0600', '7', 'X', '004010'] });
  const [set] = i.sets;
  expect(set).toMatchObject({ type: '852', control: '0001', first: 3 });
  expect(text.slice(...set!.bytes)).toMatch(/^ST\*852\*0001~[^]*SE\*6\*0001~$/);
  expect(text.slice(...set!.body)).toBe(`${BODY.join('~\n')}~\n`);
});

test('a segment knows its number in the file and its bytes', () => {
  const text = `\uFEFF\r\n${written(BODY)}`;
  const bytes = Buffer.from(text, 'utf8');
  for (const s of [...readX12(bytes).interchanges[0]!.sets[0]!.segments()].flat())
    expect(bytes.subarray(...s.bytes).toString()).toBe(s.elements.join('*'));
  expect([...only(text).sets[0]!.segments()].flat().map((s) => s.number)).toEqual([3, 4, 5, 6, 7, 8]);
});

const ways: Separating[] = [];
for (const es of ['*', '~', '|', '^', '\x1d', 'Ö', '+'])
  for (const end of ['~', '!', '\n', '\r\n', '…', '\x1c', "'", '$', '\x85'])
    for (const after of ['', '\n', '\r\n', '  \n\n'])
      if (es !== end && !(end.endsWith('\n') && after !== '')) ways.push({ es, end, after });

test.each(ways)('separators change nothing in what is said: %j', (way) => {
  const body = [...BODY, 'N9*IA*Müller  & Co.*000 260 056'];
  const i = only(written(body, way));
  expect(told(i)).toEqual([]);
  expect(segmentsIn(i)).toEqual(segmentsIn(only(written(body))));
});

test('a Latin-1 file is read as such', () => {
  const i = readX12(Buffer.from(written([...BODY, 'N9*IA*Müller']), 'latin1')).interchanges[0]!;
  expect(segmentsIn(i).at(-2)).toEqual(['N9', 'IA', 'Müller']);
});

test('cut anywhere, nothing of an interchange is accepted unless all of it is there', () => {
  for (const way of [{}, { end: '\n', after: '' }, { after: '\r\n' }] satisfies Separating[]) {
    const text = written(BODY, way);
    const whole = text.trimEnd().length;
    for (let n = 0; n < text.length; n++) {
      const { interchanges, issues } = read(text.slice(0, n));
      const accepted = interchanges.filter((i) => !i.refused && !i.bare);
      const complete = n >= whole - (way.end === '\n' ? 0 : 1); // only the very last terminator may be missing
      expect([n, accepted.length]).toEqual([n, complete ? 1 : 0]);
      if (n > 0 && !complete) expect([...issues, ...interchanges.flatMap((i) => i.issues)].length).toBeGreaterThan(0);
      if (accepted.length > 0) expect(segmentsIn(accepted[0]!)).toEqual(segmentsIn(only(text)));
    }
  }
});

test('cut anywhere, a bare set is whole or refused', () => {
  const text = `ST*852*0001~${BODY.join('~')}~SE*6*0001~`;
  for (let n = 0; n < text.length - 1; n++) expect([n, read(text.slice(0, n)).interchanges.filter((i) => !i.refused)]).toEqual([n, []]);
  expect(told(only(text))).toEqual(['warning x12.no-envelope 1 ST']);
});

test.each([
  ['SE counts wrong', (t: string) => t.replace('SE*6', 'SE*7'), ['warning x12.control-count 8 SE']],
  ['leading zeros are no difference', (t: string) => t.replace('SE*6', 'SE*06').replace('IEA*1*000000007', 'IEA*1*7'), []],
  ['SE has another number', (t: string) => t.replace('*6*0001', '*6*0002'), ['warning x12.control-number 8 SE']],
  ['GE counts wrong', (t: string) => t.replace('GE*1*7', 'GE*2*7'), ['warning x12.control-count 9 GE']],
  ['GE has another number', (t: string) => t.replace('GE*1*7', 'GE*1*8'), ['warning x12.control-number 9 GE']],
  ['IEA counts wrong', (t: string) => t.replace('IEA*1', 'IEA*3'), ['warning x12.control-count 10 IEA']],
  ['IEA has another number', (t: string) => t.replace('IEA*1*000000007', 'IEA*1*000000009'), ['warning x12.control-number 10 IEA']],
  ['another group type', (t: string) => t.replace('GS*PD', 'GS*IN'), ['warning x12.group-type 3 ST']],
  ['a segment between the sets', (t: string) => t.replace('GE*1*7', 'NTE*x~\nGE*1*7'), ['warning x12.stray-segment 9 NTE']],
  ['a terminator too many', (t: string) => t.replace('ZA*', '~~ZA*'), []],
  ['a tag in small letters', (t: string) => t.replace('ST*852', 'st*852'), []],
  ['TA1 before the group', (t: string) => t.replace('GS*', 'TA1*000000001*261123*0600*A*000~\nGS*'), []],
])('%s: read, and told', (_, change, issues) => {
  const i = only(change(written(BODY)));
  expect([i.refused, told(i)]).toEqual([false, issues]);
  expect(i.sets).toHaveLength(1);
});

test.each([
  ['SE is missing', (t: string) => t.replace(/SE\*.*\n/, ''), ['error x12.truncated 8 GE']],
  ['GE is missing', (t: string) => t.replace(/GE\*.*\n/, ''), ['error x12.truncated 9 IEA']],
  ['IEA is missing', (t: string) => t.replace(/IEA\*.*\n/, ''), ['error x12.truncated 9 GE']],
  [
    'ST is missing',
    (t: string) => t.replace(/ST\*.*\n/, ''),
    [3, 4, 5, 6].map(() => expect.stringContaining('stray-segment')).concat('error x12.trailer 7 SE'),
  ],
  [
    'GS is missing',
    (t: string) => t.replace(/GS\*.*\n/, '').replace(/GE\*.*\n/, ''),
    ['error x12.no-group 2 ST', 'warning x12.control-count 8 IEA'],
  ],
  [
    'two segments are glued',
    (t: string) => t.replace('HUB-N~', 'HUB-N'),
    ['error x12.fused-segments 5 N1', 'warning x12.control-count 7 SE'],
  ],
])('%s: refused whole', (_, change, issues) => {
  const i = only(change(written(BODY)));
  expect([i.refused, told(i)]).toEqual([true, issues]);
});

test('a line break within a segment only wraps it', () => {
  const i = only(written(BODY).replace('012345678905', '0123456\n78905').replace('*92*', '*\n92*'));
  expect([i.refused, told(i)]).toEqual([false, []]);
  expect(segmentsIn(i)).toEqual(segmentsIn(only(written(BODY))));
});

describe('several interchanges in a file', () => {
  const one = written(BODY);
  const two = written([...BODY, 'N9*IA*4711'], { es: '|', end: '\n', after: '', cs: '^' }, '000000008');
  test.each([
    ['behind each other', one + two],
    ['on one line', one.trimEnd() + two],
    ['with blank lines', `\n\n${one}\r\n\r\n${two}\n`],
  ])('%s, each has its own separators', (_, text) => {
    const { interchanges, issues } = read(text);
    expect(issues).toEqual([]);
    expect(interchanges.map((i) => [i.control, i.refused, segmentsIn(i).length])).toEqual([
      ['000000007', false, 6],
      ['000000008', false, 7],
    ]);
    expect(interchanges[1]!.sets[0]!.first).toBe(13); // numbers go on through the file
  });

  test('one that is cut off does not take the next with it', () => {
    for (const n of [107, 150, 200, 230, one.length - 20]) {
      const { interchanges } = read(one.slice(0, n) + two);
      expect(interchanges.map((i) => [i.control, i.refused])).toEqual([
        ['000000007', true],
        ['000000008', false],
      ]);
    }
  });

  test('what lies between them is told with where it lies', () => {
    const { interchanges, issues } = read(`${one}-- end of batch --\n${two}`);
    expect(interchanges.map((i) => i.refused)).toEqual([false, false]);
    expect(issues).toMatchObject([{ code: 'x12.stray-text', severity: 'warning', place: { in: 'segment', number: 11 } }]);
    expect(issues[0]!.detail).toContain(`byte ${one.length}`);
  });
});

test.each([
  ['a component separator that is the element separator', '*', { es: '*', cs: '*' }],
  ['no component separator at all', '', { cs: '' }],
])('%s is none', (_, __, way) => expect(only(written(BODY, way)).separators).toMatchObject({ component: null, segment: '~' }));

test.each([
  ['U', '00401', null],
  ['^', '00401', null],
  ['^', '00501', '^'],
  ['U', '00501', null],
  ['*', '00501', null],
  [' ', '00501', null],
])('ISA11 %j under version %s repeats by %j', (eleven, version, expected) =>
  expect(only(written(BODY).replace('*U*00401*', `*${eleven}*${version}*`)).separators.repetition).toBe(expected),
);

test('an ISA that is too long or not padded is read by its separators', () => {
  expect(only(written(BODY).replace('ACME           ', 'ACME'))).toMatchObject({ sender: 'ZZ:ACME', fixedWidth: false, refused: false });
  expect(only(written(BODY).replace('ACME           ', 'ACME                   '))).toMatchObject({ fixedWidth: false, refused: false });
});

test.each(['', ' \n', 'hello', 'ISA', 'ISA*', 'ISA*00*x', 'IEA*1*1~', 'UNB+UNOA:1', 'ST*8', '\0\0', 'ISAISAISA*~', 'ISA*'.repeat(500)])(
  '%j holds nothing to accept and says so',
  (text) => {
    const { interchanges, issues } = read(text);
    expect(interchanges.filter((i) => !i.refused)).toEqual([]);
    expect([...issues, ...interchanges.flatMap((i) => i.issues)].length).toBeGreaterThan(0);
  },
);

test('a hostile file takes no longer for being hostile', async () => {
  const texts = [
    'ISA*'.repeat(200_000),
    'ST*852*1~SE*2*1~x~'.repeat(40_000),
    written(BODY).repeat(3000),
    `${written(BODY).slice(0, 107)}GS*`.repeat(5000),
    written(['N1*' + '\n'.repeat(300_000)]),
  ];
  expect(await ownTime(() => texts.forEach(read))).toBeLessThan(8000);
});

test('a zero byte inside a value is seen, and makes no other number of what stands around it', () => {
  const i = only(written(['LIN*1*UP*0123\u000045', 'ZA*OH*2\u00004*EA'], {}, '00000\u000007'));
  expect(i.control).toBe('00000\ufffd07');
  expect(segmentsIn(i).flat()).toEqual(expect.arrayContaining(['0123\ufffd45', '2\ufffd4']));
  expect(JSON.stringify([i.issues, segmentsIn(i)])).not.toContain('\\u0000');
});
