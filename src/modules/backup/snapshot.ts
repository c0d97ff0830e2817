import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { migrationsOf, quoted, sequencesOf, tablesOf } from '../../database/tables';
import { CrosscountError } from '../../platform/errors';
import type { Manifest } from './manifest';
import { type Part, writePart } from './parts';

export type Snapshot = Pick<Manifest, 'taken_at' | 'postgresql' | 'migrations' | 'tables' | 'sequences' | 'audit'> & {
  readonly list: Part | null;
};
export type Progress = (what: 'tables' | 'raw files', done: number, of: number) => void;

/** Text that reads the same wherever it is read. */
const PLAINLY = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local lock_timeout = '60s'`;
/** Those that are in the raw store: retention takes bytes away and leaves their row. */
const RAW = `select sha256, bytes from blob b where to_jsonb(b)->>'removed_at' is null order by sha256`;

/**
 * All tables as they stood at one instant, in one transaction that only reads: what is committed meanwhile is in none of them, and
 * nobody waits for it. The queue is left out: what it is to do follows from the receipts.
 */
export async function takeSnapshot(client: PoolClient, folder: string, now: () => string, each: Progress): Promise<Snapshot> {
  const takenAt = now(); // before, so that whatever is younger than it may be missing, and nothing older is
  await client.query('begin isolation level repeatable read, read only');
  try {
    await client.query(PLAINLY);
    const migrations = await migrationsOf(client);
    if (migrations.length === 0)
      throw new CrosscountError('backup.nothing', 'the database holds nothing of ours yet; there is nothing to back up');
    const found = await tablesOf(client);
    const tables: Manifest['tables'] = [];
    for (const [i, { name, columns }] of found.entries()) {
      const from = `public.${quoted(name)}`;
      const copied = await copyOut(client, folder, `tables/${name}.copy.zst`, from, `${from} (${columns.map(quoted).join(', ')})`);
      tables.push({ name, columns: [...columns], ...copied });
      each('tables', i + 1, found.length);
    }
    const { part: list } = await copyOut(client, folder, 'raw.tsv.zst', 'blob', `(${RAW})`);
    const sequences = await sequencesOf(client);
    return { taken_at: takenAt, postgresql: await versionOf(client), migrations, tables, sequences, audit: await headOf(client), list };
  } finally {
    await client.query('rollback');
  }
}

/** No file for what is empty. */
async function copyOut(
  client: PoolClient,
  folder: string,
  file: string,
  from: string,
  what: string,
): Promise<{ rows: number; part: Part | null }> {
  if ((await client.query(`select 1 from ${from} limit 1`)).rowCount === 0) return { rows: 0, part: null };
  const stream = client.query(copyTo(`copy ${what} to stdout`));
  const part = await writePart(folder, file, stream);
  return { rows: stream.rowCount, part };
}

async function versionOf(client: PoolClient): Promise<string> {
  return (await client.query<{ v: string }>(`select current_setting('server_version') v`)).rows[0]!.v;
}

async function headOf(client: PoolClient): Promise<Manifest['audit']> {
  const { rows } = await client.query<NonNullable<Manifest['audit']>>('select n::float8 n, hash from audit_entry order by n desc limit 1');
  return rows[0] ?? null;
}
