import { createGunzip } from 'node:zlib';
import { type Budget, LIMITS, megabytes, NotOpened } from './limits';

export const damaged = (why: string): NotOpened => new NotOpened('file.corrupt', `the archive is damaged: ${why}`);

/** Bytes are counted while they come out: what an archive says about its sizes may be a lie. */
export async function* counted(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  packed: number,
  budget: Budget,
): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const chunk of chunks) {
    size += chunk.length;
    budget.spend(chunk.length);
    if (size > LIMITS.entryBytes) throw new NotOpened('file.too-big', `a file in it unpacks to more than ${megabytes(LIMITS.entryBytes)}`);
    if (size > LIMITS.ratioFrom && size > packed * LIMITS.ratio)
      throw new NotOpened('file.too-big', `a file in it unpacks to more than ${LIMITS.ratio} times its size`);
    yield chunk;
  }
}

export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

export async function gunzipped(bytes: Uint8Array, budget: Budget): Promise<Uint8Array> {
  return joined(counted(members(bytes), bytes.length, budget));
}

/** One after another; what follows them and is none makes the unpacker stop as if all had been well. */
async function* members(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  const stream = createGunzip({ chunkSize: 1 << 18 });
  stream.end(bytes);
  try {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) yield chunk;
  } catch {
    throw damaged('it cannot be unpacked to its end');
  }
  if (!bytes.subarray(stream.bytesWritten).every((b) => b === 0)) throw damaged('something follows behind its end');
}
