import { showPlace } from '../canonical/place';
import { parseMappingFile } from '../mapping/mapping-file';
import { plan, readTable, type TableContext } from '../mapping/read-table';
import { delimitedTable } from '../syntax/delimited';
import { heldText } from '../syntax/text-file';
import type { Table } from '../syntax/table';
import { CollectingSink } from './format';

interface Asked {
  readonly fileName?: string;
  readonly subject?: string;
  readonly receivedAt?: string;
  readonly mapping?: string;
  readonly locale?: string;
  readonly table?: Table;
}
function read(text: string, asked: Asked = {}): { lines: string[]; issues: string[]; header: string } {
  const parsed = asked.mapping === undefined ? undefined : parseMappingFile(asked.mapping, 'm.yaml');
  if (parsed && 'issue' in parsed) throw new Error(parsed.issue.detail);
  const context: TableContext = {
    fileName: asked.fileName ?? 'list.csv',
    subject: asked.subject ?? '',
    within: null,
    receivedAt: asked.receivedAt ?? '2026-11-17T08:00:00Z',
    supplier: 'NORD',
    locale: asked.locale ?? null,
    mappings: parsed ? [parsed.mapping] : [],
  };
  const table = asked.table ?? delimitedTable(heldText(text));
  const planned = plan(table, context);
  if ('issue' in planned)
    return { lines: [], issues: [`${showPlace(planned.issue.place!)} ${planned.issue.code}`], header: planned.issue.detail };
  const sink = new CollectingSink();
  readTable(table, planned.layout, context, sink);
  const day = (d: { said: string; date?: string; at?: string; to?: string }): string =>
    d.date ? d.date + (d.to ? `..${d.to}` : '') : (d.at ?? '-');
  return {
    header: [
      ...sink.reports.map((r) => day(r.asOf)),
      ...sink.notices.map((n) => `${n.reference} ${day(n.shippedOn)} ${day(n.expectedOn)}`),
    ].join(' | '),
    lines: [
      ...sink.reports.flatMap((r) =>
        r.lines.map((l) => {
          const ids = [...new Set(l.refs.map((x) => x.value))].join('+');
          return `${ids} @${l.location?.value ?? '-'} ${l.measure} ${l.quantity.amount}${l.quantity.unit ? ` ${l.quantity.unit}` : ''}${l.asOf ? ` ${day(l.asOf)}` : ''}`;
        }),
      ),
      ...sink.notices.flatMap((n) =>
        n.lines.map((l) => `${n.reference}: ${l.refs[0]!.value} ${l.quantity.amount} ${l.order ?? '-'} ${l.sscc ?? '-'} ${l.lot ?? '-'}`),
      ),
    ],
    issues: sink.issues.map((i) => `${showPlace(i.place ?? { in: 'file' })} ${i.code}`),
  };
}

describe('numbers that nothing in the list proves, of a supplier whose locale is known', () => {
  const doubt = 'SKU;Qty\nA;1.204\n';
  test.each<[string, string, string, string[], string[]]>([
    ['German', 'de-DE', doubt, ['A @- on_hand 1204'], ['row 1, column Qty sheet.sign-from-locale']],
    ['written with a line below', 'de_AT', doubt, ['A @- on_hand 1204'], ['row 1, column Qty sheet.sign-from-locale']],
    ['American', 'en-US', doubt, ['A @- on_hand 1.204'], ['row 1, column Qty sheet.sign-from-locale']],
    ['no locale that is known', 'German', doubt, [], ['row 1 sheet.number-unsure']],
    ['of a language that nobody has', 'xx-XX', doubt, [], ['row 1 sheet.number-unsure']],
    ['the column proves itself, against it', 'en-US', 'SKU;Qty\nA;1.204\nB;12,5\n', ['A @- on_hand 1204', 'B @- on_hand 12.5'], []],
    ['another column proves the same', 'de-DE', 'SKU;Qty;Preis\nA;1.204;3,75\n', ['A @- on_hand 1204'], ['row 1, column Qty sheet.sign-from-other-column']],
    ['another column contradicts it', 'en-US', 'SKU;Qty;Preis\nA;1.204;3,75\n', [], ['row 1 sheet.number-unsure']],
    ['other columns contradict each other', 'de-DE', 'SKU;Qty;Preis;EK\nA;1.204;3,75;3.75\n', [], ['row 1 sheet.number-unsure']],
    ['the column contradicts itself', 'de-DE', 'SKU;Qty\nA;1.204\nB;1.5\nC;2,5\n', ['B @- on_hand 1.5', 'C @- on_hand 2.5'], ['row 2, column Qty sheet.ambiguous-number']],
    ['there is no doubt', 'de-DE', 'SKU;Qty\nA;1204\n', ['A @- on_hand 1204'], []],
  ])('%s', (_, locale, text, lines, issues) => expect(read(text, { locale })).toMatchObject({ lines, issues })); // prettier-ignore

  test('a question says what contradicts what', () => {
    expect(read('SKU;Qty;Preis\nA;1.204;3,75\n', { locale: 'en-US' }).header).toBe(
      'Is 1.234 in column "Qty" a thousand and more, or a fraction? column "Preis" does not write its numbers as is usual where the supplier sits (en-US)',
    );
  });

  test('a mapping that says its decimal sign is believed before it', () => {
    const mapping = "name: m\nsupplier: NORD\ndecimal: '.'\ncolumns: { buyer: SKU, on_hand: Qty }\n";
    expect(read(doubt, { locale: 'de-DE', mapping })).toMatchObject({ lines: ['A @- on_hand 1.204'], issues: [] });
    const silent = mapping.replace("decimal: '.'\n", '');
    expect(read(doubt, { locale: 'de-DE', mapping: silent }).lines).toEqual(['A @- on_hand 1204']);
  });
});

