import type { Pool, PoolClient } from 'pg';

/**
 * A right that one session of the cluster has at a time, for as long as `work` takes; others wait. The lock belongs to the
 * connection that `work` is given, so that who dies lets go of it. Each purpose has a key of its own.
 */
export function underLock<T>(pool: Pool, lock: number, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return withSession(pool, async (client, unlock) => {
    await client.query('select pg_advisory_lock($1)', [lock]);
    return work(client).finally(() => unlock(lock));
  });
}

/** The same for who does not wait: `taken` says what then, where another session has it. */
export function ifUnlocked<T>(pool: Pool, lock: number, work: (client: PoolClient) => Promise<T>, taken: () => T): Promise<T> {
  return withSession(pool, async (client, unlock) => {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) got', [lock]);
    return rows[0]!.got ? work(client).finally(() => unlock(lock)) : taken();
  });
}

/**
 * A connection that cannot unlock is thrown away, which unlocks as well: given back it would hold the right for ever, and not
 * given back it would keep the pool from closing, and the process from ending.
 */
async function withSession<T>(pool: Pool, use: (client: PoolClient, unlock: (lock: number) => Promise<void>) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    return await use(client, async (lock) => {
      await client.query('select pg_advisory_unlock($1)', [lock]).catch((error: Error) => (broken = error));
    });
  } finally {
    client.release(broken);
  }
}
