import { crc32, deflateRawSync } from 'node:zlib';
import { storedZip } from '../../src/domain/syntax/zip';

export const MB = 1024 * 1024;
const DIRECTORY = Buffer.from('PK\x01\x02', 'latin1');
const END = Buffer.from('PK\x05\x06', 'latin1');
const text = (bytes: Uint8Array | string): Uint8Array => (typeof bytes === 'string' ? Buffer.from(bytes) : bytes);

export const zip = (...entries: readonly (readonly [string, Uint8Array | string])[]): Uint8Array =>
  storedZip(entries.map(([name, bytes]) => ({ name, bytes: text(bytes) })));

export interface Much {
  readonly megabytes: number;
  readonly of?: string; // again and again
  readonly before?: string;
  readonly said?: number; // in the directory, in bytes
}
/** Packed once for each: that takes longer than reading it. */
const packedOnce = new Map<string, Buffer>();
export function tight({ megabytes, of = '\0', before = '' }: Much): Buffer {
  const key = `${megabytes} ${of} ${before}`;
  let held = packedOnce.get(key);
  if (!held) {
    const much = Buffer.alloc(megabytes * MB, of);
    much.write(before);
    packedOnce.set(key, (held = deflateRawSync(much, { level: 1 })));
  }
  return held;
}

/** A zip whose last entry unpacks to that many megabytes; its checksum is never reached. */
export function bursting(entries: readonly (readonly [string, Uint8Array | string])[], name: string, much: Much): Uint8Array {
  const plain = Buffer.from(zip(...entries, [name, tight(much)]));
  const directory = plain.lastIndexOf(DIRECTORY);
  const local = plain.readUInt32LE(directory + 42);
  const said = much.said ?? much.megabytes * MB;
  for (const [at, method, size] of [
    [local, 8, 22],
    [directory, 10, 24],
  ] as const) {
    plain.writeUInt16LE(8, at + method);
    plain.writeUInt32LE(said, at + size);
  }
  return plain;
}

/** An entry that its directory lists so many times. */
export function listedTimes(times: number, megabytes: number): Uint8Array {
  const once = Buffer.from(bursting([], 'a.bin', { megabytes, of: '\x01' }));
  const [from, end] = [once.lastIndexOf(DIRECTORY), once.lastIndexOf(END)];
  for (const at of [14, from + 16]) once.writeUInt32LE(crc32(Buffer.alloc(megabytes * MB, 1)), at);
  const listed = Buffer.concat(Array<Buffer>(times).fill(once.subarray(from, end)));
  const last = Buffer.from(once.subarray(end));
  last.writeUInt16LE(times, 8);
  last.writeUInt16LE(times, 10);
  last.writeUInt32LE(listed.length, 12);
  return Buffer.concat([once.subarray(0, from), listed, last]);
}

/** A zip of one file that says, in the wide form, that it holds so many. */
export function saidToHold(count: number): Uint8Array {
  const once = Buffer.from(zip(['a.csv', 'A;1\n']));
  const [from, end] = [once.lastIndexOf(DIRECTORY), once.lastIndexOf(END)];
  const wide = Buffer.alloc(56);
  wide.write('PK\x06\x06', 'latin1');
  wide.writeBigUInt64LE(44n, 4);
  wide.writeBigUInt64LE(BigInt(count), 24);
  wide.writeBigUInt64LE(BigInt(count), 32);
  wide.writeBigUInt64LE(BigInt(end - from), 40);
  wide.writeBigUInt64LE(BigInt(from), 48);
  const where = Buffer.alloc(20);
  where.write('PK\x06\x07', 'latin1');
  where.writeBigUInt64LE(BigInt(end), 8);
  where.writeUInt32LE(1, 16);
  const last = Buffer.from(once.subarray(end));
  last.writeUInt16LE(0xffff, 8);
  last.writeUInt16LE(0xffff, 10);
  last.writeUInt32LE(0xffffffff, 16);
  return Buffer.concat([once.subarray(0, end), wide, where, last]);
}

/** Archives in archives in archives, so many in each. */
export function spread(width: number, depth: number): Uint8Array {
  let inner: Uint8Array | string = 'Item;On Hand\nA;1\n';
  for (let d = 0; d < depth; d++) {
    const held = inner;
    inner = zip(...Array.from({ length: width }, (_, i) => [d === 0 ? `${i}.csv` : `${i}.zip`, held] as const));
  }
  return inner as Uint8Array;
}
