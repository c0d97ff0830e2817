import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { inTransaction } from '../../src/database/transaction';
import type { Outgoing } from '../../src/modules/outbox/message';
import { listOutbox } from '../../src/modules/outbox/outbox-list.store';
import { putInOutbox } from '../../src/modules/outbox/outbox.store';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { wallClock } from '../../src/platform/clock';
import { createLogger } from '../../src/platform/logger';
import { SettingsFile } from '../../src/platform/settings-file';
import { useDatabase } from '../support/database';
import { httpReceiver, smtpReceiver } from '../support/receivers';

const LEASE_MS = 400;
const { db, url } = useDatabase();
let smtp: Awaited<ReturnType<typeof smtpReceiver>>;
let http: Awaited<ReturnType<typeof httpReceiver>>;
let settings: string;

beforeAll(async () => {
  [smtp, http] = [await smtpReceiver(), await httpReceiver()];
  settings = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'outbox-')), 'gateway.yaml');
  const secret = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
  const mail = { host: '127.0.0.1', port: smtp.port, from: 'vmi@acme.example' };
  fs.writeFileSync(
    settings,
    JSON.stringify({ outgoing: { allow: ['127.0.0.1'] }, mail, webhooks: [{ name: 'erp', url: http.url, secret }] }),
  );
});
afterAll(async () => {
  await Promise.all([smtp.close(), http.close()]);
  fs.rmSync(path.dirname(settings), { recursive: true });
});
beforeEach(async () => {
  [smtp.got.length, http.got.length] = [0, 0];
  await db().pool.query('truncate outbox, outbox_delivery');
});

/** The built relay in a process of its own, killed at a failpoint; by which signal it ended. */
function killedAt(failpoint: string): Promise<NodeJS.Signals | null> {
  const env = { ...process.env, NODE_OPTIONS: '', CROSSCOUNT_FAILPOINT: failpoint };
  const child = spawn(process.execPath, [path.join(__dirname, '../support/relay-once.cjs'), url(), settings, String(LEASE_MS)], { env });
  return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
}

const message = (kind: 'mail' | 'webhook'): Outgoing => {
  const now = new Date().toISOString();
  return kind === 'mail'
    ? {
        eventKey: 'e',
        kind,
        target: 'j@acme.example',
        payload: { from: 'vmi@acme.example', to: 'j@acme.example', subject: 's', text: 't' },
      }
    : { eventKey: 'e', kind, target: 'erp', payload: { type: 'exception.opened', timestamp: now, data: {} } };
};

// What the receiver has had once the next one is through: a mail may come twice only between DATA and the commit.
test.each([
  ['outbox.O1', 'mail', 1],
  ['outbox.O1', 'webhook', 1],
  ['outbox.O2', 'webhook', 2],
  ['outbox.O3', 'webhook', 2],
  ['outbox.O4', 'webhook', 2],
  ['outbox.O4', 'mail', 2],
  ['outbox.O5', 'mail', 2],
  ['outbox.O6', 'mail', 2],
] as const)(
  'killed at %s while it sends a %s: it leaves again under the same id',
  async (failpoint, kind, copies) => {
    const [id] = await inTransaction(db().pool, (c) => putInOutbox(c, [message(kind)], new Date().toISOString()));
    expect(await killedAt(failpoint)).toBe('SIGKILL');
    expect((await listOutbox(db().pool, [], 1))[0]).toMatchObject({ state: 'waiting', tries: [{ outcome: 'began' }] });
    await pause(LEASE_MS);
    await new Relay(db().pool, openWriters(SettingsFile.read(settings, {})), wallClock, createLogger('silent')).drain();
    expect((await listOutbox(db().pool, [], 1))[0]).toMatchObject({ state: 'sent', tries: [{ outcome: 'began' }, { outcome: 'sent' }] });
    const ids = kind === 'mail' ? smtp.got.map((m) => m.mail.messageId) : http.got.map((p) => p.headers['webhook-id']);
    expect(ids).toEqual(Array.from({ length: copies }, () => (kind === 'mail' ? `<${id}@acme.example>` : id)));
  },
  60_000,
);
