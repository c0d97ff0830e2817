'use strict';
// Suppliers' mails at a steady pace into a running gateway: 300 a minute for ten minutes (MINUTES and RATE change that), after a
// minute of the same as warm-up, which counts for nothing; and how much faster two workers read than one.
const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { execFileSync, spawn } = require('node:child_process');
const { setTimeout: sleep } = require('node:timers/promises');
require('../tools/build-if-stale.cjs')();
const nodemailer = require('nodemailer');
const { Client } = require('pg');
const company = require('./lib/load-company.cjs');
const { median, publish, quantile, round } = require('./lib/figures.cjs');
const { readingSpeedUp } = require('./lib/load-reading.cjs');
const { dataFolder } = require('../dist/database/embedded.js');
const { answers, freePort } = require('./lib/ports.cjs');
const { cpuSeconds, rssMb } = require('./lib/processes.cjs');

const MINUTES = Number(process.env.MINUTES ?? 10);
const RATE = Number(process.env.RATE ?? 300);
const WARM_UP = RATE; // mails
const TOTAL = Math.round(MINUTES * RATE);
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-load-'));
fs.chmodSync(home, 0o755);
const cli = path.join(__dirname, '../dist/cli.js'); // itself, not its launcher: its memory and its time are measured
const env = { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: '', CROSSCOUNT_LOG: 'warn', CROSSCOUNT_PORT: '0' };

/** What became of the deliveries, in the order in which they came: when each was read and compared, as the queue noted it. */
async function outcomes(db) {
  const { rows } = await db.query(`select r.id, extract(epoch from j.completed_on - r.received_at) * 1000 ms, j.state,
  (select count(*)::int from document d where d.receipt_id = r.id and d.current and d.status in ('accepted', 'accepted_with_issues')) documents,
  (select coalesce(sum(d.lines), 0)::int from document d where d.receipt_id = r.id and d.current) lines
from receipt r left join jobs.job j on j.name = 'process-document' and j.data->>'receiptId' = r.id::text order by r.received_at, r.id`);
  return rows;
}

/** Mails of these numbers, each at its due time however long the others take. Minutes that it took until all were taken. */
async function send(transport, from, to) {
  const begun = Date.now();
  const sent = [];
  for (let n = from; n < to; n++) {
    const due = begun + ((n - from) * 60_000) / RATE;
    if (due > Date.now()) await sleep(due - Date.now());
    sent.push(transport.sendMail(company.mail(n, new Date().toISOString())));
  }
  await Promise.all(sent);
  return (Date.now() - begun) / 60_000;
}

async function completed(db) {
  const { rows } = await db.query(`select count(*)::int n from jobs.job where name = 'process-document' and state = 'completed'`);
  return rows[0].n;
}

async function allDone(db) {
  let done = [];
  for (let i = 0; i < 900; i++) {
    done = await outcomes(db);
    if (done.length >= WARM_UP + TOTAL && done.every((d) => d.state === 'completed')) break;
    await sleep(1000);
  }
  return done.slice(WARM_UP);
}

async function main() {
  company.writeFeed(path.join(home, 'feed'), new Date(Date.now() - 3_600_000).toISOString());
  const port = await freePort();
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(
    path.join(home, 'config', 'gateway.yaml'),
    `channels:\n  - kind: smtp-inlet\n    name: inlet\n    port: ${port}\n    recipients: ['vmi@buyer.example']\n`,
  );
  execFileSync(process.execPath, [cli, 'import', path.join(home, 'feed')], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const gateway = spawn(process.execPath, [cli, 'serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const rss = [];
  try {
    for (let i = 0; i < 1800 && !(await answers(port)); i++) await sleep(100);
    const endpoint = JSON.parse(fs.readFileSync(path.join(dataFolder(home).folder, 'endpoint.json'), 'utf8'));
    const db = new Client({ connectionString: endpoint.url });
    await db.connect();
    const transport = nodemailer.createTransport({
      host: '127.0.0.1',
      port,
      secure: false,
      ignoreTLS: true,
      pool: true,
      maxConnections: 4,
    });
    await send(transport, 0, WARM_UP);
    const watch = setInterval(() => rss.push(rssMb(gateway.pid)), 1000);
    const before = { gateway: cpuSeconds(gateway.pid), database: cpuSeconds(endpoint.pid), done: await completed(db) };
    const minutes = await send(transport, WARM_UP, WARM_UP + TOTAL);
    clearInterval(watch);
    const done = await allDone(db);
    const read = WARM_UP + TOTAL - before.done;
    const cpu = (what, pid) => round(((cpuSeconds(pid) - before[what]) * 1000) / read, 0);
    const used = { gateway: cpu('gateway', gateway.pid), database: cpu('database', endpoint.pid) };
    transport.close();
    await db.end();
    const ms = done.filter((d) => d.ms !== null).map((d) => Number(d.ms));
    const third = Math.floor(rss.length / 3);
    const [early, late] = [median(rss.slice(0, third)), median(rss.slice(-third))];
    const p95 = round(quantile(ms, 0.95) / 1000, 1);
    const whole = done.filter((d) => d.documents === 1 && d.lines === company.LINES).length;
    const speedUp = await readingSpeedUp(home);
    publish('load', [
      {
        name: 'documents a minute, offered and taken',
        value: round(TOTAL / minutes, 1),
        target: `>= ${RATE * 0.99}`,
        ok: TOTAL / minutes >= RATE * 0.99,
      },
      { name: 'minutes, after one of warm-up', value: round(minutes, 1) },
      { name: `documents read whole, of ${TOTAL}`, value: whole, target: String(TOTAL), ok: whole === TOTAL && done.length === TOTAL },
      { name: 'arrival to compared, p50 s', value: round(quantile(ms, 0.5) / 1000, 1) },
      { name: 'arrival to compared, p95 s', value: p95, target: '<= 30', ok: p95 <= 30 },
      { name: 'arrival to compared, worst s', value: round(Math.max(...ms) / 1000, 1) },
      { name: 'processor time a document, gateway, ms', value: used.gateway },
      { name: 'processor time a document, database, ms', value: used.database },
      { name: 'RSS in the first third, MB', value: round(early, 0) },
      { name: 'RSS in the last third over that', value: round(late / early), target: '<= 1.1', ok: late / early <= 1.1 },
      { name: 'reading: two workers over one', value: round(speedUp), target: '>= 1.7', ok: speedUp >= 1.7 },
    ]);
  } finally {
    const ended = new Promise((resolve) => gateway.once('exit', resolve));
    gateway.kill('SIGTERM');
    await ended;
    fs.rmSync(home, { recursive: true, force: true });
  }
}
main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
