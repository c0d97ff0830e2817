import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EmbeddedServer, startEmbedded } from '../../src/database/embedded';
import { serveProcess } from './serve-process';

let home: string;
let server: EmbeddedServer;
beforeEach(() => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'away-'));
  fs.chmodSync(home, 0o755);
});
afterEach(() => fs.rmSync(home, { recursive: true, force: true }));

const postmaster = (folder: string): number => Number(fs.readFileSync(path.join(folder, 'pgdata/postmaster.pid'), 'utf8').split('\n')[0]);

/** How long it is away; by hand `AWAY_SECONDS=60 npm test -- test/faults/database-away`. */
const AWAY_MS = Number(process.env.AWAY_SECONDS ?? 4) * 1000;

/** One line for all the time that it is away, however often the gateway looks. */
const said = (text: string, what: RegExp): number => text.split('\n').filter((l) => what.test(l)).length;

test(
  'a database that is killed and comes back: what comes meanwhile waits, all is there once, and people are told once',
  async () => {
    server = await startEmbedded(path.join(home, 'pg'));
    const gateway = serveProcess(path.join(home, 'g'), server.url);
    try {
      gateway.put('before.csv');
      await gateway.taken('before.csv');
      process.kill(postmaster(server.folder), 'SIGKILL');
      gateway.put('while-away.csv');
      await pause(AWAY_MS);
      expect(gateway.files()).toEqual(['done/before.csv', 'while-away.csv']);
      expect(await server.revive()).toBe(true);
      await gateway.taken('while-away.csv');
      gateway.put('after.csv');
      await gateway.taken('after.csv');
      expect(await gateway.receipts(server.url)).toEqual(['after.csv', 'before.csv', 'while-away.csv']);
      expect(said(gateway.said(), /drop-folder .*(the database is away|it will look again)/)).toBe(1);
      expect(said(gateway.said(), /the outbox waits for the database/)).toBeLessThanOrEqual(1);
      expect(await gateway.stop()).toBe(0);
    } finally {
      await gateway.kill();
      await server.close();
    }
  },
  120_000 + AWAY_MS,
);

test('the embedded database dies under the gateway: it is started again, and nothing is lost', async () => {
  const gateway = serveProcess(path.join(home, 'g'), undefined);
  try {
    gateway.put('before.csv');
    await gateway.taken('before.csv');
    const { folder } = gateway.embedded();
    const pid = postmaster(folder);
    process.kill(pid, 'SIGKILL');
    gateway.put('after.csv');
    await gateway.taken('after.csv');
    expect(postmaster(folder)).not.toBe(pid);
    expect(said(gateway.said(), /the embedded database had died and was started again/)).toBe(1);
    expect(await gateway.receipts(gateway.embedded().url)).toEqual(['after.csv', 'before.csv']);
    expect(await gateway.stop()).toBe(0);
    expect(fs.existsSync(path.join(folder, 'pgdata/postmaster.pid'))).toBe(false);
  } finally {
    await gateway.kill();
  }
}, 120_000);

test('a database that cannot be reached at the start: exit 5, and the reason in a word', async () => {
  const gateway = serveProcess(path.join(home, 'g'), 'postgres://nobody:x@127.0.0.1:9/none');
  expect(await gateway.ended).toBe(5);
  expect(gateway.said()).toMatch(/^crosscount: the database cannot be reached: .*ECONNREFUSED.*127\.0\.0\.1:9/m);
  expect(gateway.said()).not.toMatch(/^\s+at /m);
}, 60_000);
