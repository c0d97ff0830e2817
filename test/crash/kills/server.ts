import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Pool } from 'pg';
import { startEmbedded } from '../../../src/database/embedded';
import { openDatabase } from '../../../src/database/open';
import { importFeed } from '../../../src/modules/feed/import-feed';
import { wallClock } from '../../../src/platform/clock';
import { Jobs } from '../../../src/platform/jobs';
import { createLogger } from '../../../src/platform/logger';

const TEMPLATE = 'crash_template';
const FEED = (now: Date): Readonly<Record<string, string>> => ({
  suppliers: 'supplier,name,email_from\nNORD,Nord Bremsen GmbH,@nord.example\n',
  locations: 'location,name,timezone\nHAM,Werk Hamburg,Europe/Berlin\n',
  items: 'sku,description,uom,unit_cost,currency\nBRK-2210,Brake pad,EA,85.00,EUR\n',
  programs: 'supplier,sku,location,managed_by,owned_by,tolerance_qty\nNORD,*,HAM,supplier,buyer,10\n',
  counts: `sku,location,counted_at,quantity,uom\nBRK-2210,HAM,${new Date(now.getTime() - 86_400_000).toISOString()},400,EA\n`,
  feeds: `location,complete_through\nHAM,${now.toISOString()}\n`,
});

export interface Server {
  readonly fresh: () => Promise<{ readonly url: string; readonly drop: () => Promise<void> }>;
  readonly close: () => Promise<void>;
}

/**
 * A PostgreSQL for the run, and a database with the buyer's data that each episode clones. Without fsync: here the gateway is
 * killed and never the machine, so that it could not show.
 */
export async function startServer(): Promise<Server> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crash-pg-'));
  fs.chmodSync(home, 0o755);
  const quick = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200', 'shared_buffers=128MB', 'jit=off'];
  const server = await startEmbedded(home, quick);
  const named = (name: string): string => Object.assign(new URL(server.url), { pathname: `/${name}` }).href;
  const admin = new Pool({ connectionString: server.url, max: 1 }); // one database is made at a time
  admin.on('error', () => undefined); // the server ends before its last connection has said good-bye
  await admin.query(`create database ${TEMPLATE}`);
  const db = await openDatabase({ home: '', databaseUrl: named(TEMPLATE) });
  const jobs = new Jobs(db.url, createLogger('silent'), false);
  await jobs.counts();
  await jobs.stop();
  const feed = path.join(home, 'feed');
  fs.mkdirSync(feed);
  for (const [kind, text] of Object.entries(FEED(new Date()))) fs.writeFileSync(path.join(feed, `${kind}.csv`), text);
  const imported = await importFeed(db, [feed], { clock: wallClock });
  if (imported.issues.length > 0) throw new Error(`the buyer's data are wrong: ${JSON.stringify(imported.issues[0])}`);
  await db.close();
  let n = 0;
  return {
    fresh: async () => {
      const name = `crash_${++n}`;
      await admin.query(`create database ${name} template ${TEMPLATE} strategy file_copy`);
      return { url: named(name), drop: async () => void (await admin.query(`drop database if exists ${name} with (force)`)) };
    },
    close: async () => {
      await admin.end();
      await server.close();
      fs.rmSync(home, { recursive: true, force: true });
    },
  };
}
