'use strict';
// One case in a process of its own, so that its memory is its own: prepare, copy, naive, or a file to ingest.
const { monitorEventLoopDelay, performance } = require('node:perf_hooks');
const path = require('node:path');
const company = require('./company.cjs');
const dist = path.join(__dirname, '../../dist');
const { loadConfig } = require(`${dist}/platform/config.js`);
const { openGateway } = require(`${dist}/modules/pipeline/gateway.js`);
const { ingest } = require(`${dist}/modules/pipeline/ingest.js`);
const { evaluate } = require(`${dist}/modules/pipeline/evaluate.js`);
const { importFeed } = require(`${dist}/modules/feed/import-feed.js`);
const { copyIn } = require(`${dist}/database/copy.js`);
const { inTransaction } = require(`${dist}/database/transaction.js`);

const [what, home, argument] = process.argv.slice(2);
const rss = () => process.resourceUsage().maxRSS / 1024;

const forget = (pool) =>
  pool.query(`truncate observation, shipment, shipment_line, document, document_issue, parked_line, receipt, interchange, blob, comparison,
    supply_exception, exception_event, touched`);

const CASES = {
  async prepare(gateway) {
    await importFeed(gateway.db, [path.join(home, 'feed')], { clock: { now: () => '2026-11-17T05:00:00.000Z' } });
    await gateway.db.pool.query('create table if not exists observation_copy (like observation including all)');
    await gateway.db.pool.query('vacuum analyze');
    return {};
  },
  /** The rows that the 852 leaves in the ledger, serialised beforehand, into a table of the same shape and keys. */
  async copy(gateway) {
    const text = await rowsAsText(gateway);
    await gateway.db.pool.query('truncate observation_copy');
    await gateway.db.pool.query('checkpoint');
    const begun = performance.now();
    await inTransaction(gateway.db.pool, (client) => copyIn(client, 'copy observation_copy from stdin', text));
    return { ms: performance.now() - begun };
  },
  async naive(gateway) {
    const xlsx = require('xlsx');
    const begun = performance.now();
    const book = xlsx.readFile(path.join(home, 'stock.xlsx'));
    const rows = xlsx.utils.sheet_to_json(book.Sheets[book.SheetNames[0]]);
    const readMs = performance.now() - begun;
    const { naive } = require('./naive.cjs');
    return { readMs, ...(await naive(gateway, rows.slice(0, Number(argument)))) };
  },
};

async function rowsAsText(gateway) {
  const fs = require('node:fs');
  const kept = path.join(home, 'observation.copy');
  if (!fs.existsSync(kept)) {
    await forget(gateway.db.pool);
    await ingest(gateway, [path.join(home, 'stock.852')], { receivedAt: company.RECEIVED_AT });
    const { to } = require('pg-copy-streams');
    const client = await gateway.db.pool.connect();
    const chunks = [];
    for await (const chunk of client.query(to('copy observation to stdout'))) chunks.push(chunk);
    client.release();
    fs.writeFileSync(kept, Buffer.concat(chunks));
    await forget(gateway.db.pool);
  }
  const bytes = fs.readFileSync(kept);
  const parts = [];
  for (let at = 0; at < bytes.length; at += 256 * 1024) parts.push(bytes.subarray(at, at + 256 * 1024));
  return parts;
}

async function file(gateway) {
  await forget(gateway.db.pool);
  await gateway.db.pool.query('vacuum analyze observation');
  await gateway.db.pool.query('checkpoint');
  await new Promise((resolve) => setTimeout(resolve, 800)); // the gateway runs: its reading thread has started
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const begun = performance.now();
  await ingest(gateway, [argument], { receivedAt: company.RECEIVED_AT, supplier: 'NORD' });
  const read = performance.now();
  await evaluate(gateway, 'touched', company.RECEIVED_AT);
  const ms = performance.now() - begun;
  delay.disable();
  const { rows } = await gateway.db.pool.query(`select count(*)::int n from supply_exception where type = 'COUNT_DIVERGENCE'`);
  const posted = await gateway.db.pool.query('select count(*)::int n from observation');
  if (posted.rows[0].n !== company.LINES) throw new Error(`${posted.rows[0].n} lines were posted`);
  return { ms, readMs: read - begun, exceptions: rows[0].n, stallMs: delay.max / 1e6 };
}

async function main() {
  const gateway = await openGateway(loadConfig(process.env), { supervise: false, reads: true });
  try {
    const result = await (CASES[what] ?? file)(gateway);
    console.log(JSON.stringify({ ...result, rssMb: rss() }));
  } finally {
    await gateway.close();
  }
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
