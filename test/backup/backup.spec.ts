import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { zstdDecompressSync } from 'node:zlib';
import { openDatabase } from '../../src/database/open';
import { inTransaction } from '../../src/database/transaction';
import { insertReceipt } from '../../src/modules/documents/receipts.store';
import { Storage } from '../../src/platform/storage';
import { useCommands } from '../support/commands';
import { type Place, UPGRADES, useRestores } from '../support/restores';

// The built program on a server's database; killed where it says so. What the embedded one does beside it is in embedded-home.spec.ts.
const { withEnv, file } = useCommands();
const { empty, like, folder } = useRestores();
const GOLDEN = path.join(UPGRADES, 'schema-0033/backups');
const CLI = path.join(__dirname, '../../.failpoints/cli.js');

interface Summary {
  readonly backup: string;
  readonly rows: number;
  readonly raw: { files: number; copied: number; missing: { sha256: string; why: string }[] };
  readonly left_out: { file: string; why: string }[];
  readonly files: string[];
  readonly pruned: { backups: string[]; raw: number };
  readonly faults: unknown[];
}
let sample: Place;
/** A gateway that holds what the sample held. */
const filled = (): Promise<Place> => like(sample);
beforeAll(async () => {
  sample = await empty();
  expect((await withEnv(sample.env, 'restore', GOLDEN)).code).toBe(0);
});
const backup = async (place: Place, ...args: string[]): Promise<{ code: number; json: Summary }> => {
  const ran = await withEnv(place.env, 'backup', ...args, '--json');
  return { code: ran.code, json: ran.json as Summary };
};
function killedAt(place: Place, failpoint: string, ...args: string[]): Promise<NodeJS.Signals | null> {
  const env = { ...process.env, NODE_OPTIONS: '', ...place.env, CROSSCOUNT_FAILPOINT: failpoint };
  const child = spawn(process.execPath, [CLI, ...args], { env, stdio: 'ignore' });
  return new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
}
const filesOf = (at: string): string[] =>
  fs
    .readdirSync(at, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => path.join(e.parentPath, e.name));

test('one after the other: raw files once for all of them, old ones go, and nothing that opens a secret is in any', async () => {
  const place = await filled();
  const to = folder();
  const clear = 'correct horse battery';
  fs.writeFileSync(
    path.join(place.home, 'config/gateway.yaml'),
    `mail: { host: m.example, user: u, password: "${clear}", from: v@acme.example }\n`,
  );
  fs.writeFileSync(path.join(place.home, 'config/secret.key'), `${place.env.CROSSCOUNT_KEY}\n`);
  fs.mkdirSync(path.join(place.home, 'config/suppliers'));
  fs.writeFileSync(path.join(place.home, 'config/suppliers/nord.yaml'), 'a: 1\n');
  const first = await backup(place, to, '--verify');
  expect(first).toMatchObject({
    code: 0,
    json: { raw: { files: 48, copied: 48, missing: [] }, faults: [], files: ['config/suppliers/nord.yaml'] },
  });
  expect(first.json.left_out).toEqual([
    { file: 'config/gateway.yaml', why: expect.stringMatching(/^password stands in clear in it/) as string },
    { file: 'config/secret.key', why: expect.stringContaining('in no backup') as string },
  ]);
  const bytes = filesOf(to).map((f) => (f.endsWith('.zst') ? zstdDecompressSync(fs.readFileSync(f)) : fs.readFileSync(f)));
  for (const secret of [clear, place.env.CROSSCOUNT_KEY!, 'whsec_AAAA', 'cck_MnhSX2JfKCsIZRsPJCCbzejqBG0DDZ9JiF2A2NoB6hI'])
    expect(bytes.filter((b) => b.includes(secret))).toHaveLength(0);
  expect(bytes.filter((b) => b.includes('v1.3755d074.'))).toHaveLength(1); // sealed, and so it stays

  const second = await backup(place, to);
  expect(second.json.raw).toMatchObject({ files: 48, copied: 0 });
  await place.sql(`delete from blob where sha256 = (select min(sha256) from blob)`);
  const third = await backup(place, to, '--keep', '1', '--verify');
  expect(third.json).toMatchObject({
    raw: { files: 47 },
    pruned: { backups: [first, second].map((b) => path.basename(b.json.backup)), raw: 1 },
    faults: [],
  });
  expect(filesOf(path.join(to, 'raw'))).toHaveLength(47);
  expect(((await withEnv(place.env, 'backup', 'list', to, '--json')).json as { backups: unknown[] }).backups).toHaveLength(1);
}, 30_000);

