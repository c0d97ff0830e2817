import 'reflect-metadata';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { openDatabase } from '../../src/database/open';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded';
import { createLogger } from '../../src/platform/logger';
import { Jobs } from '../../src/platform/jobs';

export const TEMPLATE = 'crosscount_template';

/** What the end of the run takes away. */
export interface Running {
  readonly server: EmbeddedServer;
  readonly home: string;
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/**
 * Where the server of the run keeps its data: in memory where there is plenty, since to make and remove the files of all those clones
 * and temporary tables takes a third of what it works. What must survive a kill is tested on servers of its own, on disk.
 */
function testHome(): string {
  const root = path.join(__dirname, '..', '..');
  const memory = '/dev/shm';
  const plenty = 4 * 1024 ** 3;
  const free = fs.existsSync(memory) ? fs.statfsSync(memory) : undefined;
  if (!free || free.bavail * free.bsize < plenty || process.availableMemory() < plenty) return path.join(root, '.test-data');
  return path.join(memory, `crosscount-test-${createHash('sha256').update(root).digest('hex').slice(0, 8)}`);
}

/** One server for the run (TEST_DATABASE_URL, or the embedded one), one migrated template that every test file clones. */
export default async function globalSetup(): Promise<void> {
  let admin = process.env.TEST_DATABASE_URL;
  if (!admin) {
    const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', 'shared_buffers=128MB', 'jit=off'];
    const home = testHome();
    const server = await startEmbedded(home, [...quick, 'max_wal_size=256MB']);
    Object.assign(globalThis, { running: { server, home } satisfies Running });
    admin = server.url;
  }
  const client = new Client({ connectionString: admin });
  await client.connect();
  const left = await client.query<{ datname: string }>(`select datname from pg_database where datname like 'crosscount\\_t%'`);
  for (const { datname } of left.rows) await client.query(`drop database if exists "${datname}" with (force)`);
  await client.query(`create database ${TEMPLATE}`);
  await client.end();
  const url = withDatabase(admin, TEMPLATE);
  const db = await openDatabase({ home: '', databaseUrl: url });
  const jobs = new Jobs(url, createLogger('silent'), false);
  await jobs.counts();
  await jobs.stop();
  await db.close();
  process.env.TEST_ADMIN_URL = admin;
  // Of the seconds that each program and each reading thread takes to start, a third is compiling what was compiled before.
  process.env.NODE_COMPILE_CACHE ??= path.join(__dirname, '../../node_modules/.cache/crosscount');
}
