import { spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { freePort } from '../../platform/free-port';
import { type Account, give } from './account';
import { alive } from './holders';

export interface Cluster {
  readonly bin: string; // folder of initdb and postgres
  readonly folder: string; // holds pgdata, password, endpoint.json
  readonly account: Account;
  readonly settings: readonly string[];
}
interface Endpoint {
  readonly url: string;
  readonly pid: number;
}

/**
 * A statement over a whole report takes and returns tens of megabytes again and again. Given back to the system each time, every
 * page of them is faulted in anew, which costs as much as the statement; kept, and in huge pages where there are any, once. The
 * memory goes with the connection. Other C libraries than glibc do not know the variable.
 */
const MEMORY = 'glibc.malloc.hugetlb=1:glibc.malloc.mmap_threshold=33554432:glibc.malloc.trim_threshold=134217728';

const ENV = (): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC', GLIBC_TUNABLES: MEMORY });
const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const data = (c: Cluster): string => path.join(c.folder, 'pgdata');
const endpointFile = (c: Cluster): string => path.join(c.folder, 'endpoint.json');

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The running server of this cluster, whoever started it; undefined when there is none. */
export async function running(c: Cluster): Promise<Endpoint | undefined> {
  try {
    const endpoint = JSON.parse(fs.readFileSync(endpointFile(c), 'utf8')) as Endpoint;
    const pid = Number(fs.readFileSync(path.join(data(c), 'postmaster.pid'), 'utf8').split('\n')[0]);
    if (pid !== endpoint.pid || !alive(pid)) return undefined;
    for (let i = 0; i < 100; i++) {
      if (await answers(endpoint.url)) return endpoint;
      if (!alive(pid)) return undefined;
      await sleep(50); // it recovers after a crash, or is shutting down
    }
  } catch {
    return undefined;
  }
  return undefined;
}

/** A half-made cluster is never taken for a whole one: it is made beside and then renamed. */
function initialise(c: Cluster): void {
  if (fs.existsSync(path.join(data(c), 'PG_VERSION'))) return;
  const password = path.join(c.folder, 'password');
  fs.writeFileSync(password, `${randomBytes(18).toString('base64url')}\n`, { mode: 0o600 });
  give(password, c.account);
  const half = `${data(c)}.new`;
  for (const folder of [half, data(c)]) fs.rmSync(folder, { recursive: true, force: true });
  const made = spawnSync(
    path.join(c.bin, 'initdb'),
    // prettier-ignore
    ['-D', half, '-U', 'crosscount', '--pwfile', password, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--no-sync', '--no-instructions'],
    { ...c.account, cwd: '/', env: ENV(), encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`PostgreSQL could not make its data folder: ${made.error?.message ?? made.stderr}`);
  fs.renameSync(half, data(c));
}

/**
 * Takes away the lock of a server that was killed. PostgreSQL does so itself, except where nobody buries the dead: in a
 * container without an init the killed server stays a zombie for ever, and its number keeps the lock. Only when no process
 * works in the data folder any more, since two servers on one folder destroy it.
 */
async function clearDeadLock(c: Cluster): Promise<void> {
  const lock = path.join(data(c), 'postmaster.pid');
  if (process.platform !== 'linux' || !fs.existsSync(lock)) return;
  const pid = Number(fs.readFileSync(lock, 'utf8').split('\n')[0]);
  if (alive(pid) || !exists(pid)) return;
  for (let i = 0; i < 200; i++) {
    if (!worksIn(data(c))) return fs.rmSync(lock, { force: true });
    await sleep(50);
  }
}
const exists = (pid: number): boolean => fs.existsSync(`/proc/${pid}`);
function worksIn(folder: string): boolean {
  const real = fs.realpathSync(folder);
  return fs.readdirSync('/proc').some((name) => {
    try {
      return /^\d+$/.test(name) && fs.readlinkSync(`/proc/${name}/cwd`) === real;
    } catch {
      return false;
    }
  });
}

/** `again`: the address that it must have, because others hold it. */
export async function start(c: Cluster, again?: string): Promise<Endpoint> {
  initialise(c);
  await clearDeadLock(c);
  const password = fs.readFileSync(path.join(c.folder, 'password'), 'utf8').trim();
  const log = path.join(c.folder, 'postgres.log');
  for (let attempt = 1; ; attempt++) {
    const port = again === undefined ? await freePort() : Number(new URL(again).port);
    const url = `postgres://crosscount:${password}@127.0.0.1:${port}/postgres`;
    fs.writeFileSync(log, '');
    const out = fs.openSync(log, 'a');
    const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', ...c.settings].flatMap((s) => ['-c', s]);
    const child = spawn(path.join(c.bin, 'postgres'), ['-D', data(c), '-p', String(port), ...settings], {
      ...c.account,
      cwd: '/',
      env: ENV(),
      stdio: ['ignore', out, out],
      detached: true,
    });
    fs.closeSync(out);
    let gone = false;
    child.once('exit', () => (gone = true)).once('error', () => (gone = true));
    child.unref();
    let up = false;
    for (let i = 0; i < 1200 && !gone && !up; i++) if (!(up = await answers(url))) await sleep(25);
    if (up) {
      const endpoint = { url, pid: child.pid! };
      fs.writeFileSync(`${endpointFile(c)}.new`, JSON.stringify(endpoint), { mode: 0o600 });
      fs.renameSync(`${endpointFile(c)}.new`, endpointFile(c));
      return endpoint;
    }
    const said = fs.readFileSync(log, 'utf8').slice(-2000);
    if (again === undefined && attempt < 4 && /could not bind|already in use/i.test(said)) continue;
    throw new Error(`PostgreSQL did not start: ${said}`);
  }
}

/** Fast shutdown: open transactions end, everything acknowledged is on disk. */
export async function stop(c: Cluster, pid: number): Promise<void> {
  fs.rmSync(endpointFile(c), { force: true });
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    return;
  }
  for (let i = 0; i < 1200 && alive(pid); i++) await sleep(25);
}
