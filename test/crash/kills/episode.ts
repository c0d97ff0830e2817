import { setTimeout as pause } from 'node:timers/promises';
import { account, accountOfTheDead, quiet, type Wrong } from './account';
import { endOf, startGateway, stopGateway } from './gateway';
import { type Point, WITHOUT_MOVE } from './points';
import { afterKill, put } from './put';
import { openScene, timePasses } from './scene';
import type { Server } from './server';

export interface Step {
  readonly point: Point;
  readonly twice: boolean; // killed once more while it takes up what the first kill left
}
export interface Kill {
  readonly point: string;
  readonly between: string;
  readonly second: boolean;
}
export interface Told {
  readonly kills: readonly Kill[];
  readonly missed: readonly string[]; // points that were not reached: no kill, and no proof
  readonly wrong: readonly Wrong[];
  readonly said: string;
}
const REACHED_MS = 120_000;
const TAKEN_UP_MS = 180_000;

interface Search {
  readonly shows: RegExp; // once this is found the rest is not of interest
  readonly takenUpMs: number;
}

/**
 * A gateway that is killed at each of some points in turn, each restart taking up what the kill before left; then it runs
 * undisturbed, and all that was ever handed over must have come through once.
 */
export async function episode(server: Server, build: string, steps: readonly Step[], search?: Search): Promise<Told> {
  const scene = await openScene(
    server,
    steps.some((s) => WITHOUT_MOVE.includes(s.point.id)),
  );
  const kills: Kill[] = [];
  const missed: string[] = [];
  const wrong: Wrong[] = [];
  let deaths = 0;
  let said = '';
  const killAt = async (point: Point, failpoint: string, second: boolean): Promise<void> => {
    let gateway = startGateway(scene, build, point.roles, failpoint);
    let how = await endOf(gateway, REACHED_MS);
    deaths += 1;
    if (how === 'late') {
      // A machine that is busy, or a pause of the queue that began before the kill: once more, and only the kill counts.
      await timePasses(scene);
      gateway = startGateway(scene, build, point.roles, failpoint);
      how = await endOf(gateway, REACHED_MS);
      deaths += 1;
    }
    if (how === 'SIGKILL') kills.push({ point: point.id, between: point.between, second });
    else missed.push(`${point.id} ${failpoint}: ${how}: ${gateway.said().slice(-1500)}`);
    wrong.push(...(await accountOfTheDead(scene)));
    await timePasses(scene);
  };
  const found = (all: readonly Wrong[]): boolean => search !== undefined && all.some((w) => search.shows.test(w.text));
  try {
    for (const { point, twice } of steps) {
      if (found(wrong)) break;
      const failpoint = await put(scene, point);
      await killAt(point, failpoint, false);
      await afterKill(scene, point);
      if (twice && point.again !== null) await killAt(point, point.again === point.failpoint ? failpoint : point.again, true);
    }
    if (found(wrong)) return { kills, missed, wrong: unique(wrong), said };
    const last = startGateway(scene, build, 'poll,work', '');
    for (const end = Date.now() + REACHED_MS; !last.said().includes('crosscount serves') && Date.now() < end;) await pause(100);
    for (const end = Date.now() + (search?.takenUpMs ?? TAKEN_UP_MS); Date.now() < end; await pause(400)) {
      if (last.process.exitCode !== null) break;
      if (!(await quiet(scene))) continue;
      const now = await account(scene, deaths);
      if (now.length === 0 || found(now.filter((w) => w.what === 'doubled'))) break;
    }
    if (last.process.exitCode === null)
      wrong.push(...(await stopGateway(last)).map((text) => ({ what: 'lost', point: null, text }) as const));
    wrong.push(...(await account(scene, deaths)));
    said = last.said();
  } finally {
    await scene.close();
  }
  return { kills, missed, wrong: unique(wrong), said };
}

/** The same finding after each kill is one. */
const unique = (all: readonly Wrong[]): Wrong[] => [...new Map(all.map((w) => [`${w.what} ${w.point} ${w.text}`, w])).values()];
