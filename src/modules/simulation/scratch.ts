import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { type Database, openDatabase } from '../../database/open';
import { RefusedError } from '../../platform/errors';

const SIMULATING = 0x63726f77; // one at a time: what others left behind is then known to be nobody's
const PREFIX = 'crosscount_simulation_';

export interface Scratch {
  /** A database of our own, migrated and empty, or as another one of ours is while nobody is in it. */
  readonly create: (like?: string) => Promise<string>;
  readonly open: (name: string) => Promise<Database>;
}

/** Databases beside the present one, for as long as `work` takes; nothing of what happens in them can reach it. */
export async function withScratch<T>(present: Pick<Database, 'pool' | 'url'>, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const client = await present.pool.connect();
  const made: string[] = [];
  try {
    const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) got', [SIMULATING]);
    if (!rows[0]!.got) throw new RefusedError('simulate.running', 'another simulation runs; wait for its end');
    try {
      await sweep(present.pool);
      const create = async (like?: string): Promise<string> => {
        const name = `${PREFIX}${randomBytes(6).toString('hex')}`;
        await client
          .query(`create database ${name}${like === undefined ? '' : ` template ${like}`}`)
          .catch((error: Error & { code?: string }) => {
            if (error.code !== '42501') throw error;
            throw new RefusedError(
              'simulate.no-database',
              'the user of DATABASE_URL may not create databases, which a simulation needs to leave the present alone',
            );
          });
        made.push(name);
        return name;
      };
      return await work({ create, open: (name) => openDatabase({ home: '', databaseUrl: withName(present.url, name) }) });
    } finally {
      for (const name of made) await client.query(`drop database if exists ${name} with (force)`);
      await client.query('select pg_advisory_unlock($1)', [SIMULATING]);
    }
  } finally {
    client.release();
  }
}

/** What a simulation that was killed left behind. */
async function sweep(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select datname "name" from pg_database where starts_with(datname, $1)', [PREFIX]);
  for (const { name } of rows) await pool.query(`drop database if exists ${name} with (force)`);
}

function withName(url: string, name: string): string {
  const to = new URL(url);
  to.pathname = `/${name}`;
  return to.toString();
}
