import { adviceFor } from '../../src/modules/channels/advice';
import { Dialer } from '../../src/platform/dialer/dialer';
import { connect, hostKeysOf } from '../../src/platform/sftp/connect';
import { SftpAccess } from '../../src/platform/sftp/access';
import type { SftpServer } from '../../src/platform/sftp/settings';
import { titleOf } from '../security/hostile';
import { type PlayedSftp, startPlayed } from '../support/played-sftp';
import { makeKey, type ServerKey } from '../support/ssh-keys';
import { sftpSettings } from '../../src/modules/channels/sftp/settings';

const dialer = new Dialer(['127.0.0.1']);
const [ed, other, rsa, ecdsa] = [makeKey('ed25519'), makeKey('ed25519'), makeKey('rsa'), makeKey('ecdsa')];
const started: PlayedSftp[] = [];
afterEach(async () => {
  for (const s of started.splice(0)) await s.stop();
});
async function played(keys: readonly ServerKey[], algorithms?: object): Promise<PlayedSftp> {
  const server = await startPlayed({ keys, ...(algorithms ? { algorithms } : {}) });
  started.push(server);
  return server;
}
const to = (server: PlayedSftp, host_keys: readonly string[]): SftpServer => ({
  host: '127.0.0.1',
  port: server.port,
  ...server.signIn,
  host_keys: [...host_keys],
  timeout_seconds: 2,
});
const given = { kind: 'sftp', name: 't', host: 'sftp.example.com', username: 'u', password: 'p', folder: '/' };

describe(titleOf('host keys'), () => {
  test.each<[string, readonly ServerKey[], readonly string[]]>([
    ['another key of the same kind', [other], [ed.fingerprint]],
    ['a key of another kind alone', [rsa], [ed.fingerprint]],
    ['several keys, and none of them is ours', [other, rsa, ecdsa], [ed.fingerprint]],
    ['one digit of the fingerprint is another', [ed], [ed.fingerprint.replace(/:./, (c) => (c === ':A' ? ':B' : ':A'))]],
    ['it is written in other letters', [ed], [`SHA256:${swapped(ed.fingerprint.slice(7))}`]],
    [
      'the kind of it is ours, the key is the one of somebody in between',
      [makeKey('rsa'), makeKey('ecdsa')],
      [rsa.fingerprint, ecdsa.fingerprint],
    ],
  ])('%s', async (_, keys, expected) => {
    const server = await played(keys);
    const refused: Error = await connect(to(server, expected), dialer).then(
      () => new Error('it signed in'),
      (error: Error) => error,
    );
    expect(refused).toMatchObject({ code: 'EHOSTKEY' });
    for (const k of [...keys.map((key) => key.fingerprint), ...expected]) expect(refused.message).toContain(k); // both sides, to be compared
    expect(refused.message).not.toContain(server.signIn.password);
    expect(adviceFor(refused)).toMatch(/^Ask the operator/);
    expect(server.attempts).toEqual([]); // not even the name of the user
  });

  test.each([
    ['it proves its key by SHA-1 only', [rsa], { serverHostKey: ['ssh-rsa'] }, 'no matching host key format'],
    ['it exchanges keys by SHA-1 only', [ed], { kex: ['diffie-hellman-group14-sha1'] }, 'no matching key exchange'],
    ['it encrypts by CBC only', [ed], { cipher: ['aes256-cbc'] }, 'no matching C->S cipher'],
  ] as const)('%s', async (_, keys, algorithms, why) => {
    const server = await played(keys, algorithms);
    const refused: Error = await connect(to(server, [keys[0]!.fingerprint]), dialer).then(
      () => new Error('it signed in'),
      (error: Error) => error,
    );
    expect(refused.message).toContain(why);
    expect(adviceFor(refused)).toMatch(/no longer safe/);
    expect(server.attempts).toEqual([]);
  });

  test('the key changes between two connections', async () => {
    const server = await played([ed]);
    const access = new SftpAccess(to(server, [ed.fingerprint]), dialer);
    (await access.open()).close();
    expect(server.attempts).toEqual(['none', `password ${server.signIn.password}`]);
    server.keys = [other];
    await expect(access.open()).rejects.toMatchObject({ code: 'EHOSTKEY' });
    expect(server.attempts).toHaveLength(2);
    const before = server.connections;
    await expect(access.open()).rejects.toThrow(/expected; it was told no user and no password \(next try in \d+ s\)$/);
    expect(server.connections).toBe(before); // stopped: it does not knock again at once
  });

  test.each([
    ['no key', {}],
    ['an empty list', { host_keys: [] }],
    ['an empty text', { host_keys: '' }],
    ['a fingerprint of MD5', { host_keys: 'MD5:16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48' }],
    ['a fingerprint that was cut', { host_keys: ['SHA256:abc'] }],
    ['anything at all', { host_keys: ['*'] }],
  ])('the settings say %s, and the start is stopped', (_, more) => {
    const read = sftpSettings.safeParse({ ...given, ...more });
    expect(read.error?.issues.map((i) => i.path[0])).toEqual(['host_keys']);
  });
});

describe('let in', () => {
  test.each<[string, readonly ServerKey[], readonly string[]]>([
    ['the only key', [ed], [ed.fingerprint]],
    ['the second of two that are written down, while the server changes its key', [other], [ed.fingerprint, other.fingerprint]],
    ['a key that the server would not show first', [ed, rsa], [rsa.fingerprint]],
    ['the last that it has', [ed, ecdsa, rsa], [rsa.fingerprint]],
  ])('%s', async (_, keys, expected) => {
    const server = await played(keys);
    (await connect(to(server, expected), dialer)).end();
    expect(server.attempts).toEqual(['none', `password ${server.signIn.password}`]);
  });
});

test('all keys of a server are shown to a person who compares them, and nobody signs in', async () => {
  const server = await played([ed, rsa, ecdsa]);
  expect(await hostKeysOf('127.0.0.1', server.port, dialer)).toEqual([
    { type: 'ssh-ed25519', fingerprint: ed.fingerprint },
    { type: 'ecdsa-sha2-nistp256', fingerprint: ecdsa.fingerprint },
    { type: 'ssh-rsa', fingerprint: rsa.fingerprint },
  ]);
  expect(server.attempts).toEqual([]);
});

function swapped(text: string): string {
  return [...text].map((c) => (c === c.toUpperCase() ? c.toLowerCase() : c.toUpperCase())).join('');
}
