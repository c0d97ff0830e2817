import { LIMITS, NotOpened } from './limits';

export const damaged = (why: string, at: number): NotOpened =>
  new NotOpened('file.corrupt', `the winmail.dat is damaged: ${why} at byte ${at}`);

export interface MapiProp {
  readonly id: number;
  readonly type: number;
  readonly value: Uint8Array; // of several values, the first
}

/** Bytes of a value by its type; what is not here has a length of its own before it. */
const FIXED: Readonly<Record<number, number>> = {
  0x02: 4,
  0x03: 4,
  0x04: 4,
  0x05: 8,
  0x06: 8,
  0x07: 8,
  0x0a: 4,
  0x0b: 4,
  0x14: 8,
  0x40: 8,
  0x48: 16,
};
const COUNTED = new Set([0x0d, 0x1e, 0x1f, 0x102]);
const SEVERAL = 0x1000;
const NAMED = 0x8000;

const padded = (n: number): number => (n + 3) & ~3;

/** The properties that are packed into one attribute: type, id, for some a name, and values padded to four bytes. */
export function* mapiProps(data: Uint8Array, base: number): Generator<MapiProp> {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  let at = 0;
  const word = (): number => {
    if (at + 4 > data.length) throw damaged('a property is cut off', base + at);
    at += 4;
    return view.getUint32(at - 4, true);
  };
  const piece = (length: number): Uint8Array => {
    if (length > data.length - at) throw damaged('a property is cut off', base + at);
    const from = at;
    at = Math.min(data.length, at + padded(length)); // the last one may lack its filling
    return data.subarray(from, from + length);
  };
  for (let left = word(); left > 0; left--) {
    const start = at;
    const tag = word();
    const type = tag & 0xffff;
    const id = tag >>> 16;
    if (id >= NAMED) {
      piece(16);
      if (word() === 0) word();
      else piece(word());
    }
    const plain = type & ~SEVERAL;
    const fixed = FIXED[plain];
    if (fixed === undefined && !COUNTED.has(plain)) throw damaged(`a property is of no type that there is (${type})`, base + start);
    const values = type & SEVERAL || fixed === undefined ? word() : 1;
    if (values > LIMITS.mailBytes / 4) throw damaged('a property has too many values', base + start);
    let first: Uint8Array | undefined;
    for (let i = 0; i < values; i++) {
      const value = piece(fixed ?? word());
      first ??= value;
    }
    if (first) yield { id, type: plain, value: first };
  }
}
