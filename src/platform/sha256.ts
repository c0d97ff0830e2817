import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

export function sha256Of(pieces: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** Of a file of any size; undefined where there is none. */
export async function sha256OfFile(path: string): Promise<string | undefined> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 })) hash.update(chunk as Buffer);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  return hash.digest('hex');
}

/** What somebody looked at, in twelve digits that he can type again: whatever of it changes, they are others. */
export const seenAs = (what: unknown): string => sha256Of([JSON.stringify(what)]).slice(0, 12);
