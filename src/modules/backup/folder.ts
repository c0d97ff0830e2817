import fs from 'node:fs/promises';
import path from 'node:path';
import { UsageError } from '../../platform/errors';
import { failpoint } from '../../platform/failpoints';
import { Storage, syncFolder } from '../../platform/storage';
import { MANIFEST } from './manifest';

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{3}Z$/;
const HALF = '.half'; // renamed when it is whole
const ABANDONED_MS = 24 * 3_600_000;

/** A folder of backups, each in a folder of its own; the raw files, which never change, once for all of them. */
export interface Backup {
  readonly name: string; // when it was taken
  readonly folder: string;
  readonly raw: Storage;
}

export const nameOf = (takenAt: string): string => takenAt.replace(/[:.]/g, '-');
export const rawOf = (folder: string): Storage => new Storage(path.join(folder, 'raw'));
const backupIn = (folder: string, name: string): Backup => ({ name, folder: path.join(folder, name), raw: rawOf(folder) });

/** The oldest first. What was begun and never finished is none of them. */
export async function backupsIn(folder: string): Promise<Backup[]> {
  const names = await fs.readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  return names
    .filter((n) => NAME.test(n))
    .sort()
    .map((name) => backupIn(folder, name));
}

/** The backup that a person names: one of a folder of backups, or the newest of them. */
export async function backupAt(given: string): Promise<Backup> {
  const folder = path.resolve(given);
  if (await fs.stat(path.join(folder, MANIFEST)).catch(() => undefined)) return backupIn(path.dirname(folder), path.basename(folder));
  const newest = (await backupsIn(folder)).at(-1);
  if (!newest) throw new UsageError(`${given}: there is no backup in it`);
  return newest;
}

/** Makes it under another name, and gives it its own when all of it is on disk: half a backup is never taken for one. */
export async function whole(folder: string, name: string, make: (half: string) => Promise<void>): Promise<Backup> {
  const half = path.join(folder, `${name}${HALF}`);
  await fs.mkdir(path.join(half, 'tables'), { recursive: true, mode: 0o750 });
  try {
    await make(half);
    for (const at of [path.join(half, 'tables'), half]) await syncFolder(at);
    failpoint('backup.B2');
    await fs.rename(half, path.join(folder, name));
    await syncFolder(folder);
  } catch (error) {
    await fs.rm(half, { recursive: true, force: true });
    throw error;
  }
  return backupIn(folder, name);
}

/** What processes that were killed left half-made. */
export async function sweepHalves(folder: string, now: string): Promise<void> {
  for (const name of await fs.readdir(folder).catch(() => [])) {
    const half = path.join(folder, name);
    const stat = name.endsWith(HALF) ? await fs.stat(half).catch(() => undefined) : undefined;
    if (stat && Date.parse(now) - stat.mtimeMs > ABANDONED_MS) await fs.rm(half, { recursive: true, force: true });
  }
  await rawOf(folder).sweep(now);
}
