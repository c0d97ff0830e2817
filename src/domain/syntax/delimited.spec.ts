import { LIMITS, NotOpened } from './limits';
import { ownTime } from '../../../test/support/own-time';
import { decode } from './charset';
import { heldText } from './text-file';
import { delimitedTable, sniffDelimiter } from './delimited';

const rows = (text: string): string[][] => [...delimitedTable(heldText(text)).rows()].flat().map((r) => r.cells.map((c) => c.shown));

test.each([
  ['semicolons with decimal commas', 'Artikel;Menge;Preis\nA;1,5;2,25\nB;2,5;1,00\n', ';'],
  ['commas', 'sku,qty\nA,1\n', ','],
  ['tabs', 'sku\tqty\nA, large\t1\n', '\t'],
  ['bars', 'sku|qty|uom\nA|1|EA\n', '|'],
  ['a title above', 'Stock list, week 46; Nordwall\n\nsku,qty,uom\nA,1,EA\nB,2,EA\n', ','],
  ['delimiters within quotes', '"a;b;c;d",1\n"e;f;g;h",2\n', ','],
  ['line breaks within quotes', 'sku;note\n"A";"x,\ny,\nz,"\n"B";"x,\ny,"\n', ';'],
  ["Excel's own word", 'sep=|\na,b,c|d\n', '|'],
  ['nothing at all', 'abc\n', ','],
])('%s', (_, text, delimiter) => expect(sniffDelimiter(text).delimiter).toBe(delimiter));

test.each<[string, string, string[][]]>([
  ['a mark at the start', '\uFEFFa,b\n1,2\n', [['a', 'b'], ['1', '2']]],
  ['no break at the end', 'a,b\r\n1,2', [['a', 'b'], ['1', '2']]],
  ['an old Mac', 'a,b\r1,2\r', [['a', 'b'], ['1', '2']]],
  ['quotes', 'a,b\n"x, y","say ""no"""\n', [['a', 'b'], ['x, y', 'say "no"']]],
  ['a break within quotes', 'a;b\n"x\r\ny";2\r\n3;4\r\n', [['a', 'b'], ['x\r\ny', '2'], ['3', '4']]],
  ['an inch sign', 'a;b\n5" pipe;2\n"5" pipe";3\n', [['a', 'b'], ['5" pipe', '2'], ['"5" pipe"', '3']]],
  ['a quote that is never closed', 'a;b\n"5 inch;2\nB;3\n"C";4\n', [['a', 'b'], ['"5 inch', '2'], ['B', '3'], ['C', '4']]],
  ['empty fields and lines', 'a;b;c\n\n;;\n1;;3\n', [['a', 'b', 'c'], [], ['', '', ''], ['1', '', '3']]],
  ['a row of quotes only', 'a,b\n"",""\n', [['a', 'b'], ['', '']]],
])('%s', (_, text, expected) => expect(rows(text)).toEqual(expected)); // prettier-ignore

test('rows are numbered as a spreadsheet shows them, and may be read twice', () => {
  const table = delimitedTable(heldText('sep=;\na;b\n"x\ny";1\n\nz;2\n'));
  const numbers = (): number[] => [...table.rows()].flat().map((r) => r.number);
  expect(numbers()).toEqual([2, 3, 4, 5]);
  expect(numbers()).toEqual([2, 3, 4, 5]);
});

test('a file without a delimiter, or of quotes only, takes no longer than its length', async () => {
  const took = await ownTime(() => {
    expect(rows('abc def\n'.repeat(200_000))).toHaveLength(200_000);
    expect(rows('"\n'.repeat(100_000)).length).toBeGreaterThan(0);
  });
  expect(took).toBeLessThan(3000);
});

test.each<[string, Buffer, string, string]>([
  ['UTF-8', Buffer.from('Stück'), 'Stück', 'utf-8'],
  ['Windows-1252', Buffer.from([0x53, 0x74, 0xfc, 0x63, 0x6b, 0x20, 0x80]), 'Stück €', 'windows-1252'],
  ['UTF-16 with its mark', Buffer.from('\uFEFFStück', 'utf16le'), 'Stück', 'utf-16le'],
  ['UTF-16 without', Buffer.from('Artikel;Stück\n1;2\n', 'utf16le'), 'Artikel;Stück\n1;2\n', 'utf-16le'],
  ['the other UTF-16', Buffer.from('\uFEFFStück', 'utf16le').swap16(), 'Stück', 'utf-16be'],
  ['UTF-8 with one damaged character', Buffer.concat([Buffer.from('Stück Größe Maß äöü '), Buffer.from([0xc3])]), 'Stück Größe Maß äöü \uFFFD', 'utf-8'],
  ['zero bytes', Buffer.from('a;1\u00002\n\0\0'), 'a;1\uFFFD2\n', 'utf-8'],
])('%s', (_, bytes, text, charset) => expect(decode(bytes)).toEqual({ text, charset })); // prettier-ignore

test('as many lines as the limit, and one more', () => {
  const lines = 'a\n'.repeat(LIMITS.rows);
  expect([...delimitedTable(heldText(lines)).rows()].reduce((n, batch) => n + batch.length, 0)).toBe(LIMITS.rows);
  expect(() => delimitedTable(heldText(`${lines}a`))).toThrow(NotOpened);
});

test.each([
  ['plain', 'a'],
  ['quoted', '"a"'],
])('as many fields in a line as the limit, and one more: %s', (_, field) => {
  const line = Array.from({ length: LIMITS.columns }, () => field).join(';');
  expect([...delimitedTable(heldText(`${line}\n`)).rows()].flat()[0]!.cells).toHaveLength(LIMITS.columns);
  expect(() => delimitedTable(heldText(`${line};${field}\n`))).toThrow(NotOpened);
});

test('a line with more fields than are read is refused wherever it stands', () => {
  const wide = Array.from({ length: LIMITS.columns + 1 }, () => '1').join(';');
  expect(() => delimitedTable(heldText(`${'a;b\n'.repeat(5000)}${wide}\n`))).toThrow(NotOpened);
  expect(() => delimitedTable(heldText(`${'a;b\n'.repeat(5000)}"${wide}";1\n`))).not.toThrow();
});
