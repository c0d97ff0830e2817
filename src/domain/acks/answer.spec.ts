import type { Issue } from '../canonical/vocabulary';
import { readEdifact } from '../syntax/edifact';
import { readX12 } from '../syntax/x12';
import { answersTo, type Due } from './answer';
import { frameOf } from './frame';
import type { Content } from './content';
import type { Acknowledge } from './how';
import type { Found } from './verdict';

const AT = '2026-11-24T12:34:00.000Z';
const NUMBERS = { interchange: 42, group: 7 };
const SEND: Acknowledge = { groups: '997', ta1: 'asked', contrl: 'asked', content: 'none', leave: 'send' };

interface Written {
  readonly isa?: Readonly<Record<number, string>>;
  readonly sets?: readonly string[];
  readonly by?: string; // element, terminator, component, ISA11
  readonly gs?: string;
  readonly version?: string;
}
const SET = 'ST*852*0001~XQ*H*20261101~LIN**VN*A-1~ZA*QA*12*EA~SE*5*0001~';
/** An interchange as it is sent, by other separators where a case wants them. */
function x12({ isa = {}, sets = [SET], by = '*~>U', gs = 'PD', version = '00401' }: Written = {}): Buffer {
  const fields = [
    '00',
    ' '.repeat(10),
    '00',
    ' '.repeat(10),
    'ZZ',
    'NORD'.padEnd(15),
    '01',
    '123456789'.padEnd(15),
    '261124',
    '0815',
    by[3]!,
    version,
    '000000331',
    '0',
    'P',
    by[2]!,
  ];
  const header = `ISA*${fields.map((f, i) => isa[i + 1] ?? f).join('*')}~`;
  const text = `${header}GS*${gs}*NORDAPP*ACMEAPP*20261124*0815*55*X*${version === '00501' ? '005010' : '004010VICS'}~${sets.join('')}GE*${sets.length}*55~IEA*1*000000331~`;
  return Buffer.from(text.replace(/[*~]/g, (c) => by['*~'.indexOf(c)]!));
}
const at = (number: number, tag: string, element?: number): Issue['place'] => ({
  in: 'segment',
  number,
  tag,
  ...(element === undefined ? {} : { element }),
});
const issue = (code: string, place: Issue['place'], value?: string): Issue => ({ code, severity: 'warning', detail: '', ...(place ? { place } : {}), ...(value === undefined ? {} : { value }) }); // prettier-ignore

function answer(bytes: Buffer, found: Partial<Found> = {}, how: Partial<Acknowledge> = {}): Due[] {
  const edifact = bytes.subarray(0, 2).toString() === 'UN';
  const [i] = edifact ? readEdifact(bytes).interchanges : readX12(bytes).interchanges;
  const whole = {
    refused: i!.refused,
    reused: false,
    rejected: new Set<number>(),
    content: [],
    ...found,
    issues: [...i!.issues, ...(found.issues ?? [])],
  };
  return answersTo(frameOf(i!)!, whole, { ...SEND, ...how });
}
const text = (due: Due | undefined): string => due!.write(NUMBERS, AT).toString('latin1');
const kinds = (all: readonly Due[]): string[] => all.map((d) => `${d.kind} ${d.word}`);

test('a 997 goes back to who sent it, in their version and by their separators, under our own numbers', () => {
  const [due] = answer(x12({ by: '|^:U', isa: { 15: 'T' } }));
  expect(text(due)).toBe(
    [
      'ISA|00|          |00|          |01|123456789      |ZZ|NORD           |261124|1234|U|00401|000000042|0|T|:',
      'GS|FA|ACMEAPP|NORDAPP|20261124|1234|7|X|004010VICS',
      'ST|997|0001', 'AK1|PD|55', 'AK2|852|0001', 'AK5|A', 'AK9|A|1|1|1', 'SE|6|0001', 'GE|1|7', 'IEA|1|000000042', '',
    ].join('^'), // prettier-ignore
  );
});

test('a 999 bears the version of its guide, and says the version of what it answers', () => {
  const [due] = answer(x12({ version: '00501', by: '*~>^' }), { rejected: new Set([0]) }, { groups: '999' });
  expect(text(due)).toContain('*X*005010X231A1~ST*999*0001*005010X231A1~AK1*PD*55*005010~AK2*852*0001~IK5*R*5~AK9*R*1*1*0~');
});

