import { Mini, told, useMini } from './mini';

/** Which stock goes into our number is a term of the program, from the feed to the comparison. */
const live = useMini();
const at = { sku: 'BRK', location: 'HAM', counted_at: '2026-11-16T06:00:00+01:00', uom: 'EA' };
const stock = (classes: string | undefined, more: Readonly<Record<string, string | number>> = {}): Mini =>
  new Mini({ ...(classes === undefined ? {} : { stock_classes: classes }), tolerance_qty: 2, tolerance_pct: 0, ...more }).feed('16 07:00', {
    counts: [
      { ...at, quantity: 380 },
      { ...at, quantity: 20, status: 'quality' },
      { ...at, quantity: 12, status: 'blocked' },
      { ...at, quantity: 30, owned_by: 'supplier', supplier: 'NORD' },
    ],
  });
const compared = async (story: Mini): Promise<[state: string, low: string, raised: readonly string[]]> => {
  const { exceptions, comparisons, rejected } = await live(story);
  expect(rejected).toBe(0);
  const c = comparisons.find((x) => x.sku === 'BRK')!;
  return [c.state, c.band!.low, exceptions.map(told)];
};

test.each<[classes: string | undefined, said: number, book: string]>([
  [undefined, 412, '412'],
  ['unrestricted', 380, '380'],
  ['Quality; unrestricted', 400, '400'],
  ['unrestricted;quality;consigned', 430, '430'],
])('%s: a report of %d agrees', async (classes, said, book) => {
  const story = stock(classes).alive('17 05:00').through('17 05:00').says('17 07:00', '17 04:00', said);
  expect(await compared(story)).toEqual(['agreed', book, []]);
});

test('what is used of the consigned, and what we take over of it', async () => {
  const story = stock('unrestricted;consigned')
    .moves('16 12:00', ['16 09:00 usage 5'], { owned_by: 'supplier', supplier: 'NORD' })
    .moves('16 13:00', ['16 10:00 ownership_transfer 8'], { owned_by: 'supplier', supplier: 'NORD' });
  expect(await compared(story.alive('17 05:00').through('17 05:00').says('17 07:00', '17 04:00', 405))).toEqual(['agreed', '405', []]);
});

test('a number that counts what the program leaves out differs, and the evidence names it', async () => {
  const story = stock('unrestricted').alive('17 05:00').through('17 05:00').says('17 07:00', '17 04:00', 400);
  const { exceptions } = await live(story);
  expect(exceptions.map((e) => [e.type, e.reported, e.expected])).toEqual([['COUNT_DIVERGENCE', '400', { low: '380', high: '380' }]]);
  expect(exceptions[0]!.cause!.evidence).toContain('in our number: 380 unrestricted; left out: 20 quality, 12 blocked');
});

test.each(['consigned', 'unrestricted;broken', 'none'])('%s are no classes', async (classes) => {
  expect((await live(stock(classes))).rejected).toBe(1);
});
