import { useDatabase } from '../../../test/support/database';
import { COMPANY, useFeed } from '../../../test/support/feed';
import { headingsBefore } from './headings-before';
import { insertVersion, setHead } from './versions.store';

const { db } = useDatabase();
const { load, rows } = useFeed(db);
const AT = '2026-11-10T08:00:00.000Z';

beforeAll(async () => {
  await load(COMPANY);
  const client = await db().pool.connect();
  const publish = async (name: string, version: number, columns: string, supplier = 'NORD', more = ''): Promise<void> =>
    insertVersion(client, {
      ...{ name, version, supplier, author: 'Ada', note: '', published_at: AT },
      text: `name: ${name}\nversion: ${version}\nsupplier: ${supplier}\n${more}columns: ${columns}\n`,
    });
  const accepted = (name: string, version: number, status = 'accepted'): Promise<unknown> =>
    client.query(
      `insert into document (id, receipt_id, ordinal, run_id, file, type, kind, supplier_id, status, mapping, received_at, current)
select gen_random_uuid(), gen_random_uuid(), 0, gen_random_uuid(), 'list.csv', 'stock-sheet', 'stock_report', id, $3, $1::jsonb, $2, true
from supplier where code = 'NORD'`,
      [JSON.stringify({ name, version }), '2026-11-11T23:30:00Z', status],
    );
  await publish('nord-stock', 1, '{ vendor: Art, on_hand: Menge }');
  await publish('nord-stock', 2, '{ vendor: Art., on_hand: [Bestand, Ist] }');
  await publish('nord-stock', 3, '{ vendor: Falsch, on_hand: Falsch 2 }');
  await setHead(client, 'nord-stock', 2, 'Ada', AT);
  await publish('nord-old', 1, '{ vendor: Nr, on_hand: Lager }');
  await setHead(client, 'nord-old', null, 'Ada', AT);
  await publish('nord-never', 1, '{ vendor: Nie, on_hand: Nie 2 }');
  await setHead(client, 'nord-never', null, 'Ada', AT);
  await publish('nord-ship', 1, '{ vendor: Art, shipped: Menge }', 'NORD', 'kind: ship_notice\n');
  await publish('acme-stock', 1, '{ vendor: Acme, on_hand: Acme 2 }', 'ACME');
  for (const [name, version, status] of [
    ['nord-stock', 1],
    ['nord-stock', 2],
    ['nord-stock', 3],
    ['nord-old', 1],
    ['nord-never', 1, 'rejected'],
  ] as const)
    // prettier-ignore
    await accepted(name, version, status);
  client.release();
});

test('what holds, then versions before it and withdrawn ones by which a list was accepted; nothing of another supplier', async () => {
  expect(await rows('select count(*)::int n from document')).toEqual([{ n: 5 }]);
  const found = await headingsBefore(db().pool, 'NORD');
  expect(found.map((b) => [b.from, b.kind, b.holds, b.field, b.headings])).toEqual([
    ["NORD's mapping nord-ship, version 1,", 'ship_notice', true, 'vendor', ['Art']],
    ["NORD's mapping nord-ship, version 1,", 'ship_notice', true, 'shipped', ['Menge']],
    ["NORD's mapping nord-stock, version 2,", 'stock_report', true, 'vendor', ['Art.']],
    ["NORD's mapping nord-stock, version 2,", 'stock_report', true, 'on_hand', ['Bestand', 'Ist']],
    ["NORD's mapping nord-old, version 1, by which a list of 2026-11-11 was accepted,", 'stock_report', false, 'vendor', ['Nr']],
    ["NORD's mapping nord-old, version 1, by which a list of 2026-11-11 was accepted,", 'stock_report', false, 'on_hand', ['Lager']],
    ["NORD's mapping nord-stock, version 1, by which a list of 2026-11-11 was accepted,", 'stock_report', false, 'vendor', ['Art']],
    ["NORD's mapping nord-stock, version 1, by which a list of 2026-11-11 was accepted,", 'stock_report', false, 'on_hand', ['Menge']],
  ]);
  expect(await headingsBefore(db().pool, 'WHO')).toEqual([]);
});
