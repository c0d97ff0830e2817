// From a mail with a list of 5,000 rows in a real mailbox (Dovecot) to the exception that it raises, in a running gateway, mail by
// mail (MAILS of them). The clock starts when the mailbox has the mail, so that finding out that it is there is part of it.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import MailComposer from 'nodemailer/lib/mail-composer';
import { Client } from 'pg';
import { startEmbedded } from '../src/database/embedded';
import { startImap, type TestImap } from '../test/support/imap';
/* eslint-disable @typescript-eslint/no-require-imports */
require('../tools/build-if-stale.cjs')();
const { median, publish, quantile, round } = require('./lib/figures.cjs') as {
  median: (v: number[]) => number;
  quantile: (v: number[], q: number) => number;
  round: (v: number, digits?: number) => number;
  publish: (bench: string, figures: object[]) => void;
};
const xlsx = require('xlsx') as typeof import('xlsx');

const MAILS = Number(process.env.MAILS ?? 20);
const WARM_UP = 2;
const ITEMS = 1000;
const SITES = ['S1', 'S2', 'S3', 'S4', 'S5'];
const home = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-mail-'));
const cli = path.join(__dirname, '../dist/cli.js');

const counted = (i: number, l: number): number => 200 + ((i * 7 + l * 13) % 300);

function writeFeed(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString();
  const write = (name: string, rows: string[]): void => fs.writeFileSync(path.join(folder, `${name}.csv`), `${rows.join('\n')}\n`);
  const items = Array.from({ length: ITEMS }, (_, i) => i);
  write('suppliers', ['supplier,name,email_from', 'NORD,Nordwerk,stock@nord.example']);
  write('locations', ['location,name,timezone', ...SITES.map((s) => `${s},${s},UTC`)]);
  write('items', ['sku,description,uom,unit_cost,currency', ...items.map((i) => `SKU-${i},Part ${i},EA,2.50,EUR`)]);
  write('item_crossrefs', ['supplier,qualifier,value,sku', ...items.map((i) => `NORD,VN,P-${i},SKU-${i}`)]);
  write('programs', ['supplier,sku,location,managed_by,owned_by,tolerance_qty,tolerance_pct', 'NORD,*,*,supplier,buyer,5,2']);
  const eve = day(-1); // counted the day before it is reported
  write('counts', [
    'sku,location,counted_at,quantity,uom',
    ...items.flatMap((i) => SITES.map((s, l) => `SKU-${i},${s},${eve},${counted(i, l)},EA`)),
  ]);
  write('feeds', ['location,complete_through', `*,${day(1)}`]);
}

/** The n-th report: one row in five hundred is off, others in each mail; every second one is a workbook. */
async function mail(n: number): Promise<{ raw: Buffer; sku: string; location: string }> {
  const date = new Date().toISOString().slice(0, 10);
  const off = (row: number): boolean => row % 500 === n % 500;
  const rows: (string | number)[][] = [['Vendor Part', 'Location', 'On Hand', 'UOM', 'As Of']];
  for (let i = 0; i < ITEMS; i++)
    SITES.forEach((s, l) => rows.push([`P-${i}`, s, counted(i, l) + (off(i * SITES.length + l) ? 90 + n : 0), 'EA', date]));
  const book = xlsx.utils.book_new();
  xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), 'Stock');
  const attachment =
    n % 2 === 0
      ? { filename: `stock ${n}.csv`, content: rows.map((r) => r.join(',')).join('\n') }
      : { filename: `stock ${n}.xlsx`, content: xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer };
  const envelope = { from: 'stock@nord.example', to: 'vmi@buyer.example', subject: `Stock ${n}`, text: 'Our stock is attached.' };
  const raw = await new MailComposer({ ...envelope, attachments: [attachment] }).compile().build();
  const row = n % 500;
  return { raw, sku: `SKU-${Math.floor(row / SITES.length)}`, location: SITES[row % SITES.length]! };
}

