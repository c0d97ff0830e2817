import fs from 'node:fs/promises';
import { EVERYTHING } from '../modules/access/sees';
import path from 'node:path';
import { dataFolder, startEmbedded } from '../database/embedded';
import { runDemo } from '../demo/demo';
import { openDemoMail } from '../demo/mail';
import type { DemoDocument, DemoServices } from '../demo/services';
import { serve, type Running } from '../main';
import { inviteFirst } from '../modules/access/people/sign-in';
import { reportDocuments } from '../modules/documents/document-report.store';
import { reportExceptions } from '../modules/exceptions/exceptions.store';
import { importFeed } from '../modules/feed/import-feed';
import { backfill } from '../modules/pipeline/backfill';
import { evaluate } from '../modules/pipeline/evaluate';
import { wallClock } from '../platform/clock';
import type { Config } from '../platform/config';
import { RefusedError } from '../platform/errors';
import { SettingsFile } from '../platform/settings-file';
import { type Command, DONE } from './command';

export const demoCommand: Command = {
  name: 'demo',
  args: '',
  summary: 'the gateway at work on an invented company',
  options: { fresh: { type: 'boolean', help: 'forget what the demo did before' } },
  words: [0, 0],
  async run({ options, config }) {
    const home = path.join(config.home, 'demo');
    if (options.fresh) await forget(home);
    // The demo never writes into a server that somebody works with, reads their mailboxes or mails their people: all is its own.
    const mail = await openDemoMail(home);
    const settings = SettingsFile.read(path.join(home, 'config', 'gateway.yaml'), process.env);
    const alone = { home, settings, databaseUrl: undefined, drop: path.join(home, 'drop') };
    const own: Config = { ...config, ...alone, lookSeconds: 0.5, port: 0, log: 'error' };
    const running = await serve(own, ['poll', 'work', 'web']).catch(async (error: unknown) => {
      await mail.close();
      throw error;
    });
    const stopped = new Promise<void>((resolve) => {
      for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
    });
    try {
      const console = await consoleOf(running);
      await runDemo({ ...servicesOf(running, own), mail: mail.mail, outbox: mail.outbox, console }, process.stdout);
      if (process.stdout.isTTY) await stopped;
    } finally {
      await running.stop();
      await mail.close();
    }
    return DONE;
  },
};

/** Stops a server that still runs there first: it would go on writing into a folder that is gone. */
async function forget(home: string): Promise<void> {
  const exists = await fs.stat(home).then(
    () => true,
    () => false,
  );
  if (!exists) return;
  const server = await startEmbedded(home);
  const others = (await fs.readdir(path.join(home, 'postgres.holders'))).length - 1;
  await server.close();
  if (others > 0) throw new RefusedError('demo.running', 'the demo is running in another window; stop it there first');
  await fs.rm(dataFolder(home).folder, { recursive: true, force: true });
  await fs.rm(home, { recursive: true, force: true });
}

async function consoleOf({ gateway, url }: Running): Promise<string | null> {
  if (url === null) return null;
  const invitation = await inviteFirst(gateway.db.pool, wallClock.now());
  return invitation === null ? url : `${url}/welcome#${invitation}`;
}

function servicesOf({ gateway }: Running, config: Config): Omit<DemoServices, 'mail' | 'outbox' | 'console'> {
  const { pool } = gateway.db;
  return {
    home: config.home,
    dropFolder: config.drop,
    clock: wallClock.now,
    isEmpty: async () => (await pool.query('select 1 from item limit 1')).rowCount === 0,
    backfill: async (timeline) => {
      await backfill(gateway, timeline);
    },
    importFeed: async (folder) => {
      await importFeed(gateway.db, [folder], { clock: wallClock });
      await evaluate(gateway, 'touched', wallClock.now());
    },
    document: (file) => documentOf(gateway.db.pool, file),
    exceptions: () => reportExceptions(pool, EVERYTHING, ['all']),
  };
}

async function documentOf(pool: Running['gateway']['db']['pool'], file: string): Promise<DemoDocument | undefined> {
  const { rows } = await pool.query<{ id: string; evaluated: boolean }>(
    `select d.id, not exists (select 1 from touched t where t.kind = 'document' and t.ref = d.id::text) evaluated
from document d where d.current and $1 in (d.file, d.within) order by d.received_at desc, d.ordinal limit 1`,
    [file],
  );
  if (!rows[0]) return undefined;
  const [document] = await reportDocuments(pool, EVERYTHING, { id: rows[0].id }, true);
  return document && { ...document, evaluated: rows[0].evaluated };
}
