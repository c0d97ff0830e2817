import type { Pool } from 'pg';

const HISTORY = 0x63726f68;

/**
 * While history is loaded, a gateway that serves the same database keeps from comparing by the wall clock: it would judge half
 * a year of which nothing has been loaded yet, and write to people about it. What comes in meanwhile is kept, read, and compared
 * afterwards. The lock belongs to a connection, so that a backfill which dies lets go of it.
 */
export async function whileHistoryLoads<T>(pool: Pool, work: () => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [HISTORY]);
    return await work();
  } finally {
    await client.query('select pg_advisory_unlock($1)', [HISTORY]).catch(() => undefined);
    client.release();
  }
}

/** Held for the one statement only: a look, not a claim. */
export async function historyLoads(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ free: boolean }>('select pg_try_advisory_xact_lock_shared($1) free', [HISTORY]);
  return !rows[0]!.free;
}
