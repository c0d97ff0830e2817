import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { dataFolder } from '../../src/database/embedded';
import { useCommands } from '../support/commands';
import { SAMPLE_KEY, UPGRADES, useRestores } from '../support/restores';

// A home with the embedded database, made and taken away by a restore.
const { withEnv } = useCommands();
const { copyOf } = useRestores();
const GOLDEN = path.join(UPGRADES, 'schema-0033/backups');
const CLI = path.join(__dirname, '../../.failpoints/cli.js');
const root = fs.mkdtempSync(path.join(os.tmpdir(), 'embedded-restore-')); // closed to others: as root the data lie elsewhere
const home = path.join(root, 'home');
const env = { CROSSCOUNT_HOME: home, DATABASE_URL: '', CROSSCOUNT_KEY: SAMPLE_KEY };
afterAll(() => {
  fs.rmSync(dataFolder(home).folder, { recursive: true, force: true });
  fs.rmSync(root, { recursive: true, force: true });
});

/** Where the data of this home would lie if the server's account cannot enter it. */
function dataElsewhere(): string[] {
  const name = `data-${createHash('sha256').update(fs.realpathSync(home)).digest('hex').slice(0, 16)}`;
  const shared = fs.readdirSync('/var/tmp').filter((n) => n.startsWith('crosscount-'));
  return shared.map((n) => path.join('/var/tmp', n, name)).filter((f) => fs.existsSync(f));
}

test('a restore that fails takes its server away again, one that is killed is begun anew, and one that is whole can be backed up', async () => {
  const backups = copyOf(GOLDEN);
  const [name] = fs.readdirSync(backups).filter((n) => n.startsWith('20'));
  fs.appendFileSync(path.join(backups, name!, 'tables/told.copy.zst'), 'x');
  expect(await withEnv(env, 'restore', backups)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('tables/told.copy.zst') as string,
  });
  expect(fs.readdirSync(home, { recursive: true }).filter((n) => n !== 'postgres.lock')).toEqual(['config']); // which its keeper may hold for a moment
  expect(dataElsewhere()).toEqual([]);

  const child = spawn(process.execPath, [CLI, 'restore', GOLDEN], { env: { ...process.env, ...env, NODE_OPTIONS: '', CROSSCOUNT_FAILPOINT: 'restore.R2' }, stdio: 'ignore' }); // prettier-ignore
  expect(await new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)))).toBe('SIGKILL');
  if (process.getuid?.() === 0) expect(dataElsewhere()).toHaveLength(1); // so that what is said above can fail
  expect((await withEnv(env, 'status')).code).toBe(6);
  const { code, stderr } = await withEnv(env, 'restore', GOLDEN);
  expect([code, stderr]).toEqual([0, expect.stringContaining('24 messages waited to be sent')]);
  const again = await withEnv(env, 'backup', '--verify', '--json');
  expect(again).toMatchObject({ code: 0, json: { raw: { files: 48, copied: 48, missing: [] }, faults: [], audit: { n: 5 } } });
}, 60_000);
