import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import { ifUnlocked } from '../../database/lock';
import { type Database, openDatabase } from '../../database/open';
import { RefusedError } from '../../platform/errors';

const SIMULATING = 0x63726f77; // one at a time: what others left behind is then known to be nobody's

export interface Scratch {
  /** A database of our own, migrated and empty, or as another one of ours is while nobody is in it. */
  readonly create: (like?: string) => Promise<string>;
  readonly open: (name: string) => Promise<Database>;
}

/** Databases beside the present one, for as long as `work` takes; nothing of what happens in them can reach it. */
export async function withScratch<T>(present: Pick<Database, 'pool' | 'url'>, work: (scratch: Scratch) => Promise<T>): Promise<T> {
  const made: string[] = [];
  const inScratch = async (client: PoolClient): Promise<T> => {
    try {
      const prefix = await prefixOf(client);
      await sweep(client, prefix);
      const create = async (like?: string): Promise<string> => {
        const name = `${prefix}${randomBytes(6).toString('hex')}`;
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
    }
  };
  return ifUnlocked(present.pool, SIMULATING, inScratch, () => {
    throw new RefusedError('simulate.running', 'another simulation runs; wait for its end');
  });
}

/** By the present database: the lock is its own, and another gateway on the same server may be in the middle of a simulation. */
async function prefixOf(client: PoolClient): Promise<string> {
  const { rows } = await client.query<{ oid: number }>('select oid from pg_database where datname = current_database()');
  return `crosscount_simulation_${rows[0]!.oid}_`;
}

/** What a simulation that was killed left behind. */
async function sweep(client: PoolClient, prefix: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>('select datname "name" from pg_database where starts_with(datname, $1)', [prefix]);
  for (const { name } of rows) await client.query(`drop database if exists ${name} with (force)`);
}

function withName(url: string, name: string): string {
  const to = new URL(url);
  to.pathname = `/${name}`;
  return to.toString();
}
