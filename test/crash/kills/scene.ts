import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'pg';
import { freePort } from '../../../src/platform/free-port';
import { hasDovecot, startDovecot, startHoodiecrow, type TestImap } from '../../support/imap';
import { type PlayedSftp, startPlayed } from '../../support/played-sftp';
import { httpReceiver, smtpReceiver } from '../../support/receivers';
import type { Server } from './server';

/** What the supplier, or a program of the buyer's, handed over, and what must come of it exactly once. */
export interface Delivery {
  readonly point: string;
  readonly name: string;
  readonly way: 'mail' | 'file' | 'remote' | 'inlet';
  readonly sha256: string;
  readonly documents: number;
  readonly lines: number;
  overwritten?: boolean; // by its supplier, after it was kept: the source does not have it any more
}
export interface Event {
  readonly point: string;
  readonly kind: 'mail' | 'webhook' | 'file';
  readonly key: string;
}

/** Everything around one gateway: its home, its database, a mailbox, a server for its mails, a receiver of its webhooks. */
export interface Scene {
  readonly home: string;
  readonly drop: string;
  readonly url: string;
  readonly pool: Pool;
  readonly imap: TestImap;
  readonly smtp: Awaited<ReturnType<typeof smtpReceiver>>;
  readonly http: Awaited<ReturnType<typeof httpReceiver>>;
  readonly inlet: number;
  readonly sftp: PlayedSftp; // suppliers' files lie in NORD, ours are put into out
  readonly deliveries: Delivery[];
  readonly events: Event[];
  readonly senders: Promise<void>[]; // who still tries to hand a mail to the inlet
  readonly over: AbortController;
  readonly close: () => Promise<void>;
}

export async function openScene(server: Server, withoutMove: boolean): Promise<Scene> {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'kill-'));
  const [db, imap, smtp, http, inlet, sftp] = await Promise.all([
    server.fresh(),
    hasDovecot ? startDovecot(withoutMove ? { without: ['MOVE'] } : {}) : startHoodiecrow(),
    smtpReceiver(),
    httpReceiver(),
    freePort(),
    startPlayed(),
  ]);
  for (const folder of ['NORD', 'out']) fs.mkdirSync(path.join(sftp.folder, folder));
  const { username, password } = sftp.signIn;
  const remote = { kind: 'sftp', host: '127.0.0.1', port: sftp.port, username, password, host_keys: sftp.hostKeys };
  const pool = new Pool({ connectionString: db.url, max: 4 });
  pool.on('error', () => undefined);
  const drop = path.join(home, 'drop');
  fs.mkdirSync(path.join(drop, 'NORD'), { recursive: true });
  fs.mkdirSync(path.join(home, 'config'));
  const settings = {
    outgoing: { allow: ['127.0.0.1'] },
    mail: { host: '127.0.0.1', port: smtp.port, from: 'vmi@acme.example' },
    webhooks: [{ name: 'erp', url: http.url, secret: `whsec_${Buffer.alloc(24, 9).toString('base64')}` }],
    channels: [
      {
        kind: 'imap',
        name: 'box',
        host: imap.host,
        port: imap.port,
        tls: 'none',
        user: imap.user,
        password: imap.pass,
        every_seconds: 1,
        after: { move: 'Done' },
      },
      { kind: 'smtp-inlet', name: 'inlet', port: inlet, recipients: ['@buyer.example'], every_seconds: 1 },
      { ...remote, name: 'nord', folder: '/NORD', supplier: 'NORD', after: { move: 'done' }, every_seconds: 0.5, quiet_seconds: 1 },
    ],
    edi: { acknowledge: { leave: 'send' } },
    files: [{ ...remote, name: 'out', folder: '/out' }],
  };
  fs.writeFileSync(path.join(home, 'config', 'gateway.yaml'), JSON.stringify(settings)); // JSON is YAML
  const over = new AbortController();
  const senders: Promise<void>[] = [];
  const close = async (): Promise<void> => {
    over.abort();
    await Promise.allSettled(senders);
    await pool.end();
    await Promise.all([db.drop(), imap.stop(), smtp.close(), http.close(), sftp.stop()]);
    fs.rmSync(home, { recursive: true, force: true });
  };
  return { home, drop, url: db.url, pool, imap, smtp, http, inlet, sftp, deliveries: [], events: [], senders, over, close };
}

/** Time passes: the leases of the dead run out, and what is to be tried again is due. Played, since it would take minutes. */
export async function timePasses(scene: Scene): Promise<void> {
  // What the dead one had said is carried out after its death; the lease that it took last would be missed here otherwise.
  const talks = `select 1 from pg_stat_activity where datname = current_database() and application_name like 'crosscount%'`;
  for (let i = 0; i < 100 && (await scene.pool.query(talks)).rowCount! > 0; i++) await pause(50);
  await scene.pool.query(`update jobs.job set state = 'retry', retry_count = retry_count + 1, start_after = now() where state = 'active'`);
  await scene.pool.query(`update jobs.job set start_after = now() where state = 'retry'`);
  await scene.pool.query('update outbox set leased_until = created_at where lease is not null');
  await scene.pool.query('update mail_seen set next_at = null where next_at is not null');
  const earlier = new Date(Date.now() - 2 * 3_600_000);
  for (const file of filesIn(path.join(scene.home, 'raw')).filter((f) => f.endsWith('.tmp'))) fs.utimesSync(file, earlier, earlier);
}

export const filesIn = (folder: string): string[] =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder, { withFileTypes: true, recursive: true })
        .filter((e) => e.isFile())
        .map((e) => path.join(e.parentPath, e.name))
    : [];