describe('a stock list', () => {
  test.each<[string, string, string[], string[]]>([
    ['plain', 'Part No,Customer Part No,Location,On Hand,UOM,As Of\nK-1,100,RNO,12,PCS,2026-11-15\n', ['100+K-1 @RNO on_hand 12 PCS'], []],
    [
      'several measures',
      'SKU;Bestand;Verfügbar;Unterwegs\nA;12;10;\nB;0;-;5\n',
      ['A @- on_hand 12', 'A @- available 10', 'B @- on_hand 0', 'B @- in_transit 5'],
      [],
    ],
    [
      'letterhead, sum, remark, second page',
      'Nordwall GmbH;;\nBestandsliste;;\n;;\nArt.-Nr.;Bestand;ME\nA;1.240;St\nB;312,5;m\nArt.-Nr.;Bestand;ME\nC;7;St\n;;\nSumme;1.559,5;\nIrrtum vorbehalten;;\n',
      ['A @- on_hand 1240 St', 'B @- on_hand 312.5 m', 'C @- on_hand 7 St'],
      ['row 10 sheet.totals-row'],
    ],
    [
      'a total that does not fit, one that nobody named, one that counts lines',
      'SKU,Qty\nA,5\nB,6\nTotal,12\n,11\nSumme Positionen,2\n',
      ['A @- on_hand 5', 'B @- on_hand 6'],
      ['row 4, column Qty sheet.total-differs', 'row 4 sheet.totals-row'],
    ],
    ['an item whose name begins with Total', 'SKU,Qty\nTotal,5\nTOTAL-9,4\n', ['TOTAL-9 @- on_hand 4'], ['row 2 sheet.totals-row']],
    [
      'cells that say nothing and cells that cannot be read',
      'SKU,Qty\nA,\nB,-\nC,n/a\nD,ca. 300\nE,12-\nF,(3)\n,9\n',
      ['E @- on_hand -12', 'F @- on_hand -3'],
      ['row 5, column Qty sheet.not-a-number', 'row 8 sheet.no-item', 'row 2 sheet.no-quantity'],
    ],
    ['another number of the column proves it', 'SKU;Qty\nA;1.204\nB;12,5\n', ['A @- on_hand 1204', 'B @- on_hand 12.5'], []],
    [
      'another column of the table proves it, and that is told',
      'SKU;Qty;Preis\nA;1.204;3,75\n',
      ['A @- on_hand 1204'],
      ['row 1, column Qty sheet.sign-from-other-column'],
    ],
    [
      'both ways proven is nothing proven',
      'SKU;Qty;Preis\nA;1.204;3,75\nB;1.5;2,5\nC;2,5;1,5\n',
      ['B @- on_hand 1.5', 'C @- on_hand 2.5'],
      ['row 2, column Qty sheet.ambiguous-number'],
    ],
    ['the unit behind the number', 'SKU,Qty\nA,12 pcs\n', ['A @- on_hand 12 pcs'], []],
    ['the unit of the heading', 'SKU,Bestand (kg)\nA,12\n', ['A @- on_hand 12 kg'], []],
    [
      'days both ways, and one that may be two',
      'SKU,Qty,Date\nA,1,03/04/2026\nB,2,15/11/2026\nC,3,11/14/2026\n',
      ['B @- on_hand 2', 'C @- on_hand 3 2026-11-14'],
      ['row 2, column Date sheet.date-unsure'],
    ],
    ['units that are how many', 'SKU,Qty,Units\nA,12,EA\n', ['A @- on_hand 12 EA'], []],
    ['a column of data that are no days', 'SKU,Qty,Data\nA,12,blue\n', ['A @- on_hand 12'], []],
    ['a total before the rows', 'SKU,Qty\nTotal,12\nA,12\n', ['A @- on_hand 12'], ['row 2 sheet.totals-row']],
    ['an item whose number is a word', 'SKU,Qty\nlost,1\nunreadable,2\n', ['lost @- on_hand 1', 'unreadable @- on_hand 2'], []],
    ['one code of two is lost', 'SKU,EAN,Qty\nA,4.00638E+12,1\n', ['A @- on_hand 1'], ['row 2, column EAN sheet.code-rounded']],
    ['two units', 'SKU,Qty,UOM\nA,12 ctn,EA\nB,12 Stk,ST\n', ['B @- on_hand 12 ST'], ['row 2, column Qty sheet.two-units']],
    [
      'codes keep their zeros and lose no digits unseen',
      'SKU,Qty\n00123,1\n"=""0045""",2\n1.23457E+11,3\n#N/A,4\n',
      ['00123 @- on_hand 1', '0045 @- on_hand 2'],
      ['row 4, column SKU sheet.code-rounded', 'row 5, column SKU sheet.unreadable-cell'],
    ],
    ['one place above the list', 'Lager: Bremen;\nSKU;Bestand\nA;1\n', ['A @Bremen on_hand 1'], []],
    [
      'places across, under a row that says stock',
      ';Bestand;Bestand\nSKU;Werk 1;Werk 2\nA;1;2\n',
      ['A @Werk 1 on_hand 1', 'A @Werk 2 on_hand 2'],
      [],
    ],
    ['places between the rows', 'SKU;Bestand\nWerk: HB;\nA;1\nWerk: HH;\nA;2\n', ['A @HB on_hand 1', 'A @HH on_hand 2'], []],
    ['a list of nothing but headings', 'SKU,Qty\n', [], ['row 1 sheet.no-rows']],
  ])('%s', (_, text, lines, issues) => {
    const got = read(text);
    expect(got.lines).toEqual(lines);
    expect(got.issues).toEqual(issues);
  });

  test.each<[string, string, Asked, string, string[]]>([
    ['a column', 'SKU,Qty,Stand\nA,1,16.11.2026\n', {}, '2026-11-16', ['A @- on_hand 1']],
    ['a column, row by row', 'SKU,Qty,Stand\nA,1,16.11.2026\nB,2,15.11.2026\nC,3,\n', {}, '2026-11-16', ['A @- on_hand 1', 'B @- on_hand 2 2026-11-15', 'C @- on_hand 3 -']],
    ['a title', 'Bestandsliste, Stand: 16.11.2026;\nSKU;Qty\nA;1\n', { fileName: 'x 2026-11-10.csv' }, '2026-11-16', ['A @- on_hand 1']],
    ['a title in two cells', 'Report date;16 Nov 2026\nSKU;Qty\nA;1\n', {}, '2026-11-16', ['A @- on_hand 1']],
    ['the name of the file', 'SKU,Qty\nA,1\n', { fileName: 'stock_20261115.csv', subject: 'Stock 14.11.2026' }, '2026-11-15', ['A @- on_hand 1']],
    ['the subject of the mail', 'SKU,Qty\nA,1\n', { subject: 'Stock 14.11.2026' }, '2026-11-14', ['A @- on_hand 1']],
    ['a week', 'SKU,Qty\nA,1\n', { fileName: 'Bestand KW46.csv' }, '2026-11-09..2026-11-15', ['A @- on_hand 1']],
    ['nothing', 'SKU,Qty\nA,1\n', {}, '-', ['A @- on_hand 1']],
    ['a day still to come is no as-of', 'SKU,Qty\nA,1\n', { fileName: 'stock 2027-01-01.csv' }, '-', ['A @- on_hand 1']],
    ['a time without a zone is the place\'s own', 'SKU,Qty,As of\nA,1,2026-11-16 06:30\n', {}, '2026-11-16T06:30:00', ['A @- on_hand 1']],
  ])('speaks of a day: %s', (_, text, asked, header, lines) => {
    const got = read(text, asked);
    expect([got.header, got.lines]).toEqual([header, lines]);
  }); // prettier-ignore

  test.each<[string, string, string[], string[]]>([
    ['the column proves its order', 'SKU,Qty,Date\nA,1,11/12/2026\nB,2,11/13/2026\n', ['A @- on_hand 1', 'B @- on_hand 2 2026-11-13'], []],
    ['the receipt settles it, and that is told', 'SKU,Qty,Date\nA,1,11/12/2026\n', ['A @- on_hand 1'], ['row 1, column Date sheet.date-order-by-receipt']],
    ['nothing settles it', 'SKU,Qty,Date\nA,1,03/04/2026\n', [], ['row 1 sheet.date-unsure']],
    ['a slip of the pen', 'SKU,Qty,Stand\nA,1,15.11.2027\nB,2,gestern\nC,3,16.11.2026\n', ['C @- on_hand 3'], ['row 2, column Stand sheet.date-future', 'row 3, column Stand sheet.not-a-date']],
    ['a title that may be two days', 'As of 03/04/2026,\nSKU,Qty\nA,1\n', [], ['row 1 sheet.date-unsure']],
    ['one day among others that may be two', 'SKU,Qty,Date\nA,1,03/04/2026\nB,2,2026-11-15\n', [], ['row 1 sheet.date-unsure']],
  ])('a date that is in doubt: %s', (_, text, lines, issues) => {
    const got = read(text);
    expect([got.lines, got.issues]).toEqual([lines, issues]);
  }); // prettier-ignore
});

