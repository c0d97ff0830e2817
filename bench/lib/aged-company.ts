import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { withoutIndexes } from '../../src/database/indexes';
import type { Database } from '../../src/database/open';
import { inTransaction } from '../../src/database/transaction';
import { Storage } from '../../src/platform/storage';

const DAY = 86_400_000;
export const NOW = Date.parse('2026-11-24T06:00:00.000Z');
const iso = (ms: number): string => new Date(ms).toISOString();
const LINES_EACH = 500;
const PLACES = 5;
const ITEMS = 20_000;
const RAW_BYTES = 20_000;

export interface Size {
  readonly lines: number; // of documents, 500 each
  readonly from: number; // the oldest of them, so many days before NOW
  readonly until: number; // the youngest
}

/**
 * A company that was there for long, put together by SQL: daily reports of twenty suppliers with a raw file each, movements, resolved
 * exceptions with their history, messages, and an audit log. Large and true to the keys; what it says means nothing.
 */
export async function makeAged(db: Database, home: string, { lines, from, until }: Size): Promise<void> {
  const documents = Math.ceil(lines / LINES_EACH);
  const at = `timestamptz '${iso(NOW - from * DAY)}' + (n * ${((from - until) * 86_400) / documents}) * interval '1 second'`;
  const run = (sql: string): Promise<unknown> => db.pool.query(sql);
  await run(`insert into supplier (id, code, name) select gen_random_uuid(), 'S' || n, 'Supplier ' || n from generate_series(0, 19) n`);
  await run(
    `insert into location (code, name, timezone) select 'L' || n, 'Place ' || n, 'Europe/Berlin' from generate_series(1, ${PLACES}) n`,
  );
  await run(`insert into item (sku, uom, description) select 'ITEM-' || n, 'EA', 'Part ' || n from generate_series(1, ${ITEMS}) n`);
  const stored = await rawFiles(home, documents);
  await run(`create table if not exists bench_raw (n int, sha256 text)`);
  await run('truncate bench_raw');
  for (let i = 0; i < stored.length; i += 5000)
    await db.pool.query(`insert into bench_raw select n, s from unnest($1::int[], $2::text[]) x (n, s)`, [
      stored.slice(i, i + 5000).map((_, k) => i + k),
      stored.slice(i, i + 5000),
    ]);
  await run(`insert into blob (sha256, bytes, stored_at) select sha256, ${RAW_BYTES}, ${at} from bench_raw`);
  await run(`insert into receipt (id, channel, arrival_key, sha256, name, received_at, state, supplier_id)
select gen_random_uuid(), 'drop-folder bench', 'report ' || n, sha256, 'report-' || n || '.852', ${at}, 'done', s.id from bench_raw join supplier s on s.code = 'S' || n % 20`);
  await run(`insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, said, as_of_from, as_of_to, received_at, lines, coverage)
select gen_random_uuid(), id, 1, gen_random_uuid(), name, 'x12-852', 'stock_report', supplier_id, 'accepted', '{"said":"date"}', received_at, received_at, received_at, ${LINES_EACH}, 'full' from receipt`);
  await run('drop table bench_raw');
  const STEP = 1000;
  const fill = async (client: PoolClient): Promise<void> => {
    for (let i = 0; i < documents; i += STEP)
      await client.query(`insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select 1 + (substr(d.name, 8, length(d.name) - 11)::int / 20 * ${LINES_EACH} + l) % ${ITEMS}, d.as_of_to, d.as_of_from, 'date', 1 + substr(d.name, 8, length(d.name) - 11)::int % ${PLACES},
  d.supplier_id, 'on_hand', (l * 7) % 900, d.id, l, 'segment ' || 3 * l + 5 || ' ZA02', '{"item":"VN ' || l || '","quantity":"' || (l * 7) % 900 || ' EA"}', d.received_at
from (select *, file name from document order by received_at, file offset ${i} limit ${STEP}) d, generate_series(1, ${LINES_EACH}) l`);
  };
  await inTransaction(db.pool, (client) => withoutIndexes(client, 'observation', () => fill(client)));
  const facts = Math.ceil(lines / 10);
  await run(`insert into movement (item_id, moved_from, moved_to, posted_from, posted_at, location_id, key, kind, quantity, signed, owner, imported_at)
select 1 + n % ${ITEMS}, t, t, t, t, 1 + n % ${PLACES}, 'M' || n, 'usage', 5, -5, 'buyer', t from (select n, timestamptz '${iso(NOW)}' - (n % ${from}) * interval '1 day' t from generate_series(1, ${facts}) n) x`);
  await run('insert into movement_key select key, item_id, moved_from, id from movement');
  await exceptions(db, Math.ceil(lines / 500), from);
  await run('vacuum analyze');
}

async function exceptions(db: Database, many: number, from: number): Promise<void> {
  await db.pool
    .query(`insert into supply_exception (id, key, type, severity, status, supplier, sku, location, message, opened_at, last_seen_at, resolved_at, resolution, raised_at)
select gen_random_uuid(), 'COUNT_DIVERGENCE|' || n, 'COUNT_DIVERGENCE', 'high', 'resolved', 'S' || n % 20, 'ITEM-' || n % ${ITEMS}, 'L1', 'differs', t, t, t + interval '2 days', 'fixed_by_supplier', array[t]
from (select n, timestamptz '${iso(NOW)}' - interval '3 days' - (n % ${from}) * interval '1 day' t from generate_series(1, ${many}) n) x`);
  await db.pool.query(
    `insert into exception_event (exception_id, at, what) select id, opened_at, 'opened' from supply_exception union all select id, resolved_at, 'resolved' from supply_exception`,
  );
  await db.pool.query(
    `insert into told (target, exception_id, raised, said, digest, withheld, at) select 'planner@acme.example', id, 1, 3, true, false, opened_at from supply_exception`,
  );
  await db.pool.query(`insert into outbox (id, event_key, kind, target, payload, created_at, state, next_at, attempts, sent_at)
select gen_random_uuid(), 'told ' || id, 'webhook', 'erp', jsonb_build_object('type', 'exception.opened', 'timestamp', opened_at, 'data', jsonb_build_object('key', key, 'message', repeat('m', 800))), opened_at,
  case when opened_at > timestamptz '${iso(NOW)}' - interval '4 days' then 'waiting' else 'sent' end, opened_at, 1, opened_at from supply_exception`);
  await db.pool.query(
    `insert into outbox_delivery (outbox_id, lease, at, outcome) select id, gen_random_uuid(), created_at, 'sent' from outbox where state = 'sent'`,
  );
  for (let n = 0; n < many; n += 500)
    await db.pool.query(
      `insert into exception_event (exception_id, at, what, author) select id, opened_at, 'comment', 'anna' from supply_exception order by id limit 5 offset ${n}`,
    );
}

/** Files that do not compress to nothing, since no supplier's do. Their hashes, in the order of the documents. */
async function rawFiles(home: string, many: number): Promise<string[]> {
  const store = new Storage(path.join(home, 'raw'));
  const body = randomBody();
  const out: string[] = [];
  for (let n = 0; n < many; n++) {
    const bytes = Buffer.from(`REPORT ${n} ${randomUUID()}\n${body}`).subarray(0, RAW_BYTES);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = store.pathOf(sha256);
    await fs.mkdir(path.dirname(file), { recursive: true });
    await fs.writeFile(file, bytes);
    out.push(sha256);
  }
  return out;
}
const randomBody = (): string =>
  Array.from({ length: 700 }, (_, n) => `LIN*${n}*VN*${randomUUID().slice(0, 8)}~ZA*OH*${n * 7}*EA~`).join('\n');
