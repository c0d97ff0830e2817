import type { Pool, PoolClient } from 'pg';
import { failpoint } from '../platform/failpoints';

/** All or nothing. A connection that broke in between is thrown away, not handed to the next caller. */
export async function inTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    const committed = client.query('commit');
    failpoint('transaction.M11'); // asked for, and the answer still out
    await committed;
    return result;
  } catch (error) {
    await client.query('rollback').catch((e: Error) => (broken = e));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Does it to see what would come of it, and takes it all back, however it ends. */
export async function takenBack<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    return await work(client);
  } finally {
    // A connection that cannot take back is broken, which must not hide what went wrong before.
    const broken = await client.query('rollback').then(
      () => undefined,
      (error: Error) => error,
    );
    client.release(broken);
  }
}

/** Temporary tables are analysed as they are filled; of these the planner needs the size and little else, and a tenth of the sample tells it. */
export const SAMPLED_LIGHTLY = 'set local default_statistics_target = 10';