async function waitFor(db: Client, sql: string, values: unknown[]): Promise<Record<string, unknown>> {
  for (const end = Date.now() + 180_000; ; await sleep(25)) {
    const { rows } = await db.query<Record<string, unknown>>(sql, values);
    if (rows[0]) return rows[0];
    if (Date.now() > end) throw new Error(`nothing came of it within three minutes: ${JSON.stringify(values)}`);
  }
}

/** One mail: ms from the mailbox, and from the look that saw it, to the committed exception. */
async function timed(db: Client, imap: TestImap, n: number): Promise<{ fromMailbox: number; fromSeen: number }> {
  const { raw, sku, location } = await mail(n);
  await imap.append(raw);
  const there = Date.now();
  await waitFor(
    db,
    `select 1 from supply_exception where status <> 'resolved' and sku = $1 and location = $2 and type = 'COUNT_DIVERGENCE'`,
    [...[sku, location]],
  );
  const raised = Date.now();
  const seen = await waitFor(db, 'select (extract(epoch from first_seen_at) * 1000)::float8 at from mail_seen where subject = $1', [
    `Stock ${n}`,
  ]);
  return { fromMailbox: raised - there, fromSeen: raised - (seen.at as number) };
}

async function main(): Promise<void> {
  fs.chmodSync(home, 0o755);
  writeFeed(path.join(home, 'feed'));
  const imap = await startImap();
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(
    path.join(home, 'config', 'gateway.yaml'),
    `outgoing: { allow: [${imap.host}] }\nchannels:\n  - { kind: imap, name: vmi, host: ${imap.host}, port: ${imap.port}, tls: none, user: ${imap.user}, password: ${imap.pass} }\n`,
  );
  const server = await startEmbedded(home);
  const env = { ...process.env, CROSSCOUNT_HOME: home, DATABASE_URL: server.url, CROSSCOUNT_LOG: 'warn', CROSSCOUNT_PORT: '0' };
  const run = (...args: string[]) => spawn(process.execPath, [cli, ...args], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const ended = (child: ReturnType<typeof run>): Promise<void> => new Promise((resolve) => child.once('exit', () => resolve()));
  await ended(run('import', path.join(home, 'feed')));
  const gateway = run('serve');
  const stopped = ended(gateway);
  const db = new Client({ connectionString: server.url });
  await db.connect();
  try {
    await waitFor(db, `select 1 from channel_health where channel = 'imap vmi' and completed_at is not null`, []);
    const times: Awaited<ReturnType<typeof timed>>[] = [];
    for (let n = 0; n < WARM_UP + MAILS; n++) times.push(await timed(db, imap, n));
    const measured = times.slice(WARM_UP);
    const seconds = (what: 'fromMailbox' | 'fromSeen', q: number): number =>
      round(
        quantile(
          measured.map((t) => t[what]),
          q,
        ) / 1000,
      );
    const whole = await db.query<{ n: number }>(
      `select count(*)::int n from document where current and status = 'accepted' and lines = $1`,
      [ITEMS * SITES.length],
    );
    publish('mail', [
      { name: 'rows of each mail', value: ITEMS * SITES.length },
      {
        name: `mails read whole, of ${times.length}`,
        value: whole.rows[0]!.n,
        target: String(times.length),
        ok: whole.rows[0]!.n === times.length,
      },
      { name: 'in the mailbox to exception, median s', value: round(median(measured.map((t) => t.fromMailbox)) / 1000) },
      {
        name: 'in the mailbox to exception, p95 s',
        value: seconds('fromMailbox', 0.95),
        target: '<= 20',
        ok: seconds('fromMailbox', 0.95) <= 20,
      },
      { name: 'seen to exception, p95 s', value: seconds('fromSeen', 0.95), target: '<= 20', ok: seconds('fromSeen', 0.95) <= 20 },
    ]);
  } finally {
    await db.end();
    gateway.kill('SIGTERM');
    await stopped;
    await server.close();
    await imap.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}
main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
