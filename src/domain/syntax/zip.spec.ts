import { crc32, deflateRawSync } from 'node:zlib';
import { Budget } from './limits';
import { storedZip, zipEntries } from './zip';

const text = (s: string): Uint8Array => new TextEncoder().encode(s);

/** One deflated file, with sizes that may lie. */
function deflated(name: string, content: Uint8Array, said: { size?: number; crc?: number; flags?: number } = {}): Uint8Array {
  const packed = deflateRawSync(content);
  const zip = Buffer.from(storedZip([{ name, bytes: packed }]));
  const central = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]));
  zip.writeUInt16LE(8, central + 10);
  zip.writeUInt16LE(said.flags ?? 0, central + 8);
  zip.writeUInt32LE(said.crc ?? crc32(content), central + 16);
  zip.writeUInt32LE(said.size ?? content.length, central + 24);
  return zip;
}
const unpack = (zip: Uint8Array): Promise<string[]> =>
  Promise.all(zipEntries(zip).map(async (e) => `${e.name}=${new TextDecoder().decode(await e.unpack(new Budget()))}`));

test('what is put in comes out, stored or deflated, behind anything', async () => {
  const zip = storedZip([
    { name: 'a.csv', bytes: text('1;2') },
    { name: 'Bestände/ä.txt', bytes: text('') },
  ]);
  expect(await unpack(zip)).toEqual(['a.csv=1;2', 'Bestände/ä.txt=']);
  expect(await unpack(Buffer.concat([Buffer.from('loader'), zip]))).toEqual(['a.csv=1;2', 'Bestände/ä.txt=']);
  expect(await unpack(deflated('b', text('x'.repeat(100_000))))).toEqual([`b=${'x'.repeat(100_000)}`]);
});

test.each([
  ['a bomb that says it is small', deflated('b', new Uint8Array(210 * 1024 * 1024), { size: 10 }), 'file.too-big'],
  ['another content than was put in', deflated('b', text('abc'), { crc: 1 }), 'file.corrupt'],
  ['a password', deflated('b', text('abc'), { flags: 1 }), 'file.encrypted'],
])('%s is refused', async (_, zip, code) => {
  await expect(unpack(zip)).rejects.toMatchObject({ code });
});

test('an archive that is cut anywhere is refused, never half read', () => {
  const zip = storedZip([
    { name: 'a', bytes: text('one') },
    { name: 'b', bytes: text('two') },
  ]);
  for (let n = 0; n < zip.length; n++) expect(() => zipEntries(zip.subarray(0, n))).toThrow();
});

test('a thousand files are enough', () => {
  const many = Array.from({ length: 1001 }, (_, i) => ({ name: `${i}`, bytes: text('') }));
  expect(() => zipEntries(storedZip(many))).toThrow(/1001 files/);
});
