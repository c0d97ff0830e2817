import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { dataFolder } from '../../src/database/embedded';

const CLI = path.join(__dirname, '../../dist/cli.js');

/** The built gateway as a process of its own, with a home and a drop folder. */
export function serveProcess(home: string, databaseUrl: string | undefined, more: NodeJS.ProcessEnv = {}, cli = CLI) {
  const drop = path.join(home, 'drop');
  fs.mkdirSync(drop, { recursive: true });
  const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: '', CROSSCOUNT_HOME: home, CROSSCOUNT_LOOK_SECONDS: '0.3' };
  Object.assign(env, { CROSSCOUNT_QUIET_SECONDS: '1', ...more });
  delete env.DATABASE_URL;
  if (databaseUrl !== undefined) env.DATABASE_URL = databaseUrl;
  const child = spawn(process.execPath, [cli, 'serve', '--roles', 'poll,work'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (b: Buffer) => (text += b.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  const files = (): string[] =>
    fs
      .readdirSync(drop, { recursive: true, encoding: 'utf8' })
      .filter((f) => fs.statSync(path.join(drop, f)).isFile() && !f.endsWith('.reason.txt'))
      .sort();
  const rows = async (url: string, sql: string): Promise<Record<string, string>[]> => {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, string>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
  return {
    ended,
    files,
    rows,
    said: () => text,
    put: (name: string) => fs.writeFileSync(path.join(drop, name), `SKU;Location;On hand\n${name};HAM;12\n`),
    /** Until it is moved away, which comes after its receipt. */
    taken: async (name: string): Promise<void> => {
      for (
        const end = Date.now() + 60_000;
        files().includes(name) || !files().some((f) => f.endsWith(`done/${path.basename(name)}`));
        await pause(100)
      )
        if (Date.now() > end) throw new Error(`${name} was not taken; it said:\n${text.slice(-3000)}`);
    },
    receipts: async (url: string): Promise<string[]> => (await rows(url, 'select name from receipt order by name')).map((r) => r.name!),
    embedded: () => {
      const { folder } = dataFolder(home);
      return { folder, url: (JSON.parse(fs.readFileSync(path.join(folder, 'endpoint.json'), 'utf8')) as { url: string }).url };
    },
    stop: async () => {
      child.kill('SIGTERM');
      const code = await ended;
      if (code !== 0) throw new Error(`it ended with ${code}; it said:\n${text.slice(-3000)}`);
      return code;
    },
    kill: async () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL');
      await ended;
    },
  };
}
