import { AUTOMATIC_MAILS, headOf } from '../../../../test/support/automatic-mails';
import { LIMITS_OF_REPLIES, mayReply, type MayReply } from './may-reply';

const HUMAN =
  'From: K. Lind <k.lind@nord.example>\r\nTo: vmi@buyer.example\r\nSubject: Bestand KW46\r\nMessage-ID: <1@nord.example>\r\nAuto-Submitted: no\r\nPrecedence: first-class\r\nContent-Type: text/plain';
const NONE = { document: 0, hour: 0, day: 0, all: 0 };
const asked = (m: Partial<MayReply>): MayReply => ({
  ...{ head: HUMAN, subject: 'Bestand KW46', from: 'k.lind@nord.example', calendar: false, own: ['vmi@buyer.example'] },
  ...{ known: true, vouched: true, answered: false, left: NONE, ...m },
});

test('a mail that a person wrote is answered', () => expect(mayReply(asked({}))).toBeNull());

test('there are at least 25 automatic mails, and eight languages among those who are away', () => {
  expect(AUTOMATIC_MAILS.length).toBeGreaterThanOrEqual(25);
  expect(AUTOMATIC_MAILS.filter((m) => m.why === 'absent').length).toBeGreaterThanOrEqual(8);
});

test.each(AUTOMATIC_MAILS.map((m) => [m.called, m] as const))('no answer to %s', (_, m) => {
  expect(mayReply(asked(headOf(m)))?.why).toBe(m.why);
});

test.each<[string, Partial<MayReply>, string]>([
  ['an own address', { from: 'vmi@buyer.example' }, 'own'],
  ['what has been here before', { head: `X-Loop: <VMI@buyer.example>\r\n${HUMAN}` }, 'own'],
  ['the null return path that the channel has heard', { envelopeFrom: '' }, 'bounce'],
  ['an unknown sender', { known: false }, 'unknown'],
  ['a sender for whom nobody vouches', { vouched: false }, 'not-vouched'],
  ['what was answered before', { answered: true }, 'answered'],
  ['a document that was answered before', { left: { ...NONE, document: LIMITS_OF_REPLIES.document } }, 'answered'],
  ['the seventh of an hour', { left: { ...NONE, hour: 6 } }, 'too-many'],
  ['the twenty-first of a day', { left: { ...NONE, day: 20 } }, 'too-many'],
  ['the two hundred and first to anybody', { left: { ...NONE, all: 200 } }, 'too-many'],
])('no answer to %s', (_, m, why) => expect(mayReply(asked(m))?.why).toBe(why));

test.each<Partial<MayReply>>([
  { left: { document: 0, hour: 5, day: 19, all: 199 } },
  { head: `X-Loop: somebody@else.example\r\n${HUMAN}` },
  { head: `X-Auto-Response-Suppress: DR, OOF\r\n${HUMAN}` },
  { subject: 'Re: Abgang und Bestand KW46' },
  { subject: 'Absender Lager Nord: Bestand' },
  { from: 'norbert.nobel@nord.example' },
  { envelopeFrom: 'k.lind@nord.example' },
])('%j is answered', (m) => expect(mayReply(asked(m))).toBeNull());

test('the first that says no is the one that is told', () => {
  expect(mayReply(asked({ from: 'vmi@buyer.example', known: false, vouched: false, left: { ...NONE, all: 200 } }))?.why).toBe('own');
  expect(mayReply(asked({ known: false, vouched: false, answered: true }))?.why).toBe('unknown');
});
