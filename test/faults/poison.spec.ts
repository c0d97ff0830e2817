import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { giveUp } from '../../src/modules/pipeline/given-up.store';
import { useDatabase } from '../support/database';
import { serveProcess } from './serve-process';

const { db, url } = useDatabase();

/** The reading thread is killed by a failpoint whenever it has read some of this file; that the pauses between the tries pass is played. */
test('a delivery whose reading kills its thread each time is laid aside after its tries, and the next ones go on', async () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'poison-'));
  await db().pool.query(`insert into supplier (id, code, name) values (gen_random_uuid(), 'NORD', 'Nord')`);
  const cli = path.join(__dirname, '../../.failpoints/cli.js');
  fs.mkdirSync(path.join(home, 'drop', 'NORD'), { recursive: true });
  const gateway = serveProcess(home, url(), { CROSSCOUNT_FAILPOINT: 'thread process.P2 poison.csv' }, cli);
  const states = async (): Promise<string[]> =>
    (await db().pool.query<{ s: string }>(`select name || ' ' || state s from receipt order by name`)).rows.map((r) => r.s);
  const jobs = async (sql: string): Promise<number> => (await db().pool.query(sql)).rowCount!;
  try {
    gateway.put('NORD/poison.csv');
    await gateway.taken('NORD/poison.csv');
    gateway.put('NORD/next.csv');
    for (const end = Date.now() + 90_000; (await jobs(`select 1 from jobs.job where name = 'dead-letter'`)) === 0;) {
      if (Date.now() > end) throw new Error(`it was never laid aside: ${gateway.said().slice(-2000)}`);
      await jobs(`update jobs.job set start_after = now() where state = 'retry'`);
      await new Promise((r) => setTimeout(r, 200));
    }
    const { rows } = await db().pool.query<{ id: string; name: string }>(`select id, name from receipt where name = 'poison.csv'`);
    expect(await giveUp(db().pool)).toEqual(rows);
    expect(await giveUp(db().pool)).toEqual([]); // told once
    expect(await states()).toEqual(['next.csv done', 'poison.csv failed']);
    expect(gateway.said().split('the reading thread stopped').length - 1).toBe(4); // the first try and three more
    expect(await gateway.stop()).toBe(0);
  } finally {
    await gateway.kill();
    fs.rmSync(home, { recursive: true, force: true });
  }
}, 120_000);
