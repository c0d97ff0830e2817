import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Webhook } from 'standardwebhooks';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { backfill } from '../../src/modules/pipeline/backfill';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { type Gateway, openGateway } from '../../src/modules/pipeline/gateway';
import { ingest } from '../../src/modules/pipeline/ingest';
import { wallClock } from '../../src/platform/clock';
import { loadConfig } from '../../src/platform/config';
import { cloneDatabase } from '../support/database';
import { httpReceiver, smtpReceiver } from '../support/receivers';

/**
 * The whole way, nothing played: some days of history, then files that come today, through the real gateway, a real SMTP
 * server and a real endpoint.
 */
const STORY = path.join(__dirname, '../../samples/story/every-type');
const SECRET = `whsec_${Buffer.alloc(32, 3).toString('base64')}`;
let home: string;
let gateway: Gateway;
let clone: Awaited<ReturnType<typeof cloneDatabase>>;
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let http: Awaited<ReturnType<typeof httpReceiver>>;

beforeAll(async () => {
  [clone, smtp, http] = await Promise.all([cloneDatabase(), smtpReceiver(), httpReceiver()]);
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'alerts-'));
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(
    path.join(home, 'config', 'gateway.yaml'),
    JSON.stringify({
      outgoing: { allow: ['127.0.0.1'] },
      mail: { host: '127.0.0.1', port: smtp.port, from: 'vmi@acme.example' },
      alerts: { to: ['jonas@acme.example'], timezone: 'Europe/Berlin', url: 'https://vmi.acme.example' },
      webhooks: [{ name: 'erp', url: http.url, secret: SECRET }],
    }),
  );
  gateway = await openGateway(loadConfig({ CROSSCOUNT_HOME: home, DATABASE_URL: clone.url, CROSSCOUNT_LOG: 'silent' }), {
    supervise: false,
  });
}, 60_000);
afterAll(async () => {
  await gateway.close();
  await Promise.all([smtp.close(), http.close()]);
  await clone.drop();
  fs.rmSync(home, { recursive: true });
});

/** The story until its sixth day, when some things are open. */
function firstDays(): string {
  const events = fs.readFileSync(path.join(STORY, 'timeline.ndjson'), 'utf8').trim().split('\n');
  const early = events.map((line) => JSON.parse(line) as { at: string; path?: string }).filter((e) => e.at < '2026-11-06');
  const file = path.join(home, 'timeline.ndjson');
  fs.writeFileSync(file, early.map((e) => JSON.stringify({ ...e, ...(e.path ? { path: path.join(STORY, e.path) } : {}) })).join('\n'));
  return file;
}
const relay = (): Promise<void> => new Relay(gateway.db.pool, openWriters(gateway.config.settings), wallClock, gateway.log).drain();
const states = async (): Promise<Record<string, number>> =>
  Object.fromEntries((await gateway.db.pool.query('select state, count(*)::int n from outbox group by 1')).rows.map((r) => [r.state, r.n]));

test('history is recorded and not sent; what comes today is heard of', async () => {
  await backfill(gateway, firstDays());
  await relay();
  const recorded = await states();
  expect(Object.keys(recorded)).toEqual(['withheld']);
  expect(recorded['withheld']).toBeGreaterThan(10);
  expect([smtp.got.length, http.got.length]).toEqual([0, 0]);

  const day = '2026-11-25T12:00:00.000Z'; // a Wednesday, after the digest's hour
  const broken = path.join(home, 'stock.xlsx');
  fs.writeFileSync(broken, Buffer.concat([Buffer.from('PK\u0003\u0004'), Buffer.alloc(60, 1)]));
  await ingest(gateway, [broken], { receivedAt: day, supplier: 'ACE' });
  await evaluate(gateway, 'touched', day);
  await relay();

  const subjects = smtp.got.map((m) => m.mail.subject);
  expect(subjects).toHaveLength(2);
  expect(subjects[0]).toBe('VMI: one thing needs you – Ace Components: file cannot be read');
  expect(subjects[1]).toMatch(/^VMI Wed 25 Nov – /);
  expect(smtp.got[0]!.mail.text).toContain('stock.xlsx');
  expect(smtp.got[0]!.mail.html).toContain('Next:</strong> ask for it again');
  const events = http.got.map((p) => new Webhook(SECRET).verify(p.body, p.headers) as { type: string; data: Record<string, unknown> });
  const types = events.map((e) => e.type);
  expect(types).toEqual(expect.arrayContaining(['document.received', 'document.rejected', 'exception.opened']));
  expect(types.indexOf('document.received')).toBeLessThan(types.indexOf('document.rejected'));
  expect(events.find((e) => e.type === 'document.rejected')!.data).toMatchObject({
    file: 'stock.xlsx',
    supplier: 'ACE',
    status: 'rejected',
  });

  await evaluate(gateway, 'all', '2026-11-25T12:06:00.000Z');
  await relay();
  const ids = [...smtp.got.map((m) => m.mail.messageId), ...http.got.map((p) => p.headers['webhook-id'])];
  expect(new Set(ids).size).toBe(ids.length);
  expect(await states()).toMatchObject({ sent: ids.length, withheld: recorded['withheld'] });
}, 60_000);
