import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { dataFolder } from '../../src/database/embedded';

const SCRIPT = path.join(__dirname, '../support/hold-server.cjs');
const homes: string[] = [];
const started: ChildProcess[] = [];

function newHome(mode = 0o755): string {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-home-'));
  fs.chmodSync(home, mode);
  homes.push(home);
  return home;
}

interface Holder {
  readonly process: ChildProcess;
  readonly url: string;
  readonly folder: string;
}

function holder(home: string): Promise<Holder> {
  const child = spawn(process.execPath, [SCRIPT, home], { stdio: ['pipe', 'pipe', 'pipe'] });
  started.push(child);
  return new Promise((resolve, reject) => {
    let said = '';
    child.stderr!.on('data', (b: Buffer) => (said += b.toString()));
    child.stdout!.once('data', (b: Buffer) =>
      resolve({ process: child, ...(JSON.parse(b.toString()) as { url: string; folder: string }) }),
    );
    child.once('exit', () => reject(new Error(said)));
  });
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => (child.exitCode !== null || child.signalCode !== null ? resolve() : child.once('exit', () => resolve())));
async function leave(h: Holder): Promise<void> {
  h.process.stdin!.end();
  await ended(h.process);
}
async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as unknown[];
  } finally {
    await client.end();
  }
}
const serverPid = (folder: string): number => Number(fs.readFileSync(path.join(folder, 'pgdata/postmaster.pid'), 'utf8').split('\n')[0]);
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
async function gone(pid: number): Promise<boolean> {
  for (let i = 0; i < 200 && isAlive(pid); i++) await new Promise((r) => setTimeout(r, 50));
  return !isAlive(pid);
}

afterAll(async () => {
  for (const child of started) child.kill('SIGKILL');
  await Promise.all(started.map(ended));
  for (const home of homes) {
    const { folder } = dataFolder(home);
    if (fs.existsSync(path.join(folder, 'pgdata/postmaster.pid'))) await gone(serverPid(folder));
    fs.rmSync(folder, { recursive: true, force: true });
    fs.rmSync(home, { recursive: true, force: true });
  }
}, 60_000);

test('processes on one home share one server, also when they start at once, and the last one to leave stops it', async () => {
  const home = newHome();
  const [a, b] = await Promise.all([holder(home), holder(home)]);
  expect(a.url).toBe(b.url);
  const pid = serverPid(a.folder);
  await leave(a);
  expect(await query(b.url, 'select 1 one')).toEqual([{ one: 1 }]);
  await leave(b);
  expect(await gone(pid)).toBe(true);
}, 60_000);

test('holders that are killed leave no server behind, and nothing that was committed is lost', async () => {
  const home = newHome();
  const a = await holder(home);
  await query(a.url, 'create table t (n int)');
  await query(a.url, 'insert into t values (7)');
  const pid = serverPid(a.folder);
  a.process.kill('SIGKILL');
  await ended(a.process);
  expect(await gone(pid)).toBe(true);
  const b = await holder(home);
  expect(await query(b.url, 'select n from t')).toEqual([{ n: 7 }]);
  await leave(b);
}, 60_000);

test('a server whose every process was killed, itself included, starts again', async () => {
  const home = newHome();
  const a = await holder(home);
  await query(a.url, 'create table t (n int)');
  const keeper = Number(fs.readFileSync(path.join(home, 'postgres.keeper'), 'utf8').split(' ')[0]);
  const pid = serverPid(a.folder);
  process.kill(keeper, 'SIGKILL');
  a.process.kill('SIGKILL');
  await ended(a.process);
  // the server alone is left, as an orphan: the next one joins it, and gives it a keeper again
  const b = await holder(home);
  expect(serverPid(b.folder)).toBe(pid);
  process.kill(pid, 'SIGKILL');
  b.process.kill('SIGKILL');
  await ended(b.process);
  const c = await holder(home);
  expect(serverPid(c.folder)).not.toBe(pid);
  expect(await query(c.url, 'select count(*)::int n from t')).toEqual([{ n: 0 }]);
  await leave(c);
}, 60_000);

test("in a folder that is closed to others root's data lie elsewhere, and the home says where; anybody else's lie in it", async () => {
  const root = process.getuid?.() === 0; // the server runs under another account then, which cannot enter
  const home = newHome(0o700);
  const a = await holder(home);
  expect(a.folder.startsWith(home)).toBe(!root);
  expect(dataFolder(home)).toEqual({ folder: a.folder, elsewhere: root });
  await leave(a);
  const b = await holder(home);
  expect(b.folder).toBe(a.folder);
  await leave(b);
}, 60_000);