/** The first weeks of the sample, two years earlier. */
const AGED = `with old as (update document set received_at = received_at - interval '2 years', as_of_from = as_of_from - interval '2 years', as_of_to = as_of_to - interval '2 years'
  where received_at < '2026-10-20' returning id), r as (update receipt set received_at = received_at - interval '2 years' where received_at < '2026-10-20')
update observation set as_of_from = as_of_from - interval '2 years', as_of_to = as_of_to - interval '2 years', received_at = received_at - interval '2 years'
where document_id in (select id from old)`;

test('retention that is killed between the word and the bytes leaves no row without its file, and the next one goes on', async () => {
  const place = await filled();
  await place.sql(AGED);
  const asked = ['retention', '--now', '2040-01-01T00:00:00Z'];
  expect(await killedAt(place, 'retention.A3', ...asked)).toBe('SIGKILL');
  const rows = await place.sql<{ n: number }>('select count(*)::int n from blob where removed_at is not null and not gone');
  expect(rows[0]!.n).toBeGreaterThan(5);
  expect(filesOf(path.join(place.home, 'raw'))).toHaveLength(48);
  expect((await withEnv(place.env, 'storage', 'verify')).code).toBe(0);
  expect((await withEnv(place.env, ...asked)).code).toBe(0);
  expect(await place.sql('select 1 from blob where removed_at is not null and not gone')).toEqual([]);
  expect(filesOf(path.join(place.home, 'raw'))).toHaveLength(48 - rows[0]!.n);
}, 30_000);

test('retention on all of it: what it says goes, and the open exceptions, the comparisons and every file that is left are what they were', async () => {
  const [place, untouched] = [await filled(), await filled()];
  for (const { sql } of [place, untouched]) await sql(AGED);
  const told = async (...words: string[]): Promise<unknown> => (await withEnv(place.env, ...words, '--json')).json;
  const count = async (what: string): Promise<number> => (await place.sql<{ n: number }>(`select count(*)::int n from ${what}`))[0]!.n;
  const [open, pairs, receipts] = [await told('exceptions'), await told('comparisons'), await count('receipt')];
  const dry = (await told('retention', '--dry-run', '--now', '2040-01-01T00:00:00Z')) as { kinds: { kind: string; count: number }[] };
  const done = (await told('retention', '--now', '2040-01-01T00:00:00Z', '--by', 'anna')) as typeof dry;
  const of = (all: typeof dry, kind: string): number => all.kinds.find((k) => k.kind === kind)!.count;
  for (const kind of ['exceptions', 'messages']) expect([kind, of(done, kind)]).toEqual([kind, of(dry, kind)]);
  expect(of(done, 'documents')).toBeGreaterThanOrEqual(of(dry, 'documents')); // and those on which only leant what went
  expect(of(dry, 'documents')).toBeGreaterThan(15);
  expect(await count('document')).toBe(47 - of(done, 'documents'));
  expect(await count('blob where removed_at is null')).toBe(48 - of(done, 'raw_files'));
  expect([await told('exceptions'), await told('comparisons'), await count('receipt')]).toEqual([open, pairs, receipts]);
  expect(filesOf(path.join(place.home, 'raw'))).toHaveLength(48 - of(done, 'raw_files'));
  expect(await told('storage', 'verify')).toEqual({ files: 48 - of(done, 'raw_files'), faults: [] });
  // the rules of that day see what they would have seen without it
  const seen = [];
  for (const { env } of [place, untouched]) {
    const { opened } = (await withEnv(env, 'reconcile', '--now', '2040-01-01T00:00:00Z', '--json')).json as { opened: number };
    const { exceptions } = (await withEnv(env, 'exceptions', '--json')).json as {
      exceptions: { key: string; message: string; severity: string; cause: unknown }[];
    };
    seen.push({
      opened,
      exceptions: exceptions
        .map(({ key, message, severity, cause }) => ({ key, message, severity, cause }))
        .sort((a, b) => (a.key < b.key ? -1 : 1)),
    });
  }
  expect(seen[0]).toEqual(seen[1]);
  expect(seen[0]!.opened).toBeGreaterThan(0);
  expect((await backup(place, folder(), '--verify')).json).toMatchObject({ raw: { missing: [] }, faults: [] });
  expect(await told('audit', 'verify')).toMatchObject({ broken: [] });
}, 30_000);

