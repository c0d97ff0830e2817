/** A winmail.dat, written by hand: attributes with their sums, and the properties that Outlook packs into one of them. */
export function attribute(level: 1 | 2, id: number, data: Uint8Array): Buffer {
  const head = Buffer.alloc(9);
  head.writeUInt8(level, 0);
  head.writeUInt32LE(id, 1);
  head.writeUInt32LE(data.length, 5);
  const sum = Buffer.alloc(2);
  sum.writeUInt16LE(
    data.reduce((n, b) => (n + b) & 0xffff, 0),
    0,
  );
  return Buffer.concat([head, data, sum]);
}

const word = (...values: readonly number[]): Buffer => {
  const out = Buffer.alloc(values.length * 4);
  values.forEach((v, i) => out.writeUInt32LE(v, i * 4));
  return out;
};
const padded = (data: Uint8Array): Buffer => Buffer.concat([data, Buffer.alloc(-data.length & 3)]);

export const longName = (name: string): Buffer => {
  const wide = Buffer.from(`${name}\0`, 'utf16le');
  return Buffer.concat([word(0x3707001f, 1, wide.length), padded(wide)]);
};
export const properties = (...each: readonly Buffer[]): Buffer => attribute(2, 0x69005, Buffer.concat([word(each.length), ...each]));

export const attachment = (name: string, data: Uint8Array, ...more: readonly Buffer[]): Buffer =>
  Buffer.concat([
    attribute(2, 0x69002, Buffer.alloc(14)),
    attribute(2, 0x18010, Buffer.from(`${name}\0`, 'latin1')),
    attribute(2, 0x6800f, data),
    ...more,
  ]);

export const tnef = (...attributes: readonly Buffer[]): Buffer =>
  Buffer.concat([word(0x223e9f78), Buffer.from([1, 0]), attribute(1, 0x69007, word(1252, 0)), ...attributes]);
