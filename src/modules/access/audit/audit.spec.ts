import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { Random } from '../../../../test/fuzz/random';
import { useDatabase } from '../../../../test/support/database';
import { takenBack } from '../../../database/transaction';
import { auditEntries, auditHead, auditRows } from './audit.store';
import { headsIn, writeHead } from './heads';
import { type Broken, type Head, sealOf, Verifier } from './verify';

const { db } = useDatabase();
const ENTRIES = 60;

async function verified(client: PoolClient, heads: readonly Head[] = []): Promise<readonly Broken[]> {
  const verifier = new Verifier(heads);
  for await (const rows of auditRows(client)) verifier.take(rows);
  verifier.end();
  return verifier.broken;
}
const changed = (n: number): Promise<unknown> =>
  db().pool.query(`insert into mapping_head (name, version, author, changed_at) values ($1, 1, $2, now())`, [
    `m-${n}`,
    n % 2 ? 'anna' : 'jonas',
  ]);

beforeAll(async () => {
  for (let n = 0; n < ENTRIES; n++) await changed(n);
});

type Edit = (client: PoolClient, n: number, other: number) => Promise<unknown>;
const say =
  (set: string): Edit =>
  (client, n) =>
    client.query(`update audit_entry set ${set} where n = $1`, [n]);
const EDITS: Readonly<Record<string, Edit>> = {
  'another person': say(
    `entry = replace(entry::text, 'anna', 'hans')::json, hash = case when entry::text like '%anna%' then hash else 'x' end`,
  ),
  'another time': say(`entry = regexp_replace(entry::text, '"at" : "20', '"at" : "19')::json`),
  'a blank more': say(`entry = (entry::text || ' ')::json`),
  'another seal': say(`hash = encode(sha256(hash::bytea), 'hex')`),
  'taken out': (client, n) => client.query('delete from audit_entry where n = $1', [n]),
  'taken out, the others moved up': async (client, n) => {
    await client.query('delete from audit_entry where n = $1', [n]);
    await client.query('update audit_entry set n = -n where n > $1', [n]);
    await client.query('update audit_entry set n = -n - 1 where n < 0');
  },
  'two changed places': async (client, n, other) => {
    await client.query('update audit_entry a set entry = b.entry, hash = b.hash from audit_entry b where a.n in ($1, $2) and b.n in ($1, $2) and a.n <> b.n', [n, other]); // prettier-ignore
  },
  'one put in again at the end': (client, n) =>
    client.query('insert into audit_entry select (select max(n) + 1 from audit_entry), entry, hash from audit_entry where n = $1', [n]),
};

test('of 200 edits by somebody who may do anything in the database, each is found', async () => {
  const random = new Random(7);
  const missed: string[] = [];
  const names = Object.keys(EDITS);
  const last = (await auditHead(db().pool))!;
  const head = { at: '2026-11-17T06:00:00Z', ...last };
  for (let i = 0; i < 200; i++) {
    const name = names[i % names.length]!;
    const n = 1 + random.below(ENTRIES);
    const other = 1 + ((n + random.below(ENTRIES - 1)) % ENTRIES);
    await takenBack(db().pool, async (client) => {
      await client.query('alter table audit_entry disable trigger user');
      await EDITS[name]!(client, n, other);
      if ((await verified(client, [head])).length === 0) missed.push(`${name}: ${n} ${other}`);
    });
  }
  expect(missed).toEqual([]);
  await takenBack(db().pool, async (client) => expect(await verified(client, [head])).toEqual([]));
});

test.each<[string, (client: PoolClient) => Promise<unknown>, string]>([
  ['the end taken away', (c) => c.query('delete from audit_entry where n > 50'), 'stood at 60; the log ends at 50'],
  [
    'sealed anew from the edit on',
    async (c) => {
      await c.query(`update audit_entry set entry = replace(entry::text, 'anna', 'hans')::json where n = 40`);
      let before = '';
      for await (const rows of auditRows(c))
        for (const row of rows) {
          before = sealOf(before, row);
          await c.query('update audit_entry set hash = $2 where n = $1', [row.n, before]);
        }
    },
    'is another',
  ],
])('what the chain alone does not tell, a head that was written down does: %s', async (_, edit, why) => {
  const head = { at: '2026-11-17T06:00:00Z', ...(await auditHead(db().pool))! };
  await takenBack(db().pool, async (client) => {
    await client.query('alter table audit_entry disable trigger user');
    await edit(client);
    expect(await verified(client)).toEqual([]);
    expect(await verified(client, [head])).toEqual([{ n: ENTRIES, why: expect.stringContaining(why) as string }]);
  });
});

test.each(['update audit_entry set n = 0', 'delete from audit_entry', 'truncate audit_entry'])('is only added to: %s', async (sql) => {
  await expect(db().pool.query(sql)).rejects.toThrow('the audit log is only ever added to');
});

test('who, when, what, before and after; the log of the engine, the use of a key and what is taken back are no changes', async () => {
  const { pool } = db();
  const before = (await auditHead(pool))!.n;
  await pool.query(`update mapping_head set version = 2, author = 'petra' where name = 'm-0'`);
  await pool.query(
    `insert into api_key (id, name, lead, sha256, scopes, created_at) values (gen_random_uuid(), 'erp', 'gw_1', 'secret-hash', '{read}', now())`,
  );
  await pool.query(`update api_key set last_used_at = now() where name = 'erp'`);
  await pool.query(`update api_key set revoked_at = now() where name = 'erp'`);
  await pool.query(`insert into exception_event (exception_id, at, what) values (gen_random_uuid(), now(), 'open')`);
  await pool.query(`insert into exception_event (exception_id, at, what, author) values (gen_random_uuid(), now(), 'comment', 'anna')`);
  await takenBack(pool, (client) => client.query(`delete from mapping_head where name = 'm-1'`));
  const entries = (await auditEntries(pool, { by: null, what: null, limit: 10 })).filter((e) => e.n > before).reverse();
  expect(entries.map((e) => [e.by, e.what])).toEqual([
    ['petra', 'mapping_head update'],
    [expect.stringMatching(/^database user /), 'api_key insert'],
    [expect.stringMatching(/^database user /), 'api_key update'],
    ['anna', 'exception_event insert'],
  ]);
  expect([entries[0]!.before, entries[0]!.after]).toEqual([
    expect.objectContaining({ name: 'm-0', version: 1, author: 'jonas' }),
    expect.objectContaining({ name: 'm-0', version: 2, author: 'petra' }),
  ]);
  expect(JSON.stringify(entries)).not.toContain('secret-hash');
  await takenBack(pool, async (client) => expect(await verified(client)).toEqual([]));
});

test('two who change something at the same time both stand in the chain', async () => {
  await Promise.all(Array.from({ length: 40 }, (_, i) => changed(1000 + i)));
  await takenBack(db().pool, async (client) => expect(await verified(client)).toEqual([]));
});

test('a head is written down once for each state of the log, and a file that holds anything else is told', async () => {
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'heads-')), 'audit', 'heads.ndjson');
  expect(await headsIn(file)).toEqual([]);
  const head = (n: number): Head => ({ at: '2026-11-17T06:00:00Z', n, hash: String(n % 10).repeat(64) });
  for (const n of [3, 3, 5]) await writeHead(file, head(n));
  expect(await headsIn(file)).toEqual([head(3), head(5)]);
  fs.appendFileSync(file, '{"n":0}\n');
  await expect(headsIn(file)).rejects.toThrow();
});
