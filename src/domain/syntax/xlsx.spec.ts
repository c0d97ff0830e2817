import fc from 'fast-check';
import { crc32, deflateRawSync } from 'node:zlib';
import { rowsIn } from '../../../test/support/cells';
import { type Handmade, handmade } from '../../../test/support/handmade-workbook';
import { Budget } from './limits';
import type { Table } from './table';
import { workbookTables } from './workbook';
import { KIND } from './cell-store';
import { SheetReader } from './xlsx-sheet';
import { XmlScan } from './xml-scan';
import { ToUtf8 } from './xml-text';

const open = (bytes: Uint8Array): Promise<Table[]> => workbookTables(bytes, new Budget());
const rowsOf = (t: Table): [number, [string, unknown][]][] =>
  [...t.rows()].flat().flatMap((r) => (r.cells.length > 0 ? [[r.number, r.cells.map((c): [string, unknown] => [c.shown, c.raw])]] : []));
const cell = (shown: string, raw: unknown = shown): [string, unknown] => [shown, raw];
const one = (content: string): string => `<row r="1">${content}</row>`;
const NONE = cell('', null);
const STRINGS = '<si><t>zero</t></si><si><r><t>Filter </t></r><r><rPr><b/></rPr><t xml:space="preserve"> F7</t></r></si>';
const X = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';

