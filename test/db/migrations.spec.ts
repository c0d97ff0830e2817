import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { MIGRATIONS } from '../../src/database/migrations';
import { type Database, openDatabase } from '../../src/database/open';
import { cloneDatabase, useDatabase } from '../support/database';
import { dataOf, levels, schemaOf, step } from '../support/schema';

// Ten million rows, and a kill inside every one of them: npm run bench:migrations.
const { db } = useDatabase();
const FOLDER = path.join(__dirname, '../../src/database/migrations');
const textOf = (name: string): string => {
  const file = fs.readdirSync(FOLDER).find((f) => f.startsWith(name.slice(-4)))!;
  return fs.readFileSync(path.join(FOLDER, file), 'utf8');
};

async function fresh<T>(work: (db: Database, url: string) => Promise<T>): Promise<T> {
  const { url, drop } = await cloneDatabase();
  const opened = await openDatabase({ home: '', databaseUrl: url }, { migrate: false });
  try {
    return await work(opened, url);
  } finally {
    await opened.close();
    await drop();
  }
}

test('the migrated schema says which migrations made it, and each is in the list once, in its order', async () => {
  const done = await db().pool.query<{ name: string }>('select name from schema_migration order by id');
  expect(done.rows.map((r) => r.name)).toEqual(levels);
  expect([...levels].sort((a, b) => Number(a.slice(-13)) - Number(b.slice(-13)))).toEqual(levels);
  expect(fs.readdirSync(FOLDER).filter((f) => /^\d{4}-/.test(f))).toHaveLength(MIGRATIONS.length);
});

test('down from the last to the first and up again: at each level the schema is the one that was there', async () => {
  await fresh(async ({ orm, pool }) => {
    const last = await schemaOf(pool);
    const down: string[][] = [];
    for (const name of [...levels].reverse()) {
      await step(orm, name, 'down');
      down.unshift(await schemaOf(pool));
    }
    expect(down[0]).toEqual([]);
    for (const [i, name] of levels.entries()) {
      expect([name, await schemaOf(pool)]).toEqual([name, down[i]]);
      await step(orm, name, 'up');
    }
    expect(await schemaOf(pool)).toEqual(last);
  });
}, 60_000);

test('what a migration does not name it does not touch, down and up again', async () => {
  await fresh(async ({ orm, pool }) => {
    await pool.query(`insert into supplier (id, code, name) values (gen_random_uuid(), 'NORD', 'Nord')`);
    await pool.query(`insert into item (sku, uom) select 'A' || n, 'EA' from generate_series(1, 50) n`);
    await pool.query(`insert into blob (sha256, bytes, stored_at) select n::text, 1, now() from generate_series(1, 50) n`);
    await pool.query(`insert into mapping_head (name, version, author, changed_at) values ('m', 1, 'anna', now())`);
    for (const name of [...levels].reverse()) {
      const before = await dataOf(pool);
      await step(orm, name, 'down');
      await step(orm, name, 'up');
      const after = await dataOf(pool);
      const text = textOf(name);
      const touched = Object.keys(before).filter((t) => before[t] !== after[t]);
      expect([name, touched.filter((t) => !new RegExp(`\\b${t}\\b`).test(text))]).toEqual([name, []]);
      if (name.startsWith('Upkeep')) expect(after.blob).toBe(before.blob); // nothing was taken away yet
      await step(orm, name, 'down');
    }
  });
}, 60_000);

const LAST = levels.at(-1)!;
test.each([
  [levels[2]!, 'begin'],
  [LAST, 'begin'],
  [LAST, 'end'],
])(
  'killed inside %s, at its %s: the database is what it was, and the next start goes on',
  async (name, when) => {
    await fresh(async ({ orm, pool }, url) => {
      for (const each of [...levels.slice(levels.indexOf(name))].reverse()) await step(orm, each, 'down');
      const before = await schemaOf(pool);
      const child = spawn(process.execPath, [path.join(__dirname, '../support/migrate-and-die.cjs'), url, name, when], {
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: 'inherit',
      });
      expect(await new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))).toBe('SIGKILL');
      expect(await schemaOf(pool)).toEqual(before);
      await (await openDatabase({ home: '', databaseUrl: url })).close();
      expect(await schemaOf(pool)).toEqual(await schemaOf(db().pool));
    });
  },
  60_000,
);
