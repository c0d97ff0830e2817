import type { ComparisonReport } from '../../src/modules/reconciliation/comparisons.store';
import { Mini, on, useMini } from './mini';

/** What a supplier says beside its balance, held against the buyer's own data; by itself it raises nothing that the catalogue has no code for. */
const live = useMini();

const said = (c: ComparisonReport): string[] =>
  c.measures.map((m) => {
    const band = m.band ? ` [${m.band.low === m.band.high ? m.band.low : `${m.band.low} ${m.band.high}`}] ${m.tolerance}` : ` ${m.reason}`;
    return `${m.measure} ${m.state} ${m.compared}${band}`;
  });
const order = (po: string, quantity: number, when: string, more: object = {}) => ({
  po, line: 1, supplier: 'NORD', sku: 'BRK', location: 'HAM', ordered_at: on(when), quantity, uom: 'EA', status: 'open', ...more,
}); // prettier-ignore

const everything = (): Mini =>
  new Mini({}, {}, '1 00:00')
    .count('2 06:00', 500)
    .count('2 06:00', 12, { status: 'blocked' })
    .says('9 07:00', '9 06:00', 512)
    .feed('10 08:00', { orders: [order('P1', 200, '10 08:00'), order('P2', 90, '10 08:00')] })
    .ships('12 08:00', 'S1', 60, { 'Ship date': on('12'), ETA: on('18 08:00'), PO: 'P1' })
    .moves('13 12:00', ['13 10:00 return_to_supplier 15', '13 11:00 customer_return 4'])
    .moves('14 12:00', ['14 10:00 receipt 90'], { po: 'P2', po_line: 1 })
    .feed('14 13:00', {
      programs: [
        {
          supplier: 'NORD',
          sku: 'BRK',
          location: 'HAM',
          managed_by: 'supplier',
          owned_by: 'buyer',
          tolerance_qty: 10,
          min: 150,
          max: 800,
          lead_time_days: 5,
          response_days: 2,
          valid_from: on('15'),
        },
      ],
    }) // prettier-ignore
    .alive('16 06:30');

const NUMBERS = { Sold: 0, Received: 90, Returned: 15, 'In transit': 60, 'On order': 140, Damaged: 12, Min: 100, Max: 800 };

test('each of them with both numbers, and none of them an exception', async () => {
  const { exceptions, comparisons } = await live(everything().says('16 07:00', '16 06:00', 591, NUMBERS));
  const [c] = comparisons;
  expect({ raised: exceptions.map((e) => e.type), state: c!.state, said: said(c!) }).toEqual({
    raised: [],
    state: 'agreed',
    said: [
      'sold agreed 0 [-4 15] 10', // less what customers brought back, and with what went back to the supplier
      'received agreed 90 [90] 10',
      'returned agreed 15 [15] 10',
      'in_transit agreed 60 [60] 10',
      'on_order weak 140 [140 200] 10',
      'damaged agreed 12 [12] 10',
      'min differs 100 [150] 0',
      'max agreed 800 [800] 0',
    ],
  });
  expect(c!.measures.find((m) => m.measure === 'in_transit')).toEqual({
    measure: 'in_transit',
    state: 'agreed',
    reported: '60',
    compared: '60',
    band: { low: '60', high: '60' },
    distance: '0',
    tolerance: '10',
    window: { from: '2026-11-16T04:45:00.000Z', to: '2026-11-16T05:15:00.000Z' },
    reason: null,
    ours: ['shipment S1: 60 of 60 EA not received, due 2026-11-18 08:00'],
    document: {
      id: expect.stringMatching(/^doc_/),
      file: expect.stringMatching(/^list-\d+\.csv$/),
      place: expect.stringContaining('In transit'),
    },
  });
}, 60_000);

test('a minimum that is not the agreed one is told with the shortage that it explains', async () => {
  const story = new Mini()
    .count('9 06:00', 90)
    .alive('9 06:30')
    .says('9 07:00', '9 06:00', 90, { Min: 50 })
    .alive('16 06:30')
    .says('16 07:00', '16 06:00', 90, { Min: 50 })
    .reconcile('16 08:00');
  const { exceptions } = await live(story);
  expect(exceptions.map((e) => e.type)).toEqual(['REPLENISHMENT_MISSING']);
  expect(exceptions[0]!.message).toContain('; NORD goes by a minimum of 50, agreed are 100');
  expect(exceptions[0]!.details['supplier_goes_by']).toMatchObject({ measure: 'min', said: '50', agreed: '100' });
}, 60_000);

test('what the buyer has nothing of is said to be uncomparable, with what is missing', async () => {
  const story = new Mini({ min: '', max: '' }).count('2 06:00', 500).alive('16 06:30').says('16 07:00', '16 06:00', 500, NUMBERS);
  const { comparisons } = await live(story);
  expect(said(comparisons[0]!)).toEqual([
    'sold uncomparable 0 neither the report nor one before it says since when it counts',
    'received uncomparable 90 neither the report nor one before it says since when it counts',
    'returned uncomparable 15 neither the report nor one before it says since when it counts',
    'in_transit uncomparable 60 no ship notice of it has come',
    'on_order uncomparable 140 the buyer has told of no order of it',
    'damaged uncomparable 12 the buyer counts no blocked stock of it',
    'min uncomparable 100 no min was agreed for it at that moment',
    'max uncomparable 800 no max was agreed for it at that moment',
  ]);
}, 60_000);

test('data of the buyer that come later make it comparable; a report of the balance alone says none of it', async () => {
  const story = new Mini()
    .count('2 06:00', 500)
    .alive('10 06:30')
    .says('16 07:00', '16 06:00', 500, { 'In transit': 60 })
    .ships('16 08:00', 'S1', 60, { 'Ship date': on('12'), ETA: on('18 08:00') });
  const early = await live(story);
  expect(said(early.comparisons[0]!)).toEqual(["in_transit uncomparable 60 the buyer's data do not reach the supplier's as-of"]);
  const later = await live(story.alive('16 09:00'));
  expect(said(later.comparisons[0]!)).toEqual(['in_transit agreed 60 [60] 10']);
  const balance = await live(new Mini().count('2 06:00', 500).alive('16 06:30').says('16 07:00', '16 06:00', 500));
  expect(said(balance.comparisons[0]!)).toEqual([]);
}, 60_000);
