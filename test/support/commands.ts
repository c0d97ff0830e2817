import { type ChildProcess, fork } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { cloneDatabase } from './database';

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly json: unknown; // the one document on stdout, where --json was asked for
}

/** The built command on a home and a database of the calling spec file's own. */
export function useCommands() {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let host: ChildProcess;
  let folder: string;
  let last = 0;
  beforeAll(async () => {
    clone = await cloneDatabase();
    folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-commands-'));
    host = fork(path.join(__dirname, 'command-host.cjs'), { stdio: 'inherit' });
  });
  afterAll(async () => {
    const gone = new Promise((resolve) => host.once('exit', resolve));
    host.disconnect();
    await gone;
    await clone.drop();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  const file = (name: string, content: string | Uint8Array): string => {
    const at = path.join(folder, name);
    fs.mkdirSync(path.dirname(at), { recursive: true });
    fs.writeFileSync(at, content);
    return at;
  };
  const withEnv = (more: Record<string, string>, ...args: string[]): Promise<Ran> => {
    const id = ++last;
    const env = { CROSSCOUNT_HOME: path.join(folder, 'home'), DATABASE_URL: clone.url, ...more };
    return new Promise((resolve) => {
      const hear = (said: Ran & { id: number }): void => {
        if (said.id !== id) return;
        host.off('message', hear);
        const json: unknown = args.includes('--json') && said.stdout !== '' ? JSON.parse(said.stdout) : undefined;
        resolve({ code: said.code, stdout: said.stdout, stderr: said.stderr, json });
      };
      host.on('message', hear);
      host.send({ id, args, env });
    });
  };
  const run = (...args: string[]): Promise<Ran> => withEnv({}, ...args);
  /** What no command does: a state that an older version, or another program, left behind; or a look at one. */
  const sql = async (text: string): Promise<unknown[]> => {
    const client = new Client({ connectionString: clone.url });
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(text).finally(() => client.end());
    return rows;
  };
  return { file, run, withEnv, sql, folder: () => folder, url: () => clone.url };
}