test('a raw file that the gateway lost, or whose bytes changed, is named, exit 3; and the rest can be restored', async () => {
  const place = await filled();
  const to = folder();
  const [lost, changed] = filesOf(path.join(place.home, 'raw')) as [string, string];
  fs.rmSync(lost);
  fs.appendFileSync(changed, ' ');
  const { code, json } = await backup(place, to, '--link');
  expect(code).toBe(3);
  expect(json.raw.missing.map((m) => [m.sha256, m.why]).sort()).toEqual(
    [
      [path.basename(lost), 'missing'],
      [path.basename(changed), 'changed'],
    ].sort(),
  );
  const scrubbed = await withEnv(place.env, 'storage', 'verify', '--json');
  expect(scrubbed).toMatchObject({ code: 3, json: { files: 48, faults: json.raw.missing } });
  for (const [file, why] of [
    [lost, 'missing'],
    [changed, 'changed'],
  ] as const) {
    const [read] = await place.sql<{ id: string }>(
      `select d.id from document d join receipt r on r.id = d.receipt_id where r.sha256 = '${path.basename(file)}'`,
    );
    const replay = await withEnv(place.env, 'doc', 'replay', `doc_${read!.id}`);
    expect(replay).toMatchObject({ code: 1, stderr: expect.stringContaining(`${path.basename(file)} is ${why} on our disk`) as string });
  }
  const other = await empty();
  const restored = await withEnv(other.env, 'restore', to, '--json');
  expect(restored).toMatchObject({ code: 3, json: { raw_files: 46, raw_missing: json.raw.missing } });
}, 30_000);

test('who was signed in then is not any more, and an invitation that may have been used since is none', async () => {
  const place = await filled();
  const to = folder();
  const person = '01975b9e-0000-7000-8000-00000000000a';
  await place.sql(`insert into person (id, name, role, created_at) values ('${person}', 'anna', 'admin', now());
insert into person_session (id, person_id, sha256, way, started_at, seen_at) values (gen_random_uuid(), '${person}', 'a', 'password', now(), now());
insert into invitation (sha256, person_id, created_at, expires_at) values ('b', '${person}', now(), now() + interval '1 day'), ('c', '${person}', now(), now() - interval '1 day')`);
  expect((await backup(place, to)).code).toBe(0);
  const other = await empty();
  expect((await withEnv(other.env, 'restore', to, '--by', 'jonas')).code).toBe(0);
  expect(await other.sql('select ended_at is not null ended, author from person_session')).toEqual([{ ended: true, author: 'jonas' }]);
  expect(await other.sql('select expires_at <= now() "over", author from invitation order by sha256')).toEqual([
    { over: true, author: 'jonas' },
    { over: true, author: null },
  ]);
  expect(await withEnv(other.env, 'audit', 'verify', '--json')).toMatchObject({ code: 0, json: { broken: [] } });
}, 30_000);

