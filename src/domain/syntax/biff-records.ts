import { NotOpened } from './limits';

const BOF = 0x809;
const EOF = 0x0a;
const NEWEST = 0x600; // the form that everybody has written since 1997
const OF_1987 = new Set([1, 2, 3, 4, 5, 7, 8, 9]); // records that no such workbook has

/** What a record has at least where text stands in it: shorter, and the length of the text is read from beyond the end. */
const LEAST: Readonly<Record<number, number>> = {
  0x18: 15,
  0x31: 16,
  0x85: 8,
  0xfc: 8,
  0x1ae: 4,
  0x1ba: 2,
  0x204: 8,
  0x207: 2,
  0x41e: 5,
};

/**
 * The records of a workbook of before 2007, each within the stream, up to the last end. The library behind reads on where one is
 * too short, and text without a length fills the memory until its thread is ended, or the whole gateway.
 */
export function soundRecords(stream: Uint8Array): Uint8Array {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  if (stream.length < 8 || view.getUint16(0, true) !== BOF || view.getUint16(4, true) !== NEWEST) return stream;
  const damaged = (at: number): NotOpened => new NotOpened('file.corrupt', `the workbook is damaged: its record at byte ${at} cannot be`);
  let ended = 0;
  let depth = 0; // a chart within a sheet begins and ends within it
  for (let at = 0; at + 4 <= stream.length;) {
    const type = view.getUint16(at, true);
    if (depth === 0 && type !== BOF) break; // what fills the stream up
    const length = view.getUint16(at + 2, true);
    if (at + 4 + length > stream.length || OF_1987.has(type) || length < (LEAST[type] ?? 0)) throw damaged(at);
    at += 4 + length;
    if (type === BOF) depth += 1;
    if (type === EOF) depth -= 1;
    ended = at;
  }
  if (depth !== 0) throw damaged(ended);
  return stream.subarray(0, ended);
}
