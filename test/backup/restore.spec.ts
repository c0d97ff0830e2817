import fs from 'node:fs';
import path from 'node:path';
import { FORM, readManifest, textOf } from '../../src/modules/backup/manifest';
import { useCommands } from '../support/commands';
import { leftOf, type Place, UPGRADES, useRestores } from '../support/restores';

const { withEnv } = useCommands();
const { empty, copyOf } = useRestores();
const GOLDEN = path.join(UPGRADES, 'schema-0033/backups');
const NAME = fs.readdirSync(GOLDEN).find((n) => n.startsWith('20'))!;

function flip(file: string, at = fs.statSync(file).size >> 1): void {
  const bytes = fs.readFileSync(file);
  bytes[at]! ^= 1;
  fs.writeFileSync(file, bytes);
}
const rawOf = (backups: string): string => {
  const files = fs.readdirSync(path.join(backups, 'raw'), { recursive: true, withFileTypes: true }).filter((e) => e.isFile());
  return path.join(files[20]!.parentPath, files[20]!.name);
};
/** Sealed anew, as whoever edits a manifest by hand cannot help to do. */
async function rewritten(backups: string, edit: (m: Awaited<ReturnType<typeof readManifest>>) => object): Promise<void> {
  const folder = path.join(backups, NAME);
  const manifest = await readManifest(folder);
  fs.writeFileSync(path.join(folder, 'manifest.json'), textOf({ ...manifest, ...edit(manifest) }));
}

const DAMAGES: readonly (readonly [what: string, damage: (backups: string) => unknown, says: RegExp])[] = [
  ['a bit of a table', (b) => flip(path.join(b, NAME, 'tables/observation.copy.zst')), /tables\/observation\.copy\.zst: /],
  [
    'a row',
    (b) => rewritten(b, (m) => ({ tables: m.tables.map((t) => (t.name === 'item' ? { ...t, rows: t.rows + 1 } : t)) })),
    /item\.copy\.zst: it holds 40 rows, and the manifest says 41/,
  ],
  ['a bit of a raw file', (b) => flip(rawOf(b)), /raw\/\w\w\/\w\w\/[0-9a-f]{64}: its bytes were changed/],
  ['a raw file', (b) => fs.rmSync(rawOf(b)), /raw\/\w\w\/\w\w\/[0-9a-f]{64}: it is missing/],
  ['the list of raw files', (b) => flip(path.join(b, NAME, 'raw.tsv.zst')), /raw\.tsv\.zst: /],
  [
    'a word of the settings',
    (b) => flip(path.join(b, NAME, 'home/config/gateway.yaml')),
    /home\/config\/gateway\.yaml: it is not what was written/,
  ],
  [
    'a number of the manifest',
    (b) => {
      const file = path.join(b, NAME, 'manifest.json');
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('"rows": 40', '"rows": 41'));
    },
    /manifest\.json: it is not what was written/,
  ],
];

/** Parts are read in one way, whoever reads them. */
const OTHERS: typeof DAMAGES = [
  [
    'the end of a table',
    (b) => fs.truncateSync(path.join(b, NAME, 'tables/movement.copy.zst'), 3000),
    /tables\/movement\.copy\.zst: it (cannot be unpacked|is not what was written)/,
  ],
  ['a table', (b) => fs.rmSync(path.join(b, NAME, 'tables/receipt.copy.zst')), /tables\/receipt\.copy\.zst: it is missing/],
  [
    'a table for another',
    (b) => fs.copyFileSync(path.join(b, NAME, 'tables/item.copy.zst'), path.join(b, NAME, 'tables/supplier.copy.zst')),
    /tables\/supplier\.copy\.zst: it is not what was written/,
  ],
];
test.each(OTHERS)('%s gone wrong is found by whoever reads it', async (_, damage, says) => {
  const backups = copyOf(GOLDEN);
  await damage(backups);
  const { code, stdout } = await withEnv({}, 'backup', 'verify', backups);
  expect([code, stdout]).toEqual([3, expect.stringMatching(says)]);
});

test.each(DAMAGES)(
  'with %s gone wrong nothing is restored, the file is named, and the sound one goes onto the same place',
  async (_, damage, says) => {
    const place = await empty();
    const backups = copyOf(GOLDEN);
    await damage(backups);
    const verified = await withEnv(place.env, 'backup', 'verify', backups);
    expect([verified.code === 0, `${verified.stdout}${verified.stderr}`]).toEqual([false, expect.stringMatching(says)]);
    const { code, stdout, stderr } = await withEnv(place.env, 'restore', backups);
    expect([code, stdout, stderr]).toEqual([1, '', expect.stringMatching(says)]);
    expect(await leftOf(place)).toEqual([]);
  },
  30_000,
);

