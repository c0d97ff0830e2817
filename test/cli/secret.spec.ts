import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client, Pool } from 'pg';
import { keepSecret, openSecrets, resealSecrets } from '../../src/modules/access/secrets.store';
import { newKey, Vault } from '../../src/platform/vault';
import { cloneDatabase } from '../support/database';
import { smtpReceiver } from '../support/receivers';
import { HERE } from '../support/settings';

/** A password that is looked for in everything that is kept or said. */
const CANARY = 'canary-9f2c7e51-Zürich';
const cli = path.resolve(__dirname, '../../tools/crosscount.cjs');
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let home: string;
let said = '';

beforeAll(async () => {
  [clone, smtp] = await Promise.all([cloneDatabase(), smtpReceiver({ users: { vmi: CANARY } })]);
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'secrets-'));
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(
    path.join(home, 'config', 'gateway.yaml'),
    JSON.stringify({
      ...HERE,
      mail: { host: '127.0.0.1', port: smtp.port, tls: 'if_offered', user: 'vmi', password: '${secret:mail}', from: 'vmi@acme.example' },
      webhooks: [{ name: 'erp', url: 'https://erp.example/in', secret: '${secret:erp}' }],
    }),
  );
});
afterAll(async () => {
  await Promise.all([clone.drop(), smtp.close()]);
  fs.rmSync(home, { recursive: true });
});

/** The built command as a process of its own, since a secret comes by its standard input. */
function run(args: string[], input = '', env: Record<string, string> = {}): Promise<{ code: number | null; out: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [cli, ...args], {
      env: { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: clone.url, CROSSCOUNT_LOG: 'debug', ...env },
    });
    let out = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stdin.end(input);
    child.on('close', (code) => {
      said += out;
      resolve({ code, out });
    });
  });
}
async function asked<T extends object>(sql: string): Promise<T[]> {
  const client = new Client({ connectionString: clone.url });
  await client.connect();
  try {
    return (await client.query<T>(sql)).rows;
  } finally {
    await client.end();
  }
}
async function everythingInTheDatabase(): Promise<string> {
  const tables = await asked<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) "name" from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  let text = '';
  for (const { name } of tables) text += (await asked<{ t: string }>(`select t::text t from ${name} t`)).map((r) => r.t).join('\n');
  return text;
}
const mailServer = async (): Promise<string> => /mail: server.*/.exec((await run(['doctor'])).out)?.[0] ?? '';
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

const keyFile = (): string => path.join(home, 'config', 'secret.key');

test('a password is kept sealed, used, exchanged, and found nowhere in clear', async () => {
  const before = await run(['key', 'list']);
  expect([before.code, before.out]).toEqual([
    2,
    expect.stringMatching(
      /gateway\.yaml line 1: (mail\.password|webhooks\.0\.secret): there is no secret .*; crosscount secret set .* keeps one/,
    ),
  ]);
  expect((await run(['secret', 'set', 'mail'], '')).code).toBe(2);
  expect(await run(['secret', 'set', 'mail'], `${CANARY}\n`)).toEqual({
    code: 0,
    out: expect.stringMatching(/secret\.key was made: keep a copy/) as string,
  });
  expect((await run(['secret', 'set', 'erp'], secret)).code).toBe(0);
  expect(await mailServer()).toMatch(/signed in as vmi/);

  // Exchanged: sealed with another key, and the old one is gone.
  const [old, sealed] = [fs.readFileSync(keyFile(), 'utf8'), await asked('select sealed from secret order by name')];
  expect((await run(['secret', 'rotate'])).out).toMatch(/2 secrets sealed anew with/);
  expect(fs.readFileSync(keyFile(), 'utf8')).not.toBe(old);
  expect(await asked('select sealed from secret order by name')).not.toEqual(sealed);
  expect(await mailServer()).toMatch(/signed in as vmi/);
  expect((await run(['key', 'list'], '', { CROSSCOUNT_KEY: old.trim() })).out).toMatch(
    /it was sealed with the key [0-9a-f]{8}, which is not there/,
  );
  const fresh = fs.readFileSync(keyFile(), 'utf8').trim();
  expect((await run(['secret', 'rotate'], '', { CROSSCOUNT_KEY: `${old.trim()},${fresh}` })).out).toMatch(
    /now take the old key out of CROSSCOUNT_KEY/,
  );
  expect((await run(['key', 'list'], '', { CROSSCOUNT_KEY: old.trim() })).code).toBe(0);
  expect((await run(['secret', 'rotate'], '', { CROSSCOUNT_KEY: `${fresh},${old.trim()}` })).code).toBe(0);

  // Of another row, it does not open.
  await asked(`update secret s set sealed = o.sealed from secret o where s.name = 'erp' and o.name = 'mail'`);
  expect((await run(['key', 'list'])).out).toMatch(/secret erp: it was changed, or belongs to another row/);
  expect((await run(['secret', 'set', 'erp'], secret)).code).toBe(0);

  const listed = await run(['secret', 'list', '--json']);
  expect((JSON.parse(listed.out) as { secrets: { name: string }[] }).secrets.map((s) => s.name)).toEqual(['erp', 'mail']);
  expect((await run(['audit', '--what', 'secret'])).out).toMatch(/secret insert/);

  const kept = fs.readdirSync(home, { recursive: true, withFileTypes: true }).filter((f) => f.isFile());
  const files = kept.map((f) => fs.readFileSync(path.join(f.parentPath, f.name), 'utf8')).join('\n');
  const database = await everythingInTheDatabase();
  expect(database).toContain('secret insert');
  for (const [where, text] of Object.entries({ said, files, database }))
    for (const [what, clear] of Object.entries({ password: CANARY, base64: Buffer.from(CANARY).toString('base64'), secret }))
      expect([where, what, text.includes(clear)]).toEqual([where, what, false]);

  expect((await run(['secret', 'remove', 'mail'])).code).toBe(0);
  expect((await run(['secret', 'remove', 'mail'])).code).toBe(2);
}, 120_000);

test('ten thousand are exchanged within a minute', async () => {
  const pool = new Pool({ connectionString: clone.url, max: 4 });
  const [one, two] = [newKey(), newKey()];
  await pool.query('delete from secret');
  const vault = new Vault([one]);
  await pool.query(
    `insert into secret (name, sealed, author, changed_at) select n.name, n.sealed, 'test', now() from jsonb_to_recordset($1::jsonb) n (name text, sealed text)`,
    [JSON.stringify(Array.from({ length: 10_000 }, (_, i) => ({ name: `s${i}`, sealed: vault.seal(`p${i}`, `secret s${i}`) })))],
  );
  await keepSecret(pool, vault, { name: 'last', text: 'z', author: 'test', now: '2026-11-17T06:00:00Z' });
  const begun = performance.now();
  expect(await resealSecrets(pool, new Vault([two, one]))).toBe(10_001);
  expect(performance.now() - begun).toBeLessThan(60_000);
  expect((await openSecrets(pool, new Vault([two]))).get('s9999')).toBe('p9999');
  await pool.end();
}, 120_000);
