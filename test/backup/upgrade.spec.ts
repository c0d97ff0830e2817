import fs from 'node:fs';
import path from 'node:path';
import { MIGRATIONS } from '../../src/database/migrations';
import { backupAt } from '../../src/modules/backup/folder';
import { readManifest } from '../../src/modules/backup/manifest';
import { Pool } from 'pg';
import { useDatabase } from '../support/database';
import { schemaOf } from '../support/schema';
import { useCommands } from '../support/commands';
import { UPGRADES, useRestores } from '../support/restores';

// Backups that earlier versions made, of the sample company with messages, an unread delivery and secrets in it. Each is read for ever.
const { withEnv } = useCommands();
const { empty } = useRestores();
const { db } = useDatabase();
const versions = fs.readdirSync(UPGRADES).filter((v) => v.startsWith('schema-'));

test.each(versions)(
  '%s is restored and brought up to date, and says what it said',
  async (version) => {
    const was = (name: string): unknown => JSON.parse(fs.readFileSync(path.join(UPGRADES, version, name), 'utf8'));
    const { env, sql, home } = await empty();
    const done = await withEnv(env, 'restore', path.join(UPGRADES, version, 'backups'), '--json');
    expect([done.code, done.stderr]).toEqual([0, '']);
    expect(done.json).toMatchObject({ raw_files: 48, rows: 5148, to_confirm: 24, to_read: 1, audit: { entries: 4, broken: [] } });
    const made = (await readManifest((await backupAt(path.join(UPGRADES, version, 'backups'))).folder)).migrations;
    expect((done.json as { migrated: string[] }).migrated).toEqual(MIGRATIONS.map((m) => m.name).filter((n) => !made.includes(n)));
    expect((await withEnv(env, 'exceptions', '--status', 'all', '--json')).json).toEqual(was('exceptions.json'));
    expect((await withEnv(env, 'comparisons', '--json')).json).toEqual(was('comparisons.json'));
    const pool = new Pool({ connectionString: env.DATABASE_URL });
    expect(await schemaOf(pool).finally(() => pool.end())).toEqual(await schemaOf(db().pool)); // no key and no trigger was left behind
    expect(await sql(`select state, count(*)::int n from outbox where state in ('waiting', 'confirm') group by 1`)).toEqual([
      { state: 'confirm', n: 24 },
    ]);
    expect(await sql(`select name, data->>'receiptId' receipt from jobs.job`)).toEqual([
      { name: 'process-document', receipt: (await sql<{ id: string }>(`select id from receipt where state = 'kept'`))[0]!.id },
    ]);
    const verified = await withEnv(env, 'audit', 'verify', '--json');
    expect([verified.code, verified.json]).toEqual([0, { entries: 5, heads: 0, broken: [] }]);
    expect(fs.readdirSync(home).sort()).toEqual(['config', 'raw']);
    // what was unread is read, what is compared anew agrees with what was found then, and the numbers go on behind the old ones
    const again = await withEnv(env, 'reconcile', '--now', '2026-11-29T10:16:00Z', '--json');
    expect(again.json).toMatchObject({ opened: 0, resolved: 0 });
  },
  30_000,
);
