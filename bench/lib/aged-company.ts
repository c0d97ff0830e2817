import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
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
export async function makeAged(db: Database, home: string, spans: readonly Size[]): Promise<void> {
  await db.pool.query(
    `insert into supplier (id, code, name) select gen_random_uuid(), 'S' || n, 'Supplier ' || n from generate_series(0, 19) n`,
  );
  await db.pool.query(
    `insert into location (code, name, timezone) select 'L' || n, 'Place ' || n, 'Europe/Berlin' from generate_series(1, ${PLACES}) n`,
  );
  await db.pool.query(
    `insert into item (sku, uom, description) select 'ITEM-' || n, 'EA', 'Part ' || n from generate_series(1, ${ITEMS}) n`,
  );
  let first = 0;
  for (const span of spans) first += await reports(db, home, span, first);
  const { lines, from } = spans[0]!;
  await movements(db, Math.ceil(lines / 10), from);
  await exceptions(db, Math.ceil(lines / 500), from);
  await db.pool.query('vacuum analyze');
}

/** From the number `first` on; how many there are. */
async function reports(db: Database, home: string, { lines, from, until }: Size, first: number): Promise<number> {
  const documents = Math.ceil(lines / LINES_EACH);
  const at = `timestamptz '${iso(NOW - from * DAY)}' + ((n - ${first}) * ${((from - until) * 86_400) / documents}) * interval '1 second'`;
  const stored = await rawFiles(home, documents, first);
  await inTransaction(db.pool, async (client) => {
    await client.query('create temp table bench_raw (n int, sha256 text) on commit drop');
    await client.query('insert into bench_raw select $2 + n - 1, s from unnest($1::text[]) with ordinality x (s, n)', [stored, first]);
    await client.query(`insert into blob (sha256, bytes, stored_at) select sha256, ${RAW_BYTES}, ${at} from bench_raw`);
    await client.query(`insert into receipt (id, channel, arrival_key, sha256, name, received_at, state, supplier_id)
select gen_random_uuid(), 'drop-folder bench', 'report ' || n, sha256, n::text, ${at}, 'done', s.id from bench_raw join supplier s on s.code = 'S' || n % 20`);
    await client.query(`insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, said, as_of_from, as_of_to, received_at, lines, coverage)
select gen_random_uuid(), r.id, 1, gen_random_uuid(), r.name, 'x12-852', 'stock_report', r.supplier_id, 'accepted', '{"said":"date"}', r.received_at, r.received_at, r.received_at, ${LINES_EACH}, 'full'
from bench_raw b join receipt r on r.channel = 'drop-folder bench' and r.arrival_key = 'report ' || b.n`);
    await withoutIndexes(client, 'observation', async () => {
      for (let n = first; n < first + documents; n += 1000)
        await client.query(`insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select 1 + (d.n / 20 * ${LINES_EACH} + l) % ${ITEMS}, d.as_of_to, d.as_of_from, 'date', 1 + d.n % ${PLACES}, d.supplier_id, 'on_hand', (l * 7) % 900, d.id, l,
  'segment ' || 3 * l + 5 || ' ZA02', '{"item":"VN ' || l || '","quantity":"' || (l * 7) % 900 || ' EA"}', d.received_at
from (select *, file::int n from document where file::int between ${n} and ${Math.min(n + 999, first + documents - 1)} order by received_at) d, generate_series(1, ${LINES_EACH}) l`);
    });
  });
  return documents;
}

async function movements(db: Database, many: number, days: number): Promise<void> {
  await db.pool
    .query(`insert into movement (item_id, moved_from, moved_to, posted_from, posted_at, location_id, key, kind, quantity, signed, owner, imported_at)
select 1 + n % ${ITEMS}, t, t, t, t, 1 + n % ${PLACES}, 'M' || n, 'usage', 5, -5, 'buyer', t from (select n, timestamptz '${iso(NOW)}' - (n % ${days}) * interval '1 day' t from generate_series(1, ${many}) n) x`);
  await db.pool.query('insert into movement_key select key, item_id, moved_from, id from movement');
}

async function exceptions(db: Database, many: number, from: number): Promise<void> {
  await db.pool
    .query(`insert into supply_exception (id, key, type, severity, status, supplier, sku, location, message, opened_at, last_seen_at, resolved_at, resolution, raised_at)
select gen_random_uuid(), 'COUNT_DIVERGENCE|' || n, 'COUNT_DIVERGENCE', 'high', 'resolved', 'S' || n % 20, 'ITEM-' || n % ${ITEMS}, 'L1', 'differs', t, t, t + interval '2 days', 'fixed_by_supplier', array[t]
from (select n, timestamptz '${iso(NOW)}' - interval '3 days' - n * interval '${Math.round((from * 86_400) / many)} s' t from generate_series(1, ${many}) n) x`);
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
async function rawFiles(home: string, many: number, first: number): Promise<string[]> {
  const store = new Storage(path.join(home, 'raw'));
  const body = randomBody();
  const out: string[] = [];
  for (let n = first; n < first + many; n++) {
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