test('TA1: asked for, always, never, and where nothing else could say that it was rejected', () => {
  const plain = x12();
  const asks = x12({ isa: { 14: '1' } });
  expect(kinds(answer(plain))).toEqual(['997 accepted']);
  expect(kinds(answer(asks))).toEqual(['TA1 accepted', '997 accepted']);
  expect(kinds(answer(plain, {}, { ta1: 'always' }))).toEqual(['TA1 accepted', '997 accepted']);
  expect(kinds(answer(asks, {}, { ta1: 'never' }))).toEqual(['997 accepted']);
  expect(kinds(answer(plain, {}, { groups: 'none' }))).toEqual([]);
  const cut = plain.subarray(0, -24);
  expect(kinds(answer(cut))).toEqual(['997 rejected']);
  expect(text(answer(cut)[0])).toContain('AK2*852*0001~AK5*R*5~AK9*R*1*1*0*3~');
  expect(kinds(answer(cut, {}, { groups: 'none' }))).toEqual(['TA1 rejected']);
  expect(kinds(answer(asks.subarray(0, -40)))).toEqual(['TA1 rejected']); // whose groups are not looked at
  expect(text(answer(asks.subarray(0, -40))[0])).toContain('TA1*000000331*261124*0815*R*023~IEA*0*000000042~');
});

test('a number that came before with other content is 025, and its groups are not spoken of', () => {
  const [due, ...more] = answer(x12(), { reused: true });
  expect([due!.word, more]).toEqual(['rejected', []]);
  expect(text(due)).toContain('TA1*000000331*261124*0815*R*025~');
});

test('one set that is rejected blocks no other: in part, and each by its own number', () => {
  const sets = ['0001', '0002', '0003'].map((n) => SET.replaceAll('0001', n));
  const issues = [issue('x12.not-a-date', at(10, 'XQ', 2), '20261301'), issue('x12.unknown-segment', at(16, 'NTE'))];
  const [due] = answer(x12({ sets }), { rejected: new Set([0]), issues });
  expect(due!.word).toBe('partly');
  expect(text(due)).toContain(
    'AK2*852*0001~AK5*R*5~AK2*852*0002~AK3*XQ*3**8~AK4*2**8*20261301~AK5*E*5~AK2*852*0003~AK3*NTE*4**1~AK5*E*5~AK9*P*3*3*2~',
  );
});

test.each(['1*2', '1~2', '1>2', 'ä', 'x'.repeat(100)])('a bad value that no element can hold is left out: %s', (value) => {
  const [due] = answer(x12(), { issues: [issue('x12.not-a-number', at(6, 'ZA', 2), value)] });
  expect(text(due)).toContain('AK3*ZA*4**8~AK4*2**6~AK5*E*5~');
});

test('where their words hold the component separator, another one is taken', () => {
  const [due] = answer(x12({ sets: [SET.replaceAll('0001', '0>01')] }));
  expect(text(due)).toMatch(/\*P\*:~GS.*AK2\*852\*0>01~/);
});

test('segments that end with a zero byte are answered by segments that do', () => {
  const [due] = answer(x12({ by: '*\0>U' }));
  expect(text(due)).toContain('*>\0GS*FA*ACMEAPP*NORDAPP*20261124*1234*7*X*004010VICS\0ST*997*0001\0AK1*PD*55\0');
});

test('an answer is never answered, whatever its group is called', () => {
  const set = 'ST*997*0001~AK1*PD*1~AK9*A*1*1*1~SE*4*0001~';
  for (const gs of ['FA', 'PD']) expect(answer(x12({ sets: [set], gs, isa: { 14: '1' } }), {}, { ta1: 'always' })).toEqual([]);
});

test('ids that cannot be written are an error, and no broken segment', () => {
  expect(() => text(answer(x12({ isa: { 6: 'NÖRD'.padEnd(14) } }))[0])).toThrow('cannot be written in X12');
  expect(() => text(answer(x12({ isa: { 6: 'A-MUCH-TOO-LONG-SENDER' } }))[0])).toThrow('exceeds maximum');
});

const INVRPT = ["UNH+1+INVRPT:D:96A:UN:EAN004'", "BGM+35+X+9'", "DTM+137:20261101:102'", "UNT+4+1'"];
const edifact = ({ una = '', unb = 'UNOA:3', asks = '1', test: t = '', control = 'R1', body = INVRPT.join('') } = {}): Buffer =>
  Buffer.from(`${una}UNB+${unb}+4012345000009:14+ACME:ZZ+261124:0815+${control}++++${asks}++${t}'${body}UNZ+1+${control}'`);

test('a CONTRL where it is asked for, with the ids of the original as they stood there', () => {
  const [due] = answer(edifact({ test: '1' }));
  expect(text(due)).toBe(
    "UNB+UNOA:3+ACME:ZZ+4012345000009:14+261124:1234+42++++++1'UNH+1+CONTRL:2:2:UN:EAN002'UCI+R1+4012345000009:14+ACME:ZZ+7'UNT+3+1'UNZ+1+42'",
  );
  expect(answer(edifact({ asks: '' }))).toEqual([]);
  expect(kinds(answer(edifact({ asks: '' }), {}, { contrl: 'always' }))).toEqual(['CONTRL accepted']);
  expect(answer(edifact(), {}, { contrl: 'never' })).toEqual([]);
});

