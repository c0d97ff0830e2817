import { type ChildProcess, spawn } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Scene } from './scene';

export const BUILD = path.join(__dirname, '../../../.failpoints');
const COMPILED = path.join(os.tmpdir(), 'crosscount-crash-compiled'); // a start takes a third less with it

export interface Gateway {
  readonly process: ChildProcess;
  readonly ended: Promise<NodeJS.Signals | number | null>;
  readonly said: () => string;
}

/** The built program as a process of its own. */
export function startGateway(scene: Scene, build: string, roles: string, failpoint: string): Gateway {
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_OPTIONS: '',
    NODE_COMPILE_CACHE: COMPILED,
    CROSSCOUNT_HOME: scene.home,
    DATABASE_URL: scene.url,
    CROSSCOUNT_LOOK_SECONDS: '0.3',
    CROSSCOUNT_QUIET_SECONDS: '1',
    CROSSCOUNT_LOG: 'info',
    CROSSCOUNT_PORT: '0',
    CROSSCOUNT_FAILPOINT: failpoint,
  };
  const child = spawn(process.execPath, [path.join(build, 'cli.js'), 'serve', '--roles', roles], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout!, child.stderr!]) stream.on('data', (b: Buffer) => (text = (text + b.toString()).slice(-6000)));
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => child.once('exit', (code, signal) => resolve(signal ?? code)));
  return { process: child, ended, said: () => text };
}

/** How it ended; `late` when it had to be ended because it never came to the point. */
export async function endOf(gateway: Gateway, ms: number): Promise<NodeJS.Signals | number | null | 'late'> {
  const over = new AbortController();
  const how = await Promise.race([gateway.ended, pause(ms, 'late' as const, { signal: over.signal }).catch(() => 'late' as const)]);
  over.abort();
  if (how === 'late') {
    gateway.process.kill('SIGKILL');
    await gateway.ended;
  }
  return how;
}

/** Asked to stop, it finishes what is in hand and leaves with 0. */
export async function stopGateway(gateway: Gateway): Promise<string[]> {
  gateway.process.kill('SIGTERM');
  const how = await endOf(gateway, 90_000);
  return how === 0 ? [] : [`asked to stop, it ended with ${how}`];
}
