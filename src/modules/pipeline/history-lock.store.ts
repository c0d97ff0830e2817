import type { Pool } from 'pg';
import { underLock } from '../../database/lock';

const HISTORY = 0x63726f68;

/**
 * While history is loaded, a gateway that serves the same database keeps from comparing by the wall clock: it would judge half
 * a year of which nothing has been loaded yet, and write to people about it. What comes in meanwhile is kept, read, and compared
 * afterwards. The lock belongs to a connection, so that a backfill which dies lets go of it.
 */
export const whileHistoryLoads = <T>(pool: Pool, work: () => Promise<T>): Promise<T> => underLock(pool, HISTORY, work);

/** Held for the one statement only: a look, not a claim. */
export async function historyLoads(pool: Pool): Promise<boolean> {
  const { rows } = await pool.query<{ free: boolean }>('select pg_try_advisory_xact_lock_shared($1) free', [HISTORY]);
  return !rows[0]!.free;
}
