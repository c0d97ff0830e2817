import { smtpReceiver } from '../../../../test/support/receivers';
import { settingsOf } from '../../../../test/support/settings';
import type { MailMessage, Outcome } from '../message';
import { openWriters } from '.';

// That nothing in a mail is a header or a command of its own stands in test/security/injection.ts.
let server: Awaited<ReturnType<typeof smtpReceiver>>;
beforeAll(async () => void (server = await smtpReceiver()));
afterAll(() => server.close());
beforeEach(() => {
  server.got.length = 0;
  server.state.refusal = undefined;
  delete server.state.refuse;
});
const ID = '01975b9e-0000-7000-8000-000000000002';
const message: MailMessage = {
  from: 'vmi@acme.example',
  to: 'jonas@acme.example',
  subject: 'VMI: 2 need you – Nordlüft',
  text: 'Zählung weicht ab\n.\nnach einem Punkt',
  html: '<p>Zählung weicht ab</p>',
};
const write = (more: Partial<MailMessage> = {}, settings: object = {}): Promise<Outcome> => {
  const mail = { host: '127.0.0.1', port: server.port, from: 'vmi@acme.example', ...settings };
  const [writer] = openWriters(settingsOf({ mail }));
  return writer!.write(
    {
      id: ID,
      kind: 'mail',
      target: 'jonas@acme.example',
      payload: { ...message, ...more },
      about: {},
      attempts: 1,
      lease: '',
      closed: null,
    },
    new Date().toISOString(),
  );
};

test('a mail arrives whole, says that a machine wrote it, and is named after its row', async () => {
  expect(await write()).toMatchObject({ outcome: 'sent' });
  const [{ mail, from, to }] = server.got as [(typeof server.got)[0]];
  expect(mail.messageId).toBe(`<${ID}@acme.example>`);
  expect(mail.subject).toBe(message.subject);
  expect(mail.text).toContain('Zählung weicht ab\n.\nnach einem Punkt');
  expect(mail.html).toContain('<p>Zählung weicht ab</p>');
  expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
  expect([from, to]).toEqual(['vmi@acme.example', ['jonas@acme.example']]);
});

test('an answer threads, takes no bounces and carries its file', async () => {
  const attachments = [{ filename: 'KW46 – bitte.csv', contentType: 'text/csv', base64: Buffer.from('a;b').toString('base64') }];
  await write({
    bouncesTo: '',
    inReplyTo: '<k@nord.example>',
    references: ['<a@nord.example>', '<k@nord.example>'],
    headers: { 'Auto-Submitted': 'auto-replied', 'X-Loop': 'vmi@acme.example' },
    attachments,
  });
  const [{ mail, from }] = server.got as [(typeof server.got)[0]];
  expect(from).toBe('');
  expect(mail.inReplyTo).toBe('<k@nord.example>');
  expect(mail.references).toEqual(['<a@nord.example>', '<k@nord.example>']);
  expect(mail.headers.get('auto-submitted')).toBe('auto-replied');
  expect(mail.attachments.map((a) => [a.filename, a.content.toString()])).toEqual([['KW46 – bitte.csv', 'a;b']]);
});

test.each([
  [
    { at: 'RCPT', code: 550 },
    { outcome: 'refused', detail: 'the recipient was refused: 550 refused with 550' },
  ],
  [
    { at: 'RCPT', code: 450 },
    { outcome: 'failed', detail: '450 refused with 450' },
  ],
  [
    { at: 'MAIL', code: 550 },
    { outcome: 'failed', detail: 'the server refused the message, not the recipient: 550 refused with 550' },
  ],
  [
    { at: 'DATA', code: 554 },
    { outcome: 'failed', detail: 'the server refused the message, not the recipient: 554 refused with 554' },
  ],
  [
    { at: 'DATA', code: 451 },
    { outcome: 'failed', detail: '451 refused with 451' },
  ],
] as const)('a refusal %j', async (refusal, outcome) => {
  server.state.refusal = refusal;
  expect(await write()).toEqual(outcome);
});

test('a server that is away is no bounce', async () => {
  const gone = await write({}, { port: 1 });
  expect(gone).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('ECONNREFUSED') });
});

test('a password never travels in clear, and a wrong one is no bounce', async () => {
  const guarded = await smtpReceiver({ users: { vmi: 'right' } });
  const login = { port: guarded.port, user: 'vmi' };
  expect(await write({}, { ...login, password: 'right' })).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('TLS') });
  expect(await write({}, { ...login, password: 'right', tls: 'if_offered' })).toMatchObject({ outcome: 'sent' });
  expect(await write({}, { ...login, password: 'wrong', tls: 'if_offered' })).toMatchObject({
    outcome: 'failed',
    detail: expect.stringContaining('535'),
  });
  await guarded.close();
});
