import { NotOpened } from './limits';

/**
 * Names, metadata, tables of sheets elsewhere: nothing of them is read, and each says itself how many it holds. The library behind
 * believes the number, and fills the memory with what is not there.
 */
const DROPPED = new Set([39, 51, 353, 355, 357, 358, 359, 360, 361, 362, 363]);

/** Records of text, and where in them its length stands. Text that runs on beyond its record takes the rows behind it for its own. */
const TEXT: Readonly<Record<number, number>> = { 6: 8, 8: 8, 17: 4, 19: 1, 44: 2, 62: 9 };

function runsOn(record: Uint8Array, at: number | undefined): boolean {
  if (at === undefined) return false;
  if (record.length < at + 4) return true;
  return at + 4 + 2 * new DataView(record.buffer, record.byteOffset).getUint32(at, true) > record.length;
}

/** The records of one part of a binary workbook without those that are not read. One that is longer than the part is damage. */
export function plainRecords(part: Uint8Array): Uint8Array {
  const kept: Uint8Array[] = [];
  for (let at = 0; at < part.length;) {
    const start = at;
    let type = part[at++]!;
    if (type & 0x80) type = (type & 0x7f) | ((part[at++]! & 0x7f) << 7);
    let length = 0;
    for (let i = 0; i < 4; i++) {
      const byte = part[at++] ?? 0;
      length |= (byte & 0x7f) << (7 * i);
      if ((byte & 0x80) === 0) break;
    }
    if (at + length > part.length || runsOn(part.subarray(at, at + length), TEXT[type]))
      throw new NotOpened('file.corrupt', `the workbook is damaged: it is cut off at byte ${start} of a part`);
    at += length;
    if (!DROPPED.has(type)) kept.push(part.subarray(start, at));
  }
  return Buffer.concat(kept);
}
