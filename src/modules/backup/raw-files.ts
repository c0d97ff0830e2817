import path from 'node:path';
import { Writable } from 'node:stream';
import type { Backup } from './folder';
import { type Part, readPart } from './parts';

export interface RawFile {
  readonly sha256: string;
  readonly bytes: number;
}
const AT_ONCE = 4;

/** The list of raw files that a backup refers to: a hash and a size a line. */
export async function readList(folder: string, part: Part | null): Promise<RawFile[]> {
  if (part === null) return [];
  const files: RawFile[] = [];
  let rest = '';
  const take = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    for (const line of lines) {
      const [sha256, bytes] = line.split('\t');
      files.push({ sha256: sha256!, bytes: Number(bytes) });
    }
  };
  const sink = new Writable({ write: (chunk: Buffer, _, done) => (take(chunk.toString('latin1')), done()) });
  await readPart(folder, part, sink);
  return files;
}

/** Some at a time; `each` after every one. What `work` throws ends it. */
export async function forEachRaw(files: readonly RawFile[], work: (file: RawFile) => Promise<void>, each: () => void): Promise<void> {
  let next = 0;
  let failed = false;
  const hand = async (): Promise<void> => {
    while (!failed && next < files.length) {
      const file = files[next++]!;
      await work(file).catch((error: unknown) => {
        failed = true;
        throw error;
      });
      each();
    }
  };
  const done = await Promise.allSettled(Array.from({ length: AT_ONCE }, hand)); // nothing is still being written when it returns
  const broken = done.find((d) => d.status === 'rejected');
  if (broken) throw broken.reason;
}

/** As it is told to people: from the folder of the backups. */
export const rawName = ({ folder, raw }: Backup, sha256: string): string => path.relative(path.dirname(folder), raw.pathOf(sha256));