test.each<[string, string, string, Asked?]>([
  ['no headings', 'A-1;12;EA\nA-2;13;EA\n', 'sheet.no-heading'],
  ['headings nobody knows', 'Foo;Bar\nA-1;12\n', 'sheet.no-heading'],
  ['a heading that only looks like it', 'SKU;Stock Hamburg\nA-1;12\n', 'sheet.no-heading'],
  ['a value and no stock', 'SKU;Stock value\nA-1;12\n', 'sheet.no-heading'],
  ['two columns of stock', 'SKU;Bestand;Lagerbestand\nA;1;2\n', 'sheet.ambiguous-heading'],
  ['two rows of headings, and stock in what may be two places', ';Bestand;Bestand\nSKU;Nord;Süd\nA;1;2\n', 'sheet.matrix-unsure'],
  ['days that may all be two', 'SKU;Qty;Date\nA;1;03/04/2026\nB;1;03/05/2026\n', 'sheet.date-unsure'],
  ['numbers that may all be two', 'SKU;Qty\nA;1.204\nB;1.205\nC;1\n', 'sheet.number-unsure'],
  ['one number that may be two', 'SKU;Qty\nA;1.204\nB;12\n', 'sheet.number-unsure'],
  ['a day of shipment that may be two', 'Shipped: 03/04/2026;;\nDelivery note;SKU;Qty\nD1;A;1\n', 'sheet.date-unsure'],
  ['a name that may be two days', 'SKU;Qty\nA;1\n', 'sheet.date-unsure', { fileName: 'stock 03-04-2026.csv' }],
  ['orders, or what else', 'PO;SKU;Qty\n1;A;2\n', 'sheet.kind-unsure'],
  ['an item that is its name', 'Artikel;Bestand\nSechskantschraube M8 verzinkt;12\nUnterlegscheibe M8 verzinkt;5\n', 'sheet.no-heading'],
])('%s: a person is asked', (...[, text, code, asked]) => {
  const got = read(text, asked);
  expect(got.issues.map((i) => i.split(' ').at(-1))).toEqual([code]);
  expect(got.header).toMatch(/\?$/);
});

