import { describeEdi } from './edi-structure';
import { describeEdifact, looksLikeEdifact, readEdifact } from './edifact';

const read = (text: string): ReturnType<typeof readEdifact> => readEdifact(Buffer.from(text, 'utf8'));
const BODY = "UNH+1+INVRPT:D:96A:UN'BGM+35+A?'1+9'LIN+1++PROD?+1:VN'QTY+145:850'UNT+5+1'";
const FILE = `UNB+UNOC:3+ACME?:NORTH:14+BUYER:ZZ+261123:0600+4711++++++1'${BODY}UNZ+1+4711'`;

test('the header says who, when and what, and that it is not read', () => {
  const { interchanges, issues } = read(FILE);
  expect(issues).toEqual([]);
  expect(interchanges).toMatchObject([
    { sender: '14:ACME:NORTH', receiver: 'ZZ:BUYER', control: '4711', usage: 'T', version: 'UNOC:3', date: '2026-11-23', time: '06:00' },
  ]);
  expect(interchanges[0]!.messages).toMatchObject([{ type: 'INVRPT', directory: 'D.96A', control: '1', first: 2 }]);
  expect(interchanges[0]!.issues).toMatchObject([{ code: 'edifact.not-read-yet', severity: 'error', place: { number: 1, tag: 'UNB' } }]);
  expect(FILE.slice(...interchanges[0]!.messages[0]!.bytes)).toBe(BODY);
});

test.each([
  ['the defaults', "UNA:+.? '", (t: string) => t],
  [
    'others by UNA',
    'UNA=*.\\ ~',
    (t: string) => t.replaceAll(':', '=').replaceAll('+', '*').replaceAll('?', '\\').replace(/'/g, '~').replaceAll('\\~', "\\'"),
  ],
  ['a UNA of five', "UNA:+.?'\n", (t: string) => t],
  ['line breaks', "\uFEFFUNA:+.? '\r\n", (t: string) => t.replace(/(?<!\?)'/g, "'\r\n")],
])('%s', (_, una, change) => {
  const [i] = read(una + change(FILE)).interchanges;
  expect(i).toMatchObject({ receiver: 'ZZ:BUYER', control: '4711', messages: [{ type: 'INVRPT' }] });
  expect(i!.issues.map((x) => x.code)).toEqual(['edifact.not-read-yet']);
});

test.each([
  ['wrong count', FILE.replace('UNT+5', 'UNT+6'), 'edifact.control-count'],
  ['another UNT', FILE.replace('UNT+5+1', 'UNT+5+2'), 'edifact.control-number'],
  ['another UNZ', FILE.replace('UNZ+1+4711', 'UNZ+1+4712'), 'edifact.control-number'],
  ['no UNZ', FILE.replace("UNZ+1+4711'", ''), 'edifact.truncated'],
  ['no UNT', FILE.replace("UNT+5+1'", ''), 'edifact.truncated'],
])('%s is told besides', (_, text, code) =>
  expect(read(text).interchanges[0]!.issues.map((i) => i.code)).toEqual([code, 'edifact.not-read-yet']),
);

test('several in a file, each by its own characters; messages may come without one', () => {
  const text = `UNA:+.? '${FILE}\nUNA=*.? ~${FILE.replaceAll(':', '=')
    .replaceAll('+', '*')
    .replace(/(?<!\?)'/g, '~')
    .replace('4711', '4712')
    .replace('4711', '4712')}`;
  expect(read(text).interchanges.map((i) => [i.control, i.messages.length])).toEqual([
    ['4711', 1],
    ['4712', 1],
  ]);
  expect(read(BODY).interchanges).toMatchObject([{ bare: true, sender: '', messages: [{ type: 'INVRPT' }] }]);
});

test('cut anywhere it neither throws nor is silent', () => {
  for (let n = 0; n < FILE.length; n++) {
    const { interchanges, issues } = read(FILE.slice(0, n));
    expect([...issues, ...interchanges.flatMap((i) => i.issues)].some((i) => i.severity === 'error')).toBe(true);
    describeEdi(Buffer.from(FILE.slice(0, n)));
  }
});

test('it is known by its first characters', () => {
  expect(["UNA:+.? 'UNB", ' \nUNB+UNOA', 'UNH+1+'].map(looksLikeEdifact)).toEqual([true, true, true]);
  expect(['UNBELIEVABLE', 'ISA*00', ''].map(looksLikeEdifact)).toEqual([false, false, false]);
  expect(describeEdifact(Buffer.from(FILE))).toMatchObject({ sender: '14:ACME:NORTH', control: '4711', messages: ['INVRPT'] });
});
