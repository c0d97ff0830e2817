import type { Pool, PoolClient } from 'pg';
import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '../../database/transaction';
import type { Storage } from '../../platform/storage';

export interface Retaining {
  readonly pool: Pool;
  readonly storage: Storage;
  readonly now: string;
}
/** What would go, and the oldest of what stays: it may be older than the period where something else leans on it. */
export interface Counted {
  readonly count: number;
  readonly bytes: number;
  readonly oldest: string | null;
}
export interface Gone {
  readonly count: number;
  readonly bytes: number;
}

/** One kind of data that is kept for a while: one file, one line in kinds/index.ts, one test. */
export interface Kind {
  readonly name: string; // its key under `retention`
  readonly says: string;
  readonly usual: string; // a period, or `keep`
  readonly leastDays: number; // below it the gateway itself would miss them
  readonly count: (r: Retaining, before: string) => Promise<Counted>;
  /** In batches, each a transaction of its own; `going` is asked between them. */
  readonly take: (r: Retaining, before: string, going: () => boolean) => Promise<Gone>;
}

const PAUSE_MS = 50; // others have their turn, and the log of the server does not run ahead of its disk
export const BATCH = 1000;

/** Until `take` finds nothing more, or is to stop. */
export async function batches(pool: Pool, going: () => boolean, take: (client: PoolClient) => Promise<Gone>): Promise<Gone> {
  let [count, bytes] = [0, 0];
  while (going()) {
    const gone = await inTransaction(pool, take);
    if (gone.count === 0) break;
    count += gone.count;
    bytes += gone.bytes;
    await pause(PAUSE_MS);
  }
  return { count, bytes };
}

export const counted = async (pool: Pool, sql: string, before: string): Promise<Counted> =>
  (await pool.query<Counted>(sql, [before])).rows[0]!;

/** `delete … returning pg_column_size(t.*) bytes`, summed up. */
export async function deleted(client: PoolClient, sql: string, values: readonly unknown[]): Promise<Gone> {
  const { rows } = await client.query<Gone>(
    `with gone as (${sql}) select count(*)::int count, coalesce(sum(bytes), 0)::float8 bytes from gone`,
    [...values],
  );
  return rows[0]!;
}

export const instant = (column: string): string => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
