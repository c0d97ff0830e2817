import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { account, quiet, type Wrong } from './account';
import { endOf, startGateway, stopGateway } from './gateway';
import { type Point, POINTS } from './points';
import { put } from './put';
import { openScene, type Scene, timePasses } from './scene';
import type { Server } from './server';

/** What is not a kill: how it went. */
export interface Verdict {
  readonly name: string;
  readonly ok: boolean;
  readonly text: string;
}

async function until(reached: () => Promise<boolean> | boolean, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; !(await reached()); await pause(100)) if (Date.now() > end) return false;
  return true;
}
const isDone = async (scene: Scene): Promise<boolean> =>
  (await scene.pool.query(`select 1 from receipt where state = 'done'`)).rows.length === scene.deliveries.length;

/** P10: a worker sleeps in its transaction past its lease, another one does its work, and the sleeper wakes up. */
export async function paused(server: Server, build: string): Promise<Wrong[]> {
  const scene = await openScene(server, false);
  const point: Point = { ...POINTS.find((p) => p.id === 'P6')!, id: 'P10' };
  const wrong: Wrong[] = [];
  const say = (text: string): void => void wrong.push({ what: 'lost', point: 'P10', text });
  try {
    await put(scene, point);
    const sleeper = startGateway(scene, build, 'poll,work', 'stop process.P6');
    const stat = `/proc/${sleeper.process.pid}/stat`;
    if (!(await until(() => fs.existsSync(stat) && / T /.test(fs.readFileSync(stat, 'utf8').slice(0, 60)), 60_000)))
      say('it never came to the point');
    await timePasses(scene);
    const other = startGateway(scene, build, 'work', '');
    if (!(await until(() => isDone(scene), 30_000))) say('the work of a sleeping worker was not taken over');
    sleeper.process.kill('SIGCONT');
    const clean = await until(async () => (await quiet(scene)) && (await account(scene, 0)).length === 0, 20_000);
    for (const gateway of [other, sleeper]) for (const text of await stopGateway(gateway)) say(text);
    if (!clean || wrong.length === 0) wrong.push(...(await account(scene, 0)));
    await endOf(sleeper, 10_000);
    return wrong;
  } finally {
    await scene.close();
  }
}

/** Two processes share sixty files: each is taken once, and both have had some. */
export async function shared(server: Server, build: string, files = 60): Promise<Verdict> {
  const name = `two workers, ${files} files`;
  const scene = await openScene(server, false);
  const point = POINTS.find((p) => p.id === 'F3')!;
  try {
    for (let i = 0; i < files; i++) await put(scene, point);
    const both = [startGateway(scene, build, 'poll,work', ''), startGateway(scene, build, 'poll,work', '')];
    const read = both.map((g) => {
      let n = 0;
      g.process.stdout!.on('data', (b: Buffer) => (n += b.toString().split('"read ').length - 1));
      g.process.stderr!.on('data', (b: Buffer) => (n += b.toString().split('"read ').length - 1));
      return () => n;
    });
    await until(async () => (await quiet(scene)) && (await account(scene, 0)).length === 0, 180_000);
    const stops = (await Promise.all(both.map(stopGateway))).flat();
    const wrong = [...stops, ...(await account(scene, 0)).map((w) => w.text)];
    const each = read.map((n) => n());
    return { name, ok: wrong.length === 0 && each.every((n) => n > 0), text: wrong[0] ?? `read ${each.join(' and ')}, each once` };
  } finally {
    await scene.close();
  }
}

/** SIGTERM in the middle of twenty files: what is in hand is finished, and the next process does the rest. */
export async function asked(server: Server, build: string): Promise<Verdict> {
  const name = 'SIGTERM in the middle of 20 files';
  const scene = await openScene(server, false);
  const point = POINTS.find((p) => p.id === 'F3')!;
  try {
    for (let i = 0; i < 20; i++) await put(scene, point);
    const first = startGateway(scene, build, 'poll,work', '');
    await until(async () => (await scene.pool.query(`select 1 from receipt where state = 'done'`)).rows.length >= 3, 60_000);
    const wrong = await stopGateway(first);
    const { rows } = await scene.pool.query<{ done: number; active: number }>(
      `select (select count(*)::int from receipt where state = 'done') done, (select count(*)::int from jobs.job where state = 'active') active`,
    );
    if (rows[0]!.active > 0) wrong.push(`${rows[0]!.active} jobs were left in hand`);
    const second = startGateway(scene, build, 'poll,work', '');
    await until(async () => (await quiet(scene)) && (await account(scene, 0)).length === 0, 120_000);
    wrong.push(...(await stopGateway(second)), ...(await account(scene, 0)).map((w) => w.text));
    return { name, ok: wrong.length === 0, text: wrong[0] ?? `${rows[0]!.done} done when it left, none in hand; the rest by the next` };
  } finally {
    await scene.close();
  }
}
