import * as xlsx from 'xlsx';
import { inMemory } from '../../domain/syntax/byte-source';
import { showPlace } from '../../domain/canonical/place';
import type { LayoutAnswer } from './layouts-read';
import { readDelivery } from './read-delivery';
import type { Told } from './told';

type Sheets = Readonly<Record<string, (string | number)[][]>>;
const LIST = [
  ['SKU', 'On hand'],
  ['A', '12'],
];
const IN_DOUBT = [
  ['SKU', 'On hand'],
  ['A', '1.204'],
];
const COVER = [['Nordwall GmbH'], ['Stock of the week']];

/** A sheet whose name is in brackets is hidden. */
function bookOf(sheets: Sheets): Uint8Array {
  const book = xlsx.utils.book_new();
  for (const [name, rows] of Object.entries(sheets)) {
    xlsx.utils.book_append_sheet(book, xlsx.utils.aoa_to_sheet(rows), name);
    if (name.startsWith('(')) xlsx.utils.book_set_sheet_visibility(book, name, 1);
  }
  return xlsx.write(book, { type: 'buffer', bookType: 'xlsx' }) as Uint8Array;
}

/** What is told of each part, the issues by the document that they are told with. */
async function read(
  bytes: Uint8Array,
  name: string,
  layout: LayoutAnswer = { supplier: 'NORD', locale: null, files: [] },
): Promise<string[]> {
  const told: Told[] = [];
  await readDelivery(
    inMemory(bytes),
    { name, receivedAt: '2026-11-16T18:00:00Z' },
    { tell: (t) => void told.push(t), layout: () => Promise.resolve(layout), sha256: () => '' },
  );
  return told.flatMap((t): string[] => {
    if (t.tell === 'part') return [`part ${t.part} ${t.refused ?? 'read'}`];
    if (t.tell === 'document') return [`document ${t.document} of part ${t.part}: ${t.kind}`];
    if (t.tell !== 'issues') return [];
    return t.issues.map((i) => `part ${i.part}, document ${i.document ?? 'none'}: ${i.issue.code} at ${showPlace(i.issue.place!)}`);
  });
}

test.each<[string, Sheets, string[]]>([
  ['a list in doubt behind one that is read is asked about', { One: LIST, Two: IN_DOUBT }, ['part 1 read', 'document 1 of part 1: stock_report', 'part 2 parked', 'part 2, document none: sheet.number-unsure at Two!1']],
  ['a cover before the list is left out, and told with it', { Cover: COVER, List: LIST }, ['part 1 read', 'document 1 of part 1: stock_report', 'part 1, document 1: sheet.not-a-list at Cover!1']],
  ['a cover alone is asked about', { Cover: COVER }, ['part 1 parked', 'part 1, document none: sheet.no-heading at Cover!1']],
  ['an empty sheet beside the list is nothing', { List: LIST, Sheet2: [] }, ['part 1 read', 'document 1 of part 1: stock_report']],
  ['a hidden list is not read, and told with the one that is', { List: LIST, '(Old)': LIST }, ['part 1 read', 'document 1 of part 1: stock_report', 'part 1, document 1: sheet.hidden-not-read at (Old)!1']],
  ['beside a list in doubt too', { List: IN_DOUBT, '(Old)': LIST }, ['part 1 parked', 'part 1, document none: sheet.number-unsure at List!1', 'part 1, document none: sheet.hidden-not-read at (Old)!1']],
  ['and where nothing else is there', { Sheet1: [], '(Old)': LIST }, ['part 1 rejected', 'part 1, document none: file.empty at file', 'part 1, document none: sheet.hidden-not-read at (Old)!1']],
  ['a hidden sheet that is empty is nothing', { List: LIST, '(Old)': [] }, ['part 1 read', 'document 1 of part 1: stock_report']],
])('%s', async (_, sheets, expected) => expect(await read(bookOf(sheets), 'stock.xlsx')).toEqual(expected)); // prettier-ignore

const mapping = (columns: string, more = ''): LayoutAnswer => ({
  supplier: 'NORD',
  locale: null,
  files: [{ path: 'nord.yaml', text: `name: nord\nsupplier: NORD\ncolumns: ${columns}\n${more}` }],
});
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test('a layout that has lost its column is asked about, and a list of the other kind is read by its headings', async () => {
  const stock = mapping('{ vendor: Foo, on_hand: Bar }');
  expect(await read(bytes('SKU,On hand\nA,1\n'), 'a.csv', stock)).toEqual([
    'part 1 parked',
    'part 1, document none: sheet.layout-changed at row 1',
  ]);
  expect(await read(bytes('Delivery note,SKU,Shipped qty\n7,A,1\n'), 'a.csv', stock)).toEqual([
    'part 1 read',
    'document 1 of part 1: ship_notice',
  ]);
});

test('a mapping asked for by name is the only one, whoever it is for', async () => {
  const asked = { ...mapping('{ vendor: Foo, on_hand: Bar }'), supplier: null, only: 'nord' };
  expect(await read(bytes('Foo,Bar\nA,1\n'), 'a.csv', asked)).toEqual(['part 1 read', 'document 1 of part 1: stock_report']);
});

test('a mapping file that is wrong is told with the list, also where the list is in doubt', async () => {
  const wrong = mapping('{ vender: Foo }');
  expect(await read(bytes('SKU,On hand\nA,1.204\n'), 'a.csv', wrong)).toEqual([
    'part 1 parked',
    'part 1, document none: mapping.invalid at file',
    'part 1, document none: sheet.number-unsure at row 1',
  ]);
});

test('a place names the file that was delivered before those in it', async () => {
  const archive = xlsx.CFB.utils.cfb_new();
  xlsx.CFB.utils.cfb_add(archive, '/a.csv', Buffer.from('SKU,On hand\nA,ca. 300\n'));
  const zip = xlsx.CFB.write(archive, { type: 'buffer', fileType: 'zip' }) as Uint8Array;
  expect((await read(zip, 'stock.zip')).at(-1)).toBe('part 1, document 1: sheet.not-a-number at stock.zip/a.csv, row 2, column On hand');
});
