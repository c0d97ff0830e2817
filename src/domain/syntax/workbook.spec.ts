import { ownTime } from '../../../test/support/own-time';
import * as xlsx from 'xlsx';
import { dateText, isoText, moment } from './date-text';
import { Budget } from './limits';
import type { Table } from './table';
import { workbookTables } from './workbook';

type Sheet = xlsx.WorkSheet;
function workbook(sheets: Record<string, Sheet>, options: xlsx.WritingOptions = {}, more?: (book: xlsx.WorkBook) => void): Buffer {
  const book = xlsx.utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) xlsx.utils.book_append_sheet(book, sheet, name);
  more?.(book);
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx', compression: true, ...options }) as Buffer;
}
/** Changes one part of a package by hand: what writers do not write, people still send. */
function patched(file: Buffer, part: RegExp, change: (text: string) => string): Buffer {
  const container = xlsx.CFB.read(file, { type: 'buffer' });
  (container.FullPaths as string[]).forEach((path, i) => {
    if (!part.test(path)) return;
    const entry = container.FileIndex[i]!;
    entry.content = Buffer.from(change(Buffer.from(entry.content as Uint8Array).toString()));
    entry.size = entry.content.length;
  });
  return xlsx.CFB.write(container, { fileType: 'zip', type: 'buffer' }) as Buffer;
}
const open = (bytes: Uint8Array): Promise<Table[]> => workbookTables(bytes, new Budget());
const cells = (t: Table): [string, unknown][][] => [...t.rows()].flat().map((r) => r.cells.map((c) => [c.shown, c.raw]));

const EVERYTHING = xlsx.utils.aoa_to_sheet([
  [
    { t: 's', v: '00123' },
    { t: 'n', v: 12345, z: '000000000000' },
    { t: 'n', v: 4006381333931 },
    { t: 'n', v: 1204.5, z: '#,##0.00' },
    { t: 'n', v: 0.1 + 0.2 },
    { t: 'n', v: 46342, z: 'dd.mm.yyyy' },
    { t: 'n', v: 46342.75, z: 'dd.mm.yyyy hh:mm' },
    { t: 'n', v: 46342, z: '[$-407]dd. mmmm yyyy' },
    { t: 'n', v: 46342, z: 'm/d/yy' },
    { t: 'b', v: true },
    { t: 'e', v: 0x2a },
    { t: 'n', v: 5, z: 'dd.mm.yyyy' },
  ],
]);

test.each(['xlsx', 'xlsb', 'xls'] as const)('%s: what is shown and what the file holds stay apart', async (bookType) => {
  const [table] = await open(workbook({ S: EVERYTHING }, { bookType }));
  const [row] = cells(table!);
  expect(row!.slice(0, 2)).toEqual([
    ['00123', '00123'],
    ['000000012345', 12345],
  ]);
  expect(row![2]![1]).toBe(4006381333931);
  expect(row![3]).toEqual(['1,204.50', 1204.5]);
  expect(row!.slice(5, 9)).toEqual([
    ['16.11.2026', '2026-11-16'],
    ['16.11.2026 18:00', '2026-11-16T18:00:00'],
    ['16. November 2026', '2026-11-16'],
    ['11/16/26', '2026-11-16'],
  ]);
  expect(row![9]).toEqual(['TRUE', true]);
  expect(row![10]).toEqual(['#N/A', null]);
  expect(row![11]![1]).toBe(5); // a count in a cell that is formatted as a date is no date of 1900
});

test('a workbook that counts from 1904 says the same day', async () => {
  const file = workbook({ S: xlsx.utils.aoa_to_sheet([[{ t: 'n', v: 46342 - 1462, z: 'dd.mm.yyyy' }]]) }, {}, (b) => {
    b.Workbook = { WBProps: { date1904: true } };
  });
  const raw = cells((await open(file))[0]!)[0]![0]!;
  expect(['2026-11-16', '2022-11-15']).toContain(raw[1]);
  expect(raw[1]).toBe('2026-11-16');
});

test('a formula counts as its saved value; without one it is no number', async () => {
  const file = workbook({ S: xlsx.utils.aoa_to_sheet([['CACHED', 'BARE', 'CLOSED', 7]]) });
  const [table] = await open(
    patched(file, /sheet1\.xml$/, (s) =>
      s
        .replace(/<c r="A1"[^>]*>.*?<\/c>/, '<c r="A1"><f>1+1</f><v>2</v></c>')
        .replace(/<c r="B1"[^>]*>.*?<\/c>/, '<c r="B1"><f>D1*2</f></c>')
        .replace(/<c r="C1"[^>]*>.*?<\/c>/, '<c r="C1"><f t="shared" si="0"/></c>'),
    ),
  );
  const [row] = cells(table!);
  expect(row![0]).toEqual(['2', 2]);
  expect(row![1]).toEqual(['=D1*2', null]);
  expect(row![2]![1]).toBeNull();
  expect(row![3]).toEqual(['7', 7]);
});

