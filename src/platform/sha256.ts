import { createHash } from 'node:crypto';

export function sha256Of(pieces: Iterable<string | Uint8Array>): string {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return hash.digest('hex');
}

/** What somebody looked at, in twelve digits that he can type again: whatever of it changes, they are others. */
export const seenAs = (what: unknown): string => sha256Of([JSON.stringify(what)]).slice(0, 12);
