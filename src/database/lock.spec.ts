import { Client, Pool, type PoolClient } from 'pg';
import { useDatabase } from '../../test/support/database';
import { Leading } from '../modules/channels/leading';
import { ifUnlocked, underLock } from './lock';

const { db } = useDatabase();
const LOCK = 0x63726f21;
let pool: Pool;
beforeEach(() => {
  pool = new Pool({ connectionString: db().url, max: 2 });
  pool.on('error', () => undefined).on('connect', (c) => c.on('error', () => undefined));
});
afterEach(() => (pool.ended ? undefined : pool.end()));

/** As a server that dies: the connection ends, and its client hears of it. */
async function cut(client: PoolClient): Promise<void> {
  const ended = new Promise((resolve) => client.once('end', resolve));
  const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() pid');
  const admin = new Client({ connectionString: db().url });
  await admin.connect();
  await admin.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
  await admin.end();
  await ended;
}
const taken = (): string => 'taken';
const did = (): Promise<string> => Promise.resolve('did');

test('one at a time: who waits comes after it, who does not is told, and what it throws lets go', async () => {
  const order: string[] = [];
  let second: Promise<unknown> = Promise.resolve();
  await underLock(pool, LOCK, async () => {
    second = underLock(db().pool, LOCK, async () => void order.push('second'));
    expect(await ifUnlocked(pool, LOCK, did, taken)).toBe('taken');
    order.push('first');
  });
  await second;
  expect(order).toEqual(['first', 'second']);
  await expect(underLock(pool, LOCK, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await ifUnlocked(db().pool, LOCK, did, taken)).toBe('did');
});

test.each([
  ['of who waits', () => underLock(pool, LOCK, async (client) => cut(client))],
  ['of who does not', () => ifUnlocked(pool, LOCK, (client) => cut(client).then(did), taken)],
])('a connection %s that breaks under the lock lets go of it, and does not keep the pool from closing', async (_, work) => {
  await work();
  expect(await ifUnlocked(db().pool, LOCK, did, taken)).toBe('did');
  await pool.end();
});

test('a connection that breaks before it leads does not keep the pool from closing', async () => {
  const breaking = {
    connect: async () => {
      const client = await pool.connect();
      await cut(client);
      return client;
    },
  } as unknown as Pool;
  const leading = new Leading(breaking);
  await expect(leading.of('drop')).rejects.toThrow(/terminat|not queryable|closed/i);
  await leading.close();
  await pool.end();
});
