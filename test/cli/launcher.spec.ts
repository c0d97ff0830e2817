import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { cloneDatabase } from '../support/database';

/** The launcher as npx runs it on a machine whose own Node is too old: it hands over to the one that came with the packages. */
const OLDER = 'data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.19.0"}})';
const ARGS = ['--import', OLDER, path.join(__dirname, '../../tools/crosscount.cjs')];
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'launcher-'));
afterAll(() => fs.rmSync(home, { recursive: true, force: true }));

test('exit codes and output come through', () => {
  const ran = spawnSync(process.execPath, [...ARGS, 'ingest'], { encoding: 'utf8', env: { ...process.env, CROSSCOUNT_HOME: home } });
  expect({ code: ran.status, out: ran.stdout }).toEqual({ code: 2, out: '' });
  expect(ran.stderr).toMatch(/PATH/);
});

test('who reads only the first lines ends no work: it goes on, and ends as it would have', async () => {
  const ran = spawn(process.execPath, [...ARGS, 'help'], { env: { ...process.env, CROSSCOUNT_HOME: home } });
  let said = '';
  ran.stderr.on('data', (b: Buffer) => (said += b.toString()));
  ran.stdout.destroy();
  expect(await new Promise((resolve) => ran.once('exit', resolve))).toBe(0);
  expect(said).toBe('');
}, 20_000);

test('whoever stops the launcher stops the gateway, which leaves nothing behind', async () => {
  const clone = await cloneDatabase();
  const env = { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: clone.url };
  const launcher = spawn(process.execPath, [...ARGS, 'serve', '--roles', 'work'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  try {
    let said = '';
    for (const stream of [launcher.stdout, launcher.stderr]) stream.on('data', (b: Buffer) => (said += b.toString()));
    const ended = new Promise((resolve) => launcher.once('exit', (code, signal) => resolve(signal ?? code)));
    for (let i = 0; i < 300 && !/Ctrl-C/i.test(said); i++) await pause(50);
    expect(await sessions(clone.url)).toBeGreaterThan(0);
    launcher.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(await sessions(clone.url)).toBe(0);
    expect(said).toContain('stopping');
  } finally {
    launcher.kill('SIGKILL');
    await clone.drop();
  }
}, 30_000);

/** What the gateway holds open in the database: the surest sign of its life. */
async function sessions(url: string): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ n: number }>(
    'select count(*)::int n from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
  );
  await client.end();
  return rows[0]!.n;
}