test('merged cells, hidden sheets, hidden rows and columns are told', async () => {
  const sheet = xlsx.utils.aoa_to_sheet([['Stock'], ['a', 'b', 'c'], [1, 2, 3], [4, 5, 6]]);
  sheet['!merges'] = [{ s: { r: 0, c: 0 }, e: { r: 0, c: 2 } }];
  sheet['!cols'] = [{}, { hidden: true }, {}];
  sheet['!rows'] = [{}, {}, { hidden: true }];
  const [table, second] = await open(
    workbook({ S: sheet, H: xlsx.utils.aoa_to_sheet([[1]]) }, {}, (b) => (b.Workbook = { Sheets: [{}, { Hidden: 1 }] })),
  );
  expect(table).toMatchObject({ hidden: false, hiddenColumns: [1], hiddenRows: [3] });
  expect(table!.merges).toEqual([{ row: 1, column: 0, toRow: 1, toColumn: 2 }]);
  expect(second!.hidden).toBe(true);
});

test('blank rows keep their numbers, and a sheet that is formatted to its end has an end', async () => {
  const sheet = xlsx.utils.aoa_to_sheet([['a'], [], [], ['b']]);
  sheet['A1000000'] = { t: 's', v: 'far' };
  sheet['!ref'] = 'A1:A1000000';
  const [table] = await open(workbook({ S: sheet }));
  const rows = [...table!.rows()].flat();
  expect(rows.filter((r) => r.cells.length > 0).map((r) => r.number)).toEqual([1, 4, 1_000_000]);
  expect(rows.length).toBeLessThan(10_010);
});

const bombed = (xml: string): Buffer => patched(workbook({ S: xlsx.utils.aoa_to_sheet([['x']]) }), /sheet1\.xml$/, () => xml);
const SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">';

test.each<[string, Buffer, string]>([
  ['a document type', bombed(`<!DOCTYPE x [<!ENTITY a "b">]>${SHEET}<sheetData/></worksheet>`), 'file.doctype'],
  [
    'three million cells',
    bombed(`${SHEET}<sheetData><row>${'<c t="n"><v>1</v></c>'.repeat(2_600_000)}</row></sheetData></worksheet>`),
    'file.too-big',
  ],
  [
    'a cell that repeats itself a billion times',
    patched(workbook({ S: xlsx.utils.aoa_to_sheet([['x']]) }, { bookType: 'ods' }), /content\.xml$/, (s) =>
      s.replace('<table:table-cell ', '<table:table-cell table:number-columns-repeated="1000000000" '),
    ),
    'file.too-big',
  ],
])('%s is refused', async (_, file, code) => {
  await expect(open(file)).rejects.toMatchObject({ code });
});

test('ranges without end cost nothing', async () => {
  const file = bombed(
    `${SHEET}<cols><col min="1" max="1000000000" hidden="1"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>`,
  );
  const took = await ownTime(async () => {
    const [table] = await open(file);
    expect(cells(table!)).toEqual([[['1', 1]]]);
  });
  expect(took).toBeLessThan(2000);
});

test('OpenDocument is read too', async () => {
  const [table] = await open(workbook({ S: xlsx.utils.aoa_to_sheet([['00123', 12.5]]) }, { bookType: 'ods' }));
  expect(cells(table!)).toEqual([
    [
      ['00123', '00123'],
      ['12.5', 12.5],
    ],
  ]);
});

test.each([
  ['d.m.yy', '6.1.26'],
  ['dd/mm/yyyy', '06/01/2026'],
  ['yyyy-mm-dd hh:mm:ss', '2026-01-06 09:05:07'],
  ['d-mmm-yy', '6-Jan-26'],
  ['h:mm AM/PM', '9:05 AM'],
  ['mm:ss', '05:07'],
  ['ddd, d mmmm yyyy', 'Tue, 6 January 2026'],
  ['"Stand" dd\\.mm\\.', 'Stand 06.01.'],
])('%s shows %s', (format, shown) => {
  const at = moment(46028 + (9 * 3600 + 5 * 60 + 7) / 86_400, false)!;
  expect(isoText(at)).toBe('2026-01-06T09:05:07');
  expect(dateText(at, format)).toBe(shown);
});
