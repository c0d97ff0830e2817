import fc from 'fast-check';
import { describeEdi } from './edi-structure';
import { type EdifactFile, type EdifactInterchange, looksLikeEdifact, readEdifact } from './edifact';

const read = (text: string, encoding: BufferEncoding = 'utf8'): EdifactFile => readEdifact(Buffer.from(text, encoding));
const only = (text: string): EdifactInterchange => {
  const { interchanges } = read(text);
  expect(interchanges).toHaveLength(1);
  return interchanges[0]!;
};
const told = (i: EdifactInterchange): string[] =>
  i.issues.map((x) => `${x.severity} ${x.code} ${x.place?.in === 'segment' ? `${x.place.number} ${x.place.tag}` : ''}`.trim());
const segmentsIn = (i: EdifactInterchange): string[][] =>
  i.messages.flatMap((m) => [...m.segments()].flat().map((s) => [s.tag, s.at(1), s.at(1, 2), s.at(2), s.at(3), s.at(3, 2)]));

const BODY = "BGM+35+A?'1+9'LIN+1++PROD?+1:VN'QTY+145:850'";
const MESSAGE = `UNH+1+INVRPT:D:96A:UN:EAN004'${BODY}UNT+5+1'`;
const FILE = `UNB+UNOC:3+ACME?:NORTH:14+BUYER:ZZ+261123:0600+4711++++++1'${MESSAGE}UNZ+1+4711'`;
const by = (text: string, [component, element, , release, , segment]: string): string =>
  text.replace(/\?(.)|[:+']/g, (c, data?: string) =>
    data === undefined
      ? c === ':'
        ? component!
        : c === '+'
          ? element!
          : segment!
      : [component, element, release, segment].includes(data)
        ? release! + data
        : data,
  );

test('the envelope says who, when, and under which reference', () => {
  expect(read(FILE).issues).toEqual([]);
  const i = only(FILE);
  expect(i).toMatchObject({ sender: '14:ACME:NORTH', receiver: 'ZZ:BUYER', control: '4711', usage: 'T', version: 'UNOC:3' });
  expect(i).toMatchObject({ date: '2026-11-23', time: '06:00', refused: false, issues: [], bytes: [0, FILE.length] });
  expect(i.messages).toMatchObject([{ type: 'INVRPT', directory: 'D.96A', association: 'EAN004', control: '1', first: 2, repeats: false }]);
  expect(FILE.slice(...i.messages[0]!.bytes)).toBe(MESSAGE);
  expect(FILE.slice(...i.messages[0]!.body)).toBe(BODY);
});

test('what is released is data, and a component that is not there is blank', () => {
  const [, bgm, lin, qty] = [...only(FILE).messages[0]!.segments()].flat();
  expect([bgm!.at(2), lin!.at(3), lin!.at(3, 2), lin!.at(2), lin!.at(9), lin!.at(3, 5), qty!.at(1, 2)]).toEqual([
    "A'1",
    'PROD+1',
    'VN',
    '',
    '',
    '',
    '850',
  ]);
  expect(bgm!.elements).toEqual(['BGM', '35', "A?'1", '9']);
  expect(only(FILE.replace("A?'1", "A???'1??")).messages[0]!.segments).toBeDefined();
  expect([...only(FILE.replace("A?'1", "A???'1??")).messages[0]!.segments()].flat()[1]!.at(2)).toBe("A?'1?");
});

test.each([
  ['the defaults', "UNA:+.? '", FILE],
  ['others by UNA', 'UNA=*.\\ ~', by(FILE, '=*.\\ ~')],
  ['a UNA of five', "UNA:+.?'\n", FILE],
  ['line breaks', "\uFEFFUNA:+.? '\r\n", FILE.replace(/(?<!\?)'/g, "'\r\n")],
  ['lines of twenty characters', "UNA:+.? '\n", FILE.replace(/[^]{20}/g, '$&\r\n')],
  ['control characters', '', by(FILE, '\x1f\x1d. .\x1c')],
  ['a line for each segment', '', FILE.replace("A?'1", 'A1').replace(/'/g, '\n')],
  ['a line for each, ended as on Windows', '', FILE.replace("A?'1", 'A1').replace(/'/g, '\r\n')],
])('%s', (name, una, file) => {
  const i = only(una + file);
  expect(told(i)).toEqual([]);
  expect(i).toMatchObject({ receiver: 'ZZ:BUYER', control: '4711', refused: false });
  const plain = name.includes('line for each') ? FILE.replace("A?'1", 'A1') : FILE;
  expect(segmentsIn(i)).toEqual(segmentsIn(only(plain)));
});

test.each([
  ['wrong count', FILE.replace('UNT+5', 'UNT+6'), 'warning edifact.control-count 6 UNT'],
  ['leading zeros are no difference', FILE.replace('UNT+5', 'UNT+005'), undefined],
  ['another reference', FILE.replace('UNT+5+1', 'UNT+5+2'), 'warning edifact.control-number 6 UNT'],
  ['another UNZ', FILE.replace('UNZ+1+4711', 'UNZ+1+4712'), 'warning edifact.control-number 7 UNZ'],
  ['UNZ counts wrong', FILE.replace('UNZ+1', 'UNZ+2'), 'warning edifact.control-count 7 UNZ'],
  ['no last terminator', FILE.slice(0, -1), 'warning edifact.no-final-terminator 7 UNZ'],
  ['a lost letter', FILE.replace('PROD', 'PR\uFFFDD'), 'warning edifact.lost-character'],
  ['something between the messages', FILE.replace('UNZ', "XXX+1'UNZ"), 'warning edifact.stray-segment 7 XXX'],
  ['the same message twice', FILE.replace(MESSAGE, MESSAGE + MESSAGE).replace('UNZ+1', 'UNZ+2'), 'warning edifact.repeated-message 7 UNH'],
  [
    'two messages of one reference',
    FILE.replace(MESSAGE, MESSAGE + MESSAGE.replace('850', '851')).replace('UNZ+1', 'UNZ+2'),
    'warning edifact.control-number 7 UNH',
  ],
])('%s: read, and told', (_, text, issue) => {
  const i = only(text);
  expect([i.refused, told(i)]).toEqual([false, issue === undefined ? [] : [issue]]);
});

test.each([
  ['no UNZ', FILE.replace("UNZ+1+4711'", ''), 'error edifact.truncated 6 UNT'],
  ['no UNT', FILE.replace("UNT+5+1'", ''), 'error edifact.truncated 6 UNZ'],
  ['no UNH', FILE.replace(/UNH[^']*'/, '').replace(BODY, ''), 'error edifact.trailer 2 UNT'],
  [
    'an end and a beginning lost between two messages',
    FILE.replace(MESSAGE, `UNH+1+INVRPT:D:96A:UN'${BODY}${BODY}UNT+5+2'`),
    'error edifact.unlike-trailer 9 UNT',
  ],
  ['a terminator lost behind a quantity', FILE.replace("'LIN", "'QTY+145:1LIN"), 'error edifact.fused-segments 4 QTY'],
  ['a terminator lost before a line break', FILE.replace("'QTY", '\nQTY'), 'error edifact.fused-segments 4 LIN'],
  ['a terminator lost, and UNT knows', FILE.replace("'QTY", 'QTY'), 'error edifact.fused-segments 5 UNT'],
  ['a release character at the very end', FILE.replace(/'$/, "?'").replace('4711?', '471?'), 'error edifact.truncated 7 UNZ'],
  ['separators that are letters', `UNAABCDE'${FILE}`, 'error edifact.unreadable-una 1 UNA'],
])('%s: refused whole', (_, text, issue) => {
  const [i] = read(text).interchanges;
  expect(i!.refused).toBe(true);
  expect(told(i!)).toContain(issue);
});

test('cut anywhere, nothing of an interchange is accepted unless all of it is there', () => {
  for (const text of [FILE, `UNA:+.? '\n${FILE.replace(/(?<!\?)'/g, "'\n")}`, FILE.replace("A?'1", 'A1').replace(/'/g, '\n')])
    for (let n = 0; n < text.trimEnd().length - 1; n++) {
      const { interchanges, issues } = read(text.slice(0, n));
      expect([n, interchanges.filter((i) => !i.refused && !i.bare)]).toEqual([n, []]);
      expect([...issues, ...interchanges.flatMap((i) => i.issues)].some((i) => i.severity === 'error')).toBe(true);
    }
});

test('groups hold messages and are counted', () => {
  const group = (ref: string): string =>
    `UNG+INVRPT+A:14+B:14+261123:0600+${ref}+UN+D:96A'${MESSAGE.replace(/\+1\+INV|1'$/g, (x) => x.replace('1', ref))}UNE+1+${ref}'`;
  const text = FILE.replace(MESSAGE, group('7') + group('8')).replace('UNZ+1', 'UNZ+2');
  expect(told(only(text))).toEqual([]);
  expect(only(text).groups).toMatchObject([
    { type: 'INVRPT', sender: '14:A', control: '7', messages: [{ control: '7' }] },
    { control: '8' },
  ]);
  expect(told(only(text.replace("UNE+1+8'", '')))).toContain('error edifact.truncated 15 UNZ');
  expect(told(only(text.replace('UNE+1+8', 'UNE+2+9')))).toEqual([
    'warning edifact.control-count 15 UNE',
    'warning edifact.control-number 15 UNE',
  ]);
});

describe('several in a file', () => {
  const two = by(FILE.replaceAll('4711', '4712'), '=*.? ~');
  test.each([
    ['behind each other', `UNA:+.? '${FILE}UNA=*.? ~${two}`],
    ['on lines', `UNA:+.? '\n${FILE}\n\nUNA=*.? ~\n${two}\n`],
  ])('%s, each by its own characters', (_, text) => {
    const { interchanges, issues } = read(text);
    expect([issues, interchanges.map((i) => [i.control, i.refused, i.messages[0]!.first])]).toEqual([[], [['4711', false, 3], ['4712', false, 11]]]); // prettier-ignore
    expect(segmentsIn(interchanges[1]!)).toEqual(segmentsIn(interchanges[0]!));
  });

  test('one that is cut off does not take the next with it', () => {
    for (let n = 40; n < FILE.length - 1; n++) {
      const { interchanges } = read(`${FILE.slice(0, n)}UNA=*.? ~${two}`);
      expect(interchanges.map((i) => [i.control, i.refused])).toEqual([[expect.anything(), true], ['4712', false]]); // prettier-ignore
    }
  });

  test('messages may come without an envelope', () => {
    const i = only(MESSAGE + MESSAGE.replace('850', '7').replace('+1+INV', '+2+INV').replace('5+1', '5+2'));
    expect(i).toMatchObject({ bare: true, sender: '', refused: false, messages: [{ type: 'INVRPT' }, { control: '2' }] });
    expect(told(i)).toEqual(['warning edifact.no-envelope 1 UNH']);
    expect(only(`${MESSAGE}UNZ+1+4711'`)).toMatchObject({ bare: true, refused: true });
  });

  test('what lies between them is told', () => {
    const { interchanges, issues } = read(`${FILE}-- end of batch --\n${FILE.replaceAll('4711', '4712')}`);
    expect(interchanges.map((i) => i.refused)).toEqual([false, false]);
    expect(issues).toMatchObject([{ code: 'edifact.stray-text', severity: 'warning', place: { in: 'segment', number: 8 } }]);
  });
});

test.each([
  ['UTF-8 under UNOC', 'UNOC', 'Käse', 'utf8', 'Käse'],
  ['Latin-1 under UNOA', 'UNOA', 'Käse', 'latin1', 'Käse'],
  ['one damaged name beside a good one', 'UNOC', 'K\xe4se', 'latin1', 'Käse'],
  ['Cyrillic', 'UNOE', '\xc2\xb0', 'latin1', 'ТА'],
  ['Cyrillic that is UTF-8', 'UNOE', 'ТА', 'utf8', 'ТА'],
  ['Greek', 'UNOF', '\xc1\xe2', 'latin1', 'Αβ'],
  ['Czech', 'UNOD', '\xe8', 'latin1', 'č'],
] as const)('%s', (_, set, sent, encoding, text) => {
  const more = set === 'UNOE' && encoding === 'latin1' ? "'IMD+F++:::\xb0" : '';
  const file = FILE.replace('UNOC', set).replace("'QTY", `'IMD+F++:::${sent}${more}'QTY`);
  const imd = [...read(file, encoding).interchanges[0]!.messages[0]!.segments()].flat().find((s) => s.tag === 'IMD');
  expect(imd!.at(3, 4)).toBe(text);
});

test.each([
  ['3', '*', "UNA:+.?*'"],
  ['4', '', "UNA:+.?*'"],
])('syntax version %s repeats from 4 on only', (version, blank, una) => {
  const i = only(una + FILE.replace('UNOC:3', `UNOC:${version}`).replace('PROD?+1', 'A*B'));
  expect([i.repetition, segmentsIn(i)[2]![4]]).toEqual(blank === '*' ? ['', 'A*B'] : ['*', 'A']);
});

test('joined back, what was read is the file, byte for byte', () => {
  const value = fc.string({ unit: fc.constantFrom('A', 'b', '1', ' ', "?'", '?+', '??', '?:', 'ä', '.'), maxLength: 8 });
  const segment = fc.tuple(
    fc.constantFrom('LIN', 'IMD', 'FTX'),
    fc.array(
      fc.array(value, { maxLength: 3 }).map((c) => c.join(':')),
      { maxLength: 4 },
    ),
  );
  fc.assert(
    fc.property(fc.array(segment, { maxLength: 20 }), fc.constantFrom('', '\n', '\r\n'), (segments, after) => {
      const cut = segments.map(([tag, e]) => [tag, ...e].join('+'));
      const all = ['UNB+UNOC:3+A:14+B:14+261123:0600+1', 'UNH+1+INVRPT:D:96A:UN', ...cut, `UNT+${cut.length + 2}+1`, 'UNZ+1+1'];
      const bytes = Buffer.from(all.map((s) => `${s}'${after}`).join(''));
      const [i] = readEdifact(bytes).interchanges;
      expect([i!.refused, told(i!)]).toEqual([false, []]);
      const back = [...i!.messages[0]!.segments()].flat();
      expect(back.map((s) => bytes.subarray(...s.bytes).toString())).toEqual(all.slice(1, -1));
      expect(back.map((s) => s.elements.join('+'))).toEqual(all.slice(1, -1));
    }),
  );
});

test('any byte changed ends in a verdict, and is seen where it touches the frame', () => {
  const bytes = Buffer.from(`UNA:+.? '\r\n${FILE.replace(/(?<!\?)'/g, "'\r\n")}`);
  for (let at = 0; at < bytes.length; at++)
    for (const put of [0, 10, 39, 43, 58, 63, 65, 0xc3, bytes[at]! ^ 1]) {
      const changed = Buffer.from(bytes);
      changed[at] = put;
      const { interchanges, issues } = readEdifact(changed);
      expect(interchanges.length + issues.length).toBeGreaterThan(0);
      for (const i of interchanges) for (const m of i.messages) for (const s of [...m.segments()].flat()) expect(s.at(1)).toBeDefined();
      describeEdi(changed);
    }
});

test('a hostile file takes no longer for being hostile', () => {
  const started = process.cpuUsage(); // of this process: other work on the machine is not counted
  for (const text of [
    "UNA:+.? '".repeat(10_000),
    'UNB+UNOC:3+'.repeat(10_000),
    FILE.repeat(3000),
    FILE.slice(0, 60).repeat(3000),
    `${FILE.slice(0, 100)}${'?'.repeat(1_000_000)}'`,
    FILE.replace('850', `${'\n'.repeat(500_000)}`),
    MESSAGE.repeat(3000),
    `\xe4${FILE.replace('UNOC', 'UNOE')}`.repeat(2000),
  ])
    read(text, 'latin1');
  expect(process.cpuUsage(started).user / 1000).toBeLessThan(8000);
});

test('it is known by its first characters', () => {
  expect(["UNA:+.? 'UNB", ' \nUNB+UNOA', 'UNH+1+', "NB+UNOB:1+A'\nUNH+1+ORDERS:D"].map(looksLikeEdifact)).toEqual([true, true, true, true]);
  expect(['UNBELIEVABLE', 'ISA*00', '', 'UNB A'].map(looksLikeEdifact)).toEqual([false, false, false, false]);
});

test.each(['UNOC', 'UNOD', 'UNOW'])(
  'a zero byte inside a value is seen, and makes no other number of what stands around it, under %s',
  (syntax) => {
    const i = only(FILE.replaceAll('4711', '4\u0000711').replace('UNOC', syntax).replace('145:850', '145:8\u000050'));
    expect(i.control).toBe('4\ufffd711');
    const qty = [...i.messages[0]!.segments()].flat().find((s) => s.tag === 'QTY')!;
    expect([qty.at(1, 2), qty.elements[1]]).toEqual(['8\ufffd50', '145:8\ufffd50']);
  },
);