test('a doubt beyond the first rows is settled by the whole column', () => {
  const rows = (last: string): string => `SKU;Qty;Stand\n${'A;1;2026-11-16\n'.repeat(6000)}B;1.204;11/12/2026\n${last}`;
  const end = (text: string): string[] => [...read(text).lines.slice(6000), ...read(text).issues];
  expect(end(rows('C;12,5;11/13/2026\n'))).toEqual(['B @- on_hand 1204 2026-11-12', 'C @- on_hand 12.5 2026-11-13']);
  expect(end(rows(''))).toEqual(['row 6002, column Qty sheet.ambiguous-number']);
});

test('a day is settled by the receipt that it lies near', () => {
  const asOf = (receivedAt: string): string => read('As of 05/11/2026\nSKU,Qty\nA,1\n', { receivedAt }).header;
  expect(asOf('2026-11-07T08:00:00Z')).toBe('2026-11-05');
  expect(asOf('2026-05-12T08:00:00Z')).toBe('2026-05-11');
});

test('two rows of headings stand for one', () => {
  const table: Table = {
    ...delimitedTable(heldText('Artikel;;Bestand;;\nNr.;Bezeichnung;verfügbar;unterwegs;ME\nA;Bolzen;5;6;ST\n')),
    merges: [{ row: 1, column: 2, toRow: 1, toColumn: 3 }],
  };
  expect(read('', { table }).lines).toEqual(['A @- available 5 ST', 'A @- in_transit 6 ST']);
});

