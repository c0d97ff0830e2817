import fs from 'node:fs/promises';
import path from 'node:path';
import { removeEmbedded } from '../../database/embedded';
import { unknownTo } from '../../database/migrate';
import { type Database, openDatabase } from '../../database/open';
import type { Config } from '../../platform/config';
import { RefusedError } from '../../platform/errors';
import { failpoint } from '../../platform/failpoints';
import { Jobs } from '../../platform/jobs';
import type { Logger } from '../../platform/logger';
import { sha256Of, sha256OfFile } from '../../platform/sha256';
import { Storage } from '../../platform/storage';
import { headsFile, headsIn } from '../access/audit/heads';
import { claimHome, clearFiles, clearQueue, isWhole, refuseFilled, release } from './claim-home';
import type { Backup } from './folder';
import { type Loaded, loadDatabase, type Loading } from './load';
import { type Manifest, readManifest } from './manifest';
import { BackupDamaged } from './parts';
import { forEachRaw, rawName, readList } from './raw-files';

export interface Restored {
  readonly manifest: Manifest;
  readonly raw: number; // files that were copied and hashed
  readonly loaded: Loaded | null; // null: it was whole already, but for the mark of the one that was killed
  readonly kept: readonly string[]; // files of the home that were there before, and stand as they were
}
type Asked = Pick<Loading, 'backup' | 'author' | 'now' | 'each'> & { readonly log: Logger };

/**
 * A backup onto an empty home: every byte is hashed while it is read, and whatever is wrong leaves the home as empty as it was.
 * The raw files come first, the database in one transaction after them; so that nothing in it ever points to a file that is not there.
 */
export async function restore(config: Config, asked: Asked): Promise<Restored> {
  const { backup } = asked;
  const manifest = await readManifest(backup.folder);
  const newer = unknownTo(manifest.migrations);
  if (newer.length > 0)
    throw new RefusedError(
      'restore.newer',
      `${backup.name} was made by a newer program (${manifest.program}), whose ${newer[0]} is not known here`,
    );
  const begun = await claimHome(config.home, backup.name);
  const embedded = config.databaseUrl === undefined;
  if (begun !== undefined && embedded) await removeEmbedded(config.home);
  const db = await openDatabase(config, { migrate: false, restoring: true }).catch(async (error: unknown) => {
    await release(config.home);
    throw error;
  });
  try {
    if (begun === backup.name && (await isWhole(db.pool, begun))) {
      await release(config.home);
      return { manifest, raw: manifest.raw.files, loaded: null, kept: [] };
    }
    await refuseFilled(db.pool, begun !== undefined);
  } catch (error) {
    await db.close();
    await release(config.home);
    throw error;
  }
  const written: string[] = [];
  try {
    if (begun !== undefined) await clearFiles(config.home);
    const done = await restored(config, db, manifest, asked, written);
    failpoint('restore.R3');
    await db.close();
    await release(config.home);
    return done;
  } catch (error) {
    if (!embedded && (await isWhole(db.pool, backup.name).catch(() => true))) {
      await db.close(); // its last word was spoken, or the server is away and nobody knows: the mark stays, and the next call finds out
      throw error;
    }
    await clearQueue(db.pool).catch(() => undefined);
    await db.close();
    if (embedded) await removeEmbedded(config.home);
    for (const file of written) await fs.rm(file, { force: true });
    await clearFiles(config.home);
    await release(config.home);
    throw error;
  }
}

async function restored(config: Config, db: Database, manifest: Manifest, asked: Asked, written: string[]): Promise<Restored> {
  const kept = await homeFiles(config.home, manifest, asked.backup, written);
  const raw = await rawFiles(config.home, manifest, asked);
  failpoint('restore.R1');
  const jobs = new Jobs(db.url, asked.log, false);
  try {
    await jobs.counts(); // makes the queue, which is no part of our transaction
    const heads = await headsIn(headsFile(config.home));
    return { manifest, raw, kept, loaded: await loadDatabase(db, jobs, { ...asked, manifest, heads }) };
  } finally {
    await jobs.stop();
  }
}

/** Settings that somebody has put there already are what he wants. */
async function homeFiles(home: string, manifest: Manifest, backup: Backup, written: string[]): Promise<string[]> {
  const kept: string[] = [];
  for (const { file, sha256 } of manifest.files) {
    const bytes = await fs.readFile(path.join(backup.folder, file)).catch(() => {
      throw new BackupDamaged(file, 'it is missing');
    });
    if (sha256Of([bytes]) !== sha256) throw new BackupDamaged(file, 'it is not what was written');
    const to = path.join(home, path.relative('home', file));
    const there = await sha256OfFile(to);
    if (there !== undefined && there !== sha256) kept.push(path.relative(home, to));
    if (there !== undefined) continue;
    await fs.mkdir(path.dirname(to), { recursive: true });
    await fs.writeFile(to, bytes, { flag: 'wx', flush: true });
    written.push(to);
  }
  return kept;
}

async function rawFiles(home: string, manifest: Manifest, { backup, each }: Asked): Promise<number> {
  const known = new Set(manifest.raw.missing.map((m) => m.sha256)); // were not there when it was taken, which was told then
  const files = (await readList(backup.folder, manifest.raw.list)).filter((f) => !known.has(f.sha256));
  const to = new Storage(path.join(home, 'raw'));
  let done = 0;
  await forEachRaw(
    files,
    async ({ sha256 }) => {
      const found = await to.takeFrom(backup.raw, sha256);
      if (found !== 'sound')
        throw new BackupDamaged(rawName(backup, sha256), found === 'missing' ? 'it is missing' : 'its bytes were changed');
    },
    () => each('raw files', ++done, files.length),
  );
  await to.settle();
  return done;
}
