import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { ImapFlow } from 'imapflow';
import { freePort } from '../../src/platform/free-port';

export interface TestImap {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly pass: string;
  readonly kind: 'dovecot' | 'hoodiecrow';
  readonly maildir: string; // '' where there is none
  append(raw: string | Buffer, folder?: string, flags?: string[]): Promise<number>;
  /** Another client at the same mailbox: a person with a mail program. */
  person<T>(work: (client: ImapFlow) => Promise<T>): Promise<T>;
  stop(): Promise<void>;
  /** Another mailbox on the same server, which lives as long as that one: to start a server takes longer than most tests. */
  another?(mails?: readonly string[]): TestImap;
}
/** `TEST_DOVECOT=none` hides it, so that the specs can be run on the fallback as well. */
const DOVECOT = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot'].find((p) => process.env.TEST_DOVECOT !== 'none' && fs.existsSync(p));
/** Dovecot 2.3 as Debian 12 has it; its 2.4 speaks another configuration language. tools/test-services.sh installs it. */
export const hasDovecot = DOVECOT !== undefined && /^2\.3\./.test(execFileSync(DOVECOT, ['--version']).toString());

const greets = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const c = net.connect(port, '127.0.0.1');
    const end = (is: boolean): void => (c.destroy(), resolve(is));
    c.once('data', () => end(true)).once('error', () => end(false));
    c.setTimeout(500, () => end(false));
  });

function wrap(port: number, kind: TestImap['kind'], maildir: string, stop: () => Promise<void>, user = 'edi'): TestImap {
  const base = { host: '127.0.0.1', port, user, pass: 'secret', kind, maildir };
  const person = async <T>(work: (client: ImapFlow) => Promise<T>): Promise<T> => {
    const auth = { user: base.user, pass: base.pass };
    const client = new ImapFlow({ host: base.host, port, secure: false, doSTARTTLS: false, auth, logger: false });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.logout();
    }
  };
  const append = (raw: string | Buffer, folder = 'INBOX', flags: string[] = []): Promise<number> =>
    person(async (c) => {
      const done = await c.append(folder, Buffer.from(raw), flags);
      return (done && done.uid) || 0;
    });
  return { ...base, stop, person, append };
}

const CAPABILITIES = (without: readonly string[]): string =>
  [
    'IMAP4rev1',
    'LITERAL+',
    'ID',
    'ENABLE',
    'IDLE',
    'ESEARCH',
    'CONDSTORE',
    'UIDPLUS',
    'MOVE',
    'SPECIAL-USE',
    'CHILDREN',
    'NAMESPACE',
    'UNSELECT',
  ]
    .filter((c) => !without.includes(c))
    .join(' ');

function makeMaildir(maildir: string, mails: readonly string[] = []): string {
  for (const d of ['', 'cur', 'new', 'tmp', '.Junk', '.Junk/cur', '.Junk/new', '.Junk/tmp'])
    fs.mkdirSync(path.join(maildir, d), { recursive: true });
  for (const [i, raw] of mails.entries()) fs.writeFileSync(path.join(maildir, 'cur', `${1700000000 + i}.M${i}P1.test:2,`), raw);
  return maildir;
}

