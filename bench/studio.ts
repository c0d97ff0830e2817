// What somebody who shapes a mapping waits for after each edit: the trial of a draft on a list of ROWS (5,000), asked ROUNDS (40) times
// over HTTP, each time with another text. Of a file that was dropped, and of one that was received.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../src/database/open';
import { insertKey, newKey } from '../src/modules/access/keys.store';
import { importFeed } from '../src/modules/feed/import-feed';
import { wallClock } from '../src/platform/clock';
import { whileServing } from './lib/serving';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, quantile } = require('./lib/figures.cjs') as {
  quantile: (v: number[], q: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const ROWS = Number(process.env.ROWS ?? 5_000);
const ROUNDS = Number(process.env.ROUNDS ?? 40);
const TARGET_MS = 300;
const SKUS = Array.from({ length: ROWS }, (_, n) => `ITEM-${String(n).padStart(5, '0')}`);
const today = wallClock.now().slice(0, 10);
const LIST = [
  'Zeug;Davon da;Wo;Packung;Tag',
  ...SKUS.map((s, n) => `${s};${40 + (n % 900)};HAM;${n % 50 === 0 ? 'KAR' : 'ST'};${today}`),
].join('\n');

/** Another text each time, and another reading: what the carton means changes. */
const draft = (round: number): string => `name: bench-week
version: 1
supplier: NORD
file: 'week*'
columns:
  buyer: Zeug
  on_hand: Davon da
  location: Wo
  uom: { from: Packung, values: { ST: EA, KAR: ${round % 2 === 0 ? 'CS' : 'EA'} } }
  as_of: Tag
# round ${round}
`;

async function fill(db: Database, home: string): Promise<void> {
  const feed = {
    suppliers: ['supplier,name', 'NORD,Nordwall'],
    locations: ['location,name,timezone', 'HAM,Hamburg,Europe/Berlin'],
    items: ['sku,uom', ...SKUS.map((s) => `${s},EA`)],
    item_units: ['sku,uom,factor', ...SKUS.map((s) => `${s},CS,6`)],
    programs: ['supplier,sku,location,managed_by,owned_by', 'NORD,*,HAM,supplier,buyer'],
  };
  const files = Object.entries(feed).map(([kind, rows]) => {
    const file = path.join(home, `${kind}.csv`);
    fs.writeFileSync(file, `${rows.join('\n')}\n`);
    return file;
  });
  await importFeed(db, files, { clock: wallClock });
}

interface Trial {
  readonly faults: readonly { readonly detail: string }[];
  readonly documents: readonly { readonly counts: { readonly lines: number; readonly rejected: number; readonly parked: number } }[];
}
async function tried(url: string, key: string, sample: object): Promise<number[]> {
  const took: number[] = [];
  for (let round = -2; round < ROUNDS; round++) {
    const begun = performance.now();
    const answer = await fetch(`${url}/api/v1/mapping-studio/trials`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ text: draft(round), ...sample }),
    });
    const trial = (await answer.json()) as Trial;
    if (round >= 0) took.push(performance.now() - begun); // the first two prepare
    const counts = trial.documents?.[0]?.counts;
    if (counts?.lines !== ROWS || counts.rejected + counts.parked > 0)
      throw new Error(`it read otherwise: ${JSON.stringify(trial).slice(0, 500)}`);
  }
  return took;
}

async function received(url: string, key: string): Promise<string> {
  const headers = { authorization: `Bearer ${key}` };
  await fetch(`${url}/api/v1/uploads?supplier=NORD&name=week.csv`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/octet-stream' },
    body: LIST,
  });
  for (let n = 0; n < 600; n++) {
    const { data } = (await (await fetch(`${url}/api/v1/documents?limit=1`, { headers })).json()) as { data: { id: string }[] };
    if (data[0]) return data[0].id;
    await pause(100);
  }
  throw new Error('the list was not read within a minute');
}

async function measure(db: Database, home: string): Promise<object[]> {
  const key = newKey();
  await insertKey(db.pool, key, { name: 'bench', scopes: ['read', 'work', 'send'], now: wallClock.now() });
  return whileServing({ db, home, roles: 'web,work' }, async (url) => {
    const document = await received(url, key);
    const dropped = await tried(url, key, { file: { name: 'week.csv', base64: Buffer.from(LIST).toString('base64') } });
    const kept = await tried(url, key, { document });
    const figure = (name: string, ms: number[]): object[] => {
      const value = Math.round(quantile(ms, 0.95));
      return [
        { name: `${name}, half of them within ms`, value: Math.round(quantile(ms, 0.5)) },
        { name: `${name}, p95 ms`, value, target: `<= ${TARGET_MS}`, ok: value <= TARGET_MS },
      ];
    };
    return [
      { name: 'rows', value: ROWS },
      ...figure('an edit on a file that was dropped', dropped),
      ...figure('an edit on a file that was received', kept),
    ];
  });
}

async function main(): Promise<void> {
  const home = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? os.tmpdir(), 'bench-studio-'));
  fs.chmodSync(home, 0o755); // the server's account has to get there, or its data lie elsewhere and stay
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  try {
    await fill(db, home);
    publish('studio', await measure(db, home));
  } finally {
    await db.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

void main();
