import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Database } from '../../src/database/open';
import { freePort } from '../../src/platform/free-port';

const CLI = path.join(__dirname, '../../dist/cli.js');

/** The built gateway as a process of its own on a database, in these roles, for as long as `work` takes; told its address once it is ready. */
export async function whileServing<T>(
  { db, home, roles }: { readonly db: Database; readonly home: string; readonly roles: string },
  work: (url: string) => Promise<T>,
): Promise<T> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: db.url, CROSSCOUNT_PORT: String(port), CROSSCOUNT_LOG: 'warn' };
  const gateway = spawn(process.execPath, [CLI, 'serve', '--roles', roles], {
    env: { ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ready = (): Promise<boolean> =>
    fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
  try {
    for (let i = 0; i < 600 && !(await ready()); i++) await pause(100);
    return await work(url);
  } finally {
    gateway.kill('SIGTERM');
    await new Promise((resolve) => gateway.once('exit', resolve));
  }
}
