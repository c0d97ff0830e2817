import { crc32, createInflateRaw } from 'node:zlib';
import { type Budget, LIMITS, NotOpened } from './limits';
import { counted, damaged, joined } from './unpack';

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly crc?: number; // where it is known already
}

/** A file of an archive, not yet unpacked. */
export interface Packed {
  readonly name: string;
  readonly crc: number;
  unpack(budget: Budget): Promise<Uint8Array>;
  chunks(budget: Budget): AsyncIterable<Uint8Array>; // the same, while it comes out
}

const END = 0x06054b50;
const END_64 = 0x06064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;

/** The files that an archive's directory lists. Throws NotOpened when it has none, or lists more than anybody sends. */
export function zipEntries(bytes: Uint8Array): Packed[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, at: start, shift } = directory(view);
  if (count > LIMITS.entries) throw new NotOpened('file.too-big', `it holds ${count} files, and ${LIMITS.entries} is the limit`);
  const out: Packed[] = [];
  let at = start;
  let first = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== ENTRY) throw damaged('its directory is cut off');
    const flags = view.getUint16(at + 8, true);
    const nameLength = view.getUint16(at + 28, true);
    const extraLength = view.getUint16(at + 30, true);
    const raw = bytes.subarray(at + 46, at + 46 + nameLength);
    const wide = wideSizes(view, at, at + 46 + nameLength, extraLength);
    const name = new TextDecoder(flags & 0x800 || isUtf8(raw) ? 'utf-8' : 'latin1').decode(raw);
    const entry: Place = {
      ...wide,
      at: wide.at + shift,
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      encrypted: (flags & 1) === 1,
    };
    // By its name a file is passed over, or taken for what it is not: where the two places that name it differ, neither is believed.
    if (entry.at + 30 <= bytes.length && view.getUint32(entry.at, true) === LOCAL) {
      const own = bytes.subarray(entry.at + 30, entry.at + 30 + view.getUint16(entry.at + 26, true));
      if (Buffer.compare(own, raw) !== 0) throw damaged('a file in it bears another name than its directory says');
    }
    first = Math.min(first, entry.at);
    const chunks = (budget: Budget): AsyncIterable<Uint8Array> => chunksOf(bytes, view, entry, budget);
    if (!name.endsWith('/') || entry.size > 0) out.push({ name, crc: entry.crc, chunks, unpack: async (budget) => joined(chunks(budget)) });
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
  }
  if (at + 4 <= bytes.length && view.getUint32(at, true) === ENTRY) throw damaged('its directory lists more files than it says');
  // Two archives that were put one behind the other: the directory at the end is that of the second alone.
  if (first > 0 && bytes.length > 4 && view.getUint32(0, true) === LOCAL) throw damaged('its directory does not list all files in it');
  return out;
}

interface Place {
  readonly at: number; // of the local header
  readonly packed: number;
  readonly size: number;
  readonly method: number;
  readonly crc: number;
  readonly encrypted: boolean;
}

/** The end record stands within the last 64 KB; what stands before the archive (a loader, a mail's rest) shifts all offsets. */
function directory(view: DataView): { count: number; at: number; shift: number } {
  for (let i = view.byteLength - 22; i >= 0 && i > view.byteLength - 65_558; i--) {
    if (view.getUint32(i, true) !== END) continue;
    let count = view.getUint16(i + 10, true);
    let size = view.getUint32(i + 12, true);
    let at = view.getUint32(i + 16, true);
    let end = i;
    if (count === 0xffff || at === 0xffffffff || size === 0xffffffff) {
      for (let j = i - 20 - 56; j >= 0 && j > i - 1000; j--) {
        if (view.getUint32(j, true) !== END_64) continue;
        count = Number(view.getBigUint64(j + 32, true));
        size = Number(view.getBigUint64(j + 40, true));
        at = Number(view.getBigUint64(j + 48, true));
        end = j;
        break;
      }
    }
    const shift = end - size - at;
    if (shift < 0) throw damaged('its directory lies outside of it');
    return { count, at: at + shift, shift };
  }
  throw damaged('its end is missing');
}

