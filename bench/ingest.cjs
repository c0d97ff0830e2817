'use strict';
// From a file on disk to posted lines and raised exceptions, against COPY of the same rows and against the naive way.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync } = require('node:child_process');
require('../tools/build-if-stale.cjs')();
const company = require('./lib/company.cjs');
const { median, publish, round } = require('./lib/figures.cjs');

const ROUNDS = Number(process.env.ROUNDS ?? 3);
const NAIVE_ROWS = 1000;
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-bench-'));
fs.chmodSync(home, 0o755);
const file = (name) => path.join(home, name);

function run(what, input) {
  const out = execFileSync(process.execPath, [path.join(__dirname, 'lib/ingest-case.cjs'), what, home, input ?? ''], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: process.env.BENCH_DATABASE_URL ?? '', CROSSCOUNT_LOG: 'error' },
  });
  return JSON.parse(out.trim().split('\n').at(-1));
}

async function main() {
  company.writeFeed(file('feed'));
  company.write852(file('stock.852'));
  company.writeCsv(file('stock.csv'));
  company.writeXlsx(file('stock.xlsx'));
  const { startEmbedded } = require('../dist/database/embedded.js');
  const server = process.env.BENCH_DATABASE_URL ? undefined : await startEmbedded(home); // held, so that every case meets it warm
  run('prepare');
  const times = {};
  const cases = ['copy', '852', 'csv', 'xlsx'];
  for (let round_ = 0; round_ < ROUNDS; round_++)
    for (const c of cases) (times[c] ??= []).push(run(c, c === 'copy' ? '' : file(`stock.${c}`)));
  const naive = run('naive', String(NAIVE_ROWS));
  await server?.close();
  fs.rmSync(home, { recursive: true, force: true });

  const ms = (c) => median(times[c].map((t) => t.ms));
  const ratio = (c) => round(median(times[c].map((t, i) => t.ms / times.copy[i].ms)));
  const largest = (c, field) => Math.max(...times[c].map((t) => t[field]));
  const figures = [
    { name: 'COPY of the same 100,000 rows, ms', value: round(ms('copy'), 0) },
    { name: 'X12 852 over COPY', value: ratio('852'), target: '<= 5', ok: ratio('852') <= 5 },
    { name: 'CSV over COPY', value: ratio('csv'), target: '<= 6', ok: ratio('csv') <= 6 },
    { name: 'xlsx over COPY', value: ratio('xlsx') },
    {
      name: 'naive way (SheetJS objects, one save per row) over COPY, scaled',
      value: round((naive.msPerRow * company.LINES + naive.readMs) / ms('copy'), 0),
    },
  ];
  for (const c of cases.slice(1)) {
    figures.push(
      { name: `${c}: whole way, ms`, value: round(ms(c), 0) },
      { name: `${c}: exceptions raised`, value: times[c][0].exceptions, target: '5000', ok: times[c].every((t) => t.exceptions === 5000) },
      { name: `${c}: peak RSS, MB`, value: round(largest(c, 'rssMb'), 0) },
      { name: `${c}: longest stall of the main thread, ms`, value: round(largest(c, 'stallMs'), 0) },
    );
  }
  publish('ingest', figures);
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
