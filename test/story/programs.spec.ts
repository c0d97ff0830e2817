import { Mini, told, useMini } from './mini';

/** What is agreed, and what is outside of it or makes no sense; numbers of items that are none any more. */
const live = useMini();
const of = (story: Mini): Promise<readonly string[]> => live(story).then(({ exceptions }) => exceptions.map(told));
const agree = { supplier: 'NORD', sku: 'OTHER', location: 'HAM', managed_by: 'supplier', owned_by: 'buyer' };
const both = { 'Your part no': 'OTHER', Location: 'HAM', 'On hand': 5, UOM: 'EA' };
const begin = (feed: Parameters<Mini['feed']>[1] = {}): Mini =>
  new Mini().count('1 06:00', 500).feed('2 08:00', feed).alive('9 08:00').through('9 08:00');
const ended = { items: [{ sku: 'OTHER', uom: 'EA', status: 'discontinued' }], programs: [agree] };

describe('an item outside of what is agreed', () => {
  test('in a report', async () => {
    expect(await of(begin().list('9 09:00', [both]))).toEqual(['ITEM_OFF_PROGRAM @9 09:00']);
  });
  test('of which there is none', async () => {
    expect(await of(begin().list('9 09:00', [{ ...both, 'On hand': 0 }]))).toEqual([]);
  });
  test('that is agreed later', async () => {
    const story = begin()
      .list('9 09:00', [both])
      .feed('10 08:00', { programs: [agree] });
    expect(await of(story)).toEqual(['ITEM_OFF_PROGRAM @9 09:00 until 10 08:00 fixed_by_supplier']);
  });
  test('that the next report leaves out', async () => {
    const story = begin().list('9 09:00', [both]).says('10 09:00', null, 500);
    expect(await of(story)).toEqual(['ITEM_OFF_PROGRAM @9 09:00 until 10 09:00 fixed_by_supplier']);
  });
  test('of a supplier with whom nothing at all is agreed', async () => {
    const story = new Mini(
      { supplier: 'SUED' },
      {
        suppliers: [
          { supplier: 'NORD', name: 'Nord' },
          { supplier: 'SUED', name: 'Sued' },
        ],
      },
    );
    expect(await of(story.list('9 09:00', [both]))).toEqual([]);
  });
  test('discontinued, and still counted', async () => {
    expect(await of(begin(ended).list('9 09:00', [both]))).toEqual([]);
  });
  test('discontinued, and shipped: until it is here', async () => {
    const story = begin(ended).ships('9 09:00', 'S-1', 5, { 'Your part no': 'OTHER' });
    story.moves('11 08:00', ['10 09:00 receipt 5'], { sku: 'OTHER', ship_notice: 'S-1', supplier: 'NORD' });
    expect(await of(story)).toEqual(['ITEM_OFF_PROGRAM @9 09:00 until 11 08:00 timing']);
  });
});

describe('thresholds', () => {
  test('a min above its max, though there is stock enough, until it is set right', async () => {
    const story = new Mini({ min: 900 }).count('1 06:00', 5000).through('9 08:00').says('9 09:00', '8', 5000);
    story.feed('10 08:00', { programs: [{ ...agree, sku: 'BRK', min: 100, max: 6000 }] });
    expect(await of(story)).toEqual(['THRESHOLD_INVALID @1 00:00 until 10 08:00 fixed_by_buyer']);
  });
  test('more is used within a lead time than the min covers', async () => {
    const story = new Mini({ min: 30, lead_time_days: 10 }).count('1 06:00', 300);
    story.moves('9 07:00', ['2 10:00 usage 90', '5 10:00 usage 90', '8 10:00 usage 70']).through('9 08:00').says('9 09:00', '8 12:00', 25);
    expect((await of(story)).filter((t) => t.startsWith('THRESHOLD'))).toEqual(['THRESHOLD_INVALID @9 07:00']);
  });
  test('as much on a single day is no usage to go by', async () => {
    const story = new Mini({ min: 30, lead_time_days: 10 }).count('1 06:00', 300);
    story.moves('9 07:00', ['8 10:00 usage 250']).through('9 08:00').says('9 09:00', '8 12:00', 25);
    expect((await of(story)).filter((t) => t.startsWith('THRESHOLD'))).toEqual([]);
  });
});

describe('a damaged number', () => {
  const line = (gtin: string) => ({ GTIN: gtin, Location: 'HAM', 'On hand': 5, UOM: 'EA' });
  const known = { items: [{ sku: 'BRK', uom: 'EA', gtin: '4006381333931' }] };
  test('a wrong check digit, until a report brings it whole', async () => {
    const story = new Mini({ tolerance_qty: 500 }, known)
      .list('9 09:00', [line('4006381333932')])
      .list('10 09:00', [line('4006381333931')]);
    expect(await of(story)).toEqual(['IDENTIFIER_CORRUPT @9 09:00 until 10 09:00 fixed_by_supplier']);
  });
  test('rounded by a spreadsheet', async () => {
    const story = new Mini({}, known).list('9 09:00', [line('4.00638E+12'), line('4006381333931')]);
    expect(await of(story)).toEqual(['IDENTIFIER_CORRUPT @9 09:00']);
  });
});
