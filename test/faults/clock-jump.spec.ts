import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inTransaction } from '../../src/database/transaction';
import { inboundOf } from '../../src/modules/channels/inbound';
import { DropFolderChannel } from '../../src/modules/channels/kinds/drop-folder.channel';
import { putInOutbox } from '../../src/modules/outbox/outbox.store';
import { Relay } from '../../src/modules/outbox/relay';
import { openWriters } from '../../src/modules/outbox/writers';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { useDatabase } from '../support/database';
import { smtpReceiver } from '../support/receivers';
import { settingsOf } from '../support/settings';
import { TRUST } from '../support/trust';

const { db, url } = useDatabase();
const DAY = 86_400_000;
const real = Date.now;
afterEach(() => void (Date.now = real));

test.each([
  ['back', DAY, 0],
  ['forth', 0, DAY],
  ['back while the database is a day ahead', DAY, -DAY],
])('the clock jumps %s: what was to leave before and after has left, once', async (_, before, after) => {
  const smtp = await smtpReceiver();
  try {
    await db().pool.query('truncate outbox, outbox_delivery');
    let ahead = before;
    const clock = { now: (): string => new Date(real() + ahead).toISOString() };
    const from = 'vmi@acme.example';
    const put = (key: string): Promise<string[]> =>
      inTransaction(db().pool, (c) =>
        putInOutbox(
          c,
          [{ eventKey: key, kind: 'mail', target: 'j@acme.example', payload: { from, to: 'j@acme.example', subject: key, text: 't' } }],
          clock.now(),
        ),
      );
    const relay = new Relay(
      db().pool,
      openWriters(settingsOf({ mail: { host: '127.0.0.1', port: smtp.port, from } })),
      clock,
      createLogger('silent'),
    );
    await put('sent before');
    await relay.drain();
    await put('waits');
    ahead = after;
    await put('comes after');
    await relay.drain();
    await relay.drain();
    expect(smtp.got.map((m) => m.mail.subject).sort()).toEqual(['comes after', 'sent before', 'waits']);
  } finally {
    await smtp.close();
  }
});

test.each([-DAY, DAY])('the clock jumps by %s ms while a file settles: it is taken at the usual time', async (jump) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jump-'));
  const jobs = new Jobs(url(), createLogger('silent'), false);
  try {
    const into = inboundOf({ db: db(), storage: new Storage(path.join(folder, 'raw')), jobs, log: createLogger('silent'), trust: TRUST });
    const drop = path.join(folder, 'drop');
    const channel = new DropFolderChannel('drop-folder jump', { folder: drop, quietSeconds: 1, everySeconds: 1, settledMs: 20 });
    await channel.look(into);
    fs.writeFileSync(path.join(drop, 'a.csv'), `SKU;Location;On hand\n${jump};HAM;12\n`);
    await channel.look(into);
    Date.now = () => real() + jump;
    await channel.look(into);
    expect(fs.existsSync(path.join(drop, 'a.csv'))).toBe(true); // a clock set forth does not make it whole
    await new Promise((r) => setTimeout(r, 1100));
    await channel.look(into);
    expect(fs.readdirSync(path.join(drop, 'done'))).toEqual(['a.csv']);
  } finally {
    await jobs.stop();
    fs.rmSync(folder, { recursive: true });
  }
});
