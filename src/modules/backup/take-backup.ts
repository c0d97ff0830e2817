import fs from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { ifUnlocked } from '../../database/lock';
import type { Database } from '../../database/open';
import type { Clock } from '../../platform/clock';
import type { Config } from '../../platform/config';
import { RefusedError } from '../../platform/errors';
import { failpoint } from '../../platform/failpoints';
import { programVersion } from '../../platform/version';
import { Storage, type Unsound } from '../../platform/storage';
import { type Backup, nameOf, rawOf, sweepHalves, whole } from './folder';
import { writeHomeFiles } from './home-files';
import { noteBackup } from './last-backup.store';
import { FORM, MANIFEST, type Manifest, textOf } from './manifest';
import { prune, type Pruned } from './prune';
import { forEachRaw, readList } from './raw-files';
import { type Progress, takeSnapshot } from './snapshot';

const BACKING_UP = 0x63726262; // one at a time: each would copy the same files

export interface Asked {
  readonly folder: string;
  readonly how: 'copy' | 'link';
  readonly keep: number | null; // so many, and older ones go
  readonly clock: Clock;
  readonly each: Progress;
}

export interface Taken {
  readonly backup: Backup;
  readonly manifest: Manifest;
  readonly copied: number; // raw files that no backup of this folder had
  readonly pruned: Pruned;
}

/**
 * A backup of the gateway while it runs: the database first, in one snapshot, then the raw files, which never change; so that
 * nothing in the database points to a file that is not there. It bears its name when all of it is on disk.
 */
export async function takeBackup(db: Pick<Database, 'pool'>, config: Config, asked: Asked): Promise<Taken> {
  const folder = path.resolve(asked.folder);
  await fs.mkdir(folder, { recursive: true, mode: 0o750 });
  const work = async (client: PoolClient): Promise<Taken> => {
    await sweepHalves(folder, asked.clock.now());
    let done: Pick<Taken, 'manifest' | 'copied'> | undefined;
    const backup = await whole(folder, nameOf(asked.clock.now()), async (half) => {
      const { list, ...snapshot } = await takeSnapshot(client, half, asked.clock.now, asked.each);
      failpoint('backup.B1');
      const listed = await readList(half, list);
      const { copied, missing } = await copyRaw(new Storage(path.join(config.home, 'raw')), rawOf(folder), listed, asked);
      const raw = { files: listed.length, bytes: listed.reduce((sum, f) => sum + f.bytes, 0), list, missing: [...missing] };
      const manifest = {
        form: FORM,
        program: programVersion,
        ...snapshot,
        raw,
        ...(await writeHomeFiles(config, half)),
      } satisfies Manifest;
      await fs.writeFile(path.join(half, MANIFEST), textOf(manifest), { flag: 'wx', mode: 0o640, flush: true });
      done = { manifest, copied };
    });
    await noteBackup(db.pool, { taken_at: done!.manifest.taken_at, folder: backup.folder });
    const pruned = asked.keep === null ? { backups: [], raw: 0 } : await prune(folder, asked.keep);
    return { backup, ...done!, pruned };
  };
  return ifUnlocked(db.pool, BACKING_UP, work, () => {
    throw new RefusedError('backup.running', 'another backup is being made; wait for its end');
  });
}

async function copyRaw(
  from: Storage,
  to: Storage,
  files: Awaited<ReturnType<typeof readList>>,
  { how, each }: Asked,
): Promise<{ readonly copied: number; readonly missing: readonly Unsound[] }> {
  const missing: Unsound[] = [];
  let [copied, done] = [0, 0];
  await forEachRaw(
    files,
    async ({ sha256, bytes }) => {
      if (await to.has({ sha256, size: bytes })) return;
      const found = await to.takeFrom(from, sha256, how);
      if (found === 'sound') copied++;
      else missing.push({ sha256, why: found });
    },
    () => each('raw files', ++done, files.length),
  );
  await to.settle();
  return { copied, missing: missing.sort((a, b) => (a.sha256 < b.sha256 ? -1 : 1)) };
}