// What no writer makes, or only one: each as the XML of a sheet, with what has to come out.
test.each<[string, Handmade, unknown]>([
  ['a shared text', { strings: STRINGS, sheets: { S: one('<c r="A1" t="s"><v>0</v></c>') } }, [[1, [cell('zero')]]]],
  ['a rich text with its spaces', { strings: STRINGS, sheets: { S: one('<c r="A1" t="s"><v>1</v></c>') } }, [[1, [cell('Filter  F7')]]]],
  [
    'a text without how it is pronounced',
    {
      strings: '<si><t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>',
      sheets: { S: one('<c r="A1" t="s"><v>0</v></c>') },
    },
    [[1, [cell('東京')]]],
  ],
  [
    'an empty shared text',
    { strings: '<si><t/></si><si/>', sheets: { S: one('<c t="s"><v>0</v></c><c t="s"><v>1</v></c><c><v>1</v></c>') } },
    [[1, [NONE, NONE, cell('1', 1)]]],
  ],
  ['an inline text', { sheets: { S: one('<c r="B1" t="inlineStr"><is><t>00417</t></is></c>') } }, [[1, [NONE, cell('00417')]]]],
  [
    'a rich inline text',
    { sheets: { S: one('<c t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh><t>x</t></rPh></is></c>') } },
    [[1, [cell('ab')]]],
  ],
  [
    'references, CDATA and comments in a text',
    { sheets: { S: one('<c t="inlineStr"><is><t>A&amp;B &lt;&#65;&#x42;<!-- no -->&apos;<![CDATA[<&amp;>]]>&unknown;</t></is></c>') } },
    [[1, [cell("A&B <AB'<&amp;>&unknown;")]]],
  ],
  [
    'a number cut by a comment',
    { sheets: { S: one('<c><v>1<!-- , -->2</v></c><c><v><![CDATA[7.5]]></v></c>') } },
    [[1, [cell('12', 12), cell('7.5', 7.5)]]],
  ],
  ['characters that are written out', { sheets: { S: one('<c t="str"><v>a_x000D_b_x005F_x</v></c>') } }, [[1, [cell('a\rb_x')]]]],
  [
    'a zero byte',
    { sheets: { S: one('<c t="str"><v>1_x0000_2</v></c><c t="str"><v>1\u00002</v></c>') } },
    [[1, [cell('1\ufffd2'), cell('1\ufffd2')]]],
  ],
  ['line ends of any kind', { sheets: { S: one('<c t="str"><v>a\r\nb\rc</v></c>') } }, [[1, [cell('a\nb\nc')]]]],
  [
    'booleans',
    { sheets: { S: one('<c t="b"><v>1</v></c><c t="b"><v>false</v></c><c t="b"><v>maybe</v></c>') } },
    [[1, [cell('TRUE', true), cell('FALSE', false), cell('maybe', null)]]],
  ],
  [
    'errors',
    { sheets: { S: one('<c t="e"><v>#N/A</v></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c><c t="e"/>') } },
    [[1, [cell('#N/A', null), cell('#DIV/0!', null), cell('#ERROR', null)]]],
  ],
  [
    'a formula with its value',
    { sheets: { S: one('<c><f>12*2</f><v>24</v></c><c t="str"><f>"a"</f><v>a</v></c><c t="b"><f>TRUE()</f><v>1</v></c>') } },
    [[1, [cell('24', 24), cell('a'), cell('TRUE', true)]]],
  ],
  [
    'a formula that nobody calculated',
    {
      sheets: {
        S: one(
          '<c><f>A2&amp;"x"</f></c><c><f>B1</f><v/></c><c><f>C1</f><v> </v></c><c t="str"><f>D1</f></c><c><f t="shared" si="0"/></c><c t="e"><f>E1</f></c>',
        ),
      },
    },
    [[1, ['=A2&"x"', '=B1', '=C1', '=D1', '=…', '=E1'].map((f) => cell(f, null))]],
  ],
  [
    'a formula that gave an empty text',
    { sheets: { S: one('<c t="str"><f>IF(1,"","")</f><v></v></c><c><v>1</v></c>') } },
    [[1, [NONE, cell('1', 1)]]],
  ],
  [
    'numbers of every form',
    {
      sheets: {
        S: one(
          ['12.5', '-0.25', '1E+2', '1.5e-3', '.5', '5.', '+3', ' 7 ', '0.30000000000000004', '123456789012345678']
            .map((v) => `<c><v>${v}</v></c>`)
            .join(''),
        ),
      },
    },
    [
      [
        1,
        [
          cell('12.5', 12.5),
          cell('-0.25', -0.25),
          cell('100', 100),
          cell('0.0015', 0.0015),
          cell('0.5', 0.5),
          cell('5', 5),
          cell('3', 3),
          cell('7', 7),
          cell('0.3', 0.30000000000000004),
          cell('1.23457E+17', 123456789012345680),
        ],
      ],
    ],
  ],
  [
    'what is no number and says that it is one',
    { sheets: { S: one('<c><v>12a</v></c><c t="n"><v>0x10</v></c><c><v>1e999</v></c><c><v>NaN</v></c><c><v>1,5</v></c>') } },
    [[1, ['12a', '0x10', '1e999', 'NaN', '1,5'].map((t) => cell(t, null))]],
  ],
  [
    'cells and rows that do not say where',
    { sheets: { S: '<row><c><v>1</v></c><c/><c><v>3</v></c></row><row/><row><c><v>4</v></c><c r="E3"><v>5</v></c><c><v>6</v></c></row>' } },
    [
      [1, [cell('1', 1), NONE, cell('3', 3)]],
      [3, [cell('4', 4), NONE, NONE, NONE, cell('5', 5), cell('6', 6)]],
    ],
  ],
  [
    'a row that only its cells number',
    { sheets: { S: '<row><c r="B7"><v>1</v></c></row><row><c r="A9"><v>2</v></c></row>' } },
    [
      [7, [NONE, cell('1', 1)]],
      [9, [cell('2', 2)]],
    ],
  ],
  [
    'cells and rows out of order',
    { sheets: { S: '<row r="4"><c r="C4"><v>3</v></c><c r="A4"><v>1</v></c></row><row r="2"><c r="A2"><v>0</v></c></row>' } },
    [
      [2, [cell('0', 0)]],
      [4, [cell('1', 1), NONE, cell('3', 3)]],
    ],
  ],
  [
    'a dimension that lies',
    { sheets: { S: `<worksheet ${X}><dimension ref="A1:A1"/><sheetData><row r="2"><c r="C2"><v>9</v></c></row></sheetData></worksheet>` } },
    [[2, [NONE, NONE, cell('9', 9)]]],
  ],
  [
    'prefixes',
    {
      sheets: {
        S: `<?xml version="1.0"?><x:worksheet ${X}><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>p</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`,
      },
    },
    [[1, [cell('p'), cell('2', 2)]]],
  ],
  [
    'the strict form, with dates as dates',
    {
      strict: true,
      formats: ['dd.mm.yyyy'],
      from1904: true,
      sheets: { S: one('<c t="d" s="1"><v>2026-11-16</v></c><c t="d"><v>2026-11-16T18:30:00.000</v></c><c t="d"><v>soon</v></c>') },
    },
    [[1, [cell('16.11.2026', '2026-11-16'), cell('2026-11-16T18:30:00'), cell('soon')]]],
  ],
  [
    'single quotes, spaces and line ends in tags',
    { sheets: { S: `<row\n r = '1' ><c\tr='A1'\n t='str' ><v >x</v ></c ></row >` } },
    [[1, [cell('x')]]],
  ],
  [
    'what looks like cells elsewhere',
    {
      sheets: {
        S: `<worksheet ${X}><sheetViews><c><v>1</v></c></sheetViews><sheetData><row r="1"><c r="A1"><v>1</v><extLst><ext><v>8</v><f>9</f></ext></extLst></c></row></sheetData><extLst><ext><row r="2"><c r="A2"><v>2</v></c></row></ext></extLst></worksheet>`,
      },
    },
    [[1, [cell('1', 1)]]],
  ],
  [
    'codes, percent, thousands, halves',
    {
      formats: ['000000000000', '0%', '#,##0.00', '0.00', '00.0%'],
      sheets: {
        S: one(
          '<c s="1"><v>417</v></c><c s="2"><v>0.255</v></c><c s="3"><v>-1234567.891</v></c><c s="4"><v>1.005</v></c><c s="5"><v>0.0123</v></c><c s="4"><v>-0.001</v></c><c s="9"><v>5</v></c>',
        ),
      },
    },
    [
      [
        1,
        [
          cell('000000000417', 417),
          cell('26%', 0.255),
          cell('-1,234,567.89', -1234567.891),
          cell('1.01', 1.005),
          cell('01.2%', 0.0123),
          cell('0.00', -0.001),
          cell('5', 5),
        ],
      ],
    ],
  ],
  [
    'what the library shows',
    {
      formats: ['[h]:mm', '# ?/?', '[Red]0.0;(0.0)', 'm/d/yy'],
      sheets: { S: one('<c s="1"><v>1.5</v></c><c s="2"><v>0.5</v></c><c s="3"><v>-2</v></c><c s="4"><v>5</v></c>') },
    },
    [[1, [cell('36:00', 1.5), cell(' 1/2', 0.5), cell('(2.0)', -2), cell('1/5/00', 5)]]],
  ],
  [
    'a date counted from 1904',
    { from1904: true, formats: ['yyyy-mm-dd'], sheets: { S: one('<c s="1"><v>44880</v></c>') } },
    [[1, [cell('2026-11-16')]]],
  ],
  ['columns beyond those that are read', { sheets: { S: one('<c r="A1"><v>1</v></c><c r="XFD1"><v>2</v></c>') } }, [[1, [cell('1', 1)]]]],
])('%s', async (_, book, rows) => {
  const [table] = await open(handmade(book));
  expect(rowsOf(table!)).toEqual(rows);
  expect(rowsOf(table!)).toEqual(rows); // it may be walked again
});

