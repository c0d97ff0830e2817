import fs from 'node:fs';
import path from 'node:path';
import type { Wrong } from './account';
import { episode } from './episode';
import { BUILD } from './gateway';
import { type Point, POINTS } from './points';
import type { Saboteur } from './saboteurs';
import { paused } from './scenes';
import type { Server } from './server';

export interface Caught {
  readonly name: string;
  readonly at: string;
  readonly caught: boolean;
  readonly by: string;
}
const TAKEN_UP_MS = 15_000; // what is lost does not come; no need to wait for it for long

/** A copy of the build with one thing made wrong. Throws where the text is not found: a saboteur that does nothing proves nothing. */
function build(saboteur: Saboteur): string {
  const to = `${BUILD}-${saboteur.name.replace(/\W+/g, '-')}`; // beside the build: it finds the same packages
  fs.rmSync(to, { recursive: true, force: true });
  fs.cpSync(BUILD, to, { recursive: true });
  for (const { file, from, into } of saboteur.patches) {
    const at = path.join(to, file);
    const code = fs.readFileSync(at, 'utf8');
    if (code.split(from).length !== 2) {
      fs.rmSync(to, { recursive: true, force: true });
      throw new Error(`saboteur "${saboteur.name}": ${file} does not have, exactly once: ${from}`);
    }
    fs.writeFileSync(
      at,
      code.replace(from, () => into),
    );
  }
  return to;
}

const pointOf = (id: string, put?: Point['put']): Point => {
  const found = POINTS.find((p) => p.id === id);
  if (!found) throw new Error(`there is no point ${id}`);
  return put ? { ...found, put } : found;
};

/** Whether the suite sees it, and sees what it was made to see. */
export async function caught(server: Server, saboteur: Saboteur): Promise<Caught> {
  const at = saboteur.at === 'paused' ? 'P10' : saboteur.at.map((a) => a.id).join(', ');
  let to: string;
  try {
    to = build(saboteur);
  } catch (error) {
    return { name: saboteur.name, at, caught: false, by: (error as Error).message };
  }
  try {
    if (saboteur.at === 'paused') return verdict(saboteur, at, await paused(server, to), []);
    const steps = saboteur.at.map(({ id, put, failpoint, twice }) => {
      const point = pointOf(id, put);
      return { point: failpoint ? { ...point, failpoint } : point, twice: twice ?? false };
    });
    const told = await episode(server, to, steps, { shows: saboteur.shows, takenUpMs: TAKEN_UP_MS });
    return verdict(saboteur, at, told.wrong, told.missed);
  } finally {
    fs.rmSync(to, { recursive: true, force: true });
  }
}

function verdict(saboteur: Saboteur, at: string, wrong: readonly Wrong[], missed: readonly string[]): Caught {
  const seen = wrong.find((w) => saboteur.shows.test(w.text));
  const other = [...wrong.map((w) => w.text), ...missed, 'nothing was wrong'][0]!;
  return { name: saboteur.name, at, caught: seen !== undefined, by: seen ? `${seen.what}: ${seen.text.slice(0, 110)}` : other.slice(-300) };
}
