import * as xlsx from 'xlsx';
import { openDelivery } from '../syntax';
import type { Table } from '../syntax/table';
import type { Book, Cell } from './book';
import { sheetNames } from './sheet-names';
import { writeWorkbook } from './write-workbook';

/** What our own reader sees: sheet, cell and what is shown. */
async function read(book: Book): Promise<string[]> {
  const [part] = await openDelivery(await writeWorkbook(book), 'book.xlsx');
  const tables: readonly Table[] = part!.content.kind === 'tables' ? part!.content.tables : [];
  return tables.flatMap((t) =>
    [...t.rows()].flat().flatMap((r) => r.cells.flatMap((c, i) => (c.shown === '' ? [] : [`${t.sheet}!${i + 1},${r.number} ${c.shown}`]))),
  );
}
const one = async (cell: Cell): Promise<xlsx.CellObject> =>
  xlsx.read(await writeWorkbook({ sheets: [{ name: 'S', rows: [[cell]] }] }), { cellNF: true, cellStyles: true, cellHTML: false }).Sheets.S!.A1 as xlsx.CellObject; // prettier-ignore

test('cells stand where they are put, whatever is left out before them', async () => {
  const rows: (Cell | undefined)[][] = [];
  rows[1] = ['Artikel', 'Bestand'];
  rows[6] = [];
  rows[6][4] = { number: '1204' };
  expect(await read({ sheets: [{ name: 'Wk 46', rows }, { name: 'Empty', rows: [] }] })).toEqual(['Wk 46!1,2 Artikel', 'Wk 46!2,2 Bestand', 'Wk 46!5,7 1204']); // prettier-ignore
});

test.each(['=1+1', '+49 40 1', '-4', '@SUM(A1)', '\t=1', '=HYPERLINK("http://evil.example")', '0012', '1.204', "'x", '<b>&"', ' a  b '])(
  'a text stays a text, also where somebody edits it: %j',
  async (text) => {
    const cell = await one(text);
    expect([cell.t, cell.v, cell.f, cell.z]).toEqual(['s', text, undefined, '@']);
  },
);

test.each([
  ['a\u0000b\u0001c\u001fd', 'abcd'],
  ['line\nline', 'line\nline'],
  ['x\ud800y', 'xy'],
  ['\ufffe\uffff', undefined],
  ['é 数 😀 \u200f', 'é 数 😀 \u200f'],
  ['x'.repeat(40_000), 'x'.repeat(32_767)],
])('what no workbook can hold is left out of a text (%#)', async (text, held) => {
  expect((await one(text)).v ?? '').toBe(held ?? '');
});

test.each([
  ['1204', 'n', 1204],
  ['-0.5', 'n', -0.5],
  ['0', 'n', 0],
  ['123456789012345', 'n', 123456789012345],
  ['100000000000000000000', 'n', 1e20],
  ['1234567890123456', 's', '1234567890123456'],
  ['0.1234567890123456', 's', '0.1234567890123456'],
])('a number of %s digits that a spreadsheet keeps is one, else a text', async (number, type, value) => {
  const cell = await one({ number });
  expect([cell.t, cell.v]).toEqual([type, value]);
});

test('a date is one, under a format that shows it the same way everywhere', async () => {
  expect(await read({ sheets: [{ name: 'S', rows: [[{ date: '2026-11-15' }, { date: '2028-02-29' }]] }] })).toEqual([
    'S!1,1 2026-11-15',
    'S!2,1 2028-02-29',
  ]);
});

test('colour, note, link and list', async () => {
  const rows: Cell[][] = [[{ text: 'E6', fill: 'red', note: 'Write digits only.', link: { sheet: "Lind's", row: 6, column: 5 } }], ['EA']];
  const bytes = await writeWorkbook({
    sheets: [
      { name: 'Problems', rows, choices: [{ column: 1, from: 2, to: 9, values: ['EA', 'KAR, groß'] }] },
      { name: "Lind's", rows: [] },
    ],
  });
  const book = xlsx.read(bytes, { cellStyles: true });
  const cell = book.Sheets.Problems!.A1 as xlsx.CellObject;
  expect((cell.s as { fgColor: { rgb: string } }).fgColor.rgb).toBe('FFC7CE');
  expect(cell.c![0]!.t).toBe('Write digits only.');
  expect(cell.l!.Target).toBe("#'Lind''s'!E6");
  expect(xlsx.utils.sheet_to_json(book.Sheets.Lists!, { header: 1 })).toEqual([['EA'], ['KAR, groß']]);
  expect(book.Workbook!.Sheets!.map((s) => s.Hidden)).toEqual([0, 0, 1]);
});

test('a row is as high as the lines of its broken cells', async () => {
  const rows: Cell[][] = [['a'], [{ text: 'x'.repeat(25), wrap: true }], [{ text: 'a\nb\nc', wrap: true }], [{ text: 'x'.repeat(25) }]];
  const book = xlsx.read(await writeWorkbook({ sheets: [{ name: 'S', rows, widths: [10] }] }), { cellStyles: true });
  expect([0, 1, 2, 3].map((r) => book.Sheets.S!['!rows']?.[r]?.hpt)).toEqual([undefined, 45, 45, undefined]);
});

test('the same book is the same bytes', async () => {
  const book: Book = { sheets: [{ name: 'S', rows: [['a', { number: '1' }]] }] };
  expect((await writeWorkbook(book)).equals(await writeWorkbook(book))).toBe(true);
});

test('names of sheets', () => {
  expect(sheetNames(['Wk [46]: a/b', '', "'q'", 'History', 'x'.repeat(40), 'X'.repeat(40), 'a', 'A', '😀'.repeat(20)])).toEqual([
    'Wk  46   a b',
    'Sheet',
    'q',
    'History 1',
    'x'.repeat(31),
    `${'X'.repeat(27)} (2)`,
    'a',
    'A (2)',
    '😀'.repeat(15),
  ]);
});