test.each<[string, (xml: string) => Uint8Array]>([
  ['UTF-8 with its mark', (xml) => Buffer.from(`\uFEFF${xml}`)],
  ['UTF-16, little end first', (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le')],
  ['UTF-16, big end first', (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le').swap16()],
  ['UTF-16 without a mark', (xml) => Buffer.from(xml, 'utf16le')],
  ['another that it declares', (xml) => Buffer.from(`<?xml version="1.0" encoding="ISO-8859-1"?>${xml}`, 'latin1')],
])('a sheet in %s', async (_, encoded) => {
  const xml = `<worksheet ${X}><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>Größe</t></is></c></row></sheetData></worksheet>`;
  const [table] = await open(handmade({ sheets: { S: encoded(xml) } }));
  expect(rowsOf(table!)).toEqual([[1, [cell('Größe')]]]);
});

test('sheets come in the order of the workbook, by what refers to them', async () => {
  const relation = (id: string, kind: string, target: string): string => `<Relationship Target="${target}" Type="x/${kind}" Id="${id}"/>`;
  const tables = await open(
    handmade({
      sheets: { One: one('<c><v>1</v></c>'), Two: one('<c><v>2</v></c>') },
      parts: {
        'xl/workbook.xml': `<x:workbook ${X} xmlns:q="r"><x:sheets><x:sheet name="B &amp; Co" sheetId="7" q:id="b"/><x:sheet name="Chart" q:id="c"/><x:sheet name="A" state="veryHidden" q:id="a"/></x:sheets></x:workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships>${relation('a', 'worksheet', './worksheets/../worksheets/sheet1.xml')}${relation('b', 'worksheet', '/xl/worksheets/SHEET2.xml')}${relation('c', 'chartsheet', 'chart.xml')}</Relationships>`,
      },
    }),
  );
  expect(tables.map((t) => [t.sheet, t.hidden, rowsOf(t)])).toEqual([
    ['B & Co', false, [[1, [cell('2', 2)]]]],
    ['Chart', false, []],
    ['A', true, [[1, [cell('1', 1)]]]],
  ]);
});

const sheet = (content: string): Handmade => ({ sheets: { Stock: content } });
test.each<[string, Handmade, string, RegExp]>([
  [
    'a sheet that breaks off in a row',
    sheet(`<worksheet ${X}><sheetData><row r="1"><c><v>1</v></c></row><row r="2"><c><v>1`),
    'file.corrupt',
    /sheet "Stock" at row 2: it breaks off/,
  ],
  [
    'a sheet that breaks off behind its rows',
    sheet(`<worksheet ${X}><sheetData><row r="1"><c><v>1</v></c></row></sheetData>`),
    'file.corrupt',
    /at row 1: it breaks off/,
  ],
  ['an empty sheet', { sheets: { Stock: new Uint8Array() } }, 'file.corrupt', /before its first row: it breaks off/],
  [
    'elements that cross',
    sheet('<row r="1"><c r="A1"><v>1</c></v></row>'),
    'file.corrupt',
    /at row 1: an element in it ends that has not begun/,
  ],
  ['an attribute without quotes', sheet('<row r=1></row>'), 'file.corrupt', /an attribute in it has no value/],
  ['a second root', sheet(`<worksheet ${X}></worksheet><worksheet ${X}></worksheet>`), 'file.corrupt', /more behind its end/],
  [
    'a text that is not there',
    { strings: '<si><t>a</t></si>', sheets: { Stock: one('<c t="s"><v>1</v></c>') } },
    'file.corrupt',
    /refers to text 1, and the file has 1/,
  ],
  ['a text that has no number', sheet(one('<c t="s"><v>a</v></c>')), 'file.corrupt', /refers to a text that is not there/],
  ['a type that does not exist', sheet(one('<c t="q"><v>1</v></c>')), 'file.corrupt', /of a type that does not exist \(q\)/],
  ['a cell of another row', sheet('<row r="3"><c r="A4"><v>1</v></c></row>'), 'file.corrupt', /at row 3: it holds a cell of row 4/],
  ['a cell twice', sheet(one('<c r="A1"><v>1</v></c><c r="B1"><v>1</v></c><c r="A1"><v>2</v></c>')), 'file.corrupt', /holds a cell twice/],
  ['a row twice', sheet(`${one('<c r="A1"><v>1</v></c>')}${one('<c r="A1"><v>2</v></c>')}`), 'file.corrupt', /row 1 stands in it twice/],
  ['a row that no sheet has', sheet('<row r="1048577"><c><v>1</v></c></row>'), 'file.corrupt', /there is no row 1048577/],
  ['a column that no sheet has', sheet(one('<c r="XFE1"><v>1</v></c>')), 'file.corrupt', /there is no cell XFE1/],
  [
    'a sheet that is listed only',
    { sheets: { Stock: '' }, parts: { 'xl/_rels/workbook.xml.rels': '<Relationships/>' } },
    'file.corrupt',
    /sheet "Stock": it is listed, and not in the file/,
  ],
  ['a document type behind much else', sheet(`<!-- ${'x'.repeat(9000)} --><!DOCTYPE a><worksheet ${X}/>`), 'file.doctype', /document type/],
  [
    'an entity in the texts',
    { sheets: { Stock: '' }, parts: { 'xl/sharedStrings.xml': '<!DOCTYPE x [<!ENTITY a "b">]><sst/>' } },
    'file.doctype',
    /document type/,
  ],
  [
    'one sheet a thousand times',
    {
      sheets: { Stock: '' },
      parts: { 'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${'<sheet name="a" r:id="s0"/>'.repeat(1001)}</sheets></workbook>` },
    },
    'file.too-big',
    /more than 1000 parts/,
  ],
])('%s is refused with its place', async (_, book, code, why) => {
  await expect(open(handmade(book))).rejects.toMatchObject({ code, message: expect.stringMatching(why) as string });
});

test('a packed sheet that is damaged anywhere is refused, or reads as if it were not, never in part', async () => {
  const content = Array.from({ length: 300 }, (_, r) => `<row r="${r + 1}"><c r="A${r + 1}"><v>${(r * 7919) % 1000}</v></c></row>`).join(
    '',
  );
  const xml = `<worksheet ${X}><sheetData>${content}</sheetData></worksheet>`;
  const packed = deflateRawSync(xml);
  const file = Buffer.from(handmade({ sheets: { Stock: packed } }));
  const { at, central } = placesOf(file, 'xl/worksheets/sheet1.xml');
  file.writeUInt16LE(8, central + 10);
  file.writeUInt32LE(crc32(xml), central + 16);
  const whole = rowsOf((await open(file))[0]!);
  expect(whole).toHaveLength(300);
  await fc.assert(
    fc.asyncProperty(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), async (place, flip) => {
      const broken = Buffer.from(file);
      broken[at + place]! ^= flip;
      const read = await open(broken).catch((error: Error & { code?: string }) => error);
      if (Array.isArray(read)) {
        expect(place).toBe(packed.length - 1); // the bits behind the end of the packed text mean nothing
        expect(rowsOf(read[0]!)).toEqual(whole);
      } else expect(read).toMatchObject({ code: 'file.corrupt', message: expect.stringContaining('sheet "Stock"') as string });
    }),
    { numRuns: 60 },
  );
  for (const length of [0, 1, packed.length >> 1, packed.length - 1]) {
    const short = Buffer.from(file);
    short.writeUInt32LE(length, central + 20);
    await expect(open(short)).rejects.toMatchObject({ code: 'file.corrupt', message: expect.stringContaining('sheet "Stock"') as string });
  }
});

/** Where a stored file's bytes begin, and its entry in the archive's directory. */
function placesOf(zip: Buffer, name: string): { at: number; central: number } {
  return { at: zip.indexOf(name) + name.length, central: zip.lastIndexOf(name) - 46 };
}

test('any cut of the bytes gives the same cells', () => {
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<x:worksheet ${X}><x:cols><x:col min="2" max="3" hidden="1"/></x:cols><!-- a > b --><x:sheetData><x:row r="1" hidden='true'><x:c r="A1" t="inlineStr"><x:is><x:t xml:space="preserve"> Größe &amp; 東京 </x:t></x:is></x:c><x:c r="B1" s="3"><x:f>A1&lt;2</x:f><x:v>-12.75</x:v></x:c><x:c r="C1"><x:f>B1</x:f></x:c></x:row>
<x:row r="3"><x:c t="str"><x:v>a<![CDATA[ ]] > <]]>b</x:v></x:c><x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="s"><x:v>12</x:v></x:c></x:row></x:sheetData><x:mergeCells><x:mergeCell ref="A1:B1"/></x:mergeCells></x:worksheet>`;
  const bytes = Buffer.from(`\uFEFF${xml}`);
  const read = (cuts: readonly number[]): unknown => {
    const reader = new SheetReader(0);
    const scan = new XmlScan(reader);
    const utf8 = new ToUtf8();
    let from = 0;
    for (const cut of [...cuts].sort((a, b) => a - b)) scan.push(utf8.push(bytes.subarray(from, (from = cut))));
    scan.push(utf8.push(bytes.subarray(from)));
    scan.push(utf8.end());
    scan.end();
    const { merges, hiddenColumns, hiddenRows } = reader;
    return { rows: rowsIn(reader.cells), merges, hiddenColumns, hiddenRows };
  };
  const whole = read([]);
  expect(whole).toMatchObject({
    rows: [
      { row: 1, cells: [[0, KIND.text, 0, ' Größe & 東京 '], [1, KIND.number, 3, -12.75], [2, KIND.said, 0, '=B1']] },
      { row: 3, cells: [[0, KIND.text, 0, 'a ]] > <b'], [1, KIND.said, 0, '#N/A'], [2, KIND.shared, 0, 12]] },
    ], // prettier-ignore
    hiddenColumns: [1, 2],
    hiddenRows: [1],
  });
  expect(read(Array.from(bytes.keys()))).toEqual(whole); // a byte at a time
  fc.assert(fc.property(fc.array(fc.nat(bytes.length), { maxLength: 40 }), (cuts) => expect(read(cuts)).toEqual(whole)));
});
