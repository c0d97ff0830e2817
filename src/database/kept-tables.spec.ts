import type { PoolClient } from 'pg';
import { useDatabase } from '../../test/support/database';
import { openTables } from './kept-tables';

const { db } = useDatabase();
const TABLES = `create temp table kept_one (n int not null, said text); create temp table kept_two (n int not null)`;

/** Opens them in a transaction, notes what lies there, fills one of them, and ends the transaction. */
async function use(client: PoolClient, rows: number, end: 'commit' | 'rollback'): Promise<number> {
  await client.query('begin');
  await openTables(client, TABLES);
  const { rows: found } = await client.query<{ n: number }>(
    'select (select count(*) from kept_one)::int + (select count(*) from kept_two)::int n',
  );
  await client.query(`insert into kept_one select i, repeat('x', 3000) from generate_series(1, $1::int) i`, [rows]);
  await client.query(end);
  return found[0]!.n;
}

test('every transaction finds them empty, whatever the one before left, took back or did not live to see', async () => {
  const one = await db().pool.connect();
  const other = await db().pool.connect();
  const found: number[] = [];
  for (const [client, rows, end] of [
    [one, 5, 'rollback'], // with the tables
    [one, 5, 'commit'],
    [other, 7, 'commit'],
    [one, 5000, 'rollback'],
    [one, 5000, 'commit'],
    [one, 5, 'rollback'], // with the truncation
    [other, 0, 'commit'],
    [one, 5, 'commit'],
  ] as const)
    found.push(await use(client, rows, end));
  one.release();
  other.release();
  expect(found).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('what the planner takes them for is their size, also after a long delivery', async () => {
  const client = await db().pool.connect();
  const expected = async (): Promise<number> => {
    await client.query('begin');
    await openTables(client, TABLES);
    await client.query('insert into kept_two values (1), (2), (3)');
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>(
      'explain (format json) select * from kept_two',
    );
    await client.query(`insert into kept_two select generate_series(1, 50000)`);
    await client.query('commit');
    return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows'];
  };
  expect(await expected()).toBeLessThan(300); // a page of them
  expect(await expected()).toBeLessThan(300);
  client.release();
});
