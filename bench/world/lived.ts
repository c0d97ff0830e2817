import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { startEmbedded } from '../../src/database/embedded';
import { openDatabase } from '../../src/database/open';
import { Alerts } from '../../src/modules/alerts/alerts';
import { type ExceptionReport, reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { backfill } from '../../src/modules/pipeline/backfill';
import { Readers } from '../../src/modules/pipeline/reader';
import { ediOf } from '../../src/modules/suppliers/edi';
import { trustOf } from '../../src/modules/suppliers/trust';
import { loadConfig } from '../../src/platform/config';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';

export interface Lived {
  readonly exceptions: readonly ExceptionReport[];
  readonly again: readonly ExceptionReport[]; // after the same timeline once more
  readonly milliseconds: number;
  readonly events: number;
  readonly issues: readonly { readonly file: string; readonly code: string; readonly detail: string }[];
}
export interface Stage {
  readonly live: (timeline: string, again?: boolean) => Promise<Lived>;
  readonly close: () => Promise<void>;
}

const named = (url: string, name: string): string => Object.assign(new URL(url), { pathname: `/${name}` }).href;

/** One server for the run, a migrated template, and of it a fresh clone for each timeline: an empty home each time. */
export async function openStage(folder: string, databaseUrl?: string): Promise<Stage> {
  const server = databaseUrl === undefined ? await startEmbedded(path.join(folder, 'home')) : undefined;
  const admin = databaseUrl ?? server!.url;
  const template = `crosscount_t_bench_${randomBytes(4).toString('hex')}`;
  const ask = async (sql: string): Promise<void> => {
    const client = new Client({ connectionString: admin });
    await client.connect();
    try {
      await client.query(sql);
    } finally {
      await client.end();
    }
  };
  await ask(`create database ${template}`);
  await (await openDatabase({ home: folder, databaseUrl: named(admin, template) })).close();
  const readers = new Readers();
  readers.warm();
  const log = createLogger('silent');
  let n = 0;
  return {
    live: async (timeline, again = true) => {
      const name = `${template}_${++n}`;
      await ask(`create database ${name} template ${template} strategy file_copy`);
      const url = named(admin, name);
      const db = await openDatabase({ home: folder, databaseUrl: url }, { migrate: false });
      const jobs = new Jobs(url, log, false);
      const { settings } = loadConfig({ CROSSCOUNT_HOME: path.join(folder, name) });
      const storage = new Storage(path.join(folder, name, 'raw'));
      const services = {
        log,
        db,
        storage,
        jobs,
        readers,
        layouts: [],
        trust: trustOf(settings),
        edi: ediOf(settings),
        alerts: Alerts.open(settings),
      };
      try {
        const begun = performance.now();
        const { events, issues } = await backfill(services, timeline);
        const milliseconds = performance.now() - begun;
        const exceptions = await reportExceptions(db.pool, ['all']);
        if (again) await backfill(services, timeline);
        return { exceptions, again: again ? await reportExceptions(db.pool, ['all']) : exceptions, milliseconds, events, issues };
      } finally {
        await jobs.stop();
        await db.close();
        await ask(`drop database if exists ${name} with (force)`);
        fs.rmSync(path.join(folder, name), { recursive: true, force: true });
      }
    },
    close: async () => {
      await readers.close();
      await ask(`drop database if exists ${template} with (force)`);
      await server?.close();
    },
  };
}
