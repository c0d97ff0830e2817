import type { Pool, PoolClient } from 'pg';
import { sha256Of } from '../../../platform/sha256';

/** A version of a file that was taken. Its path is that below the folder of the channel. */
export interface KeptFile {
  readonly path: string;
  readonly size: number;
  readonly mtime: number;
  readonly sha256: string;
  readonly receiptId: string;
}

/** What was taken and still lay there at the last look. */
export async function keptFiles(db: Pool, channel: string): Promise<Map<string, KeptFile>> {
  const { rows } = await db.query<KeptFile>(
    `select path, size::float8 size, mtime::float8 mtime, sha256, receipt_id "receiptId" from remote_file where channel = $1`,
    [channel],
  );
  return new Map(rows.map((r) => [r.path, r]));
}

/** In the transaction of its receipt: one without the other would have it fetched, or left out, for ever. */
export async function noteKept(client: PoolClient, channel: string, f: KeptFile): Promise<void> {
  await client.query(
    `insert into remote_file (channel, path, size, mtime, sha256, receipt_id) values ($1, $2, $3, $4, $5, $6)
on conflict (channel, path) do update set size = excluded.size, mtime = excluded.mtime, sha256 = excluded.sha256, receipt_id = excluded.receipt_id`,
    [channel, f.path, f.size, f.mtime, f.sha256, f.receiptId],
  );
}

export async function forget(db: Pool, channel: string, paths: readonly string[]): Promise<void> {
  if (paths.length > 0) await db.query('delete from remote_file where channel = $1 and path = any ($2)', [channel, paths]);
}

/** The name under which a version is put aside; whoever comes after a crash knows by it which one that was. */
export const asideName = (f: Pick<KeptFile, 'path' | 'size' | 'mtime'>): string =>
  `crosscount-${sha256Of([`${f.path} ${f.size} ${f.mtime}`]).slice(0, 16)}.taken`;
export const isAside = (name: string): boolean => /^crosscount-[0-9a-f]{16}\.taken$/.test(name);