test('after one that failed the sound one goes onto the same place; and onto that nothing more', async () => {
  const place = await empty();
  const backups = copyOf(GOLDEN);
  flip(path.join(backups, NAME, 'tables/told.copy.zst'));
  expect((await withEnv(place.env, 'restore', backups)).code).toBe(1);
  expect((await withEnv(place.env, 'restore', GOLDEN)).code).toBe(0);
  expect(await withEnv(place.env, 'restore', GOLDEN)).toMatchObject({
    code: 6,
    stderr: expect.stringContaining(`${place.home} holds raw`) as string,
  });
  const elsewhere = { ...place.env, CROSSCOUNT_HOME: (await empty()).home };
  expect(await withEnv(elsewhere, 'restore', GOLDEN)).toMatchObject({
    code: 6,
    stderr: expect.stringMatching(/DATABASE_URL holds \d+ tables \(acknowledgement, /) as string,
  });
  expect(fs.readdirSync(elsewhere.CROSSCOUNT_HOME)).toEqual([]);
}, 30_000);

test.each<[string, number, (p: Place, backups: string) => Promise<string>, RegExp]>([
  [
    'of a newer program',
    6,
    async (_, b) => rewritten(b, (m) => ({ program: '9.0.0', migrations: [...m.migrations, 'Later1999999999999'] })).then(() => b),
    /made by a newer program \(9\.0\.0\), whose Later1999999999999 is not known here/,
  ],
  [
    'of a newer form',
    1,
    async (_, b) => rewritten(b, () => ({ form: FORM + 1 })).then(() => b),
    /it is of form 2; this program reads up to 1/,
  ],
  ['that is none', 2, async (p) => p.home, /there is no backup in it/],
  [
    'that was never finished',
    2,
    async (_, b) => (fs.renameSync(path.join(b, NAME), path.join(b, `${NAME}.half`)), b),
    /there is no backup in it/,
  ],
])('a backup %s is refused, exit %i, and nothing is touched', async (_, code, make, says) => {
  const place = await empty();
  const ran = await withEnv(place.env, 'restore', await make(place, copyOf(GOLDEN)));
  expect([ran.code, ran.stderr]).toEqual([code, expect.stringMatching(says)]);
  expect(await leftOf(place)).toEqual([]);
});

test('without the key it says by which key the secrets are sealed', async () => {
  const { env } = await empty();
  const { CROSSCOUNT_KEY: _, ...without } = env;
  const { code, stderr } = await withEnv({ ...without, CROSSCOUNT_KEY: '' }, 'restore', GOLDEN);
  expect([code, stderr]).toEqual([0, expect.stringMatching(/secrets are sealed by the key 3755d074: put it into .*secret\.key/)]);
}, 30_000);

test('settings that are there already stand as they are', async () => {
  const { home, env } = await empty();
  fs.mkdirSync(path.join(home, 'config'));
  fs.writeFileSync(path.join(home, 'config/gateway.yaml'), 'outgoing: { allow: [localhost] }\n');
  const { code, stderr } = await withEnv(env, 'restore', GOLDEN);
  expect([code, stderr]).toEqual([0, expect.stringContaining('config/gateway.yaml was there already, and stands as it was')]);
  expect(fs.readFileSync(path.join(home, 'config/gateway.yaml'), 'utf8')).toContain('localhost');
}, 30_000);

test('what was held back leaves when a person says so, but never after a later word on the same', async () => {
  const { env, sql } = await empty();
  await withEnv(env, 'restore', GOLDEN);
  const [first] = await sql<{ id: string; kind: string; target: string; sequence: string }>(
    `select id, kind, target, sequence from outbox where state = 'confirm' and sequence is not null order by id limit 1`,
  );
  await sql(`insert into outbox (id, event_key, kind, target, sequence, payload, created_at, state, next_at)
values ('ffffffff-0000-7000-8000-000000000000', 'later', '${first!.kind}', '${first!.target}', '${first!.sequence}', '{}', now(), 'sent', now())`);
  const dropped = await withEnv(
    env,
    'outbox',
    'drop',
    (await sql<{ id: string }>(`select id from outbox where kind = 'mail' and state = 'confirm'`))[0]!.id,
    '--by',
    'anna',
    '--json',
  );
  expect([dropped.code, dropped.json]).toEqual([0, { dropped: 1 }]);
  const overtaken = (
    await sql<{ id: string }>(`select id from outbox where state = 'confirm' and sequence = '${first!.sequence}' order by id`)
  ).map((r) => r.id);
  const released = await withEnv(env, 'outbox', 'release', '--all', '--by', 'anna', '--json');
  expect([released.code, released.json]).toEqual([0, { released: 23 - overtaken.length, overtaken }]);
  expect(await sql(`select entry->'after'->>'what' what, entry->'after'->>'author' "by" from audit_entry order by n desc limit 2`)).toEqual(
    [
      { what: 'outbox release', by: 'anna' },
      { what: 'outbox drop', by: 'anna' },
    ],
  );
  expect((await withEnv(env, 'outbox', 'release')).code).toBe(2);
}, 30_000);

test('files that were taken after the backup are named, and those that it knows are not', async () => {
  const { env, home } = await empty();
  await withEnv(env, 'restore', GOLDEN);
  const folder = path.join(home, 'drop/CASCADE');
  for (const at of ['done', 'error']) fs.mkdirSync(path.join(folder, at), { recursive: true });
  fs.copyFileSync(rawOf(GOLDEN), path.join(folder, 'done/known.edi'));
  for (const name of ['done/later.edi', 'error/later.csv', 'error/later.csv.reason.txt', 'waits.edi'])
    fs.writeFileSync(path.join(folder, name), name);
  const found = await withEnv(env, 'channels', 'unknown', '--json');

  expect(found).toMatchObject({ code: 3, json: { files: [path.join(folder, 'done/later.edi'), path.join(folder, 'error/later.csv')] } });
  expect((await withEnv(env, 'channels', 'unknown', '--since', new Date(Date.now() + 60_000).toISOString())).code).toBe(0);
}, 30_000);