test('a merged cell speaks for its rows, a merged number counts once', () => {
  const table: Table = {
    ...delimitedTable(heldText('Lager;SKU;Bestand;Stand\nHB;A;5;\n;B;6;\n;C;;\n')),
    merges: [
      { row: 2, column: 0, toRow: 4, toColumn: 0 },
      { row: 3, column: 2, toRow: 4, toColumn: 2 },
    ],
  };
  expect(read('', { table }).lines).toEqual(['A @HB on_hand 5 -', 'B @HB on_hand 6 -'].map((l) => l.replace(' -', '')));
});

test('whose number it is: what nobody says is tried as both', () => {
  const refs = (text: string): string[] => {
    const table = delimitedTable(heldText(text));
    const context = { fileName: 'x', subject: '', within: null, receivedAt: '2026-11-17T08:00:00Z', supplier: null, mappings: [] };
    const planned = plan(table, context);
    const sink = new CollectingSink();
    if ('layout' in planned) readTable(table, planned.layout, context, sink);
    return sink.reports[0]!.lines[0]!.refs.map((r) => `${r.scheme} ${r.value}`);
  };
  expect(refs('Item,Qty\nK-1,1\n')).toEqual(['buyer K-1', 'vendor K-1']);
  expect(refs('Item,Customer Part,Qty\nK-1,100,1\n')).toEqual(['buyer 100', 'vendor K-1']);
  expect(refs('Item,Qty\n4006381333931,1\n')).toEqual(['buyer 4006381333931', 'vendor 4006381333931', 'gtin 4006381333931']);
  expect(refs('EAN,Qty\n4006381333931,1\n')).toEqual(['gtin 4006381333931']);
});

test('a place that cannot be read costs its row, and is not that of the section or of nobody', () => {
  const text = 'Location;Item;On hand\nBREMEN;A;1\n1,2E+15;B;2\n;C;3\nSumme;;6\n';
  expect(read(text)).toMatchObject({
    lines: ['A @BREMEN on_hand 1', 'C @- on_hand 3'],
    issues: ['row 3, column Location sheet.code-rounded', 'row 5 sheet.totals-row'],
  });
});

