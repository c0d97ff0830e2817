import type { Pool } from 'pg';

/**
 * Runs `work` unless another process of the cluster is at it. The lock belongs to the connection: a process that dies lets go
 * of it, and one that hangs is the only one that waits.
 */
export async function oncePerCluster(pool: Pool, key: number, work: () => Promise<void>): Promise<boolean> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ mine: boolean }>('select pg_try_advisory_lock($1) mine', [key]);
    if (!rows[0]!.mine) return false;
    try {
      await work();
      return true;
    } finally {
      await client.query('select pg_advisory_unlock($1)', [key]);
    }
  } finally {
    client.release();
  }
}
