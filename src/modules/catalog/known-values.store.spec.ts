import { useDatabase } from '../../../test/support/database';
import { COMPANY, useFeed } from '../../../test/support/feed';
import { knownValues, localeOf } from './known-values.store';

const { db } = useDatabase();
const { load } = useFeed(db);
beforeAll(() => load(COMPANY));

test('what values are known as: by whose number, for this supplier only', async () => {
  const asked = ['FST-1', '4006381333931', '14006381333938', 'NB-2210', '4012345000009', 'HH01', '0042', 'EA', 'nothing', '120'];
  const told = (known: Awaited<ReturnType<typeof knownValues>>): object =>
    Object.fromEntries([...known].map(([value, as]) => [value, [...as].sort()]));
  const ofAll = {
    'FST-1': ['buyer'],
    '4006381333931': ['gtin'],
    '14006381333938': ['gtin'],
    '4012345000009': ['location'],
    EA: ['uom'],
  };
  expect(told(await knownValues(db().pool, 'NORD', asked))).toEqual({ ...ofAll, 'NB-2210': ['vendor'], HH01: ['location'] });
  expect(told(await knownValues(db().pool, 'WHO', asked))).toEqual(ofAll);
});

test('the locale of a supplier; of one that nobody knows, none', async () => {
  expect(await localeOf(db().pool, 'WHO')).toBeNull();
});
