import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { EVERYTHING } from '../../src/modules/access/sees';
import { DropFolderChannel } from '../../src/modules/channels/kinds/drop-folder.channel';
import { inboundOf } from '../../src/modules/channels/inbound';
import { importObjects } from '../../src/modules/feed/import-feed';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { reportComparisons } from '../../src/modules/reconciliation/comparisons.store';
import { wallClock } from '../../src/platform/clock';
import { useApi } from '../support/api';

/**
 * What OpenAS2 does with a message that it received (docs/operations/as2.md) is played here: it writes the payload under a
 * unique name into its `tempdir` and moves it, over what lies there, to `store_received_file_to`; a sender that has not got its
 * receipt sends the same message again. All behind it is the gateway's own.
 */
const { gateway } = useApi();
const AS_OF = new Date(Date.now() - 86_400_000).toISOString().slice(0, 10);
const EDI = (quantity: number, control: string): string =>
  [
    `ISA*00*${' '.repeat(10)}*00*${' '.repeat(10)}*ZZ*${'NORDBREMS'.padEnd(15)}*ZZ*${'BUYER'.padEnd(15)}*261116*0615*U*00401*${control}*0*P*>`,
    'GS*IB*A*B*20261116*0600*1*X*004010',
    ...['ST*846*0001', `BIA*00*DD*I${control}*${AS_OF.replaceAll('-', '')}`, 'LIN**IN*BRK-2210', `QTY*17*${quantity}*EA`, 'SE*5*0001'],
    ...['GE*1*1', `IEA*1*${control}`],
  ]
    .map((s) => `${s}~`)
    .join('');
const SHEET = `SKU;Location;On hand;As of\nBRK-2210;HAM;398;${AS_OF}\n`;
let as2: string;
let drop: string;
let channel: DropFolderChannel;

beforeAll(async () => {
  const at = { clock: wallClock };
  const load = (kind: string, objects: object[]) => importObjects(gateway().db, kind, objects, at);
  await load('suppliers', [{ supplier: 'NORD', name: 'Nord', edi_id: 'ZZ:NORDBREMS' }]);
  await load('locations', [{ location: 'HAM', name: 'Hamburg', timezone: 'Europe/Berlin' }]);
  await load('items', [{ sku: 'BRK-2210', uom: 'EA' }]);
  await load('programs', [
    { supplier: 'NORD', sku: '*', location: 'HAM', managed_by: 'supplier', owned_by: 'buyer', valid_from: '2020-01-01' },
  ]);
  await load('counts', [{ sku: 'BRK-2210', location: 'HAM', counted_at: `${AS_OF}T00:00:00Z`, quantity: '412', uom: 'EA' }]);
  await load('feeds', [{ location: 'HAM', complete_through: new Date().toISOString() }]);
  as2 = path.join(gateway().config.home, 'as2-temp'); // on the same file system, so that moving is renaming
  drop = path.join(gateway().config.home, 'drop');
  for (const folder of [as2, path.join(drop, 'NORD')]) fs.mkdirSync(folder, { recursive: true });
  channel = new DropFolderChannel('drop-folder as2', { folder: drop, quietSeconds: 0.3, everySeconds: 1, settledMs: 100 });
}, 60_000);

function receives(name: string, payload: string): void {
  const temporary = path.join(as2, `${name}.${randomUUID()}`);
  fs.writeFileSync(temporary, payload);
  fs.renameSync(temporary, path.join(drop, 'NORD', name));
}
/** Until all that lies there is taken, read and compared; what became of each document since. */
async function takes(): Promise<string[]> {
  const { db } = gateway();
  const before = new Set((await db.pool.query<{ id: string }>('select id from receipt')).rows.map((r) => r.id));
  for (let i = 0; i < 5; i++) {
    await channel.look(inboundOf(gateway()));
    await new Promise((r) => setTimeout(r, 150));
  }
  const { rows } = await db.pool.query<{ id: string }>('select id from receipt order by id');
  for (const { id } of rows.filter((r) => !before.has(r.id))) await processDocument(gateway(), id);
  await evaluate(gateway(), 'touched', wallClock.now());
  const docs = await db.pool.query<{ s: string }>(
    "select r.name || ' ' || d.status s from document d join receipt r on r.id = d.receipt_id where d.current and not d.receipt_id = any ($1) order by r.id",
    [[...before]],
  );
  return docs.rows.map((d) => d.s);
}
const posted = async (): Promise<number> => (await gateway().db.pool.query('select 1 from observation')).rowCount!;
const compared = async (): Promise<string[]> =>
  (await reportComparisons(gateway().db.pool, EVERYTHING, {})).map((c) => `${c.state} ${c.reported}`);

test('an interchange that its sender sends again, not having got the receipt, is taken once', async () => {
  receives('NORDBREMS-7f3a-stock.edi', EDI(412, '000000101'));
  expect(await takes()).toEqual(['NORDBREMS-7f3a-stock.edi accepted']);
  expect([await posted(), await compared()]).toEqual([1, ['agreed 412']]);
  receives('NORDBREMS-91c2-stock.edi', EDI(412, '000000101'));
  expect(await takes()).toEqual(['NORDBREMS-91c2-stock.edi duplicate']);
  receives('NORDBREMS-91c2-stock.edi', EDI(412, '000000101'));
  expect(await takes()).toEqual(['NORDBREMS-91c2-stock.edi duplicate']);
  expect([await posted(), await compared()]).toEqual([1, ['agreed 412']]);
});

test('one that comes over the same name before the first was taken is one delivery', async () => {
  receives('NORDBREMS-stock-5e1f.edi', EDI(412, '000000102'));
  await channel.look(inboundOf(gateway()));
  receives('NORDBREMS-stock-5e1f.edi', EDI(412, '000000102'));
  expect(await takes()).toEqual(['NORDBREMS-stock-5e1f.edi accepted']);
  expect(await posted()).toBe(2);
});

test('another one under a name that was used comes through as well', async () => {
  receives('stock.edi', EDI(405, '000000103'));
  expect(await takes()).toEqual(['stock.edi accepted']);
  receives('stock.edi', EDI(400, '000000104'));
  expect(await takes()).toEqual(['stock.edi accepted']);
  expect(await compared()).toEqual(['differs 400']);
});

test('a list that is sent again says the same again: the numbers stand as they did, and are not added up', async () => {
  receives('NORDBREMS-1-stock.csv', SHEET);
  await takes();
  const once = await compared();
  receives('NORDBREMS-2-stock.csv', SHEET);
  expect(await takes()).toEqual(['NORDBREMS-2-stock.csv accepted']);
  expect([once, await compared()]).toEqual([['differs 398'], ['differs 398']]);
});
