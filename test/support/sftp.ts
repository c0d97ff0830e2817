import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { utils } from 'ssh2';
import { freePort } from '../../src/platform/free-port';
import { startPlayed } from './played-sftp';
import { makeKey, type TestSftp } from './ssh-keys';

/** `TEST_SSHD=none` hides it, so that the specs can be run on the fallback as well. */
const SSHD = ['/usr/sbin/sshd', '/usr/local/sbin/sshd'].find((p) => process.env.TEST_SSHD !== 'none' && fs.existsSync(p));
export const hasSshd = SSHD !== undefined;

/** OpenSSH as an account without rights: this one, or `daemon` when that is root. It lets in nobody else, and only by a key. */
export async function startSshd(): Promise<TestSftp> {
  const root = process.getuid!() === 0;
  const username = root ? 'daemon' : os.userInfo().username;
  const id = (what: string): number => Number(execFileSync('id', [what, username]).toString());
  const [uid, gid] = [id('-u'), id('-g')];
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sshd-'));
  const folder = path.join(dir, 'files');
  fs.mkdirSync(folder);
  const [host, client] = [makeKey(), makeKey('rsa')];
  const publicHalf = utils.parseKey(client.private);
  if (publicHalf instanceof Error) throw publicHalf;
  const file = (name: string, text: string): string => {
    fs.writeFileSync(path.join(dir, name), text, { mode: 0o600 });
    return path.join(dir, name);
  };
  const port = await freePort();
  const key = file('host', host.private);
  const authorized = file('authorized', `ssh-rsa ${[publicHalf].flat()[0]!.getPublicSSH().toString('base64')}\n`);
  const conf = file(
    'conf',
    `Port ${port}
ListenAddress 127.0.0.1
HostKey ${key}
PidFile none
UsePAM no
StrictModes no
PasswordAuthentication no
AuthorizedKeysFile ${authorized}
Subsystem sftp internal-sftp
`,
  );
  if (root) execFileSync('chown', ['-R', `${uid}:${gid}`, dir]);
  const child = spawn(SSHD!, ['-D', '-e', '-f', conf], { stdio: ['ignore', 'ignore', 'pipe'], ...(root ? { uid, gid } : {}) });
  let said = '';
  child.stderr.on('data', (b: Buffer) => (said = (said + b.toString()).slice(-2000)));
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        fs.rmSync(dir, { recursive: true, force: true });
        resolve();
      };
      if (child.exitCode !== null) return end();
      child.once('exit', end);
      child.kill('SIGTERM');
    });
  for (let i = 0; i < 200 && !said.includes('Server listening'); i++) await new Promise((r) => setTimeout(r, 25));
  if (!said.includes('Server listening')) {
    await stop();
    throw new Error(`sshd did not start: ${said}`);
  }
  const signIn = { username, private_key: client.private };
  return { port, folder, path: folder, kind: 'sshd', hostKeys: [host.fingerprint], signIn, stop };
}

export async function startSftp(): Promise<TestSftp> {
  if (hasSshd) return startSshd();
  process.stderr.write('no sshd here (tools/test-services.sh installs it): it is played by ssh2\n');
  return startPlayed();
}
