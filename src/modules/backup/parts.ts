import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { constants, createZstdCompress, createZstdDecompress } from 'node:zlib';
import { CrosscountError } from '../../platform/errors';
import { sha256OfFile } from '../../platform/sha256';

/** A file of a backup, compressed; `sha256` is that of the file as it lies there. */
export interface Part {
  readonly file: string; // from the backup's folder
  readonly bytes: number;
  readonly sha256: string;
}

/** What a backup holds is not what was put into it. */
export class BackupDamaged extends CrosscountError {
  constructor(
    readonly file: string,
    readonly why: string,
  ) {
    super('backup.damaged', `${file}: ${why}`);
  }
}

const LEVEL = 3; // above it each further percent of size costs as much time as all before
const CHUNK = 1024 * 1024;

/** What passes is told and handed on as it is. */
function watched(tell: (chunk: Buffer) => void): Transform {
  return new Transform({
    highWaterMark: CHUNK,
    transform(chunk: Buffer, _, done) {
      tell(chunk);
      done(null, chunk);
    },
  });
}

/** On disk when it returns. */
export async function writePart(folder: string, file: string, source: Readable): Promise<Part> {
  const hash = createHash('sha256');
  let bytes = 0;
  await pipeline(
    source,
    createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: LEVEL, [constants.ZSTD_c_checksumFlag]: 1 } }),
    watched((chunk) => {
      hash.update(chunk);
      bytes += chunk.length;
    }),
    createWriteStream(path.join(folder, file), { flags: 'wx', flush: true, mode: 0o640 }),
  );
  return { file, bytes, sha256: hash.digest('hex') };
}

/** Hands it to `sink` while it is read; throws BackupDamaged at its end, or before, where it is not the one that was written. */
export async function readPart(folder: string, part: Part, sink: Writable): Promise<void> {
  const hash = createHash('sha256');
  let refused: Error | undefined;
  sink.once('error', (error) => (refused = error));
  try {
    await pipeline(
      createReadStream(path.join(folder, part.file), { highWaterMark: CHUNK }),
      watched((chunk) => hash.update(chunk)),
      createZstdDecompress(),
      sink,
    );
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new BackupDamaged(part.file, 'it is missing');
    if (error === refused && !(await isSound(folder, part))) throw new BackupDamaged(part.file, DIFFERS);
    if (error === refused) throw error;
    throw new BackupDamaged(part.file, `it cannot be unpacked: ${message}`);
  }
  if (hash.digest('hex') !== part.sha256) throw new BackupDamaged(part.file, DIFFERS);
}
const DIFFERS = 'it is not what was written: its SHA-256 is another';

/** Whoever takes in what a damaged file says stumbles over it before its end is read. */
const isSound = async (folder: string, part: Part): Promise<boolean> => (await sha256OfFile(path.join(folder, part.file))) === part.sha256;
