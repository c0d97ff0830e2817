import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { base32 } from '../../src/modules/access/people/totp';
import { cloneDatabase } from '../support/database';
import { smtpReceiver } from '../support/receivers';
import { HERE } from '../support/settings';
import { hostile } from './hostile';

/**
 * A gateway whose every other side refuses it, with secrets of each kind in its hands, at its most talkative. None of them is in
 * anything that it says, keeps or hands out, in clear or in a coding that anybody undoes.
 */
jest.setTimeout(180_000);
const IMAP = 'canary-imap-5b1f-Zürich';
const SMTP = 'canary-smtp-77c0-passwd';
const HOOK = `whsec_${Buffer.from('canary-hook-1234-abcdefgh').toString('base64')}`;
const OIDC = 'canary-oidc-91d2-secret';
const PASSWORD = 'canary pass words are several';
const secrets = new Map<string, string>(Object.entries({ IMAP, SMTP, HOOK, OIDC, PASSWORD }));
const places = new Map<string, string>();
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'canaries-'));
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
const cli = path.resolve(__dirname, '../../tools/crosscount.cjs');
const env = () => ({
  ...{ ...process.env, NODE_OPTIONS: '', CROSSCOUNT_HOME: home, DATABASE_URL: clone.url, CROSSCOUNT_PORT: '0', CROSSCOUNT_LOG: 'trace' },
  ...{ IMAP_PASSWORD: IMAP, SMTP_PASSWORD: SMTP, HOOK_SECRET: HOOK, OIDC_SECRET: OIDC },
  CROSSCOUNT_KEY: Buffer.alloc(32, 9).toString('base64'),
});
const run = (...args: string[]): Promise<string> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], { env: env() });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (b: Buffer) => (out += b.toString()));
    child.on('exit', () => resolve(out));
  });

