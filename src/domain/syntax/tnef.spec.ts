import { attachment, attribute, longName, properties, tnef } from '../../../test/support/handmade-tnef';
import { NotOpened } from './limits';
import { tnefFiles } from './tnef';

const CSV = Buffer.from('sku;qty\r\nA;1\r\nB;2\r\n');
const shown = (bytes: Uint8Array): string[] => tnefFiles(bytes).map((f) => `${f.name}: ${Buffer.from(f.bytes).toString()}`);
function outcome(bytes: Uint8Array): string[] | string {
  try {
    return shown(bytes);
  } catch (error) {
    if (error instanceof NotOpened && error.code === 'file.corrupt') return error.message;
    throw error;
  }
}

test('files with their long names, or the short ones where there is no other', () => {
  const bytes = tnef(attachment('BESTAN~1.CSV', CSV, properties(longName('Bestände KW 47.csv'))), attachment('Träger.csv', CSV));
  expect(shown(bytes)).toEqual([`Bestände KW 47.csv: ${CSV.toString()}`, `Träger.csv: ${CSV.toString()}`]);
});

test('without files there are none', () => expect(tnefFiles(tnef())).toEqual([]));

test('line ends behind it are no part of it', () =>
  expect(shown(Buffer.concat([tnef(attachment('a', CSV)), Buffer.from('\r\n')]))).toHaveLength(1));

test('cut anywhere, it is whole or refused with the place: never a file with a part of its bytes', () => {
  const bytes = tnef(attachment('a.csv', CSV, properties(longName('long a.csv'))), attachment('b.csv', CSV));
  const whole = shown(bytes);
  for (let i = 0; i < bytes.length; i++) {
    const cut = outcome(bytes.subarray(0, i));
    if (typeof cut === 'string') expect(cut).toMatch(/ at byte \d+$/);
    else for (const [n, file] of cut.entries()) expect(file.split(': ')[1]).toBe(whole[n]!.split(': ')[1]);
  }
});

test('whatever byte is another, its sum tells of it or nothing of a file has changed', () => {
  const bytes = tnef(attachment('a.csv', CSV));
  for (let i = 0; i < bytes.length; i++) {
    const damaged = Buffer.from(bytes);
    damaged[i]! ^= 0x41;
    const out = outcome(damaged);
    if (typeof out !== 'string') for (const file of out) expect(file.endsWith(CSV.toString())).toBe(true);
  }
});

test.each<[string, Buffer, RegExp]>([
  ['content that is missing', attribute(2, 0x69002, Buffer.alloc(14)), /the content of a file is missing, which begins at byte 25/],
  ['a title before any file', attribute(2, 0x18010, Buffer.from('a\0')), /a file begins in its middle at byte 25/],
  ['a third level', Buffer.from([3, ...Buffer.alloc(20)]), /there is no attribute at byte 25/],
  ['more properties than there are', attachment('a', CSV, attribute(2, 0x69005, Buffer.from([9, 0, 0, 0]))), /a property is cut off/],
])('%s', (_, more, why) => expect(outcome(tnef(more))).toMatch(why));

test('a thousand files and no more', () => {
  const files = Array.from({ length: 1001 }, () => attachment('a', CSV));
  expect(() => tnefFiles(tnef(...files))).toThrow(/1000 files, which is the limit/);
  expect(tnefFiles(tnef(...files.slice(1)))).toHaveLength(1000);
});
