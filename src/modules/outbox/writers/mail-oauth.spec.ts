import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { useDatabase } from '../../../../test/support/database';
import { authorizationServer, SECRET } from '../../../../test/support/oauth';
import { smtpReceiver } from '../../../../test/support/receivers';
import { settingsOf } from '../../../../test/support/settings';
import { loadConfig } from '../../../platform/config';
import { createLogger } from '../../../platform/logger';
import type { Outcome } from '../message';
import { openWriters } from '.';

// A real mail server that takes tokens only, and a real authorization server that gives them.
const { db } = useDatabase();
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'mail-oauth-'));
let as: Awaited<ReturnType<typeof authorizationServer>>;
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
beforeAll(async () => {
  as = await authorizationServer();
  smtp = await smtpReceiver({ isHolder: (user, token) => as.state.access.has(token) && user === 'vmi@acme.example' });
});
afterAll(async () => {
  await Promise.all([as.close(), smtp.close()]);
  fs.rmSync(home, { recursive: true });
});

const mail = (more: object): object => ({
  mail: { host: '127.0.0.1', port: smtp.port, tls: 'if_offered', user: 'vmi@acme.example', from: 'vmi@acme.example', ...more },
});
const writer = (sections: object) => {
  const settings = settingsOf(sections);
  const config = { ...loadConfig({ CROSSCOUNT_HOME: home }), settings };
  const [mailer] = openWriters(settings, { db: db(), config, log: createLogger('silent') });
  return (): Promise<Outcome> => {
    const payload = { from: 'vmi@acme.example', to: 'jonas@acme.example', subject: 's', text: 't' };
    const row = { id: '01975b9e-0000-7000-8000-000000000002', kind: 'mail', target: 'jonas@acme.example', payload, about: {}, attempts: 1, lease: '', closed: null } as const; // prettier-ignore
    return mailer!.write(row, new Date().toISOString());
  };
};
const client = { flow: 'client_credentials', client_secret: SECRET };

test('mails are sent by a token; one that is taken back is renewed for the next try', async () => {
  const send = writer(mail({ auth: as.auth(client) }));
  expect(await send()).toMatchObject({ outcome: 'sent' });
  expect(await send()).toMatchObject({ outcome: 'sent' });
  expect(as.tokens()).toHaveLength(1);
  as.state.access.clear();
  const failed = await send();
  expect(failed).toMatchObject({ outcome: 'failed', detail: expect.stringMatching(/wrong password/) as string });
  expect(JSON.stringify(failed)).not.toContain(SECRET);
  expect(await send()).toMatchObject({ outcome: 'sent' });
  expect(smtp.got).toHaveLength(3);
});

test('by the sign-in of a mailbox: one token for both', async () => {
  as.asked.length = 0;
  const channels = [{ kind: 'imap', name: 'vmi', host: '127.0.0.1', user: 'vmi@acme.example', auth: as.auth(client) }];
  expect(await writer({ channels, ...mail({ sign_in: 'vmi' }) })()).toMatchObject({ outcome: 'sent' });
  const { rows } = await db().pool.query('select name from sign_in order by name');
  expect(rows).toEqual([{ name: 'imap vmi' }, { name: 'mail' }]);
});

test('a sign-in that is refused says what to do, and is no fault of the recipient', async () => {
  as.state.refuse = () => ({ status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000222: expired' } });
  const channels = [{ kind: 'imap', name: 'other', host: '127.0.0.1', user: 'vmi@acme.example', auth: as.auth(client) }];
  expect(await writer({ channels, ...mail({ sign_in: 'other' }) })()).toMatchObject({
    outcome: 'failed',
    detail: expect.stringMatching(/AADSTS7000222: expired: The client secret has expired: make a new one/) as string,
  });
});

test.each([
  ['a mailbox that there is not', () => mail({ sign_in: 'vmj' }), /mail\.sign_in: no mailbox vmj is signed in to by oauth2/],
  ['a password beside it', () => mail({ sign_in: 'vmi', password: 'x' }), /expected one of password, auth and sign_in/],
  ['nobody named', () => mail({ auth: as.auth(client), user: undefined }), /user and password \(or auth, or sign_in\) belong together/],
])('%s: told at the start', (_, sections, words) => {
  expect(() => writer(sections())).toThrow(words);
});
