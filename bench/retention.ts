// What it costs to take away what is too old: LINES document lines (1,000,000) of more than ten years ago, with their raw files, their
// exceptions and messages; and what a queue that works meanwhile feels of it: a job is put in, taken and finished, again and again.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { openDatabase } from '../src/database/open';
import { retain, whatWouldGo } from '../src/modules/retention/retain';
import { periodsOf } from '../src/modules/retention/settings';
import { loadConfig } from '../src/platform/config';
import { Jobs } from '../src/platform/jobs';
import { createLogger } from '../src/platform/logger';
import { Storage } from '../src/platform/storage';
import { makeAged, NOW } from './lib/aged-company';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, quantile, round } = require('./lib/figures.cjs') as {
  round: (v: number, digits?: number) => number;
  quantile: (v: number[], q: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const LINES = Number(process.env.LINES ?? 1_000_000);
const YOUNG = 400_000; // the last word on every pair
const MINUTES = 10;
const CLAIM_MS = 50;

/** How long each taking of a job took while `work` ran, and one is put in every 10 ms. */
async function taking(url: string, work: () => Promise<void>): Promise<number[]> {
  const jobs = new Jobs(url, createLogger('silent'), false);
  await jobs.counts();
  const boss = await new PgBoss({ connectionString: url, schema: 'jobs', supervise: false, schedule: false }).start();
  const times: number[] = [];
  let working = true;
  const queue = (async () => {
    while (working) {
      await boss.send('process-document', { receiptId: 'x' });
      const begun = performance.now();
      const [job] = await boss.fetch('process-document');
      times.push(performance.now() - begun);
      await boss.complete('process-document', job!.id);
      await pause(10);
    }
  })();
  await work();
  working = false;
  await queue;
  await boss.stop({ graceful: false });
  await jobs.stop();
  return times;
}

async function main(): Promise<void> {
  const home = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? os.tmpdir(), 'bench-retention-'));
  fs.chmodSync(home, 0o755); // the server's account has to get there, or its data lie elsewhere and stay
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  try {
    await makeAged(db, home, [
      { lines: LINES, from: 4400, until: 3700 },
      { lines: YOUNG, from: 60, until: 0 },
    ]);
    const periods = periodsOf(loadConfig({ CROSSCOUNT_HOME: home }).settings);
    const over = { pool: db.pool, storage: new Storage(path.join(home, 'raw')), now: new Date(NOW).toISOString() };
    const calm = await taking(db.url, () => pause(10_000));
    const begun = performance.now();
    const would = await whatWouldGo(over, periods);
    const looked = (performance.now() - begun) / 1000;
    let took = 0;
    let gone: Awaited<ReturnType<typeof retain>> = [];
    const busy = await taking(db.url, async () => {
      const start = performance.now();
      gone = await retain(over, periods, { author: 'bench' });
      took = (performance.now() - start) / 1000;
    });
    const left = (await db.pool.query<{ n: number }>('select count(*)::int n from observation')).rows[0]!.n;
    const of = (kind: string): number => gone.find((k) => k.kind === kind)!.count;
    const same = ['exceptions', 'documents'].every((kind) => of(kind) === would.find((k) => k.kind === kind)!.count);
    for (const k of gone) console.error(`${k.kind}: ${k.count} (${round(k.bytes / 2 ** 20)} MB)`);
    const p99 = round(quantile(busy, 0.99), 1);
    publish('retention', [
      { name: 'document lines gone', value: LINES + YOUNG - left, target: `= ${LINES}`, ok: left === YOUNG },
      { name: 'documents gone', value: of('documents') },
      { name: 'raw files gone', value: of('raw_files') },
      { name: 'exceptions and messages gone', value: of('exceptions') + of('messages') },
      { name: 'dry run, s', value: round(looked, 1) },
      { name: 'documents and exceptions as the dry run said', value: same ? 1 : 0, target: '= 1', ok: same },
      { name: 'minutes for it', value: round(took / 60), target: `<= ${MINUTES}`, ok: took / 60 <= MINUTES },
      { name: 'a job is taken meanwhile, p99 ms', value: p99, target: `<= ${CLAIM_MS}`, ok: p99 <= CLAIM_MS },
      { name: 'and before, p99 ms', value: round(quantile(calm, 0.99), 1) },
      { name: 'jobs taken meanwhile', value: busy.length },
    ]);
  } finally {
    await db.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

void main();
