import fs from 'node:fs';
import path from 'node:path';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import type { Config } from '../platform/config';
import { DatabaseOutOfReach, RefusedError } from '../platform/errors';
import { dataSourceOptions } from './data-source';
import { type EmbeddedServer, startEmbedded } from './embedded';
import { PreparingClient } from './prepared';

/** Lies in a home while a backup is being restored into it. */
export const RESTORING = '.restoring';

export interface Database {
  readonly pool: Pool; // lines: COPY and set-based SQL
  readonly orm: DataSource; // single records
  readonly url: string;
  readonly embedded: Pick<EmbeddedServer, 'folder' | 'revive'> | null;
  readonly close: () => Promise<void>;
}

const MIGRATING = 0x63726f73; // one process migrates, the others wait
const ABANDONED_MS = 300_000; // a process that was stopped in a transaction must not hold the others for ever

/** Opens the database of the configuration, the embedded one when no address is set, and brings its schema up to date. */
export async function openDatabase(
  config: Pick<Config, 'home' | 'databaseUrl'>,
  options: { readonly migrate?: boolean; readonly restoring?: boolean } = {},
): Promise<Database> {
  if (options.restoring !== true && fs.existsSync(path.join(config.home, RESTORING)))
    throw new RefusedError('restore.unfinished', `a restore into ${config.home} was not finished; call it again, and it begins anew`);
  const server = config.databaseUrl === undefined ? await startEmbedded(config.home) : undefined;
  const url = config.databaseUrl ?? server!.url;
  try {
    const db = await connect(url, options.migrate ?? true);
    return {
      ...db,
      embedded: server ?? null,
      close: async () => {
        await db.close();
        await server?.close();
      },
    };
  } catch (error) {
    await server?.close();
    throw error;
  }
}

async function connect(url: string, migrating: boolean): Promise<Omit<Database, 'embedded'>> {
  const pool = new Pool({
    Client: PreparingClient,
    connectionString: url,
    max: 10,
    application_name: 'crosscount',
    connectionTimeoutMillis: 15_000,
    idle_in_transaction_session_timeout: ABANDONED_MS,
  });
  // A connection that broke is replaced, and the query says what is wrong. Also one that is in use: unheard, it ends the process.
  pool.on('error', () => undefined).on('connect', (client) => client.on('error', () => undefined));
  const orm = new DataSource(dataSourceOptions(url));
  try {
    const client = await pool.connect();
    try {
      await orm.initialize();
      if (migrating) {
        await client.query('select pg_advisory_lock($1)', [MIGRATING]);
        try {
          await orm.runMigrations({ transaction: 'all' });
        } finally {
          await client.query('select pg_advisory_unlock($1)', [MIGRATING]);
        }
      }
    } finally {
      client.release();
    }
  } catch (error) {
    await orm.destroy().catch(() => undefined);
    await pool.end();
    if (outOfReach(error)) throw new DatabaseOutOfReach(`the database cannot be reached: ${reasonOf(error)}`, error);
    throw error;
  }
  const close = async (): Promise<void> => {
    await orm.destroy();
    await pool.end();
  };
  return { pool, orm, url, close };
}

const reasonOf = (error: unknown): string => {
  const e = error as NodeJS.ErrnoException & { errors?: Error[] };
  return e.message || e.errors?.map((x) => x.message).join(', ') || String(e.code ?? error);
};

/** Away, starting, or turning us away: nothing that the data are to blame for. */
function outOfReach(error: unknown): boolean {
  const { code, message } = error as { code?: string; message?: string };
  return (
    /^(ECONN|ENOTFOUND|ETIMEDOUT|EHOST|ENET|EAI_|EPIPE|ENOENT)/.test(code ?? '') ||
    /^(08|28|3D|53|57P0)/.test(code ?? '') ||
    /timeout|terminated|Connection|certificate/i.test(message ?? '')
  );
}
