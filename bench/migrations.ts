// Every migration on a database that holds nothing, 100,000 and LINES (10,000,000) document lines: from the newest back each is taken
// down, put up again (which is what an update does, and timed: nobody works with the tables meanwhile), and the schema and the data
// compared; and on the empty one a process is killed in the middle of each, at its beginning and at its end.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { type Database, openDatabase } from '../src/database/open';
import { dataOf, levels, schemaOf, step } from '../test/support/schema';
import { makeAged } from './lib/aged-company';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, round } = require('./lib/figures.cjs') as {
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const SIZES = [0, 100_000, Number(process.env.LINES ?? 10_000_000)];
const LOCK_MS = 2_000;
const textOf = (name: string): string => {
  const folder = path.join(__dirname, '../src/database/migrations');
  return fs.readFileSync(
    path.join(
      folder,
      fs.readdirSync(folder).find((f) => f.startsWith(name.slice(-4)))!,
    ),
    'utf8',
  );
};

interface Walked {
  readonly schemas: number; // that differed after down and up
  readonly strangers: string[]; // tables that changed though the migration does not name them
  readonly slow: { readonly name: string; readonly ms: number }[];
}

async function walk(db: Database): Promise<Walked> {
  let schemas = 0;
  const strangers: string[] = [];
  const slow: { name: string; ms: number }[] = [];
  for (const name of [...levels].reverse()) {
    const [schema, data] = [await schemaOf(db.pool), await dataOf(db.pool)];
    await step(db.orm, name, 'down');
    const ms = await step(db.orm, name, 'up');
    slow.push({ name, ms });
    const [after, rows] = [await schemaOf(db.pool), await dataOf(db.pool)];
    if (after.join('\n') !== schema.join('\n')) schemas++;
    const text = textOf(name);
    strangers.push(...Object.keys(data).filter((t) => data[t] !== rows[t] && !new RegExp(`\\b${t}\\b`).test(text)).map((t) => `${name} ${t}`)); // prettier-ignore
    await step(db.orm, name, 'down');
  }
  if ((await schemaOf(db.pool)).length > 0) schemas++;
  return { schemas, strangers, slow: slow.sort((a, b) => b.ms - a.ms) };
}

/** How many left the database otherwise than before, or otherwise than after. */
async function kills(db: Database): Promise<{ kills: number; torn: number }> {
  let [done, torn] = [0, 0];
  for (const [i, name] of levels.entries()) {
    for (const when of ['begin', 'end']) {
      const before = await schemaOf(db.pool);
      const child = spawn(process.execPath, [path.join(__dirname, '../test/support/migrate-and-die.cjs'), db.url, name, when], { env: { ...process.env, NODE_OPTIONS: '' }, stdio: 'inherit' }); // prettier-ignore
      const signal = await new Promise((resolve) => child.once('exit', (_, s) => resolve(s)));
      if (signal === 'SIGKILL') done++;
      const { rows } = await db.pool
        .query<{ n: number }>(`select count(*)::int n from schema_migration`)
        .catch(() => ({ rows: [{ n: 0 }] }));
      if ((await schemaOf(db.pool)).join('\n') !== before.join('\n') || rows[0]!.n !== i) torn++;
    }
    await step(db.orm, name, 'up');
  }
  return { kills: done, torn };
}

async function main(): Promise<void> {
  const figures: object[] = [];
  for (const lines of SIZES) {
    const home = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? os.tmpdir(), 'bench-migrations-'));
    fs.chmodSync(home, 0o755); // the server's account has to get there, or its data lie elsewhere and stay
    const db = await openDatabase({ home, databaseUrl: undefined });
    try {
      if (lines > 0) await makeAged(db, home, [{ lines, from: 365, until: 0 }]);
      console.error(`${lines} lines are there`);
      const { schemas, strangers, slow } = await walk(db);
      for (const s of slow.slice(0, 4)) console.error(`  ${s.name}: ${Math.round(s.ms)} ms`);
      for (const s of strangers) console.error(`  ${s}`);
      figures.push(
        { name: `${lines} lines: schemas that differ after down and up`, value: schemas, target: '= 0', ok: schemas === 0 },
        { name: `${lines} lines: tables changed that are not named`, value: strangers.length, target: '= 0', ok: strangers.length === 0 },
        { name: `${lines} lines: the slowest (${slow[0]!.name}), ms`, value: round(slow[0]!.ms, 0) },
        ...slow
          .filter((s) => s.name === levels.at(-1))
          .map((s) => ({
            name: `${lines} lines: the newest (${s.name}), ms`,
            value: round(s.ms, 0),
            target: `<= ${LOCK_MS}`,
            ok: s.ms <= LOCK_MS,
          })),
      );
      if (lines === 0) {
        const k = await kills(db);
        const all = 2 * levels.length;
        figures.push(
          { name: 'kills inside migrations', value: k.kills, target: `= ${all}`, ok: k.kills === all },
          { name: 'of them that left neither before nor after', value: k.torn, target: '= 0', ok: k.torn === 0 },
        );
      }
    } finally {
      await db.close();
      fs.rmSync(home, { recursive: true, force: true });
    }
  }
  publish('migrations', figures);
}

void main();
