import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inboundOf } from '../../src/modules/channels/inbound';
import { DropFolderChannel } from '../../src/modules/channels/kinds/drop-folder.channel';
import { Jobs } from '../../src/platform/jobs';
import { createLogger } from '../../src/platform/logger';
import { Storage } from '../../src/platform/storage';
import { useDatabase } from '../support/database';
import { TRUST } from '../support/trust';

const { db, url } = useDatabase();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'full-'));
const raw = path.join(folder, 'raw');
const drop = path.join(folder, 'drop');
let mounted = false;
let jobs: Jobs;

/** A disk of one megabyte; only root may make one. */
beforeAll(() => {
  for (const f of [raw, drop]) fs.mkdirSync(f);
  jobs = new Jobs(url(), createLogger('silent'), false);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', raw], { stdio: 'pipe' });
    mounted = true;
  } catch {
    process.stderr.write('no disk can be mounted here (only root may): the full disk is not tested\n');
  }
});
afterAll(async () => {
  await jobs.stop();
  if (mounted) execFileSync('umount', [raw]);
  fs.rmSync(folder, { recursive: true, force: true });
});

test('a full disk: nothing is acknowledged, no receipt is written, and all is taken once there is room', async () => {
  if (!mounted) return;
  const into = inboundOf({ db: db(), storage: new Storage(raw), jobs, log: createLogger('silent'), trust: TRUST });
  const channel = new DropFolderChannel('drop-folder full', { folder: drop, quietSeconds: 1, everySeconds: 1, settledMs: 20 });
  const look = async (): Promise<string> => {
    for (let i = 0; i < 2; i++) {
      const failed = await channel.look(into).catch((e: Error) => e.message);
      if (failed) return failed;
      await new Promise((r) => setTimeout(r, 1100));
    }
    return (await channel.look(into).catch((e: Error) => e.message)) ?? '';
  };
  const receipts = async (): Promise<string[]> =>
    (await db().pool.query<{ name: string }>('select name from receipt order by 1')).rows.map((r) => r.name);
  fs.writeFileSync(path.join(raw, 'ballast'), Buffer.alloc(900 * 1024));
  for (const name of ['a.csv', 'b.csv'])
    fs.writeFileSync(path.join(drop, name), `SKU;Location;On hand\n${`${name};HAM;12\n`.repeat(20_000)}`);
  expect(await look()).toMatch(/ENOSPC/);
  expect(await receipts()).toEqual([]);
  expect(fs.readdirSync(drop).sort()).toEqual(['a.csv', 'b.csv']);
  expect(fs.readdirSync(path.join(raw, '.incoming'))).toEqual([]); // nothing half-written takes what room there is
  fs.rmSync(path.join(raw, 'ballast'));
  expect(await look()).toBe('');
  expect(await receipts()).toEqual(['a.csv', 'b.csv']);
  expect(fs.readdirSync(path.join(drop, 'done')).sort()).toEqual(['a.csv', 'b.csv']);
}, 30_000);
