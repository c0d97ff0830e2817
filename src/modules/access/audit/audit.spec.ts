import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { useDatabase } from '../../../../test/support/database';
import { takenBack } from '../../../database/transaction';
import { auditEntries, auditHead, auditRows } from './audit.store';
import { headsIn, writeHead } from './heads';
import { type Broken, type Head, sealOf, Verifier } from './verify';

// That 200 edits of one entry are found stands in test/security/audit.spec.ts.
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
