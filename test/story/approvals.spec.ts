import { Mini, told, useMini } from './mini';

/** Shipments under a program that wants them approved: an order of the buyer's is their approval. */
const live = useMini();
const of = (story: Mini): Promise<readonly string[]> => live(story).then(({ exceptions }) => exceptions.map(told));
const order = {
  po: 'PO-1',
  line: '1',
  supplier: 'NORD',
  sku: 'BRK',
  location: 'HAM',
  ordered_at: '2026-11-09',
  quantity: 100,
  uom: 'EA',
  status: 'open',
};
const begin = (approval = 'required'): Mini => new Mini({ approval }).count('1 06:00', 500).through('9 06:00');
const COMES = { PO: 'PO-1', ETA: '2026-11-12' };

test('what was ordered is approved', async () => {
  expect(
    await of(
      begin()
        .feed('9 08:00', { orders: [order] })
        .ships('9 09:00', 'S-1', 100, COMES),
    ),
  ).toEqual([]);
});
test('what nobody ordered is not, until it is ordered after all', async () => {
  const story = begin().ships('9 09:00', 'S-1', 100, COMES);
  expect(await of(story.feed('10 08:00', { orders: [order] }))).toEqual([
    'SHIPPED_UNAPPROVED 100 [0] @9 09:00 until 10 08:00 fixed_by_buyer',
  ]);
});
test('nor what is more than was ordered, over two shipments', async () => {
  const story = begin().feed('9 08:00', { orders: [order] });
  story.ships('9 09:00', 'S-1', 60, COMES).ships('9 10:00', 'S-2', 60, COMES);
  expect(await of(story)).toEqual(['SHIPPED_UNAPPROVED 60 [40] @9 10:00']);
});
test('where no approval is agreed, nobody asks', async () => {
  expect(await of(begin('none').ships('9 09:00', 'S-1', 100, COMES))).toEqual([]);
});
