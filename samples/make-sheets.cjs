'use strict';
// Writes the binary samples of stock-sheet and ship-sheet: node samples/make-sheets.cjs. The texts among them are typed by hand.
const fs = require('node:fs');
const path = require('node:path');
const xlsx = require('xlsx');

const put = (name, bytes) => {
  const file = path.join(__dirname, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, bytes);
};
const across = (row, from, to) => ({ s: { r: row, c: from }, e: { r: row, c: to } });
const down = (column, from, to) => ({ s: { r: from, c: column }, e: { r: to, c: column } });
const n = (v, z) => ({ t: 'n', v, ...(z ? { z } : {}) });

function book(sheets) {
  const out = xlsx.utils.book_new();
  for (const { name, rows, merges, columns, hidden } of sheets) {
    const sheet = xlsx.utils.aoa_to_sheet(rows);
    if (merges) sheet['!merges'] = merges;
    if (columns) sheet['!cols'] = columns;
    xlsx.utils.book_append_sheet(out, sheet, name);
    if (hidden) xlsx.utils.book_set_sheet_visibility(out, name, 1);
  }
  return xlsx.write(out, { type: 'buffer', bookType: 'xlsx', compression: true });
}

// Typed by hand: a letterhead, headings over two rows, one place for several rows, German numbers, a sum, a remark, a legend.
const german = book([
  {
    name: 'Bestand KW 46',
    rows: [
      ['Nordwall Filtertechnik GmbH · Am Wall 12 · 28195 Bremen'],
      ['Konsignationsbestand, Stand: 13.11.2026'],
      [],
      ['Lager', 'Artikel', null, null, 'Bestand', null, 'ME', 'intern'],
      [null, 'Ihre Teile-Nr.', 'Unsere Art.-Nr.', 'Bezeichnung', 'verfügbar', 'unterwegs', null, null],
      ['HB1', 'F-1001', '00417', 'Taschenfilter F7, 592 x 592', '1.240', '96', 'Stk', 'x'],
      [null, 'F-1002', '00418', 'Taschenfilter F9', '312,5', '-', 'm', ''],
      [null, 'F-1003', '00419', 'Kassette', 'ca. 300', '', 'Stk', ''],
      ['HB2', 'F-1001', '00417', 'Taschenfilter F7, 592 x 592', '12-', '', 'Stk', 'x'],
      ['HB2', 'F-1004', '00420', 'Dichtband', '2.000', '(5)', 'm', ''],
      [],
      ['Summe', null, null, null, '3.540,5', '91'],
      ['Gezählt von Hand, Irrtum vorbehalten.'],
    ],
    merges: [across(0, 0, 7), across(1, 0, 7), across(3, 1, 3), across(3, 4, 5), down(0, 5, 7), down(0, 3, 4), down(6, 3, 4)],
    columns: [{}, {}, { hidden: true }, {}, {}, {}, {}, {}],
  },
  { name: 'Hinweise', rows: [['Hinweise'], ['Kartons bitte als Stück melden!']] },
  { name: 'Alt', rows: [['SKU', 'Bestand'], ['F-1001', 1]], hidden: true },
]);
put('stock-sheet/german-letterhead/in.xlsx', german);

// The list of this week, the one of last week hidden behind it, and a hidden sheet with nothing on it.
put(
  'stock-sheet/hidden-sheets/in.xlsx',
  book([
    { name: 'Stock', rows: [['SKU', 'On hand', 'UOM'], ['F-1001', 12, 'EA'], ['F-1002', 7, 'EA']] },
    { name: 'Last week', rows: [['SKU', 'On hand', 'UOM'], ['F-1001', 96, 'EA']], hidden: true },
    { name: 'Lists', rows: [[]], hidden: true },
  ]),
);

// From a program: numbers are numbers, dates are dates, codes are numbers under a format, one formula has failed.
put(
  'stock-sheet/cells-of-a-program/in.xlsx',
  book([
    {
      name: 'Export',
      rows: [
        ['Part No', 'UPC', 'Plant', 'On hand', 'In transit', 'UoM', 'As of'],
        [n(4711, '000000'), n(36000291452, '000000000000'), 'RNO', n(1204.5, '#,##0'), n(0), 'EA', n(46339, 'mm/dd/yyyy')],
        [n(4712, '000000'), n(4006381333931), 'RNO', n(0.1 + 0.2, '0.0'), { t: 'e', v: 0x2a }, 'EA', n(46339.25, 'mm/dd/yyyy hh:mm')],
        ['=HYPERLINK', '4.00638E+12', 'RNO', n(5), n(46339, 'mm/dd/yyyy'), 'EA', n(46339)],
        [n(4714, '000000'), null, 'RNO', { t: 'b', v: true }, null, 'EA', n(99999)],
      ],
    },
  ]),
);

