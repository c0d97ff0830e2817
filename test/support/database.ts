import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { type Database, openDatabase } from '../../src/database/open';
import { TEMPLATE, withDatabase } from './global-setup';

async function asAdmin(sql: string): Promise<void> {
  const client = new Client({ connectionString: process.env.TEST_ADMIN_URL! });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock(727275)'); // cloning fails while another session uses the template
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** The address of a fresh clone of the migrated template, and how to drop it. */
export async function cloneDatabase(): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `crosscount_test_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(4).toString('hex')}`;
  await asAdmin(`create database ${name} template ${TEMPLATE} strategy file_copy`);
  return {
    url: withDatabase(process.env.TEST_ADMIN_URL!, name),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}

/** The address of a database that holds nothing at all, or what another one holds to which nobody is connected. */
export async function newDatabase(like?: string): Promise<{ url: string; drop: () => Promise<void> }> {
  const name = `crosscount_test_${process.env.JEST_WORKER_ID ?? '0'}_${randomBytes(4).toString('hex')}`;
  await asAdmin(`create database ${name}${like === undefined ? '' : ` template ${new URL(like).pathname.slice(1)} strategy file_copy`}`);
  return {
    url: withDatabase(process.env.TEST_ADMIN_URL!, name),
    drop: () => asAdmin(`drop database if exists ${name} with (force)`),
  };
}

/** A real database of its own for the calling spec file, opened before its tests and dropped after them. */
export function useDatabase(): { readonly db: () => Database; readonly url: () => string } {
  let clone: Awaited<ReturnType<typeof cloneDatabase>>;
  let db: Database;
  beforeAll(async () => {
    clone = await cloneDatabase();
    db = await openDatabase({ home: '', databaseUrl: clone.url }, { migrate: false });
  });
  afterAll(async () => {
    await db.close();
    await clone.drop();
  });
  return { db: () => db, url: () => clone.url };
}
