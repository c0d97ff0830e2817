import net from 'node:net';
import { useCommands } from '../support/commands';
import { freePort } from '../../src/platform/free-port';
import { startImap, type TestImap } from '../support/imap';
import { mailOf } from '../support/mails';
import { smtpReceiver } from '../support/receivers';
import { HERE } from '../support/settings';
import { startSftp } from '../support/sftp';
import { makeKey, type TestSftp } from '../support/ssh-keys';

// A real mailbox (Dovecot where there is one), a real server of SFTP (OpenSSH where there is one) and a real SMTP server; what doctor says is what a person has to go by.
const { file, withEnv } = useCommands();
let imap: TestImap;
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let sftp: TestSftp;
beforeAll(async () => {
  [imap, smtp, sftp] = await Promise.all([startImap(), smtpReceiver({ users: { vmi: 'right' } }), startSftp()]);
  await imap.append(mailOf({}));
});
afterAll(() => Promise.all([imap.stop(), smtp.close(), sftp.stop()]));

async function doctor(settings: object): Promise<{ code: number; says: (what: string) => { state: string; says: string } | undefined }> {
  const path = file(`settings-${Math.random()}.yaml`, JSON.stringify({ ...HERE, ...settings }));
  const ran = await withEnv({ CROSSCOUNT_SETTINGS: path }, 'doctor', '--json');
  const { findings } = ran.json as { findings: { what: string; state: string; says: string }[] };
  return { code: ran.code, says: (what) => findings.find((f) => f.what === what) };
}
const OTHER = makeKey().fingerprint;
const mailbox = (more: object): object => ({
  channels: [{ kind: 'imap', name: 'vmi', host: '127.0.0.1', port: imap.port, tls: 'none', user: imap.user, password: imap.pass, ...more }],
});
const outgoing = (more: object): object => ({
  mail: { host: '127.0.0.1', port: smtp.port, tls: 'if_offered', user: 'vmi', password: 'right', from: 'vmi@acme.example', ...more },
});

const remote = (more: object): object => ({
  kind: 'sftp',
  name: 'nord',
  host: '127.0.0.1',
  port: sftp.port,
  ...sftp.signIn,
  host_keys: sftp.hostKeys,
  folder: sftp.path,
  ...more,
});

test('a name in the alerts that nobody bears', async () => {
  const alerts = { to: ['rest@acme.example'], routes: [{ suppliers: ['NORD'], people: ['Mia Nobody'] }] };
  const { says } = await doctor({ ...outgoing({}), alerts });
  expect(says('alerts')).toMatchObject({ state: 'warn', says: expect.stringContaining('nobody who can be told is called Mia Nobody') });
});

test('a server of SFTP, from which files come and to which they go', async () => {
  const { code, says } = await doctor({ channels: [remote({ after: 'delete' })], files: [remote({ name: 'erp' })] });
  expect(says('sftp nord: server')).toEqual({
    what: 'sftp nord: server',
    state: 'ok',
    says: `signed in as ${sftp.signIn.username}; ${sftp.path} holds 0 files and 0 folders; what was taken is deleted there`,
  });
  expect(says('files erp')).toMatchObject({ state: 'ok', says: `signed in as ${sftp.signIn.username}; ${sftp.path} can be listed` });
  expect(code).toBe(0);
});

test('a mailbox and a mail server that answer: signed in, with the folders that are there', async () => {
  const { code, says } = await doctor({ ...mailbox({ after: { move: 'Done' } }), ...outgoing({}) });
  expect(says('imap vmi: server')).toEqual({
    what: 'imap vmi: server',
    state: 'ok',
    says: 'signed in as edi; INBOX holds 1; junk: Junk; what was taken goes to Done, which will be made',
  });
  expect(says('mail: server')).toMatchObject({
    state: 'ok',
    says: '127.0.0.1 takes our mails, signed in as vmi; they are from vmi@acme.example',
  });
  expect(code).toBe(0);
  expect(smtp.got).toEqual([]);
  expect(await imap.person(async (c) => (await c.list()).map((f) => f.path))).not.toContain('Done');
});

test.each([
  ['a password that is refused', () => mailbox({ password: 'wrong' }), 'imap vmi: server', /^sign-in: .*check `user` and the variable/],
  [
    'a folder that is not there',
    () => mailbox({ folders: ['INBOX', 'Lieferanten'] }),
    'imap vmi: server',
    /no such folder: Lieferanten; the server has .*INBOX.*check `folders`/,
  ],
  ['a port on which nobody listens', () => mailbox({ port: 1 }), 'imap vmi: server', /ECONNREFUSED.*Nothing listens there; check `port`/],
  ['a mail server that refuses the password', () => outgoing({ password: 'wrong' }), 'mail: server', /wrong password.*check `user`/],
  ['a mail server without TLS', () => outgoing({ tls: 'required' }), 'mail: server', /STARTTLS.*offers no TLS/],
  [
    'a server on the own network that is not allowed',
    () => ({ ...outgoing({}), outgoing: {} }),
    'mail: server',
    /127\.0\.0\.1 is this machine: allow it in gateway\.yaml.*its settings name the host/,
  ],
  [
    'a server of SFTP with another key',
    () => ({ channels: [remote({ host_keys: OTHER })] }),
    'sftp nord: server',
    new RegExp(`host key: the server shows .* and ${OTHER.replace(/[+/]/g, '\\$&')} is expected.*Ask the operator`),
  ],
  [
    'a folder that is not on the server',
    () => ({ channels: [remote({ folder: '/no/such' })] }),
    'sftp nord: server',
    /No such file.*check `folder`/i,
  ],
  ['files for a folder that is not there', () => ({ files: [{ kind: 'folder', name: 'erp', folder: '/no/such' }] }), 'files erp', /ENOENT/],
  ['a mail server that is away', () => outgoing({ port: 1 }), 'mail: server', /ECONNREFUSED.*Nothing listens there/],
])('%s: told with what to do, exit 1', async (_, settings, what, words) => {
  const { code, says } = await doctor(settings());
  expect(says(what)).toMatchObject({ state: 'fail', says: expect.stringMatching(words) as string });
  expect(code).toBe(1);
});

test('the port of an inlet: free, or taken by another program', async () => {
  const port = await freePort();
  const inlet = { channels: [{ kind: 'smtp-inlet', name: 'in', port, recipients: ['vmi@buyer.example'] }] };
  expect((await doctor(inlet)).says('smtp-inlet in: server')).toMatchObject({
    state: 'ok',
    says: `port ${port} of 127.0.0.1 is free for it`,
  });
  const other = net.createServer((s) => s.on('error', () => undefined).end('hello\r\n')).listen(port, '127.0.0.1');
  try {
    expect((await doctor(inlet)).says('smtp-inlet in: server')).toMatchObject({
      state: 'fail',
      says: expect.stringMatching(/^another program listens on port \d+.*choose another `port`/) as string,
    });
  } finally {
    await new Promise((resolve) => other.close(resolve));
  }
});