describe('a shipping list', () => {
  test.each<[string, string, string, string[], string[]]>([
    [
      'rows of two shipments',
      'Lieferschein-Nr.;Bestell-Nr.;Artikel;Menge;ME;Versanddatum;ETA;Charge;SSCC\n884;4500;A;12;ST;16.11.2026;18.11.2026;L1;(00)123456789012345675\n885;4501;B;5;ST;16.11.2026;20.11.2026;;\n;4501;C;6;ST;;;;\nSumme;;;23;;;;;\n',
      '884 2026-11-16 2026-11-18 | 885 2026-11-16 2026-11-20',
      ['884: A 12 4500 123456789012345675 L1', '885: B 5 4501 - -', '885: C 6 4501 - -'],
      ['row 5 sheet.totals-row'],
    ],
    [
      'numbers and days above it',
      'Delivery note: DN-7;\nShip date: 2026-11-16;\nETA;18 Nov 2026\nPO No;Item;Qty\n4500;A;12\n',
      'DN-7 2026-11-16 2026-11-18',
      ['DN-7: A 12 4500 - -'],
      [],
    ],
    [
      'no number at all',
      'Packing list;;\nPO;Item;Qty\n4500;A;12\n4500;B;x\n',
      'list.csv - -',
      ['list.csv: A 12 4500 - -'],
      ['row 4, column Qty sheet.not-a-number'],
    ],
    [
      'a shipment whose first row is wrong',
      'Delivery note;Item;Qty\nD1;A;1\nD2;B;x\n;C;3\nD3;1,2E+15;4\n;D;5\n',
      'D1 - - | D2 - - | D3 - -',
      ['D1: A 1 - - -', 'D2: C 3 - - -', 'D3: D 5 - - -'],
      ['row 3, column Qty sheet.not-a-number', 'row 5, column Item sheet.code-rounded'],
    ],
    [
      'a number that cannot be read, which is no blank one',
      'Delivery note;Item;Qty\nD1;A;1\n1,2E+15;B;2\n;C;3\nD3;D;4\n',
      'D1 - - | D3 - -',
      ['D1: A 1 - - -', 'D3: D 4 - - -'],
      ['row 3, column Delivery note sheet.code-rounded', 'row 4, column Delivery note sheet.no-shipment'],
    ],
  ])('%s', (_, text, header, lines, issues) => expect(read(text)).toEqual({ header, lines, issues }));

  test('another list far below ends this one, and is told', () => {
    const rows = Array.from({ length: 6000 }, (_, i) => `F-${i};${i + 1}`).join('\n');
    const { lines, issues } = read(`SKU;Qty\n${rows}\n\nSKU;Price\nF-1;4\n`);
    expect([lines.length, issues]).toEqual([6000, ['row 6003 sheet.second-list']]);
  });

  test('stock beside what is on its way stays a stock list', () => {
    expect(read('Item,On hand,In transit,ETA\nA,5,6,2026-12-01\n').lines).toEqual(['A @- on_hand 5', 'A @- in_transit 6']);
  });
});

describe('a mapping', () => {
  const MAPPING = `name: nord-stock
version: 3
supplier: NORD
columns:
  vendor: Foo
  on_hand: { from: [Bar, Baz], decimal: "," }
  location: { from: Ort, optional: true, values: { Bremen: HB } }
  uom: { from: E, optional: true, values: { KAR: CS } }
constants: { uom: ST }
`;
  test.each<[string, string, string[]]>([
    ['its own headings and words', 'Foo;Baz;Ort;E\nA;1.234;Bremen;KAR\n', ['A @HB on_hand 1234 CS']],
    ['without what is optional', 'Titel\nFoo;Bar\nA;1,5\n', ['A @- on_hand 1.5 ST']],
  ])('%s', (_, text, lines) => expect(read(text, { mapping: MAPPING }).lines).toEqual(lines));

  test('that does not fit any more is a question, even where the headings would do', () => {
    const got = read('Vendor Part;On hand\nA;1\n', { mapping: MAPPING });
    expect(got.issues).toEqual(['row 1 sheet.layout-changed']);
    expect(got.header).toContain('nord-stock (version 3) looks for the columns "Foo", "Bar" or "Baz", and');
  });
  test('of other files lets the headings speak', () => {
    expect(read('SKU;On hand\nA;1\n', { mapping: `${MAPPING}file: "*.xlsx"\n` }).lines).toEqual(['A @- on_hand 1']);
  });
  test('counts columns, or names them by letter, where there are no headings', () => {
    const mapping = 'name: m\nsupplier: NORD\nheader_row: 0\ncolumns: { buyer: A, on_hand: 3 }\n';
    expect(read('A-1;x;5\nA-2;y;6\n', { mapping }).lines).toEqual(['A-1 @- on_hand 5', 'A-2 @- on_hand 6']);
  });
  test.each([
    ['name: m\nsupplier: N\ncolumns: { on_hnd: X }\n', /^m\.yaml:3:12 columns: .*on_hnd/],
    ['name: m\nsupplier: N\nheader_row: -1\ncolumns: {}\n', /^m\.yaml:3:1 header_row/],
    ['name: [m\n', /^m\.yaml:\d+:\d+ /],
    ['supplier: N\ncolumns: {}\n', /name/],
  ])('%j is told with its place', (text, expected) => {
    const parsed = parseMappingFile(text, 'm.yaml');
    expect('issue' in parsed && parsed.issue.detail).toMatch(expected);
  });
});