beforeAll(async () => {
  [clone, smtp] = await Promise.all([cloneDatabase(), smtpReceiver({ users: { vmi: 'another one' } })]);
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(
    path.join(home, 'config', 'gateway.yaml'),
    JSON.stringify({
      ...HERE,
      channels: [{ kind: 'imap', name: 'vmi', host: '127.0.0.1', port: 9, user: 'vmi', password: '${IMAP_PASSWORD}', tls: 'none' }],
      mail: { host: '127.0.0.1', port: smtp.port, tls: 'if_offered', user: 'vmi', password: '${SMTP_PASSWORD}', from: 'vmi@acme.example' },
      webhooks: [{ name: 'erp', url: 'http://127.0.0.1:9/in', secret: '${HOOK_SECRET}', events: ['*'] }],
      sign_in: {
        provider: {
          issuer: 'http://127.0.0.1:9',
          client_id: 'x',
          client_secret: '${OIDC_SECRET}',
          roles: [{ group: 'a', role: 'viewer' }],
        },
      },
    }),
  );
  const child = spawn(process.execPath, [cli, 'serve'], { env: env() });
  let log = '';
  let block = '';
  child.stdout.on('data', (b: Buffer) => (block += b.toString()));
  child.stderr.on('data', (b: Buffer) => (log += b.toString()));
  const until = async (is: () => boolean): Promise<void> => {
    for (let i = 0; !is() && child.exitCode === null && i < 600; i++) await pause(100);
  };
  await until(() => /Does +web/.test(block));
  if (!/Does/.test(block)) throw new Error(log);
  const base = /(http:\/\/127\.0\.0\.1:\d+)\/api\/v1/.exec(block)![1]!;
  const [key, invitation] = [/cck_[\w-]{43}/.exec(block)![0], /cci_[\w-]{43}/.exec(block)![0]];
  let answers = '';
  const ask = async (at: string, body?: unknown, headers: Record<string, string> = {}): Promise<Response> => {
    const answer = await fetch(`${base}${at}`, {
      redirect: 'manual',
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }),
    });
    const text = await answer.clone().text();
    if (!/second-factor$/.test(at) || body === undefined) answers += text; // where it is shown once, on purpose
    return answer;
  };
  const came = await ask('/api/v1/invitation', { token: invitation, name: 'Anna', password: PASSWORD });
  const session = /ccs_[\w-]{43}/.exec(came.headers.get('set-cookie')!)![0];
  const me = { cookie: `__Host-crosscount=${session}`, 'sec-fetch-site': 'same-origin' };
  const factor = (await (await ask('/api/v1/second-factor', { password: PASSWORD }, me)).json()) as { secret: string };
  for (const [name, secret] of Object.entries({ key, invitation, session, factor: factor.secret })) secrets.set(name, secret);
  await ask('/api/v1/session', { name: 'Anna', password: `${PASSWORD}x` });
  await ask('/api/v1/invitation', { token: invitation, password: PASSWORD });
  await ask('/api/v1/password', { old: PASSWORD, password: 'short' }, me);
  await ask('/api/v1/session/provider');
  await ask('/api/v1/documents?limit=x', undefined, { authorization: `Bearer ${key}` });
  await ask('/api/v1/nothing', undefined, { authorization: `Bearer ${key}` });
  for (const at of ['/api/v1/people', '/api/v1/keys', '/api/v1/audit', '/api/v1/sessions', '/metrics', '/api/openapi.json', '/readyz'])
    await ask(at, undefined, me);
  await fetch(`${base}/api/v1/uploads?name=${encodeURIComponent('x.csv')}`, {
    method: 'POST',
    body: 'no list',
    headers: { authorization: `Bearer ${key}` },
  });
  await until(() => /vmi/.test(log) && /erp|webhook/.test(log));
  await pause(1500); // the relay's first tries, and the mailbox's
  places.set('what the API answers', answers);
  for (const command of ['doctor', 'status', 'channels', 'outbox'])
    places.set(`crosscount ${command}`, `${await run(command)}${await run(command, '--json')}`);
  places.set('crosscount audit', await run('audit', '--limit', '500', '--json'));
  const backup = path.join(home, '..', `${path.basename(home)}-backup`);
  places.set('crosscount backup', await run('backup', backup));
  child.kill('SIGTERM');
  await new Promise((resolve) => child.once('exit', resolve));
  places.set('the log at trace', log);
  const textOf = (folder: string): string =>
    fs
      .readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((f) => f.isFile())
      .map((f) => fs.readFileSync(path.join(f.parentPath, f.name), 'latin1'))
      .join('\n');
  places.set('a backup', textOf(backup));
  places.set('the files of the home', textOf(home));
  const client = new Client({ connectionString: clone.url });
  await client.connect();
  const { rows: tables } = await client.query<{ t: string; jobs: boolean }>(
    `select format('%I.%I', schemaname, tablename) t, schemaname <> 'public' jobs from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  for (const { t, jobs } of tables) {
    const where = jobs ? 'the jobs of the queue' : 'the tables';
    const { rows } = await client.query<{ r: string }>(`select r::text r from ${t} r`);
    places.set(where, `${places.get(where) ?? ''}${rows.map((r) => r.r).join('\n')}`);
  }
  await client.end();
  fs.rmSync(backup, { recursive: true, force: true });
});
afterAll(async () => {
  await Promise.all([clone.drop(), smtp.close()]);
  fs.rmSync(home, { recursive: true, force: true });
});

/** As it is, and in the codings that a log, a URL, a header or a database may have it in. */
const forms = (secret: string): readonly string[] => {
  const bytes = Buffer.from(secret);
  return [secret, bytes.toString('latin1'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('hex'), encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]; // prettier-ignore
};
const found = (text: string): string[] =>
  [...secrets].filter(([, secret]) => forms(secret).some((f) => text.includes(f))).map(([name]) => name);

const PLACES = [
  ...['the log at trace', 'what the API answers', 'the tables', 'the jobs of the queue', 'crosscount audit', 'crosscount doctor'],
  ...['crosscount status', 'crosscount channels', 'crosscount outbox', 'crosscount backup', 'a backup', 'the files of the home'],
].map((name) => ({ name }));
hostile('secrets', PLACES, ({ name }) => {
  expect(places.get(name)!.length).toBeGreaterThan(10); // something was looked at
  expect(found(places.get(name)!)).toEqual([]);
});

test('all of them were in its hands, and a place that held one would be found', () => {
  expect([...secrets.keys()].sort()).toEqual(['HOOK', 'IMAP', 'OIDC', 'PASSWORD', 'SMTP', 'factor', 'invitation', 'key', 'session']);
  for (const [name, secret] of secrets) for (const form of forms(secret)) expect(found(`x${form}y`)).toContain(name);
  expect(base32(Buffer.alloc(20)).length).toBe(secrets.get('factor')!.length);
});
