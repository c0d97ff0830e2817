import fc from 'fast-check';
import iconv from 'iconv-lite';
import { type ByteSource, inMemory } from './byte-source';
import { decode } from './charset';
import { delimitedTable } from './delimited';
import { LIMITS } from './limits';
import { type TextFile, textFile } from './text-file';

const CHARSETS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
const TEXTS: readonly string[] = [
  'Artikel;Größe;Bestand\nA;"5"" Rohr;\nlang";12\nB;"offen;3\nC;;4',
  'sku,qty\r\n"A","1,5"\r\n\r\n"B\r\n","2"\r\n',
  'a;b\r1;2\r3;4\r',
  'sep=|\nStück|"q"|x\n',
];

/** A text that comes in pieces of these lengths, again and again. */
const cut = (text: string, lengths: readonly number[]): TextFile => ({
  ...textFile(inMemory(Buffer.from(''))),
  size: text.length,
  *pieces() {
    for (let at = 0, i = 0; at < text.length; i++) {
      const length = lengths[i % lengths.length]!;
      yield text.slice(at, at + length);
      at += length;
    }
  },
});
const rowsOf = (file: TextFile): unknown[] => [...delimitedTable(file).rows()].flat().map((r) => [r.number, r.cells.map((c) => c.shown)]);
const lengths = fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 5 });

test.each(TEXTS)('the rows of %j are the same wherever the text is cut', (text) =>
  fc.assert(fc.property(lengths, (n) => expect(rowsOf(cut(text, n))).toEqual(rowsOf(cut(text, [text.length]))))),
);

test('and so are those of any text of quotes, breaks and delimiters', () => {
  const text = fc.string({ unit: fc.constantFrom('"', ';', '\n', '\r', 'a', 'b', '\0'), maxLength: 80 });
  fc.assert(fc.property(text, lengths, (t, n) => expect(rowsOf(cut(t, n))).toEqual(rowsOf(cut(t, [Math.max(1, t.length)])))));
});

test('a quote that closes behind the end of what is held closes all the same, and one that is too far away closes nothing', () => {
  const rows = (length: number): number => rowsOf(cut(`a;b\n"${'x\n'.repeat(length / 2)}";2\nc;3\n`, [500])).length;
  expect(rows(LIMITS.quotedField - 100)).toBe(3);
  expect(rows(LIMITS.quotedField + 100)).toBe(LIMITS.quotedField / 2 + 50 + 3);
});

/** A source that gives a few bytes at a time, as one that is read piece by piece does with many. */
const trickle = (bytes: Uint8Array): ByteSource => ({ size: bytes.length, read: (from, to) => bytes.subarray(from, to) });

test.each(CHARSETS)('%s is decoded the same in pieces as at once', (charset) => {
  const bytes = iconv.encode(`Stück;Größe;naïve\n${'Bolzen Ø 5 äöü;1\n'.repeat(40_000)}`, charset);
  const file = textFile(trickle(bytes));
  expect({ text: [...file.pieces()].join(''), charset: file.charset }).toEqual(decode(bytes));
  expect(file.charset).toBe(charset);
});

test.each([
  ['a;1\0\0', 'a;1'],
  ['a;1\x002\n\0', 'a;1\ufffd2\n'],
  [`${'\0'.repeat(600_000)}a`, `${'\ufffd'.repeat(600_000)}a`],
])('zero bytes behind the end are nothing, and others are damage', (text, read) =>
  expect([...textFile(trickle(Buffer.from(text))).pieces()].join('') === read).toBe(true),
);

test.each<[string, Buffer, string | undefined, string]>([
  ['ASCII', Buffer.from('a;b\n1;2\n'), undefined, 'utf-8 (all of it is ASCII), separated by semicolons (2 of its first 2 lines fall into 2 fields)'],
  ['UTF-8', Buffer.from('ä\tb\n1\t2\nx\n'), undefined, 'utf-8 (its bytes are that), separated by tabs (2 of its first 3 lines fall into 2 fields)'],
  ['neither', Buffer.from('sep=|\n\xe4|b\n', 'latin1'), undefined, 'windows-1252 (it is no UTF-8), separated by bars (its first line says so)'],
  ['what a mail says', Buffer.from('\xb3,b\n', 'latin1'), 'ISO-8859-2', 'iso-8859-2 (the mail says so), separated by commas (1 of its first 1 lines fall into 2 fields)'],
  ['one column', Buffer.from('a\nb\n'), undefined, 'utf-8 (all of it is ASCII), separated by commas (nothing in it looks like a delimiter)'],
])('how a text was read, and why: %s', (_, bytes, said, read) =>
  expect(delimitedTable(textFile(inMemory(bytes), said)).read).toBe(read)); // prettier-ignore

test('and otherwise, as a person says', () => {
  const table = delimitedTable(textFile(inMemory(Buffer.from('\xa3;5^7\n"x^8\n', 'latin1'))));
  const other = table.readAs!({ encoding: 'windows-1250', delimiter: '^', quotes: 'none' });
  expect(other.read).toBe('windows-1250 (as the mapping says), separated by ^ (as the mapping says)');
  expect([...other.rows()].flat().map((r) => r.cells.map((c) => c.shown))).toEqual([['Ł;5', '7'], ['"x', '8']]); // prettier-ignore
});
