import fs from 'node:fs';
import { EVERYTHING } from '../../src/modules/access/sees';
import os from 'node:os';
import path from 'node:path';
import type { DocumentReport } from '../../src/modules/documents/document-report.store';
import { reportDocuments } from '../../src/modules/documents/document-report.store';
import { importObjects } from '../../src/modules/feed/import-feed';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { useApi } from '../support/api';

/** What lines of the same mean, as the mapping says; wherever in a list they stand. */
const { gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'duplicates-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const AT = '2026-11-17T08:00:00Z';
const ITEMS = 12_000;
const MAPPINGS = ['sum', 'last', 'refuse'].map(
  (means) => `name: ${means}
supplier: NORD
file: ${means}*
duplicates: ${means}
columns: { buyer: SKU, location: Site, lot: { from: Lot, optional: true }, as_of: { from: Day, optional: true } }
`,
);
const COLUMNS = ['on_hand', 'available', 'sold', 'min'].map((m) => `  ${m}: { from: ${m}, optional: true }\n`).join('');

beforeAll(async () => {
  const clock = fixedClock(AT);
  const load = (kind: string, objects: object[]) => importObjects(gateway().db, kind, objects, { clock });
  await load('suppliers', [{ supplier: 'NORD', name: 'Nord' }]);
  await load('locations', ['HAM', 'BRE'].map((location) => ({ location, name: location, timezone: 'Europe/Berlin' }))); // prettier-ignore
  await load(
    'items',
    Array.from({ length: ITEMS }, (_, i) => ({ sku: `ITEM-${i}`, uom: 'EA' })),
  );
  await load('item_crossrefs', [{ supplier: 'NORD', qualifier: 'VN', value: 'THEIRS-1', sku: 'ITEM-1' }]);
  await load('item_units', [{ sku: 'ITEM-1', uom: 'CA', factor: '12' }]);
  const layouts = path.join(gateway().config.home, 'config/suppliers');
  fs.mkdirSync(layouts, { recursive: true });
  fs.writeFileSync(path.join(layouts, 'rows.yaml'), ROWS);
  for (const [i, text] of MAPPINGS.entries())
    fs.writeFileSync(path.join(layouts, `${i}.yaml`), text.replace(/columns: \{ (.*) \}\n/, (_, c: string) => `columns:\n  ${c.replace(/, (?=\w+:)(?![^{]*\})/g, '\n  ')}\n  vendor: { from: Theirs, optional: true }\n  uom: { from: Unit, optional: true }\n${COLUMNS}`)); // prettier-ignore
}, 60_000);

let sent = 0;
const ROWS =
  'name: rows\nsupplier: NORD\nfile: rows*\nrows: { refuse_above: 0.01% }\ncolumns: { buyer: SKU, location: Site, on_hand: on_hand, available: available, sold: sold }\n';
async function read(name: string, lines: readonly string[]): Promise<DocumentReport> {
  const file = path.join(folder, `${name}-${++sent}.csv`);
  fs.writeFileSync(file, lines.join('\n'));
  const receivedAt = new Date(Date.parse(AT) + sent * 1000).toISOString(); // equal bytes at one moment are one delivery
  const [done] = await ingest(gateway(), [file], { receivedAt, supplier: 'NORD' });
  const [document] = await reportDocuments(gateway().db.pool, EVERYTHING, { id: done!.documents[0]!.id }, true);
  return document!;
}
const told = (d: DocumentReport): string[] => [
  ...d.lines.map((l) => `${l.sku} ${l.location} ${l.measure} ${l.quantity} @ ${l.place}`),
  ...d.issues.map((i) => `${i.code}: ${i.detail}`),
];
const LIST = ['SKU,Site,on_hand', 'ITEM-1,HAM,40', 'ITEM-2,HAM,7', 'ITEM-1,HAM,2.5', 'ITEM-1,BRE,1', 'ITEM-1,HAM,0.1'];

test('the sum is one line, with the place and the number of each', async () => {
  const document = await read('sum', LIST);
  expect(document.status).toBe('accepted');
  expect(document.counts.lines).toBe(3);
  expect(told(document)).toEqual([
    'ITEM-1 HAM on_hand 42.6 @ row 2, column on_hand + row 4, column on_hand + row 6, column on_hand',
    'ITEM-2 HAM on_hand 7 @ row 3, column on_hand',
    'ITEM-1 BRE on_hand 1 @ row 5, column on_hand',
  ]);
  expect(document.lines[0]!.given).toMatchObject({ summed: [{ quantity: '40' }, { quantity: '2.5' }, { quantity: '0.1' }] });
});

test('the last one counts, and that is told', async () => {
  expect(told(await read('last', LIST))).toEqual([
    'ITEM-2 HAM on_hand 7 @ row 3, column on_hand',
    'ITEM-1 BRE on_hand 1 @ row 5, column on_hand',
    'ITEM-1 HAM on_hand 0.1 @ row 6, column on_hand',
    'sheet.said-twice: a quantity stands several times in the list; the last one of each was taken, as the mapping says',
  ]);
});

test('none of them is used, and both places are told', async () => {
  const document = await read('refuse', LIST);
  expect(document.status).toBe('accepted_with_issues');
  expect(document.counts).toMatchObject({ lines: 2, rejected: 1 });
  expect(told(document).at(-1)).toBe(
    'report.two-balances: on hand of ITEM-1 at HAM is said to be 40 (row 2, column on_hand) and 2.5 (row 4, column on_hand) and 0.1 (row 6, column on_hand); neither was used',
  );
});

test('twice the same number is a doubt, too, where a mapping refuses what stands twice', async () => {
  expect((await read('refuse', ['SKU,Site,on_hand', 'ITEM-1,HAM,40', 'ITEM-1,HAM,40'])).status).toBe('rejected');
});

test.each([
  ['of two lots', 'SKU,Site,Lot,on_hand', ['ITEM-1,HAM,A,40', 'ITEM-1,HAM,B,2']],
  ['of two days', 'SKU,Site,Day,on_hand', ['ITEM-1,HAM,2026-11-15,40', 'ITEM-1,HAM,2026-11-16,2']],
  ['of two places', 'SKU,Site,on_hand', ['ITEM-1,HAM,40', 'ITEM-1,BRE,2']],
  ['of two measures', 'SKU,Site,on_hand,available', ['ITEM-1,HAM,40,2']],
])('%s nothing is said twice', async (_, head, rows) => {
  const document = await read('refuse', [head, ...rows]);
  expect([document.status, document.lines.length]).toEqual(['accepted', 2]);
});

test('one lot twice is; so is an item under two names, and a quantity in two units', async () => {
  expect((await read('refuse', ['SKU,Site,Lot,on_hand', 'ITEM-1,HAM,A,40', 'ITEM-1,HAM,A,2'])).status).toBe('rejected');
  const names = await read('sum', ['SKU,Theirs,Site,on_hand,Unit', 'ITEM-1,,HAM,5,EA', ',THEIRS-1,HAM,2,CA']);
  expect(told(names)).toEqual(['ITEM-1 HAM on_hand 29 @ row 2, column on_hand + row 3, column on_hand']);
});

test('a minimum does not add up: said alike it is one, said otherwise it is a question', async () => {
  const document = await read('sum', ['SKU,Site,min', 'ITEM-1,HAM,40', 'ITEM-1,HAM,40', 'ITEM-2,HAM,1', 'ITEM-2,HAM,2']);
  expect(document.lines.map((l) => [l.sku, l.quantity])).toEqual([['ITEM-1', '40']]);
  expect(document.issues.filter((i) => i.code === 'report.two-balances')).toHaveLength(1);
});

test('lines that stand far apart are the same, too', async () => {
  const rows = Array.from({ length: ITEMS }, (_, i) => `ITEM-${i},HAM,40,30,20`);
  const many = ['SKU,Site,on_hand,available,sold', ...rows, 'ITEM-0,HAM,2,1,3']; // 36,003 lines: more than are matched at once
  const refused = await read('refuse', many);
  expect(refused.counts).toMatchObject({ lines: 3 * (ITEMS - 1), rejected: 3 });
  expect(refused.issues[0]!.detail).toContain('40 (row 2, column on_hand) and 2 (row 12002, column on_hand)');
  const summed = await read('sum', many);
  expect(summed.counts).toMatchObject({ lines: 3 * ITEMS, rejected: 0 });
  expect(summed.lines[0]).toMatchObject({ sku: 'ITEM-0', quantity: '42', place: 'row 2, column on_hand + row 12002, column on_hand' });
}, 60_000);

test('every line of a large list may stand twice', async () => {
  const rows = Array.from({ length: ITEMS }, (_, i) => `ITEM-${i},HAM,40`);
  const document = await read('sum', ['SKU,Site,on_hand', ...rows, ...rows]);
  expect(document.counts).toMatchObject({ lines: ITEMS });
  expect(new Set(document.lines.map((l) => l.quantity))).toEqual(new Set(['80']));
}, 60_000);

test('of a list with more wrong rows than its mapping lets pass nothing is posted, also of what was posted while it was read', async () => {
  const rows = Array.from({ length: ITEMS }, (_, i) => `ITEM-${i},HAM,40,30,20`);
  const head = 'SKU,Site,on_hand,available,sold';
  const one = await read('rows', [head, ...rows.slice(0, -1), 'ITEM-0,HAM,many,1,x']); // one of 12,000 is less than 0.01 percent
  expect([one.status, one.counts.lines]).toEqual(['accepted_with_issues', 3 * ITEMS - 2]);
  const two = await read('rows', [head, ...rows.slice(0, -2), 'ITEM-0,HAM,many,1,x', 'ITEM-1,HAM,1,many,1']);
  expect([two.status, two.lines.length]).toEqual(['rejected', 0]);
  expect(two.issues.find((i) => i.code === 'sheet.too-many-wrong-rows')!.detail).toMatch(/^2 of 12000 rows are wrong, .* 0\.01% /);
  expect((await gateway().db.pool.query('select 1 from observation where document_id = $1', [two.id.slice(4)])).rowCount).toBe(0);
}, 60_000);
