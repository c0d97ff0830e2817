// What a backup and a restore cost: LINES document lines (10,000,000) with a raw file for each 500 of them, backed up while it stands,
// verified, and restored onto an empty home with a database of its own; every raw file hashed each time.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { type Database, openDatabase } from '../src/database/open';
import { backupAt } from '../src/modules/backup/folder';
import { restore } from '../src/modules/backup/restore';
import { takeBackup } from '../src/modules/backup/take-backup';
import { verifyBackup } from '../src/modules/backup/verify-backup';
import { wallClock } from '../src/platform/clock';
import { loadConfig } from '../src/platform/config';
import { createLogger } from '../src/platform/logger';
import { makeAged } from './lib/aged-company';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, round } = require('./lib/figures.cjs') as {
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const LINES = Number(process.env.LINES ?? 10_000_000);
const MINUTES = 30; // until work goes on after a disk was lost
const MB = 2 ** 20;

async function timed<T>(what: string, work: () => Promise<T>): Promise<{ s: number; done: T }> {
  const begun = performance.now();
  const done = await work();
  const s = (performance.now() - begun) / 1000;
  console.error(`${what}: ${s.toFixed(1)} s`);
  return { s, done };
}

/** Of every table its rows, hashed without regard to their order; but for those to which a backup or a restore itself adds. */
async function sums(db: Database): Promise<Record<string, string>> {
  const { rows } = await db.pool.query<{ name: string }>(
    `select relname "name" from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('schema_migration', 'upkeep', 'audit_entry', 'outbox', 'setting') order by 1`,
  );
  const out: Record<string, string> = {};
  for (const { name } of rows)
    out[name] = (
      await db.pool.query<{ sum: string }>(
        `select count(*) || ' ' || coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) sum from ${name} t`,
      )
    ).rows[0]!.sum;
  return out;
}

async function main(): Promise<void> {
  const root = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? os.tmpdir(), 'bench-restore-'));
  fs.chmodSync(root, 0o755); // the server's account has to get there, or its data lie elsewhere and stay
  const [from, to, folder] = ['from', 'to', 'backups'].map((n) => path.join(root, n)) as [string, string, string];
  const each = (): void => undefined;
  try {
    const db = await openDatabase({ home: from, databaseUrl: undefined });
    await timed('made', () => makeAged(db, from, [{ lines: LINES, from: 365, until: 0 }]));
    const asked = { folder, how: 'copy' as const, keep: null, clock: wallClock, each };
    const { s: first, done: taken } = await timed('backup', () => takeBackup(db, loadConfig({ CROSSCOUNT_HOME: from }), asked));
    const { s: again, done: second } = await timed('backup again', () => takeBackup(db, loadConfig({ CROSSCOUNT_HOME: from }), asked));
    const before = await sums(db);
    await db.close();
    const backup = await backupAt(folder);
    const { s: verify, done: verified } = await timed('verify', () => verifyBackup(backup, each));
    const into = { backup, author: 'bench', now: new Date().toISOString(), log: createLogger('silent'), each };
    const { s: back, done: restored } = await timed('restore', () => restore(loadConfig({ CROSSCOUNT_HOME: to }), into));
    const there = await openDatabase({ home: to, databaseUrl: undefined });
    const after = await sums(there);
    const { rows } = await there.pool.query<{ waiting: number; confirm: number }>(
      `select (count(*) filter (where state = 'waiting'))::int waiting, (count(*) filter (where state = 'confirm'))::int confirm from outbox`,
    );
    await there.close();
    const { tables, raw } = taken.manifest;
    const differ = Object.keys(before).filter((t) => before[t] !== after[t]);
    publish('restore', [
      { name: `rows, of them ${LINES} document lines`, value: tables.reduce((n, t) => n + t.rows, 0) },
      { name: 'the database in the backup, MB', value: round(tables.reduce((n, t) => n + (t.part?.bytes ?? 0), 0) / MB, 0) },
      { name: 'raw files, MB', value: round(raw.bytes / MB, 0) },
      { name: 'backup, s', value: round(first, 1) },
      { name: 'backup again, s', value: round(again, 1) },
      { name: 'raw files copied by it', value: second.copied, target: '= 0', ok: second.copied === 0 },
      { name: 'verify, s', value: round(verify, 1) },
      { name: 'faults found in it', value: verified.faults.length, target: '= 0', ok: verified.faults.length === 0 },
      { name: 'restore, min', value: round(back / 60), target: `<= ${MINUTES}`, ok: back / 60 <= MINUTES },
      { name: 'raw files hashed by it', value: restored.raw, target: `= ${raw.files}`, ok: restored.raw === raw.files },
      { name: 'tables that differ from what was backed up', value: differ.length, target: '= 0', ok: differ.length === 0 },
      {
        name: 'audit entries that break the chain',
        value: restored.loaded!.audit.broken.length,
        target: '= 0',
        ok: restored.loaded!.audit.broken.length === 0,
      },
      { name: 'messages that would be sent again', value: rows[0]!.waiting, target: '= 0', ok: rows[0]!.waiting === 0 },
      { name: 'messages that wait for a word', value: rows[0]!.confirm },
    ]);
  } finally {
    fs.rmSync(root, { recursive: true, force: true });
  }
}

void main();
