import { createGunzip } from 'node:zlib';
import type { Kind } from './kind';
import { type Budget, LIMITS, megabytes, NotOpened } from './limits';
import { tarFiles } from './tar';
import { tnefFiles } from './tnef';
import { zipEntries } from './zip';

/** A file within another, not yet unpacked. */
export interface Contained {
  readonly name: string;
  unpack(budget: Budget): Promise<Uint8Array>;
}

const ready = (files: readonly { name: string; bytes: Uint8Array }[]): Contained[] =>
  files.map(({ name, bytes }) => ({ name, unpack: async () => bytes }));

/** Everything that only holds other files. */
export const CONTAINERS: Partial<Record<Kind, (bytes: Uint8Array, name: string) => readonly Contained[]>> = {
  zip: (bytes) => zipEntries(bytes),
  tar: (bytes) => ready(tarFiles(bytes)),
  tnef: (bytes) => ready(tnefFiles(bytes)),
  gz: (bytes, name) => [
    { name: name.replace(/\.t(ar\.)?gz$/i, '.tar').replace(/\.gz$/i, '') || 'unpacked', unpack: (budget) => gunzip(bytes, budget) },
  ],
};

async function gunzip(bytes: Uint8Array, budget: Budget): Promise<Uint8Array> {
  const stream = createGunzip({ chunkSize: 1 << 18 });
  stream.end(bytes);
  const all: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      size += chunk.length;
      budget.spend(chunk.length);
      if (size > LIMITS.entryBytes) throw new NotOpened('file.too-big', `it unpacks to more than ${megabytes(LIMITS.entryBytes)}`);
      if (size > LIMITS.ratioFrom && size > bytes.length * LIMITS.ratio)
        throw new NotOpened('file.too-big', `it unpacks to more than ${LIMITS.ratio} times its size`);
      all.push(chunk);
    }
  } catch (error) {
    if (error instanceof NotOpened) throw error;
    throw new NotOpened('file.corrupt', 'the archive is damaged: it cannot be unpacked to its end');
  }
  return Buffer.concat(all);
}