function wideSizes(view: DataView, at: number, extra: number, length: number): { packed: number; size: number; at: number } {
  let packed = view.getUint32(at + 20, true);
  let size = view.getUint32(at + 24, true);
  let local = view.getUint32(at + 42, true);
  for (let i = extra; i + 4 <= extra + length && i + 4 <= view.byteLength;) {
    const id = view.getUint16(i, true);
    const n = view.getUint16(i + 2, true);
    if (id === 1) {
      let j = i + 4;
      const next = (): number => (j + 8 <= i + 4 + n ? Number(view.getBigUint64((j += 8) - 8, true)) : 0);
      if (size === 0xffffffff) size = next();
      if (packed === 0xffffffff) packed = next();
      if (local === 0xffffffff) local = next();
    }
    i += 4 + n;
  }
  return { packed, size, at: local };
}

const CHUNK = 1 << 18;

async function* chunksOf(bytes: Uint8Array, view: DataView, entry: Place, budget: Budget): AsyncGenerator<Uint8Array> {
  if (entry.encrypted) throw new NotOpened('file.encrypted', 'the archive is protected by a password');
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== LOCAL) throw damaged('a file that it lists is not there');
  const from = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true);
  const packed = bytes.subarray(from, from + entry.packed);
  if (packed.length < entry.packed) throw damaged('a file that it lists is cut off');
  if (entry.method !== 0 && entry.method !== 8)
    throw new NotOpened('file.unsupported', `it is packed in a way (${entry.method}) that is not known here`);
  let crc = 0;
  for await (const chunk of counted(entry.method === 0 ? stored(packed) : inflated(packed, entry.size), packed.length, budget)) {
    crc = crc32(chunk, crc);
    yield chunk;
  }
  if (crc !== entry.crc) throw damaged('what comes out is not what was put in');
}

function* stored(packed: Uint8Array): Generator<Uint8Array> {
  for (let i = 0; i < packed.length; i += CHUNK) yield packed.subarray(i, i + CHUNK);
}

async function* inflated(packed: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const stream = createInflateRaw({ chunkSize: Math.min(CHUNK, Math.max(4096, size + 1)) });
  stream.end(packed);
  try {
    for await (const chunk of stream) yield chunk as Uint8Array;
  } catch {
    throw damaged('it cannot be unpacked');
  }
}

/** Files of an archive put together again, unpacked: what reads them next need not unpack them a second time. */
export function storedZip(entries: readonly Entry[]): Uint8Array {
  const names = entries.map((e) => new TextEncoder().encode(e.name));
  const crcs = entries.map((e) => e.crc ?? crc32(e.bytes));
  const length = entries.reduce((n, e, i) => n + e.bytes.length + 2 * names[i]!.length + 76, 22);
  const out = new Uint8Array(length);
  const view = new DataView(out.buffer);
  let at = 0;
  const header = (i: number, local: boolean, offset: number): void => {
    const size = entries[i]!.bytes.length;
    view.setUint32(at, local ? LOCAL : ENTRY, true);
    if (!local) view.setUint16(at + 4, 20, true);
    at += local ? 4 : 6;
    view.setUint16(at, 20, true);
    view.setUint16(at + 2, 0x800, true);
    view.setUint32(at + 10, crcs[i]!, true);
    view.setUint32(at + 14, size, true);
    view.setUint32(at + 18, size, true);
    view.setUint16(at + 22, names[i]!.length, true);
    if (!local) view.setUint32(at + 36, offset, true);
    at += local ? 26 : 40;
    out.set(names[i]!, at);
    at += names[i]!.length;
  };
  const offsets = entries.map((e, i) => {
    const offset = at;
    header(i, true, 0);
    out.set(e.bytes, at);
    at += e.bytes.length;
    return offset;
  });
  const start = at;
  offsets.forEach((offset, i) => header(i, false, offset));
  const size = at - start;
  view.setUint32(at, END, true);
  view.setUint16(at + 8, entries.length, true);
  view.setUint16(at + 10, entries.length, true);
  view.setUint32(at + 12, size, true);
  view.setUint32(at + 16, start, true);
  return out;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
