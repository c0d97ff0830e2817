import { type ByteSource, inMemory, piecesOf, sameBytes } from './byte-source';
import { Breaks, ByteText } from './byte-text';

const SMALL = { piece: 1, reach: 8 };
const textOf = (content: string): ByteText => new ByteText(inMemory(Buffer.from(content, 'latin1')), SMALL);
const LONG = 'a'.repeat(100);

test('a segment is held whole though it is longer than what is held at a time', () => {
  const text = textOf(`${LONG}~bcdefg~`);
  expect(text.endOf(101, '~')).toBe(107);
  expect(text.held.slice(101 - text.base, 107 - text.base)).toBe('bcdefg');
});
test('one that is longer than the reach has no end', () => expect(textOf(`${LONG}~`).endOf(0, '~')).toBe(-1));
test('a released terminator ends nothing', () => expect(textOf("a?'b?''").endOf(0, "'", '?')).toBe(6));
test('what was passed is read again', () => {
  const text = textOf(`first~${LONG}~last~`);
  expect(text.indexOf('last', 0)).toBe(107);
  expect([text.slice(0, 5), text.endOf(0, '~')]).toEqual(['first', 5]);
});
test.each([
  ['blanks', `a~${' '.repeat(60)}b`, 62],
  ['terminators that are one too many', `a~~\r\n~${'\n'.repeat(50)}b`, 56],
  ['a byte order mark', `a~${' '.repeat(33)}\xef\xbb\xbfb`, 38],
])('%s before a segment are skipped wherever they are cut', (_, content, at) => expect(textOf(content).skipSegmentEnds(1, content.length, '~')).toBe(at)); // prettier-ignore

test('a line break is looked for once, and found in the stretch in which it stands', () => {
  const text = textOf('abc~de\nf~gh\r~ijk~');
  const breaks = new Breaks();
  const within = (from: number): boolean => breaks.within(text, from, text.endOf(from, '~'));
  expect([0, 4, 9, 13].map(within)).toEqual([false, true, true, false]);
});

test('two stretches are the same by their bytes, and not by their length', () => {
  const source = inMemory(Buffer.from('abcabcabd'));
  expect(sameBytes(source, [0, 3], [3, 6])).toBe(true);
  expect(sameBytes(source, [0, 3], [6, 9])).toBe(false);
  expect(sameBytes(source, [0, 3], [3, 5])).toBe(false);
  expect([...piecesOf(source, [2, 5])].map((p) => Buffer.from(p).toString())).toEqual(['cab']);
});

test('the pieces of a long stretch are read into the same place, and each is what stands there', () => {
  const bytes = Buffer.from(Array.from({ length: 1000 }, (_, i) => i % 251));
  const places = new Set<ArrayBufferLike>();
  const source: ByteSource = {
    size: bytes.length,
    read(from, to, into) {
      const out = into ?? new Uint8Array(to - from);
      out.set(bytes.subarray(from, to));
      places.add(out.buffer);
      return out.subarray(0, to - from);
    },
  };
  const read: number[] = [];
  for (const piece of piecesOf(source, [3, 999], 64)) read.push(...piece);
  expect(Buffer.compare(Buffer.from(read), bytes.subarray(3, 999))).toBe(0);
  expect(places.size).toBe(1);
});
