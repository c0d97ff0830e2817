import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { importFeed } from '../../src/modules/feed/import-feed';
import { wallClock } from '../../src/platform/clock';
import { serveProcess } from '../faults/serve-process';
import { useDatabase } from '../support/database';
import { HERE } from '../support/settings';
import { startSftp } from '../support/sftp';

const { db, url } = useDatabase();
const FAILPOINTS = path.join(__dirname, '../../.failpoints/cli.js');
const FEED: Readonly<Record<string, string>> = {
  suppliers: 'supplier,name\nNORD,Nord Bremsen\n',
  locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
  items: 'sku,description,uom\nBRK-2210,Brake pad,EA\n',
  programs: 'supplier,sku,location,managed_by,owned_by\nNORD,*,HAM,supplier,buyer\n',
};

test('a sheet on a server, and the gateway killed between its receipt and its move: posted once, moved once', async () => {
  const home = fs.mkdtempSync(path.join(os.tmpdir(), 'serve-sftp-'));
  const server = await startSftp();
  const inlet = path.join(server.folder, 'NORD');
  fs.mkdirSync(inlet);
  fs.chmodSync(inlet, 0o777);
  for (const [kind, text] of Object.entries(FEED)) {
    fs.mkdirSync(path.join(home, 'feed'), { recursive: true });
    fs.writeFileSync(path.join(home, 'feed', `${kind}.csv`), text);
  }
  expect((await importFeed(db(), [path.join(home, 'feed')], { clock: wallClock })).issues).toEqual([]);
  const { private_key, password, username } = server.signIn;
  const channel = {
    ...{ kind: 'sftp', name: 'nord', host: '127.0.0.1', port: server.port, username, host_keys: server.hostKeys },
    ...{ folder: server.path, after: { move: 'done' }, every_seconds: 0.5, quiet_seconds: 1 },
    ...(private_key === undefined ? { password: '${SFTP_SECRET}' } : { private_key: '${SFTP_SECRET}' }),
  };
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(path.join(home, 'config', 'gateway.yaml'), JSON.stringify({ ...HERE, channels: [channel] }));
  fs.writeFileSync(path.join(inlet, 'stock.csv'), 'SKU;Location;On hand\nBRK-2210;HAM;412\n');
  const env = { SFTP_SECRET: (private_key ?? password)!, CROSSCOUNT_PORT: '0' };
  let gateway = serveProcess(home, url(), { ...env, CROSSCOUNT_FAILPOINT: 'sftp.F4' }, FAILPOINTS);
  const rows = (sql: string): Promise<Record<string, unknown>[]> => gateway.rows(url(), sql);
  try {
    expect(await gateway.ended).toBe('SIGKILL');
    expect(fs.readdirSync(inlet)).toEqual(['stock.csv']);
    expect(await rows('select name, state from receipt')).toEqual([{ name: 'stock.csv', state: 'kept' }]);
    // The dead one may have begun to read it; that its lease runs out, and the pause before the next try, is played.
    await rows(`update jobs.job set state = 'retry', retry_count = retry_count + 1 where state = 'active'`);
    gateway = serveProcess(home, url(), env);
    const posted = `select i.sku, o.quantity::int n from observation o join item i on i.id = o.item_id`;
    const isThrough = async (): Promise<boolean> => (await rows(posted)).length > 0 && !fs.readdirSync(inlet).includes('stock.csv');
    for (const end = Date.now() + 40_000; !(await isThrough()); await pause(100)) {
      if (Date.now() > end) throw new Error(gateway.said().slice(-3000));
      await rows(`update jobs.job set start_after = now() where state = 'retry'`);
    }
    await pause(1500); // some more looks
    expect(await gateway.stop()).toBe(0);
    expect(await rows(posted)).toEqual([{ sku: 'BRK-2210', n: 412 }]);
    expect(await rows('select name, state, channel from receipt')).toEqual([{ name: 'stock.csv', state: 'done', channel: 'sftp nord' }]);
    expect([fs.readdirSync(inlet), fs.readdirSync(path.join(inlet, 'done'))]).toEqual([['done'], ['stock.csv']]);
    expect(await rows(`select listed::int, failures from channel_health where channel = 'sftp nord'`)).toMatchObject([{ failures: 0 }]);
    for (const secret of [env.SFTP_SECRET, ...env.SFTP_SECRET.split('\n').slice(1, 3)]) expect(gateway.said()).not.toContain(secret);
  } finally {
    await gateway.kill();
    await server.stop();
    fs.rmSync(home, { recursive: true, force: true });
  }
}, 120_000);
