import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Tally } from '../../src/modules/channels/channel';
import { type Granted } from '../../src/modules/access/oauth/token-endpoint';
import { keepSignIn } from '../../src/modules/access/oauth/sign-ins.store';
import { TokenSource } from '../../src/modules/access/oauth/token-source';
import { inboundOf } from '../../src/modules/channels/inbound';
import { imapSettings } from '../../src/modules/channels/imap/settings';
import { ImapChannel } from '../../src/modules/channels/kinds/imap.channel';
import { Dialer } from '../../src/platform/dialer/dialer';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { newKey, Vault } from '../../src/platform/vault';
import { TRUST } from '../support/trust';
import { useDatabase } from '../support/database';
import type { TestImap } from '../support/imap';
import { type Proxy, startProxy } from '../support/tcp-proxy';

const KEYS = [newKey()];

export interface SeenMail {
  readonly folder: string;
  readonly uid: number;
  readonly state: string;
  readonly reason: string;
  readonly settled: string | null;
  readonly left_out: object | null;
  readonly receipt_id: string | null;
}

/** A channel at a mailbox, through a proxy, with a database and a raw store of its own. */
export function useMailbox() {
  const { db, url } = useDatabase();
  const log: string[] = [];
  let home: string;
  let jobs: Jobs;
  let n = 0;
  const open: { close(): Promise<void> }[] = [];
  beforeAll(() => {
    home = fs.mkdtempSync(path.join(os.tmpdir(), 'mailbox-'));
    jobs = new Jobs(url(), createLogger('silent'), false);
  });
  afterEach(async () => {
    for (const o of open.splice(0)) await o.close();
  });
  afterAll(async () => {
    await jobs.stop();
    fs.rmSync(home, { recursive: true });
  });

  /** `hours`: how far the channel's clock is ahead. */
  async function box(server: TestImap, more: object = {}) {
    const proxy: Proxy = await startProxy(server);
    const clock = { hours: 0, now: (): string => new Date(Date.now() + clock.hours * 3_600_000).toISOString() };
    const name = `imap t${++n}`;
    const byPassword = 'auth' in more ? {} : { password: server.pass };
    const given = { kind: 'imap', name: 't', host: '127.0.0.1', port: proxy.port, tls: 'none', user: server.user, ...byPassword };
    const say = (...said: unknown[]): void => void log.push(String(said.at(-1)));
    const logger = { ...createLogger('silent'), info: say, warn: say, error: say, debug: say };
    const settings = imapSettings.parse({ ...given, timeout_seconds: 2, ...more });
    const storage = new Storage(path.join(home, 'raw'));
    const into = inboundOf({ db: db(), storage, jobs, log: logger, trust: TRUST });
    const dialer = new Dialer(['127.0.0.1']);
    const { auth, user } = settings;
    const tokens = (): TokenSource | undefined =>
      auth && new TokenSource(name, auth, user, { pool: db().pool, keys: () => KEYS, dialer, log: logger, clock });
    const make = (): ImapChannel =>
      new ImapChannel(name, settings, { db: db(), log: logger }, dialer, clock, 'vmi@buyer.example', tokens());
    let channel = make();
    open.push({ close: () => channel.close() }, { close: () => proxy.stop() });
    const rows = async <T>(sql: string): Promise<T[]> => (await db().pool.query(sql, [name])).rows as T[];
    return {
      name,
      proxy,
      clock,
      look: (): Promise<Tally> => channel.look(into),
      /** As after a restart: nothing is remembered but what the database holds. */
      restart: async (): Promise<void> => {
        await channel.close();
        channel = make();
      },
      onNudge: (wake: () => void): void => channel.onNudge(wake),
      expiries: () => channel.expiries(),
      /** As `channels sign-in` does. */
      signIn: (granted: Granted): Promise<void> =>
        keepSignIn(db().pool, new Vault(KEYS), { name, author: 'ann', now: clock.now(), granted }),
      seen: (): Promise<SeenMail[]> =>
        rows<SeenMail>(`select folder, uid::int uid, state, reason, settled, left_out, receipt_id from mail_seen
where channel = $1 order by folder, uidvalidity, uid`),
      states: async (): Promise<string[]> =>
        (await rows<{ s: string }>(`select state s from mail_seen where channel = $1 order by folder, uidvalidity, uid`)).map((r) => r.s),
      receipts: (): Promise<{ id: string; name: string; sha256: string; arrival_key: string; origin: Record<string, string> }[]> =>
        rows('select id, name, sha256, arrival_key, origin from receipt where channel = $1 order by id'),
      raw: async (sha256: string): Promise<string> => (await storage.read(sha256)).toString('latin1'),
    };
  }
  return { box, log, db };
}
export type Mailbox = Awaited<ReturnType<ReturnType<typeof useMailbox>['box']>>;
