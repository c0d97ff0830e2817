import type { PoolClient } from 'pg';
import { useDatabase } from '../../test/support/database';
import { PLANNED_EACH_TIME, PLANNED_ONCE, PreparingClient } from './prepared';

const { db } = useDatabase();

async function connected<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await db().pool.connect();
  try {
    return await work(client);
  } finally {
    client.release(true); // what it has prepared goes with it
  }
}
const prepared = async (client: PoolClient): Promise<{ statement: string; generic: number; custom: number }[]> =>
  (
    await client.query<{ statement: string; generic: number; custom: number }>({
      text: 'select statement, generic_plans::int generic, custom_plans::int custom from pg_prepared_statements',
    })
  ).rows;

const SUM = 'select $1::int + 1 n';

test.each([
  ['twice', SUM, 2, false],
  ['a third time', SUM, 3, true],
  ['with what it puts in', 'insert into kept_n select $1::int returning n', 3, true],
  ['with what it finds', 'with f as (select $1::int n) select n from f', 3, true],
  ['as a word of the session', "set local work_mem = '8MB'", 3, false],
])('what is sent again is prepared: %s', async (_, text, times, kept) => {
  await connected(async (client) => {
    await client.query('begin');
    await client.query('create temp table kept_n (n int)');
    for (let i = 0; i < times; i++) await client.query(text, text.includes('$1') ? [i] : undefined);
    expect((await prepared(client)).map((p) => p.statement)).toEqual(kept ? [text] : []);
  });
});

test('several statements in one are sent as they are', async () => {
  await connected(async (client) => {
    for (let i = 0; i < 5; i++) await client.query('select 1; select 2');
    expect(await prepared(client)).toEqual([]);
  });
});

test('the answers are the same, whatever was prepared, and an error leaves the connection usable', async () => {
  await connected(async (client) => {
    for (let i = 0; i < 8; i++) {
      expect((await client.query<{ n: number }>(SUM, [i])).rows).toEqual([{ n: i + 1 }]);
      await expect(client.query('select 1 / $1::int', [0])).rejects.toThrow('division by zero');
    }
    expect((await prepared(client)).map((p) => p.statement).sort()).toEqual(['select $1::int + 1 n', 'select 1 / $1::int'].sort());
  });
});

test.each([
  ['planned once', PLANNED_ONCE, (p: { generic: number; custom: number }) => p.generic > 0 && p.custom === 0],
  ['planned each time', PLANNED_EACH_TIME, (p: { generic: number; custom: number }) => p.generic === 0 && p.custom > 0],
])('within a transaction that says so everything is %s', async (_, said, so) => {
  await connected(async (client) => {
    await client.query('begin');
    await client.query(said);
    for (let i = 0; i < 9; i++) await client.query(SUM, [i]);
    expect((await prepared(client)).map(so)).toEqual([true]);
  });
});

test('a plan made for an empty table does not outlive it by more than some seconds', async () => {
  await connected(async (client) => {
    expect(client).toBeInstanceOf(PreparingClient);
    await client.query(`set plan_cache_mode = force_generic_plan; create temp table grows (n int primary key, said text)`);
    await client.query('analyze grows');
    const find = async (): Promise<unknown> => client.query('select said from grows where n = $1', [1]);
    const way = async (): Promise<string> => {
      const { rows } = await client.query<{ name: string }>({ text: 'select name from pg_prepared_statements' });
      const { rows: plan } = await client.query<{ 'QUERY PLAN': string }>({ text: `explain execute "${rows[0]!.name}" (1)` });
      return /^(Seq|Index)/.exec(plan[0]!['QUERY PLAN'])![1]!;
    };
    for (let i = 0; i < 3; i++) await find();
    await client.query("insert into grows select n, repeat('x', 100) from generate_series(1, 20000) n");
    expect(await way()).toBe('Seq');
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 11_000);
    await find();
    clock.mockRestore();
    expect(await way()).toBe('Index');
  });
});
