import { type ChildProcess, spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { cloneDatabase } from '../support/database';

const CLI = path.join(__dirname, '../../.failpoints/cli.js');

/** A gateway of its own: home, drop folder, database, and the built program with its failpoints as a process. */
export class World {
  readonly home = fs.mkdtempSync(path.join(os.tmpdir(), 'crash-'));
  readonly drop = path.join(this.home, 'drop');
  readonly dropped: string[] = [];
  said = '';

  private constructor(
    private readonly clone: Awaited<ReturnType<typeof cloneDatabase>>,
    readonly pool: Pool,
  ) {}

  static async open(): Promise<World> {
    const clone = await cloneDatabase();
    const pool = new Pool({ connectionString: clone.url });
    pool.on('error', () => undefined);
    await pool.query(`insert into supplier (id, code, name) values (gen_random_uuid(), 'NORD', 'Nord') on conflict do nothing`);
    return new World(clone, pool);
  }

  start(failpoint = ''): ChildProcess {
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '', CROSSCOUNT_HOME: this.home, DATABASE_URL: this.clone.url };
    Object.assign(env, { CROSSCOUNT_FAILPOINT: failpoint, CROSSCOUNT_LOOK_SECONDS: '0.3', CROSSCOUNT_QUIET_SECONDS: '1' });
    const child = spawn(process.execPath, [CLI, 'serve', '--roles', 'poll,work'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
    child.stderr!.on('data', (b: Buffer) => (this.said = (this.said + b.toString()).slice(-4000)));
    return child;
  }

  put(name: string): void {
    const folder = path.join(this.drop, 'NORD');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, name), `SKU;Location;On hand\n${name}-1;HAM;12\n${name}-2;HAM;7\n`);
    this.dropped.push(name);
  }

  /** Time passes: the leases of processes that are dead run out, and what is to be tried again is due. */
  async wait(): Promise<void> {
    await this.pool.query(`update jobs.job set state = 'retry', retry_count = retry_count + 1, start_after = now() where state = 'active'`);
    await this.pool.query(`update jobs.job set start_after = now() where state = 'retry'`);
  }

  async until(what: string, reached: () => Promise<boolean>, ms = 30_000): Promise<void> {
    for (const end = Date.now() + ms; !(await reached()); await pause(100))
      if (Date.now() > end) throw new Error(`${what} was not reached; the last that it said:\n${this.said}`);
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.clone.drop();
    fs.rmSync(this.home, { recursive: true, force: true });
  }
}

export const ended = (child: ChildProcess): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => ((child.exitCode ?? child.signalCode) ? resolve(child.signalCode) : child.once('exit', (_, s) => resolve(s))));
