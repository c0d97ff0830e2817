// What a reconciliation costs: 100,000 item-locations with 90 days of movements, a report about each of them, one in a hundred wrong (or one in WRONG).
// The first run over all of it against the COPY of the same movements and reports into the same keyed tables; again without news;
// again after one in a hundred moved; and a report of 10,000 lines onto 1, 3 and 10 million observations that are there already.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { randomUUID } from 'node:crypto';
import { copyIn } from '../src/database/copy';
import { type Database, openDatabase } from '../src/database/open';
import { inTransaction } from '../src/database/transaction';
import { reconcile, type What } from '../src/modules/reconciliation/reconcile';
/* eslint-disable @typescript-eslint/no-require-imports */
const { median, publish, round } = require('./lib/figures.cjs') as {
  median: (v: number[]) => number;
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};

const PAIRS = Number(process.env.PAIRS ?? 100_000);
const WRONG = Number(process.env.WRONG ?? 100); // one in so many
const PLACES = 5;
const ITEMS = PAIRS / PLACES;
const DAYS = 90;
const ROUNDS = Number(process.env.ROUNDS ?? 3);
const STORED = (process.env.STORED ?? '1000000,3000000,10000000').split(',').map(Number);
const LINES = Math.min(10_000, PAIRS);
const DAY = 86_400_000;
const NOW = Date.parse('2026-11-24T06:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const one = async <T>(db: Database, sql: string): Promise<T> => (await db.pool.query(sql)).rows[0] as T;

/** One chunk of COPY text for so many pairs, that no string grows beyond what V8 holds. */
const CHUNK = 2_000;
function chunks(line: (pair: number) => string): Buffer[] {
  const out: Buffer[] = [];
  for (let from = 0; from < PAIRS; from += CHUNK) {
    let text = '';
    for (let n = from; n < Math.min(from + CHUNK, PAIRS); n++) text += line(n);
    out.push(Buffer.from(text));
  }
  return out;
}

interface Company {
  readonly supplier: string;
  readonly document: string;
  readonly movements: Buffer[];
  readonly keys: Buffer[];
  readonly observations: Buffer[];
}

const item = (n: number): number => (n % ITEMS) + 1;
const place = (n: number): number => Math.floor(n / ITEMS) + 1;
const used = (n: number): number => 5 + (n % 7);
/** Used every week, replenished every month. */
const EVENTS = Array.from({ length: DAYS }, (_, d) => d).flatMap((d) =>
  d % 30 === 29 ? [{ d, kind: 'receipt' }] : d % 7 === 3 ? [{ d, kind: 'usage' }] : [],
);
const moved = (n: number, kind: string): number => (kind === 'usage' ? -used(n) : 20 + (n % 11));
const stock = (n: number): number => 300 + EVENTS.reduce((sum, e) => sum + moved(n, e.kind), 0);

async function masters(db: Database): Promise<Company> {
  const supplier = randomUUID();
  const document = randomUUID();
  const began = iso(NOW - (DAYS + 1) * DAY);
  const sql = [
    `insert into supplier (id, code, name) values ('${supplier}', 'NORD', 'Nord')`,
    `insert into location (code, name, timezone, kind) select 'L' || n, 'Place ' || n, 'Europe/Berlin', 'own' from generate_series(1, ${PLACES}) n`,
    `insert into item (sku, uom, unit_cost, currency) select 'ITEM-' || n, 'EA', 4, 'EUR' from generate_series(1, ${ITEMS}) n`,
    `insert into program (id, supplier_id, sku, location, valid_from, imported_at, terms) values ('${randomUUID()}', '${supplier}', '*', '*', '${began}', '${began}',
      '{"managed_by":"supplier","owned_by":"buyer","min":"40","max":"600","lead_time_days":5,"tolerance_qty":"5","tolerance_pct":"3"}')`,
    `insert into item_crossref (supplier_id, qualifier, value, item_id) select '${supplier}', 'VN', 'V' || id, id from item`,
    `insert into stock_count (item_id, location_id, counted_at, quantity, basis, status, owner, imported_at)
      select i.id, l.id, '${iso(NOW - DAYS * DAY)}', 300, 'physical', 'unrestricted', 'buyer', '${began}' from item i, location l`,
    `insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, said, as_of_from, as_of_to, received_at, lines)
      values ('${document}', gen_random_uuid(), 1, gen_random_uuid(), 'stock.852', 'x12-852', 'stock_report', '${supplier}', 'accepted',
        '{"said":"instant","at":"${iso(NOW - 3_600_000)}"}', '${iso(NOW - 4_500_000)}', '${iso(NOW - 2_700_000)}', '${iso(NOW - 1_800_000)}', ${PAIRS})`,
    `insert into feed_watermark (location, kind, complete_through, mode, imported_at) values ('*', 'all', '${iso(NOW - 900_000)}', 'delta', '${began}')`,
  ];
  for (const s of sql) await db.pool.query(s);
  let id = 0;
  const at = (d: number, n: number): string => iso(NOW - (DAYS - d) * DAY + (n % 600) * 60_000);
  const movements = chunks((n) =>
    EVENTS.map(({ d, kind }) => {
      const [when, q] = [at(d, n), moved(n, kind)];
      id += 1;
      return `${item(n)}\t${when}\t${id}\t${when}\t${when}\t${when}\t${place(n)}\tM${id}\t${kind}\t${Math.abs(q)}\t${q}\tbuyer\t${when}\n`;
    }).join(''),
  );
  id = 0;
  const keys = chunks((n) => EVENTS.map(({ d }) => `M${++id}\t${item(n)}\t${at(d, n)}\t${id}\n`).join(''));
  id = 0;
  const observations = chunks((n) => {
    id += 1;
    const wrong = n % WRONG === 7 ? 40 : n % 3; // within half of the tolerance but for these
    return `${item(n)}\t${iso(NOW - 2_700_000)}\t${id}\t${iso(NOW - 4_500_000)}\tinstant\t${place(n)}\t${supplier}\ton_hand\t${stock(n) + wrong}\t${document}\t${n}\tsegment ${n}\t{}\t${iso(NOW - 1_800_000)}\n`;
  });
  return { supplier, document, movements, keys, observations };
}

const MOVEMENT =
  'copy movement (item_id, moved_from, id, moved_to, posted_from, posted_at, location_id, key, kind, quantity, signed, owner, imported_at) from stdin';
const KEY = 'copy movement_key (key, item_id, moved_from, id) from stdin';
const OBSERVATION =
  `copy observation (item_id, as_of_to, id, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given,
  received_at) from stdin`.replaceAll('\n', ' ');

async function copied(db: Database, c: Company): Promise<number> {
  await db.pool.query('truncate movement, movement_key, observation');
  const begun = performance.now();
  await inTransaction(db.pool, async (client) => {
    await copyIn(client, MOVEMENT, c.movements);
    await copyIn(client, KEY, c.keys);
    await copyIn(client, OBSERVATION, c.observations);
  });
  return performance.now() - begun;
}

/** As if nothing had ever been looked at. */
async function forgotten(db: Database): Promise<void> {
  await db.pool.query('truncate comparison, supply_exception, exception_event, touched, judged_pair; delete from watermark_advance');
  await db.pool.query('insert into touched (supplier_id, kind, ref, at) select supplier_id, $1, id::text, received_at from document', [
    'document',
  ]);
  await db.pool.query('vacuum analyze');
}

async function timed(db: Database, what: What, at: number): Promise<{ ms: number; pairs: number }> {
  const begun = performance.now();
  const { pairs } = await reconcile(db, what, iso(at));
  return { ms: performance.now() - begun, pairs };
}

/** One in a hundred is used once more: what a buyer's feed of an hour brings. */
async function move(db: Database, round_: number): Promise<void> {
  const { n } = await one<{ n: number }>(db, 'select max(id)::int n from movement');
  await db.pool.query(
    `with moved as (insert into movement (item_id, moved_from, id, moved_to, posted_from, posted_at, location_id, key, kind, quantity, signed, owner, imported_at)
  select i.id, $1, $2::int + i.id, $1, $1, $1, 1 + i.id % ${PLACES}, 'R' || $3::int || '-' || i.id, 'usage', 1, -1, 'buyer', $1 from item i where i.id % 20 = $3::int returning item_id, location_id)
insert into touched (item_id, location_id, kind, at) select item_id, location_id, 'pair', $1 from moved`,
    [iso(NOW - 60_000), n, round_],
  );
}

/** Old reports about the same pairs, up to so many observations. */
async function fill(db: Database, c: Company, upto: number): Promise<void> {
  const { n } = await one<{ n: number }>(db, 'select count(*)::int n from observation');
  for (let missing = upto - n, day = 1; missing > 0; missing -= PAIRS, day++) {
    const { ago } = await one<{ ago: number }>(db, `select count(*)::int ago from document`);
    const id = randomUUID();
    const to = iso(NOW - (ago + 2) * DAY);
    await db.pool.query(
      `with d as (insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, said, as_of_from, as_of_to, received_at, lines)
  values ('${id}', gen_random_uuid(), 1, gen_random_uuid(), 'old-${ago}.852', 'x12-852', 'stock_report', '${c.supplier}', 'accepted',
    '{"said":"date"}', '${to}', '${to}', '${to}', ${PAIRS}))
insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select i.id, '${to}', '${to}', 'date', l.id, '${c.supplier}', 'on_hand', 300, '${id}', i.id, 'segment ' || i.id, '{}', '${to}' from item i, location l
  order by i.id limit ${Math.min(missing, PAIRS)}`,
    );
  }
  await db.pool.query('vacuum analyze observation, document');
}

/** A report of so many lines is there, newer than all; what its comparison takes. */
async function reported(db: Database, c: Company, n: number): Promise<number> {
  const id = randomUUID();
  const to = iso(NOW - 2_000_000 + n * 1000);
  await db.pool.query(
    `with d as (insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, said, as_of_from, as_of_to, received_at, lines)
  values ('${id}', gen_random_uuid(), 1, gen_random_uuid(), 'new-${n}.852', 'x12-852', 'stock_report', '${c.supplier}', 'accepted',
    '{"said":"instant","at":"${to}"}', '${to}', '${to}', '${to}', ${LINES})), o as (
insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select o.item_id, '${to}', '${to}', 'instant', o.location_id, o.supplier_id, 'on_hand', o.quantity, '${id}', o.n, o.place, '{}', '${to}'
from observation o where o.document_id = '${c.document}' order by o.n limit ${LINES})
insert into touched (supplier_id, kind, ref, at) values ('${c.supplier}', 'document', '${id}', '${to}')`,
  );
  return (await timed(db, 'touched', NOW + n * 1000)).ms / LINES;
}

async function main(): Promise<void> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'bench-reconcile-'));
  const db = await openDatabase({ home, databaseUrl: process.env.BENCH_DATABASE_URL });
  try {
    const company = await masters(db);
    const rounds: { copy: number; first: number; again: number; some: number }[] = [];
    let pairs = 0;
    for (let i = 0; i < ROUNDS; i++) {
      const copy = await copied(db, company);
      await forgotten(db);
      const first = await timed(db, 'all', NOW);
      await db.pool.query('vacuum analyze comparison, judged_pair, supply_exception');
      const again = await timed(db, 'all', NOW + 1000);
      await move(db, i);
      const some = await timed(db, 'all', NOW + 2000);
      pairs = first.pairs;
      rounds.push({ copy, first: first.ms, again: again.ms, some: some.ms });
      console.error(
        `round ${i + 1}: COPY ${Math.round(copy)} ms, first run ${Math.round(first.ms)}, without news ${Math.round(again.ms)}, after 1 % ${Math.round(some.ms)} (${some.pairs} pairs)`,
      );
    }
    const { open } = await one<{ open: number }>(
      db,
      `select count(*)::int open from supply_exception where status <> 'resolved' and type in ('COUNT_DIVERGENCE', 'DECISION_FLIP')`,
    );
    const perLine: number[] = [];
    for (const [k, stored] of STORED.entries()) {
      await fill(db, company, stored);
      const times: number[] = [];
      for (let i = 0; i <= ROUNDS; i++) times.push(await reported(db, company, 1 + k * 10 + i));
      perLine.push(median(times.slice(1))); // the first warms
      console.error(`${stored} observations stored: ${round(perLine.at(-1)! * 1000)} µs a line`);
    }
    const of = (f: (r: (typeof rounds)[number]) => number): number => round(median(rounds.map(f)), 3);
    const grows = round(Math.max(...perLine) / perLine[0]!);
    publish('reconcile', [
      { name: `${pairs} pairs, ${PAIRS * EVENTS.length} movements: first run, s`, value: of((r) => r.first / 1000) },
      { name: 'COPY of its movements and reports, s', value: of((r) => r.copy / 1000) },
      { name: 'divergences open after it', value: open, target: `= ${PAIRS / WRONG}`, ok: open === PAIRS / WRONG },
      ...[
        { name: 'first run over COPY', value: of((r) => r.first / r.copy), limit: 1 },
        { name: 'without news over the first run', value: of((r) => r.again / r.first), limit: 0.2 },
        { name: 'after 1 % changed over the first run', value: of((r) => r.some / r.first), limit: 0.1 },
        { name: `a new line with ${STORED.at(-1)} observations stored over one with ${STORED[0]}`, value: grows, limit: 1.3 },
      ].map(({ name, value, limit }) => ({ name, value, target: `<= ${limit}`, ok: value <= limit })),
    ]);
  } finally {
    await db.close();
    fs.rmSync(home, { recursive: true, force: true });
  }
}

void main();
