import { built } from './built';
import type { Random } from './random';

export type Mutator = (bytes: Buffer, random: Random, other: Buffer) => Buffer | Promise<Buffer>;

const INTERESTING = [
  0, 9, 10, 13, 26, 32, 34, 39, 42, 43, 44, 45, 46, 48, 57, 58, 59, 61, 63, 91, 92, 124, 126, 127, 128, 0xc3, 0xef, 0xff,
];
const range = (b: Buffer, r: Random, most = 200): [number, number] => {
  const from = r.below(b.length + 1);
  return [from, Math.min(b.length, from + 1 + r.below(most))];
};

const BYTES: readonly ((b: Buffer, r: Random, other: Buffer) => Buffer)[] = [
  (b, r) => edited(b, (c) => (c[r.below(c.length)]! ^= 1 << r.below(8))),
  (b, r) => edited(b, (c) => (c[r.below(c.length)] = r.of(INTERESTING))),
  (b, r) => b.subarray(0, r.below(b.length + 1)),
  (b, r) => b.subarray(r.below(b.length + 1)),
  (b, r) => without(b, range(b, r)),
  (b, r) => twice(b, range(b, r), 1 + r.below(4)),
  (b, r) => insert(b, r.below(b.length + 1), Buffer.from([r.of(INTERESTING)])),
  (b, r) => insert(b, r.below(b.length + 1), Buffer.alloc(1 + r.below(400), r.of(INTERESTING))),
  (b, r, other) => Buffer.concat([b.subarray(0, r.below(b.length + 1)), other.subarray(r.below(other.length + 1))]),
  (b, r, other) => insert(b, r.below(b.length + 1), other.subarray(...range(other, r, 2000))),
  (b, r) => edited(b, (c) => c.length > 4 && c.writeUInt32LE(r.of([0, 1, 0x7fffffff, 0x80000000, 0xffffffff]), r.below(c.length - 3))),
];

function edited(b: Buffer, edit: (copy: Buffer) => unknown): Buffer {
  const copy = Buffer.from(b);
  if (copy.length > 0) edit(copy);
  return copy;
}
const insert = (b: Buffer, at: number, what: Buffer): Buffer => Buffer.concat([b.subarray(0, at), what, b.subarray(at)]);
const without = (b: Buffer, [from, to]: [number, number]): Buffer => Buffer.concat([b.subarray(0, from), b.subarray(to)]);
const twice = (b: Buffer, [from, to]: [number, number], times: number): Buffer =>
  insert(b, to, Buffer.concat(Array.from({ length: times }, () => b.subarray(from, to))));

export const bytes: Mutator = (b, r, other) => r.of(BYTES)(b, r, other);

/** Pieces between separators: segments, lines, fields. One is moved, lost, said again, or comes from another file. */
export const pieces =
  (...separators: readonly string[]): Mutator =>
  (b, r, other) => {
    const separator = r.of(separators);
    const list = b.toString('latin1').split(separator);
    const foreign = other.toString('latin1').split(separator);
    const at = r.below(list.length);
    switch (r.below(7)) {
      case 0:
        list.splice(at, 1 + r.below(3));
        break;
      case 1:
        list.splice(at, 0, ...list.slice(at, at + 1 + r.below(4)));
        break;
      case 2:
        list.splice(r.below(list.length), 0, ...list.splice(at, 1));
        break;
      case 3:
        list.splice(at, 0, r.of(foreign));
        break;
      case 4:
        list[at] = r.of(ODD);
        break;
      case 5:
        list[at] = (list[at] ?? '') + r.of(ODD);
        break;
      default:
        list.splice(at, 0, ...Array.from({ length: 1 + r.below(300) }, () => list[at] ?? ''));
    }
    return Buffer.from(list.join(separator), 'latin1');
  };

const ODD = [
  ...['', ' ', '0', '-1', '1e309', '1E+11', '1.204,50', '(12)', '12-', '99999999999999999999', '00', '#N/A', 'true', '\u00a0', '""', '"'],
  ...[
    '9999-99-99',
    '31.02.2026',
    '20261301',
    '2026-11-16T25:00',
    '\0',
    '\ufffd',
    'é',
    '=1+1',
    '__proto__',
    'constructor',
    '{}',
    '[]',
    'null',
  ],
];

/** A part of a mail is decoded, changed and encoded again, so that what lies in it is damaged and the mail is not. */
export const insideBase64: Mutator = (b, r, other) => {
  const text = b.toString('latin1');
  const found = [...text.matchAll(/\r?\n\r?\n((?:[A-Za-z0-9+/]{4,}={0,2}\r?\n?)+)/g)].filter((m) => m[1]!.length > 40);
  if (found.length === 0) return bytes(b, r, other);
  const m = r.of(found);
  const inner = r.of(BYTES)(Buffer.from(m[1]!, 'base64'), r, other);
  const from = m.index + m[0].length - m[1]!.length;
  return Buffer.from(
    `${text.slice(0, from)}${inner.toString('base64').replace(/.{76}/g, '$&\r\n')}\r\n${text.slice(from + m[1]!.length)}`,
    'latin1',
  );
};

/** A file of an archive is unpacked, changed and packed again with the right sums: past the archive's checks, into its reader's. */
export const insideZip =
  (inner: Mutator): Mutator =>
  async (b, r, other) => {
    const { zipEntries, storedZip } = built<typeof import('../../src/domain/syntax/zip')>('domain/syntax/zip');
    const { Budget } = built<typeof import('../../src/domain/syntax/limits')>('domain/syntax/limits');
    try {
      const entries = await Promise.all(zipEntries(b).map(async (e) => ({ name: e.name, bytes: await e.unpack(new Budget()) })));
      const chosen = r.below(entries.length);
      if (r.below(8) === 0) entries.splice(chosen, r.below(2), { ...r.of(entries) });
      else entries[chosen] = { ...entries[chosen]!, bytes: await inner(Buffer.from(entries[chosen]!.bytes), r, other) };
      return Buffer.from(storedZip(entries));
    } catch {
      return bytes(b, r, other); // no archive any more
    }
  };

/** An attribute of a winmail.dat is changed, and its sum made right again. */
export const insideTnef: Mutator = (b, r, other) => {
  const out = Buffer.from(b);
  const found: [from: number, length: number][] = [];
  for (let at = 6; at + 11 <= out.length;) {
    const length = out.readUInt32LE(at + 5);
    if (at + 11 + length > out.length) break;
    if (length > 0) found.push([at + 9, length]);
    at += 11 + length;
  }
  if (found.length === 0) return bytes(b, r, other);
  const [from, length] = r.of(found);
  for (let k = r.below(4); k >= 0; k--) out[from + r.below(length)] = r.of(INTERESTING);
  if (r.below(3) === 0 && length >= 4)
    out.writeUInt32LE(r.of([0, 1, 3, 0xffff, 0x7fffffff, 0xffffffff]), from + (r.below(length - 3) & ~3));
  out.writeUInt16LE(
    out.subarray(from, from + length).reduce((n, x) => (n + x) & 0xffff, 0),
    from + length,
  );
  return out;
};
