import fs from 'node:fs/promises';
import path from 'node:path';
import { type Backup, backupsIn, rawOf } from './folder';
import { readManifest } from './manifest';
import { BackupDamaged } from './parts';
import { readList } from './raw-files';

export interface Pruned {
  readonly backups: readonly string[];
  readonly raw: number;
  readonly refused?: string; // why nothing went
}

/** Takes away all but the newest so many backups, and the raw files to which none of those refers. Returns what went. */
export async function prune(folder: string, keep: number): Promise<Pruned> {
  const all = await backupsIn(folder);
  const gone = all.slice(0, Math.max(0, all.length - keep));
  if (gone.length === 0) return { backups: [], raw: 0 };
  const needed = new Set<string>();
  for (const { folder: at, name } of all.slice(gone.length))
    try {
      for (const { sha256 } of await readList(at, (await readManifest(at)).raw.list)) needed.add(sha256);
    } catch (error) {
      if (!(error instanceof BackupDamaged)) throw error;
      return { backups: [], raw: 0, refused: `${name}: ${error.message}` }; // what it refers to is not known
    }
  for (const { folder: at } of gone) await removed(at);
  let raw = 0;
  const store = rawOf(folder);
  for await (const sha256 of store.all()) {
    if (needed.has(sha256)) continue;
    await store.remove(sha256);
    raw++;
  }
  return { backups: gone.map((b: Backup) => b.name), raw };
}

/** No longer a backup before its first file goes. */
async function removed(at: string): Promise<void> {
  const going = path.join(path.dirname(at), `.${path.basename(at)}.half`);
  await fs.rename(at, going);
  await fs.rm(going, { recursive: true, force: true });
}