/** A real server of its own, as this account, or as nobody when that is root (Dovecot refuses to be root). */
export async function startDovecot(
  options: {
    readonly without?: readonly string[];
    readonly mails?: readonly string[];
    readonly oauth?: { introspection: string; mechanisms?: string };
  } = {},
): Promise<TestImap> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'dc-')); // short: Unix socket paths are limited to 107 bytes
  const port = await freePort();
  const root = process.getuid!() === 0;
  const user = root ? 'nobody' : os.userInfo().username;
  const groups = fs.readFileSync('/etc/group', 'utf8').split('\n');
  const group = root ? 'nogroup' : groups.find((l) => l.split(':')[2] === String(process.getgid!()))!.split(':')[0]!;
  for (const d of ['run', 'mail', 'log']) fs.mkdirSync(path.join(dir, d));
  const maildir = makeMaildir(path.join(dir, 'mail', 'edi'), options.mails);
  const users = ['edi', ...Array.from({ length: 40 }, (_, i) => `edi${i + 1}`)];
  fs.writeFileSync(path.join(dir, 'users'), users.map((u) => `${u}:{PLAIN}secret\n`).join(''), { mode: 0o600 });
  const capability = options.without ? `imap_capability = ${CAPABILITIES(options.without)}` : '';
  const { oauth } = options;
  const byToken = oauth
    ? `passdb {
  driver = oauth2
  mechanisms = xoauth2 oauthbearer
  args = ${dir}/oauth2.conf.ext
}`
    : '';
  if (oauth)
    fs.writeFileSync(
      path.join(dir, 'oauth2.conf.ext'),
      `introspection_url = ${oauth.introspection}\nintrospection_mode = post\nusername_attribute = username\nactive_attribute = active\nactive_value = true\n`,
    );
  fs.writeFileSync(
    path.join(dir, 'dovecot.conf'),
    `base_dir = ${dir}/run
state_dir = ${dir}/run
log_path = ${dir}/log/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
auth_failure_delay = 0 secs
auth_mechanisms = plain login ${oauth ? (oauth.mechanisms ?? 'xoauth2 oauthbearer') : ''}
default_internal_user = ${user}
default_internal_group = ${group}
default_login_user = ${user}
first_valid_uid = 0
mail_location = maildir:${dir}/mail/%u
mail_max_userip_connections = 50
${capability}
service anvil {
  chroot =
  unix_listener anvil-auth-penalty {
    mode = 0
  }
}
service imap-login {
  chroot =
  inet_listener imap {
    address = 127.0.0.1
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${byToken}
passdb {
  driver = passwd-file
  args = scheme=PLAIN username_format=%u ${dir}/users
}
userdb {
  driver = static
  args = uid=${user} gid=${group} home=${dir}/mail/%u allow_all_users=yes
}
namespace inbox {
  inbox = yes
  mailbox Junk {
    auto = subscribe
    special_use = \\Junk
  }
}
`,
  );
  if (root) execFileSync('chown', ['-R', 'nobody:nogroup', dir]);
  const child: ChildProcess = spawn(DOVECOT!, ['-F', '-c', path.join(dir, 'dovecot.conf')], { stdio: 'ignore' });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      const end = (): void => {
        fs.rmSync(dir, { recursive: true, force: true, maxRetries: 10 });
        resolve();
      };
      if (child.exitCode !== null) return end();
      child.once('exit', end);
      child.kill('SIGTERM');
    });
  let given = 0;
  const another = (mails?: readonly string[]): TestImap => {
    const of = users[++given]!;
    const folder = makeMaildir(path.join(dir, 'mail', of), mails);
    if (root) execFileSync('chown', ['-R', 'nobody:nogroup', folder]);
    return wrap(port, 'dovecot', folder, async () => undefined, of);
  };
  for (let i = 0; i < 200; i++) {
    if (await greets(port)) return { ...wrap(port, 'dovecot', maildir, stop), another };
    await new Promise((r) => setTimeout(r, 50));
  }
  const log = fs.existsSync(`${dir}/log/dovecot.log`) ? fs.readFileSync(`${dir}/log/dovecot.log`, 'utf8') : '';
  await stop();
  throw new Error(`dovecot did not start: ${log.slice(-500)}`);
}

/** The server forgets its numbers, as after a restore from a backup: all mails get new ones under another UIDVALIDITY. */
export function renumber(server: TestImap): void {
  for (const name of fs.readdirSync(server.maildir))
    if (name.startsWith('dovecot-uidlist') || name.startsWith('dovecot.index')) fs.rmSync(path.join(server.maildir, name));
}

/** Another mail under the number of one that was there, as after a restore that keeps UIDVALIDITY. */
export function overwrite(server: TestImap, uid: number, raw: string): void {
  const list = fs.readFileSync(path.join(server.maildir, 'dovecot-uidlist'), 'utf8');
  const name = list
    .split('\n')
    .find((l) => l.startsWith(`${uid} `))!
    .replace(/^.*:/, '');
  const folder = ['cur', 'new'].map((f) => path.join(server.maildir, f)).find((f) => fs.readdirSync(f).some((n) => n.startsWith(name)))!;
  const old = path.join(
    folder,
    fs.readdirSync(folder).find((n) => n.startsWith(name))!,
  );
  const made = old.replace(/,S=\d+,W=\d+/, '');
  fs.rmSync(old);
  fs.writeFileSync(made, raw, { mode: 0o666 });
  fs.writeFileSync(path.join(server.maildir, 'dovecot-uidlist'), list.replace(name, path.basename(made).replace(/:2,.*$/, '')));
  for (const index of fs.readdirSync(server.maildir)) if (index.startsWith('dovecot.index')) fs.rmSync(path.join(server.maildir, index));
}

/** The npm test server: enough on every machine; its UIDVALIDITY never changes and it is slow with many mails. */
export async function startHoodiecrow(): Promise<TestImap> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  const hoodiecrow = require('hoodiecrow-imap') as (o: object) => { listen(p: number, cb: () => void): void; server: net.Server };
  const plugins = ['ID', 'IDLE', 'UIDPLUS', 'MOVE', 'NAMESPACE', 'SPECIAL-USE', 'ENABLE', 'LITERALPLUS', 'UNSELECT', 'AUTH-PLAIN'];
  const storage = { INBOX: { messages: [] }, '': { folders: { Junk: { 'special-use': '\\Junk' } } } };
  const server = hoodiecrow({ plugins, users: { edi: { password: 'secret' } }, storage });
  const port = await freePort();
  await new Promise<void>((r) => server.listen(port, r));
  const open = new Set<net.Socket>();
  server.server.on('connection', (socket) => open.add(socket.on('close', () => open.delete(socket))));
  // It would wait for its clients for ever; a server that stops ends them, as Dovecot does.
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.server.close(() => resolve());
      for (const socket of open) socket.destroy();
    });
  return wrap(port, 'hoodiecrow', '', stop);
}

export async function startImap(): Promise<TestImap> {
  if (hasDovecot) return startDovecot();
  process.stderr.write('no Dovecot 2.3 here (tools/test-services.sh installs it): the mailbox is played by hoodiecrow-imap\n');
  return startHoodiecrow();
}
