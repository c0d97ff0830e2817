import { useDatabase } from '../../../test/support/database';
import { COMPANY, useFeed } from '../../../test/support/feed';
import type { CountAsked } from '../../domain/mapping/own-counts';
import { ownCounts } from './own-counts.store';

const { db } = useDatabase();
const { load, csv } = useFeed(db);
const COUNTS = `sku,location,counted_at,quantity,uom,status,owned_by,supplier,lot
BRK-2210,HAM,2026-11-16T06:00:00Z,380.50,EA,,,,
BRK-2210,CHI,2026-11-16T06:00:00Z,7,EA,,,,
BRK-2210,HAM,2026-11-16T07:00:00Z,99,EA,quality,,,
BRK-2210,CHI-H,2026-11-01T06:00:00Z,5,EA,,,,
SCR-D,HAM,2026-11-15T06:00:00Z,3,DZ,,,,L1
SCR-D,HAM,2026-11-15T06:00:00Z,4,DZ,,,,L2
SCR-D,CHI,2026-11-17,11,DZ,,,,
FST-1,HAM,2026-11-16T06:00:00Z,20,EA,,,,
FST-1,HAM,2026-11-16T06:00:00Z,30,EA,,supplier,NORD,
FST-1,HAM,2026-11-16T06:00:00Z,40,EA,,supplier,ACME,
`;
beforeAll(async () => {
  await load(COMPANY);
  const { issues } = await csv('counts', COUNTS, '2026-11-17T12:00:00.000Z');
  if (issues.length > 0) throw new Error(JSON.stringify(issues[0]));
});

type Item = CountAsked['items'][number];
const item = (value: string, whose: Item['whose'] = null): Item => ({ value, whose });
test.each<[string, Item[], string | null, string[]]>([
  ["the last count, by the buyer's number and place", [item('BRK-2210')], 'HAM', ['380.5']],
  ['of no other place', [item('BRK-2210')], 'CHI', ['7']],
  ["by a GTIN and the supplier's word for the place", [item('4006381333931')], 'HH01', ['380.5']],
  ['at the only place of its programs, where none is said', [item('BRK-2210')], null, ['380.5']],
  ["by the supplier's number, as it holds on that day", [item('NB-2210')], 'HAM', ['1.5']],
  ['by both numbers, where they say the same', [item('BRK-2210'), item('4006381333931')], 'HAM', ['380.5']],
  ['of none, where they say different items', [item('BRK-2210'), item('NB-2210')], 'HAM', []],
  ['of none, where the heading says that it is another number', [item('BRK-2210', 'vendor')], 'HAM', []],
  ['of none that is older than fourteen days', [item('BRK-2210')], 'CHI-H', []],
  ['lots that were counted together', [item('SCR-D')], 'HAM', ['7']],
  ['of a day that has not ended', [item('SCR-D')], 'CHI', ['11']],
  ["of what the buyer or this supplier owns, and no other supplier's", [item('FST-1')], 'HAM', ['20', '30']],
  ['of no item that nobody knows', [item('XYZ')], 'HAM', []],
  ['at no place that nobody knows', [item('BRK-2210')], 'Nowhere', []],
])('counted is %s', async (_, items, place, counted) => {
  const found = await ownCounts(db().pool, 'NORD', [{ row: 9, items, place }], '2026-11-17T12:00:00Z');
  expect([...found].map(([row, of]) => [row, [...of].sort()])).toEqual(counted.length === 0 ? [] : [[9, counted]]);
});

test('rows are told apart, and what a supplier that nobody knows calls an item is not known', async () => {
  const asked = ['BRK-2210', 'NB-2210', 'SCR-D'].map((value, i) => ({ row: i + 2, items: [item(value)], place: 'HAM' }));
  expect(await ownCounts(db().pool, 'WHO', asked, '2026-11-17T12:00:00Z')).toEqual(
    new Map([
      [2, ['380.5']],
      [4, ['7']],
    ]),
  );
});
