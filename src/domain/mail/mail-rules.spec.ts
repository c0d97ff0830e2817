import { automaticOf, leftOutAs, type MailHead } from './mail-head';
import { decideMail, mailRules } from './mail-rules';

const head = (more: Partial<MailHead> = {}): MailHead => ({
  folder: 'INBOX',
  from: ['lager@nord.example'],
  subject: 'Bestand KW 47',
  messageId: '<1@nord.example>',
  automatic: null,
  parts: [{ name: 'KW47.xlsx', type: 'application/octet-stream', fate: 'data' }],
  ...more,
});
const RULES = mailRules.parse([
  { skip: { from: '@newsletter.example' } },
  { take: { attachment: ['*.xlsx', '*.csv'] } },
  { skip: { subject: ['*urlaub*', 'out of office*'], folder: 'INBOX' } },
  { skip: {} },
]);

test.each<[string, Partial<MailHead>, boolean, string]>([
  ['an attachment that is wanted', {}, true, 'rule 2: take attachment *.xlsx or *.csv'],
  ['in capitals', { parts: [{ name: 'A.XLSX', type: '', fate: 'data' }] }, true, 'rule 2: take attachment *.xlsx or *.csv'],
  ['the first rule decides', { from: ['a@newsletter.example'] }, false, 'rule 1: skip from @newsletter.example'],
  ['a domain that only ends alike', { from: ['a@x-newsletter.example'] }, true, 'rule 2: take attachment *.xlsx or *.csv'],
  ['folder and subject both', { parts: [], subject: 'Im Urlaub' }, false, 'rule 3: skip folder INBOX, subject *urlaub* or out of office*'],
  ['another folder', { parts: [], subject: 'Urlaub', folder: 'Junk' }, false, 'rule 4: skip everything else'],
  ['a logo is no attachment', { parts: [{ name: 'a.xlsx', type: '', fate: 'picture' }] }, false, 'rule 4: skip everything else'],
  ['a bounce, whatever is attached', { automatic: 'bounce' }, false, 'bounce: a notice about the delivery of another mail'],
  ['an automatic reply', { automatic: 'reply', parts: [] }, false, 'auto-reply: nobody wrote it'],
  ['an automatic reply that brings a list', { automatic: 'reply' }, true, 'rule 2: take attachment *.xlsx or *.csv'],
  ['an invitation', { parts: [{ name: 'invite.ics', type: 'text/calendar', fate: 'calendar' }] }, false, 'calendar: an invitation'],
])('%s', (_, more, take, reason) => expect(decideMail(head(more), RULES)).toEqual({ take, reason }));

test('without rules everything is taken, and so is what no rule speaks of', () => {
  expect(decideMail(head(), [])).toEqual({ take: true, reason: 'taken' });
  expect(decideMail(head({ subject: 'x' }), mailRules.parse([{ skip: { subject: 'y' } }]))).toEqual({
    take: true,
    reason: 'no rule speaks of it',
  });
});

test.each([
  ['image/png', 'inline', false, 9, 'picture'],
  ['image/png', undefined, false, 9, 'picture'],
  ['image/png', 'attachment', false, 9, null],
  ['image/png', 'attachment', true, 9, 'picture'],
  ['application/pdf', 'inline', true, 9, null],
  ['application/octet-stream', undefined, true, 9, null],
  ['text/calendar', undefined, false, 9, 'calendar'],
  ['application/pkcs7-signature', 'attachment', false, 9, 'signature'],
  ['message/delivery-status', undefined, false, 9, 'notice'],
  ['text/csv', 'attachment', false, 0, null],
  ['text/plain', undefined, false, 0, 'empty'],
  ['text/csv', 'inline', false, 5, null],
] as const)('%s %s related %s of %i bytes: %s', (type, disposition, related, size, expected) =>
  expect(leftOutAs({ name: '', type, disposition, related, size })).toBe(expected),
);

test.each(['image/png', 'text/calendar', 'application/ics'])('a list by its name is none of what its type %s says', (type) =>
  expect(leftOutAs({ name: 'Bestand KW47.CSV', type, disposition: 'inline', related: true, size: 9 })).toBeNull(),
);

test.each([
  ['multipart/report', 'delivery-status', {}, 'bounce'],
  ['multipart/report', 'feedback-report', {}, 'bounce'],
  ['multipart/report', 'stock', {}, null],
  ['text/plain', undefined, { 'auto-submitted': 'auto-replied (vacation)' }, 'reply'],
  ['text/plain', undefined, { 'auto-submitted': 'auto-generated' }, null],
  ['text/plain', undefined, { precedence: 'auto_reply' }, 'reply'],
  ['text/plain', undefined, { 'x-autoreply': '' }, 'reply'],
  ['text/plain', undefined, { precedence: 'bulk' }, null],
  ['text/plain', undefined, { from: 'MAILER-DAEMON@mx.example (Mail Delivery System)' }, 'bounce'],
  ['multipart/mixed', undefined, { 'x-failed-recipients': 'a@b.example' }, 'bounce'],
  ['text/plain', undefined, { from: 'postmaster@x.example', 'return-path': '<>' }, 'bounce'],
  ['text/plain', undefined, { from: 'postmaster@x.example', subject: 'Unzustellbar: Bestand' }, 'bounce'],
  ['multipart/mixed', undefined, { from: 'postmaster@x.example', subject: 'Bestand KW 47' }, null],
  ['text/plain', undefined, { 'auto-submitted': 'auto-generated', subject: 'Automatische Antwort: Bestand' }, 'reply'],
  ['text/plain', undefined, { subject: 'Automatische Antwort: Bestand' }, null],
] as const)('%s %s %j: %s', (type, report, headers, expected) =>
  expect(automaticOf(type, report, (n) => (headers as Record<string, string>)[n])).toBe(expected),
);

test.each([[{ take: { form: 'x' } }], [{ take: {}, skip: {} }], [{ take: { from: '' } }], [{}]])('%j is no rule', (rule) =>
  expect(mailRules.safeParse([rule]).success).toBe(false),
);
