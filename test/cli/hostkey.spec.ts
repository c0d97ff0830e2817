import { type PlayedSftp, startPlayed } from '../support/played-sftp';
import { HERE } from '../support/settings';
import { makeKey } from '../support/ssh-keys';
import { useCommands } from '../support/commands';

const { file, run, withEnv } = useCommands();
const keys = [makeKey('rsa'), makeKey('ed25519')];
let server: PlayedSftp;
let settings: string;
beforeAll(async () => {
  server = await startPlayed({ keys });
  settings = file('settings.yaml', JSON.stringify(HERE));
});
afterAll(() => server.stop());
const hostkey = (...args: string[]) => withEnv({ CROSSCOUNT_SETTINGS: settings }, 'channels', 'hostkey', ...args);

test('the keys of a server as host_keys takes them, and nobody signs in', async () => {
  const { code, stdout, stderr } = await hostkey(`127.0.0.1:${server.port}`);
  expect(code).toBe(0);
  expect(stdout).toContain(`${keys[1]!.fingerprint}  ssh-ed25519`);
  expect(stdout).toContain(`${keys[0]!.fingerprint}  ssh-rsa`);
  expect(stderr).toContain('ask its operator');
  expect((await hostkey(`127.0.0.1:${server.port}`, '--json')).json).toEqual({
    host: '127.0.0.1',
    port: server.port,
    keys: [
      { type: 'ssh-ed25519', fingerprint: keys[1]!.fingerprint },
      { type: 'ssh-rsa', fingerprint: keys[0]!.fingerprint },
    ],
  });
  expect(server.attempts).toEqual([]);
});

test.each([
  ['127.0.0.1:1', 1, /ECONNREFUSED.*Nothing listens there/],
  ['[::1]:1', 1, /::1 is this machine.*allow it in gateway\.yaml/],
  ['a b', 2, /expected a host, or host:port/],
  ['host:99999', 2, /expected a host, or host:port/],
  ['host:port', 2, /expected a host, or host:port/],
])('%s ends with %d', async (host, code, says) => {
  const ran = await hostkey(host);
  expect([ran.code, ran.stderr]).toEqual([code, expect.stringMatching(says)]);
});

test('a server on the own network that is not allowed is not asked', async () => {
  const before = server.connections;
  const ran = await run('channels', 'hostkey', `127.0.0.1:${server.port}`);
  expect([ran.code, ran.stderr, server.connections]).toEqual([1, expect.stringContaining('outgoing: { allow: [127.0.0.1] }'), before]);
});