test.each([
  ['UNOA:2', '96A', 'EAN004', 'CONTRL:2:2:UN:EAN002'],
  ['UNOC:3', '01B', 'EAN010', 'CONTRL:D:3:UN:EAN004'],
  ['UNOC:3', '96A', '', 'CONTRL:D:3:UN'],
  ['UNOC:4', '96A', '', 'CONTRL:4:1:UN'],
])('%s of %s %s is answered in %s', (unb, release, association, is) => {
  const body = INVRPT.join('').replace('96A:UN:EAN004', `${release}:UN${association && `:${association}`}`);
  expect(text(answer(edifact({ unb, body }))[0])).toContain(`UNH+1+${is}'`);
});

test('EDIFACT faults: of the message, of an element, of the whole; a number that came before', () => {
  const rejected = answer(edifact(), { rejected: new Set([0]), issues: [issue('edifact.not-a-date', at(4, 'DTM', 1))] })[0];
  expect([rejected!.word, text(rejected)]).toEqual([
    'rejected',
    expect.stringContaining("UCM+1+INVRPT:D:96A:UN:EAN004+4'UCS+3'UCD+12+2'UNT"),
  ]);
  const count = answer(edifact({ body: INVRPT.join('').replace('UNT+4', 'UNT+5') }))[0];
  expect([count!.word, text(count)]).toEqual(['with_errors', expect.stringContaining("+7'UCM+1+INVRPT:D:96A:UN:EAN004+7+29'")]);
  const cut = answer(edifact().subarray(0, -12))[0];
  expect([cut!.word, text(cut)]).toEqual(['rejected', expect.stringContaining("+4+13'UNT")]);
  expect(text(answer(edifact(), { reused: true })[0])).toContain("+4+26+UNB'UNT");
});

test('what is a service character in their words is released; a una is theirs', () => {
  expect(text(answer(edifact({ control: "R?+1?'?:" }))[0])).toContain("UCI+R?+1?'?:+4012345000009:14");
  const other = edifact().toString().replaceAll('+', '|').replaceAll(':', '*').replaceAll("'", '~');
  expect(text(answer(Buffer.from(`UNA*|.? ~${other}`))[0])).toMatch(/^UNA\*\|\.\? ~UNB\|UNOA\*3\|ACME\*ZZ\|/);
});

test('a CONTRL is never answered', () => {
  const body = "UNH+1+CONTRL:D:3:UN'UCI+7+ACME:ZZ+4012345000009:14+7'UNT+3+1'";
  expect(answer(edifact({ body }), {}, { contrl: 'always' })).toEqual([]);
});

const FAULTS: Content = {
  ...{ message: 0, reference: 'R*1', taken: 'some' },
  faults: [
    { unmatched: true, text: 'the item 4711 is unknown ä*~', segment: 5, tag: 'LIN', element: 3, value: '4711' },
    { unmatched: false, text: 'x'.repeat(100), segment: null, tag: null, element: null, value: 'a*b' },
  ],
};

test('824: only where it was agreed and something is wrong; by its numbers, each fault with its segment', () => {
  expect(kinds(answer(x12(), { content: [FAULTS] }))).toEqual(['997 accepted']);
  expect(kinds(answer(x12(), { content: [{ ...FAULTS, faults: [] }] }, { content: 'faults' }))).toEqual(['997 accepted']);
  const due = answer(x12(), { content: [FAULTS] }, { content: 'faults' });
  expect(kinds(due)).toEqual(['997 accepted', '824 partly']);
  expect(text(due[1])).toContain(
    [
      'GS*AG*ACMEAPP*NORDAPP*20261124*1234*7*X*004010VICS',
      'ST*824*0001', 'BGN*00*42*20261124*1234', 'OTI*TP*TN*0001*****55*0001*852', 'TED*011*the item 4711 is unknown a*LIN*3*3**4711',
      `TED*ZZZ*${'x'.repeat(60)}`, 'SE*6*0001', 'GE*1*7', '',
    ].join('~'),
  ); // prettier-ignore
  const none = answer(x12(), { content: [{ ...FAULTS, reference: 'R1', taken: 'none' }] }, { content: 'faults', groups: 'none' });
  expect([kinds(none), /OTI\*TR\*TN\*R1\*/.test(text(none[0]))]).toEqual([['824 rejected'], true]);
  expect(kinds(answer(x12(), { content: [FAULTS], reused: true }, { content: 'faults' }))).toEqual(['TA1 rejected']);
});

test('APERAK: the interchange, and each fault with its text and its document', () => {
  const due = answer(edifact({ asks: '' }), { content: [FAULTS] }, { content: 'faults' });
  expect(kinds(due)).toEqual(['APERAK partly']);
  expect(text(due[0])).toContain(
    "UNH+1+APERAK:D:96A:UN'BGM+313+42+9'DTM+137:202611241234:203'RFF+ACW:R1'NAD+MS+ACME'NAD+MR+4012345000009'" +
      "ERC+Z01'FTX+AAO+++the item 4711 is unknown a*~:segment 5 LIN?: 4711'RFF+ACW:R*1'ERC+Z02'",
  );
});
