import type { Pool } from 'pg';
import { evaluate } from './evaluate';
import type { Reading } from './reader';

export interface ReadAgain {
  readonly read_again: number;
  readonly opened: number;
  readonly resolved: number;
}

/** After a mapping was published: what nobody could read until now, and what came of it. `how`: whether history may be loading. */
export async function readWaiting(services: Reading, now: string, how: typeof evaluate = evaluate): Promise<ReadAgain> {
  const { pool } = services.db;
  const before = await waiting(pool);
  const { opened, resolved } = await how(services, 'touched', now);
  const read = await pool.query('select 1 from document where receipt_id = any ($1) and current and lines > 0 and run_id <> all ($2)', [
    before.map((r) => r.id),
    before.map((r) => r.run),
  ]);
  return { read_again: read.rowCount ?? 0, opened, resolved };
}

const waiting = async (pool: Pool): Promise<{ id: string; run: string }[]> =>
  (
    await pool.query<{ id: string; run: string }>(
      'select distinct receipt_id id, run_id run from document where current and lines = parked and supplier_id is not null',
    )
  ).rows;
