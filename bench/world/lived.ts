import { randomBytes } from 'node:crypto';
import { EVERYTHING } from '../../src/modules/access/sees';
import fs from 'node:fs';
import path from 'node:path';
import { Client, type Pool } from 'pg';
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

/** One raising of an exception, to its end: what comes again within two weeks is the same row, and another spell of it. */
export type Spell = ExceptionReport & { readonly last: boolean };
export interface Lived {
  readonly exceptions: readonly ExceptionReport[];
  readonly spells: readonly Spell[];
  readonly again: readonly ExceptionReport[]; // after the same timeline once more
  readonly milliseconds: number;
  readonly events: number;
  readonly issues: readonly { readonly file: string; readonly code: string; readonly detail: string }[];
}
export interface Stage {
  readonly live: (timeline: string, again?: boolean) => Promise<Lived>;
  readonly close: () => Promise<void>;
}

async function spellsOf(pool: Pool, rows: readonly ExceptionReport[]): Promise<Spell[]> {
  const { rows: lives } = await pool.query<{ id: string; raised: string[]; cleared: string[] | null }>(
    `select 'exc_' || e.id id, array(select to_json(at) #>> '{}' from unnest(e.raised_at) at order by at) raised,
  array(select to_json(v.at) #>> '{}' from exception_event v where v.exception_id = e.id and v.what = 'clear' order by v.at) cleared
from supply_exception e`,
  );
  const byId = new Map(lives.map((l) => [l.id, l]));
  const iso = (text: string | undefined): string | null => (text === undefined ? null : new Date(text).toISOString());
  return rows.flatMap((row) => {
    const { raised, cleared } = byId.get(row.id)!;
    return raised.map((from, i): Spell => {
      const end = (cleared ?? []).find((c) => Date.parse(c) > Date.parse(from));
      return { ...row, opened_at: iso(from)!, resolved_at: iso(end), last: i === raised.length - 1 };
    });
  });
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
        const exceptions = await reportExceptions(db.pool, EVERYTHING, ['all']);
        const spells = await spellsOf(db.pool, exceptions);
        if (again) await backfill(services, timeline);
        return {
          exceptions,
          spells,
          again: again ? await reportExceptions(db.pool, EVERYTHING, ['all']) : exceptions,
          milliseconds,
          events,
          issues,
        };
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