test('what goes on while it is made is in it whole or not at all, with its raw files', async () => {
  const place = await filled();
  const to = folder();
  const db = await openDatabase({ home: place.home, databaseUrl: place.env.DATABASE_URL });
  const raw = new Storage(path.join(place.home, 'raw'));
  let going = true;
  let kept = 0;
  const hand = async (): Promise<void> => {
    while (going) {
      const bytes = Buffer.from(`delivery ${kept++}`);
      const { sha256 } = await raw.store(bytes);
      await inTransaction(db.pool, async (client) => {
        const arrival = { channel: 'test', arrivalKey: sha256, name: 'x', receivedAt: '2026-11-29T12:00:00Z', bytes, origin: {} };
        const { receiptId } = await insertReceipt(client, arrival, { sha256, size: bytes.length });
        await client.query(`insert into touched (kind, ref, at) values ('test', $1, now())`, [receiptId]);
      });
    }
  };
  const hands = [hand(), hand()];
  while (kept < 20) await pause(10); // however slow the machine is
  const { code, json } = await backup(place, to, '--verify');
  going = false;
  await Promise.all(hands);
  await db.close();
  expect({ code, faults: json.faults }).toEqual({ code: 0, faults: [] });
  const other = await empty();
  expect((await withEnv(other.env, 'restore', to)).code).toBe(0);
  const [found] = await other.sql<{ receipts: number; alone: number; blobs: number }>(`select count(*)::int receipts,
  (count(*) filter (where t.ref is null))::int alone, (select count(*)::int from blob) blobs
from receipt r left join touched t on t.ref = r.id::text where r.channel = 'test'`);
  expect(found).toMatchObject({ alone: 0, blobs: 48 + found!.receipts });
  expect(found!.receipts).toBeGreaterThan(10);
  expect(found!.receipts).toBeLessThan(kept);
  expect(filesOf(path.join(other.home, 'raw'))).toHaveLength(48 + found!.receipts);
}, 30_000);

test('a backup that is killed is no backup; the next one is whole', async () => {
  const place = await filled();
  const to = folder();
  for (const at of ['backup.B1', 'backup.B2']) {
    expect(await killedAt(place, at, 'backup', to)).toBe('SIGKILL');
    expect((await withEnv(place.env, 'backup', 'verify', to)).code).toBe(2);
  }
  for (const half of fs.readdirSync(to).filter((n) => n.endsWith('.half'))) fs.utimesSync(path.join(to, half), 0, 0); // of long ago
  expect(await backup(place, to, '--verify')).toMatchObject({ code: 0, json: { raw: { files: 48, copied: 0 }, faults: [] } });
  expect(fs.readdirSync(to).filter((n) => n !== 'raw')).toHaveLength(1);
}, 30_000);

test.each(['restore.R1', 'restore.R2', 'restore.R3'])(
  'a restore that is killed at %s is no gateway; called again it is whole',
  async (at) => {
    const place = await empty();
    expect(await killedAt(place, at, 'restore', GOLDEN)).toBe('SIGKILL');
    expect(await withEnv(place.env, 'status')).toMatchObject({
      code: 6,
      stderr: expect.stringContaining('was not finished; call it again') as string,
    });
    expect((await withEnv(place.env, 'restore', GOLDEN)).code).toBe(0);
    const status = await withEnv(place.env, 'status', '--json');
    expect(status).toMatchObject({ code: 0, json: { documents: 47, waiting_receipts: 1, open_exceptions: 17 } });
    expect(await place.sql('select count(*)::int n from jobs.job')).toEqual([{ n: 1 }]);
    expect(filesOf(path.join(place.home, 'raw'))).toHaveLength(48);
  },
  30_000,
);

test('where there is no gateway there is nothing to back up', async () => {
  const place = await empty();
  expect(await withEnv(place.env, 'backup', folder())).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nothing of ours yet') as string,
  });
  expect(await withEnv({ CROSSCOUNT_HOME: folder(), DATABASE_URL: '' }, 'backup')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('holds no gateway') as string,
  });
  expect(await withEnv(place.env, 'backup', file('plain', ''))).toMatchObject({ code: 1 });
});
