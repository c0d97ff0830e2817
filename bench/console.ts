// What whoever looks waits for, with LINES (10,000,000) document lines and 50,000 open exceptions stored: the requests of the console's
// screens by one person, and by USERS (20) people of whom each asks once a second, for SECONDS (60).
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { type Database, openDatabase } from '../src/database/open';
import { insertKey, newKey } from '../src/modules/access/keys.store';
import { makeAged } from './lib/aged-company';
import { whileServing } from './lib/serving';
/* eslint-disable @typescript-eslint/no-require-imports */
const { publish, quantile } = require('./lib/figures.cjs') as {
  quantile: (v: number[], q: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const LINES = Number(process.env.LINES ?? 10_000_000);
const USERS = Number(process.env.USERS ?? 20);
const SECONDS = Number(process.env.SECONDS ?? 60);
const OPEN = 50_000;
const ALONE = 40; // requests of each kind
const [ALONE_MS, TOGETHER_MS] = [150, 200];

/** Every hundredth item of a supplier is agreed at its place, and differs: pages of what is open lead to items that have a history. */
async function open50(db: Database): Promise<void> {
  await db.pool.query(`insert into program (id, supplier_id, sku, location, valid_from, terms, imported_at)
select gen_random_uuid(), s.id, '*', l.code, '2025-01-01', '{"managedBy":"supplier","ownedBy":"buyer","min":"40","max":"400"}', now() from supplier s, location l`);
  await db.pool
    .query(`insert into supply_exception (id, key, type, severity, status, supplier, sku, location, reported, expected_low, expected_high, difference, uom,
  value_amount, value_currency, message, cause, opened_at, last_seen_at, raised_at)
select gen_random_uuid(), 'open ' || n, 'COUNT_DIVERGENCE', (array['low', 'medium', 'high', 'critical'])[1 + n % 4], 'open', 'S' || n % 20, 'ITEM-' || 1 + n % 20000, 'L' || 1 + n % 20 % 5,
  n::text, '0', '0', n::text, 'EA', (n % 977)::text, 'EUR', 'they differ', '{"code":"PACK_FACTOR","text":"counted in packs","evidence":[]}', t, t, array[t]
from generate_series(1, ${OPEN}) n, lateral (select now() - n * interval '1 minute' t) x`);
  await db.pool.query(
    `insert into exception_event (exception_id, at, what) select id, opened_at, 'open' from supply_exception where status = 'open'`,
  );
  await db.pool.query('analyze');
}

interface Kind {
  readonly name: string;
  readonly at: (n: number) => string;
}
async function kinds(db: Database): Promise<readonly Kind[]> {
  const ids = async (sql: string): Promise<string[]> => (await db.pool.query<{ id: string }>(sql)).rows.map((r) => r.id);
  const exceptions = await ids(`select id from supply_exception where status = 'open' order by key limit 500`);
  const documents = await ids('select id from document order by received_at desc limit 500');
  const pairs = (
    await db.pool.query<{ s: string; i: string; l: string }>(
      `select distinct s.code s, i.sku i, l.code l from (select * from observation tablesample system (0.1) limit 400) o
join supplier s on s.id = o.supplier_id join item i on i.id = o.item_id join location l on l.id = o.location_id`,
    )
  ).rows;
  const of = <T>(all: readonly T[], n: number): T => all[n % all.length]!;
  return [
    { name: 'exceptions, a page', at: () => '/api/v1/exceptions?status=open&by=impact&under=none&limit=100' },
    { name: 'exceptions, of a supplier', at: (n) => `/api/v1/exceptions?status=open&by=impact&under=none&limit=100&supplier=S${n % 20}` },
    { name: 'exceptions, how many', at: () => `/api/v1/exceptions/summary?since=${new Date(Date.now() - 86_400_000).toISOString()}` },
    { name: 'one exception', at: (n) => `/api/v1/exceptions/exc_${of(exceptions, n)}` },
    { name: 'documents, a page', at: (n) => `/api/v1/documents?limit=50&supplier=S${n % 20}` },
    { name: 'one document', at: (n) => `/api/v1/documents/doc_${of(documents, n)}` },
    { name: 'an item at a place', at: (n) => timelineOf(of(pairs, n)) },
    { name: 'what is to be ordered', at: () => '/api/v1/reorders?limit=200' },
    { name: 'how fresh it is', at: () => '/api/v1/freshness' },
  ];
}
const timelineOf = ({ s, i, l }: { s: string; i: string; l: string }): string =>
  `/api/v1/timeline?supplier=${s}&sku=${encodeURIComponent(i)}&location=${l}`;

async function asked(url: string, key: string, at: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(`${url}${at}`, { headers: { authorization: `Bearer ${key}` } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${at} was answered ${answer.status}`);
  return performance.now() - begun;
}

/** Each asks once a second, whatever became of the request before, so that a slow answer does not make for fewer questions. */
async function together(url: string, keys: readonly string[], all: readonly Kind[]): Promise<Map<string, number[]>> {
  const took = new Map<string, number[]>();
  const under: Promise<void>[] = [];
  const end = performance.now() + SECONDS * 1000;
  for (let n = 0; performance.now() < end; n++) {
    const kind = all[n % all.length]!;
    const key = keys[n % keys.length]!;
    under.push(asked(url, key, kind.at(n)).then((ms) => void took.set(kind.name, [...(took.get(kind.name) ?? []), ms])));
    await pause(1000 / keys.length);
  }
  await Promise.all(under);
  return took;
}

async function measure(db: Database, home: string): Promise<object[]> {
  const keys = Array.from({ length: USERS }, () => newKey());
  for (const [n, key] of keys.entries())
    await insertKey(db.pool, key, { name: `user ${n}`, scopes: ['read'], now: new Date().toISOString() });
  return whileServing({ db, home, roles: 'web' }, async (url) => {
    const figures: object[] = [];
    const all = await kinds(db);
    for (const kind of all) {
      await asked(url, keys[0]!, kind.at(0)); // the first one prepares
      const ms: number[] = [];
      for (let n = 1; n <= ALONE; n++) ms.push(await asked(url, keys[0]!, kind.at(n * 7)));
      figures.push(figure(`${kind.name}, alone, p95 ms`, ms, ALONE_MS));
    }
    const many = await together(url, keys, all);
    for (const kind of all) figures.push(figure(`${kind.name}, ${USERS} people, p95 ms`, many.get(kind.name) ?? [], TOGETHER_MS));
    return figures;
  });
}
const figure = (name: string, ms: number[], target: number): object => {
  const value = Math.round(quantile(ms, 0.95));
  return { name, value, target: `<= ${target}`, ok: ms.length > 0 && value <= target };
};

async function main(): Promise<void> {
  const home = fs.mkdtempSync(path.join(process.env.BENCH_FOLDER ?? os.tmpdir(), 'bench-console-'));
  fs.chmodSync(home, 0o755); // the server's account has to get there, or its data lie elsewhere and stay
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  try {
    await makeAged(db, home, [{ lines: LINES, from: 365, until: 0 }]);
    await open50(db);
    console.error(`${LINES} lines and ${OPEN} open exceptions are there`);
    publish('console', await measure(db, home));
  } finally {
    await db.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

void main();
