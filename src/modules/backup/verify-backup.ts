import { Writable } from 'node:stream';
import path from 'node:path';
import { sha256OfFile } from '../../platform/sha256';
import type { Backup } from './folder';
import { type Manifest, readManifest } from './manifest';
import { BackupDamaged, type Part, readPart } from './parts';
import { forEachRaw, rawName, type RawFile, readList } from './raw-files';
import type { Progress } from './snapshot';

export interface Fault {
  readonly file: string;
  readonly why: string;
}
export interface Verified {
  readonly manifest: Manifest;
  readonly raw: number; // files that were read and hashed
  readonly faults: readonly Fault[];
}

/** Reads all of it again: every part is unpacked, counted and hashed, and every raw file it refers to. Throws where there is no manifest to go by. */
export async function verifyBackup(backup: Backup, each: Progress): Promise<Verified> {
  const manifest = await readManifest(backup.folder);
  const faults: Fault[] = [];
  const tried = async (work: () => Promise<void>): Promise<void> => {
    await work().catch((error: unknown) => {
      if (!(error instanceof BackupDamaged)) throw error;
      faults.push({ file: error.file, why: error.why });
    });
  };
  for (const [i, { part, rows }] of manifest.tables.entries()) {
    if (part !== null) await tried(() => counted(backup.folder, part, rows));
    each('tables', i + 1, manifest.tables.length);
  }
  for (const { file, sha256 } of manifest.files) {
    const found = await sha256OfFile(path.join(backup.folder, file));
    if (found !== sha256) faults.push({ file, why: found === undefined ? 'it is missing' : 'it is not what was written' });
  }
  let files: RawFile[] = [];
  await tried(async () => void (files = await readList(backup.folder, manifest.raw.list)));
  const known = new Set(manifest.raw.missing.map((m) => m.sha256)); // told when it was made
  let done = 0;
  await forEachRaw(
    files.filter((f) => !known.has(f.sha256)),
    async ({ sha256 }) => {
      const state = await backup.raw.look(sha256);
      if (state !== 'sound')
        faults.push({ file: rawName(backup, sha256), why: state === 'missing' ? 'it is missing' : 'its bytes were changed' });
    },
    () => each('raw files', ++done, files.length),
  );
  return { manifest, raw: done, faults };
}

/** In COPY's text form a row ends with a newline, and has none within. */
async function counted(folder: string, part: Part, rows: number): Promise<void> {
  let found = 0;
  const sink = new Writable({
    write(chunk: Buffer, _, done) {
      for (let at = chunk.indexOf(10); at >= 0; at = chunk.indexOf(10, at + 1)) found++;
      done();
    },
  });
  await readPart(folder, part, sink);
  if (found !== rows) throw new BackupDamaged(part.file, `it holds ${found} rows, and the manifest says ${rows}`);
}
