import fs from 'node:fs/promises';
import path from 'node:path';
import type { Pool } from 'pg';
import { RESTORING } from '../../database/open';
import { RefusedError } from '../../platform/errors';

/** What may lie in a home before anything is restored into it. */
const BEFOREHAND = ['config', 'drop', 'backups', 'lost+found', 'postgres.lock', RESTORING];
const notEmpty = (what: string): RefusedError => new RefusedError('restore.not-empty', what);

/**
 * Marks an empty home: until the restore is whole nothing else opens it, and what one that was killed left there is known to be
 * nobody's. Returns what such a one was restoring.
 */
export async function claimHome(home: string, backup: string): Promise<string | undefined> {
  const marker = path.join(home, RESTORING);
  await fs.mkdir(home, { recursive: true });
  const others = (await fs.readdir(home)).filter((n) => !BEFOREHAND.includes(n)).sort();
  const begun = await fs.readFile(marker, 'utf8').catch(() => undefined);
  if (begun === undefined && others.length > 0)
    throw notEmpty(`${home} holds ${others.join(', ')}; a backup is restored into an empty home`);
  await fs.writeFile(marker, backup, { flush: true });
  return begun;
}

export const release = (home: string): Promise<void> => fs.rm(path.join(home, RESTORING), { force: true });

export async function clearFiles(home: string): Promise<void> {
  for (const name of ['raw', 'audit']) await fs.rm(path.join(home, name), { recursive: true, force: true });
}

/** Tables of anybody's; and a queue, unless it is that of a restore that was killed. */
export async function refuseFilled(pool: Pool, ourQueue: boolean): Promise<void> {
  const { rows } = await pool.query<{ tables: string[]; queue: boolean }>(
    `select coalesce((select array_agg(relname::text order by relname) from pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p')), '{}') tables,
  to_regnamespace('jobs') is not null queue`,
  );
  const { tables, queue } = rows[0]!;
  const named =
    tables.length > 0 ? `${tables.length} tables (${tables.slice(0, 3).join(', ')} …)` : queue && !ourQueue ? 'a schema "jobs"' : '';
  if (named !== '') throw notEmpty(`the database of DATABASE_URL holds ${named}; a backup is restored into an empty one`);
}

/** All that a restore makes in a server's database outside of its one transaction. */
export const clearQueue = async (pool: Pool): Promise<void> => void (await pool.query('drop schema if exists jobs cascade'));

/** It was killed after the last word of the database, and before the mark was taken away. */
export async function isWhole(pool: Pool, backup: string): Promise<boolean> {
  const { rows: there } = await pool.query(`select 1 from pg_class where oid = to_regclass('public.upkeep')`);
  if (there.length === 0) return false;
  return (await pool.query(`select 1 from upkeep where what = 'restore' and said->>'backup' = $1`, [backup])).rowCount! > 0;
}