// A list of shipments with the number of each on its first row only.
put(
  'ship-sheet/german-avis/in.xlsx',
  book([
    {
      name: 'Lieferavis',
      rows: [
        ['Lieferavis'],
        [],
        ['Lieferschein-Nr.', 'Ihre Bestell-Nr.', 'Pos.', 'Ihre Artikelnummer', 'Liefermenge', 'ME', 'Charge', 'NVE', 'Versanddatum', 'Ankunft', 'Werk'],
        ['LS-20431', '4500019044', 10, 'F-1001', '1.200', 'Stk', 'C-77', '00340123450000000018', n(46342, 'dd.mm.yyyy'), n(46344, 'dd.mm.yyyy'), 'HB1'],
        ['', '4500019044', 20, 'F-1002', '12,5', 'm', 'C-78', '', '', '', 'HB1'],
        ['LS-20432', '4500019045', 10, 'F-1003', '8', 'Stk', '', '', n(46342, 'dd.mm.yyyy'), '18.11.2026', 'HB2'],
        ['Gesamt', '', '', '', '1.220,5'],
      ],
    },
  ]),
);

put(
  'stock-sheet/windows-1252/in.csv',
  Buffer.from(
    'Lieferant: Müller & Söhne KG;;;\r\nStichtag;15.11.2026;;\r\n\r\nKunden-Art.-Nr.;Bezeichnung;Lagerbestand;Mengeneinheit;Warenwert €\r\n0815;"Schraube ""M8""; verzinkt";1.204;Stück;1.204,00\r\n0816;Mutter M8;12,5;kg;37,50\r\n0817;Unterlegscheibe;k.A.;Stück;\r\nGesamtsumme;;1.216,5;;1.241,50\r\n',
    'latin1',
  ).map((b) => b), // prettier-ignore
);
put(
  'stock-sheet/utf-16-tabs/in.txt',
  Buffer.from('\uFEFFRéférence client\tDésignation\tQuantité en stock\tUnité\tDate inventaire\nAX-1\tJoint\t1 250\tpce\t15/11/2026\nAX-2\tVis\t3,5\tkg\t15/11/2026\n', 'utf16le'),
);

const base64 = (bytes) => bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
const PIXEL = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
const small = book([{ name: 'Stock', rows: [['Item', 'Qty on hand'], ['F-1001', 12], ['F-1002', 7]] }]);
put(
  'stock-sheet/mail/in.eml',
  [
    'From: "K. Brandt" <k.brandt@nordwall.example>',
    'To: vmi@buyer.example',
    'Subject: =?utf-8?Q?Best=C3=A4nde_zum_15=2E11=2E2026?=',
    'Message-ID: <20261115@nordwall.example>',
    'Date: Sun, 15 Nov 2026 18:02:00 +0100',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary="=_1"',
    '',
    '--=_1',
    'Content-Type: text/plain; charset=utf-8',
    '',
    'Anbei die Bestände.',
    '--=_1',
    'Content-Type: image/png; name="logo.png"',
    'Content-Disposition: inline; filename="logo.png"',
    'Content-ID: <logo>',
    'Content-Transfer-Encoding: base64',
    '',
    base64(PIXEL),
    '--=_1',
    'Content-Type: application/octet-stream; name="stock.xlsx"',
    'Content-Disposition: attachment; filename="stock.xlsx"',
    'Content-Transfer-Encoding: base64',
    '',
    base64(small),
    '--=_1--',
    '',
  ].join('\r\n'),
);

const archive = xlsx.CFB.utils.cfb_new();
xlsx.CFB.utils.cfb_add(archive, '/2026/hb1.csv', Buffer.from('sku,qty,as of\nF-1001,5,2026-11-15\n'));
xlsx.CFB.utils.cfb_add(archive, '/2026/note.pdf', Buffer.from('%PDF-1.7\n'));
put('stock-sheet/archive/in.zip', xlsx.CFB.write(archive, { type: 'buffer', fileType: 'zip', compression: true }));

// The file is whole and its sheet is not: a program that died while it wrote. (another-writer comes from exceljs 4.4.)
const cut = xlsx.CFB.read(small, { type: 'buffer' });
const part = cut.FileIndex[cut.FullPaths.findIndex((p) => p.endsWith('/sheet1.xml'))];
part.content = Buffer.from(Buffer.from(part.content).toString().replace(/<\/row>(?!.*<\/row>)[\s\S]*/, ''));
part.size = part.content.length;
put('stock-sheet/breaks-off/in.xlsx', xlsx.CFB.write(cut, { type: 'buffer', fileType: 'zip', compression: true }));

// Mappings that take a place from the name of a sheet, or from the cells of a form.
const day = (text) => ({ t: 'd', v: new Date(`${text}T00:00:00Z`), z: 'd mmm yy' });
const counted = [
  ['Part no.', 'Batch', 'Qty', 'Counted'],
  ['P/N F-1001', 17, 100, day('2026-11-14')],
  [null, 18, 1.5, day('2026-11-14')],
  ['F-1002', 19, n(8, '0.00'), '11/13/2026'],
];
put(
  'stock-sheet/rules-from-sheet-names/in.xlsx',
  book([
    { name: 'DC Reno', rows: counted, merges: [down(0, 1, 2)] },
    { name: 'DC Houston', rows: counted.slice(0, 2) },
    { name: 'Returns', rows: counted.slice(0, 2) },
  ]),
);
put(
  'stock-sheet/rules-from-cells-german/in.xlsx',
  book([
    {
      name: 'Meldung',
      rows: [['Bestandsmeldung'], ['Lager', 'HB1 (Halle 3)'], ['Blatt', 1, 'Stand', day('2026-11-13')], [], ['Artikel', 'Bestand', 'ME'], ['00417', 1204, 'Stk'], ['00418', 312.5, 'm']],
    },
  ]),
);
