import { useDatabase } from '../../../test/support/database';
import { COMPANY, useFeed } from '../../../test/support/feed';
import { suppliersByCode } from '../suppliers/suppliers.store';
import { itemCandidates, type ItemQuestion, locationCandidates, unitsByCrossref } from './catalog.store';

const { db } = useDatabase();
const { load } = useFeed(db);
let nord: string;
beforeAll(async () => {
  await load(COMPANY);
  nord = (await suppliersByCode(db().pool, ['NORD']))[0]!.id;
});

const question = (q: Partial<ItemQuestion>): ItemQuestion => ({
  ...{ supplierId: nord, qualifiers: [], value: '', gtin: null, asBuyerSku: false, at: '2026-11-15T00:00:00Z' },
  ...q,
});

test('items by the number that held at the time, by GTIN, by the GTIN of a pack, by our own code; several questions at once', async () => {
  const found = await itemCandidates(db().pool, [
    question({ qualifiers: ['VN', 'VP'], value: 'NB-2210' }),
    question({ qualifiers: ['VN'], value: 'NB-2210', at: '2026-10-31T22:59:59Z' }),
    question({ qualifiers: ['IN'], value: 'NB-2210' }),
    question({ gtin: '04006381333931' }),
    question({ gtin: '14006381333938' }),
    question({ value: 'FST-1', asBuyerSku: true }),
    question({ value: 'FST-1' }),
    question({ supplierId: null, qualifiers: ['VN'], value: 'NB-2210' }),
  ]);
  expect(found.map((f) => `${f.question} ${f.sku} ${f.via} ${f.uom}`).sort()).toEqual([
    '0 OIL-5 crossref null',
    '1 BRK-2210 crossref null',
    '3 BRK-2210 gtin null',
    '4 BRK-2210 pack_gtin CA',
    '5 FST-1 sku null',
  ]);
});

test('locations by cross-reference, GLN and code', async () => {
  const found = await locationCandidates(db().pool, nord, ['HH01', '4012345000009', 'CHI', '0042']);
  expect(found.map((f) => `${f.value} ${f.code} ${f.via}`).sort()).toEqual(['4012345000009 HAM gln', 'CHI CHI code', 'HH01 HAM crossref']);
});

test('units: the supplier before all, whatever the case', async () => {
  const units = await unitsByCrossref(db().pool, 'NORD', ['st', 'Kar', 'XX']);
  expect(units).toEqual(expect.arrayContaining([{ value: 'st', uom: 'EA' }, { value: 'Kar', uom: 'CA' }])); // prettier-ignore
  expect(units).toHaveLength(2);
  expect(await unitsByCrossref(db().pool, 'ACME', ['KAR'])).toEqual([]);
});
