import { at, count, incoming, movement, report, view } from '../../../test/support/pair';
import { exact, text } from '../canonical/quantity';
import type { OrderedLine, PairView, Statement } from '../rules/pair-view';
import { measuresOf } from './measures';

const period = (from: number, to: number): Partial<Statement> => ({
  from: at(`${from} 00:00`),
  to: at(`${to + 1} 00:00`) - 1,
  edi: true,
  asOf: '2026-11-15',
});
const said = (measure: string, quantity: string, more: Partial<Statement> = {}): Statement =>
  report('16 06:00', quantity, '16 07:00', { measure, ...more });
const ordered = (order: string, quantity: string, when: string, more: Partial<OrderedLine> = {}): OrderedLine => ({
  order, quantity: exact(quantity), confirmed: null, open: null, status: 'open', orderedAt: at(when), toldAt: at(when), receipts: [], ...more,
}); // prettier-ignore
const got = (when: string, quantity: string): OrderedLine['receipts'][number] => ({
  from: at(when),
  to: at(when),
  quantity: exact(quantity),
});
const week = period(9, 15);
const base = { now: at('16 08:00'), counts: [count('2 06:00', '500')] };

/** `in_transit agreed 60 [60 60] 10`, with the reason where there is one. */
const told = (v: PairView): string[] =>
  measuresOf(v).map((m) =>
    [
      `${m.measure} ${m.state} ${text(m.compared)}`,
      m.band ? `[${text(m.band.low)} ${text(m.band.high)}] ${text(m.tolerance)}` : m.reason!,
    ].join(' '),
  );

test.each<[string, Partial<PairView>, string[]]>([
  ['nothing but a balance', { statements: [report('16', '500', '16 07:00')] }, []],
  // over time
  ['sold', { statements: [said('sold', '40', week)], movements: [movement('10 10:00', '-40')] }, ['sold agreed 40 [40 40] 10']],
  [
    'received',
    { statements: [said('received', '200', week)], movements: [movement('10 10:00', '150')] },
    ['received differs 200 [150 150] 10'],
  ],
  [
    'received before the period',
    { statements: [said('received', '200', week)], movements: [movement('8 10:00', '200')] },
    ['received differs 200 [0 0] 10'],
  ],
  [
    'half of the period is covered: that half of the number',
    { watermark: at('12 12:00'), statements: [said('received', '140', week)], movements: [movement('10 10:00', '70')] },
    ['received agreed 70 [70 70] 30'],
  ],
  [
    'returned by customers',
    { statements: [said('returned', '30', week)], movements: [movement('10 10:00', '30', '10 10:00', { kind: 'customer_return' })] },
    ['returned agreed 30 [30 30] 10'],
  ],
  [
    'or to the supplier',
    {
      statements: [said('returned', '30', week)],
      movements: [
        movement('10 10:00', '-30', '10 10:00', { kind: 'return_to_supplier' }),
        movement('11 10:00', '80', '11 10:00', { kind: 'customer_return' }),
      ],
    },
    ['returned agreed 30 [30 30] 10'],
  ],
  ['returned, and we have none', { statements: [said('returned', '60', week)] }, ['returned differs 60 [0 0] 10']],
  [
    'our data end before',
    { watermark: at('8 12:00'), statements: [said('returned', '60', week)] },
    ["returned uncomparable 60 the buyer's data do not reach the end of its period"],
  ],
  [
    'we know nothing of the place',
    { watermark: null, statements: [said('received', '60', week)] },
    ['received uncomparable 60 the buyer has never said anything about the location'],
  ],
  [
    'an instant, and no report before it',
    { statements: [said('received', '60')] },
    ['received uncomparable 60 neither the report nor one before it says since when it counts'],
  ],
  // on its way
  [
    'in transit',
    { statements: [said('in_transit', '60')], incoming: [incoming('A', '60', '18 08:00', '15 06:00')] },
    ['in_transit agreed 60 [60 60] 10'],
  ],
  [
    'the rest of it',
    { statements: [said('in_transit', '60')], incoming: [incoming('A', '100', '18 08:00', '15 06:00', [['15 12:00', '70']])] },
    ['in_transit differs 60 [30 30] 10'],
  ],
  [
    'received within the as-of: before it or after it',
    { statements: [said('in_transit', '60')], incoming: [incoming('A', '60', '18 08:00', '15 06:00', [['16 06:00', '60']])] },
    ['in_transit weak 60 [0 60] 10'],
  ],
  [
    'sent after the as-of',
    { statements: [said('in_transit', '60')], incoming: [incoming('A', '60', '18 08:00', '16 07:30')] },
    ['in_transit differs 60 [0 0] 10'],
  ],
  [
    'past its day: it may be counted or not',
    { statements: [said('in_transit', '0')], incoming: [incoming('A', '60', '14 08:00', '10 06:00')] },
    ['in_transit weak 0 [0 60] 10'],
  ],
  ['no notice of it', { statements: [said('in_transit', '60')] }, ['in_transit uncomparable 60 no ship notice of it has come']],
  // on order
  [
    'on order',
    { statements: [said('on_order', '100')], ordered: [ordered('P 1', '100', '10 08:00')] },
    ['on_order agreed 100 [100 100] 10'],
  ],
  [
    'received since',
    { statements: [said('on_order', '100')], ordered: [ordered('P 1', '100', '10 08:00', { receipts: [got('12 08:00', '70')] })] },
    ['on_order differs 100 [30 30] 10'],
  ],
  [
    'received after the as-of',
    {
      statements: [said('on_order', '100')],
      ordered: [ordered('P 1', '100', '10 08:00', { receipts: [got('16 07:30', '100')], status: 'closed', toldAt: at('16 07:40') })],
    },
    ['on_order weak 100 [0 100] 10'],
  ],
  [
    'closed long before',
    { statements: [said('on_order', '100')], ordered: [ordered('P 1', '100', '10 08:00', { status: 'closed', toldAt: at('11 08:00') })] },
    ['on_order differs 100 [0 0] 10'],
  ],
  [
    'what is on its way may still be counted',
    {
      statements: [said('on_order', '40')],
      ordered: [ordered('P 1', '100', '10 08:00')],
      incoming: [incoming('A', '60', '18 08:00', '15 06:00')],
    },
    ['on_order weak 40 [40 100] 10'],
  ],
  [
    'ordered after the as-of',
    { statements: [said('on_order', '100')], ordered: [ordered('P 1', '100', '16 07:30')] },
    ['on_order differs 100 [0 0] 10'],
  ],
  [
    'no order of it',
    { statements: [said('on_order', '100')], ordered: [] },
    ['on_order uncomparable 100 the buyer has told of no order of it'],
  ],
  // set aside
  [
    'damaged',
    { statements: [said('damaged', '12')], counts: [...base.counts, { ...count('2 06:00', '12'), status: 'blocked' }] },
    ['damaged agreed 12 [12 12] 10'],
  ],
  [
    'set aside since the count',
    {
      statements: [said('damaged', '40')],
      movements: [movement('10 10:00', '-12', '10 10:00', { kind: 'status_change', toStatus: 'blocked' })],
    },
    ['damaged differs 40 [12 12] 10'],
  ],
  ['we count none', { statements: [said('damaged', '12')] }, ['damaged uncomparable 12 the buyer counts no blocked stock of it']],
  [
    'committed',
    { statements: [said('committed', '5')], counts: [...base.counts, { ...count('2 06:00', '80'), status: 'committed' }] },
    ['committed differs 5 [80 80] 10'],
  ],
  // agreed
  [
    'min',
    { statements: [said('min', '100')], agreedThen: { min: [{ value: exact('100'), since: at('1') }] } },
    ['min agreed 100 [100 100] 0'],
  ],
  [
    'another max',
    { statements: [said('max', '790')], agreedThen: { max: [{ value: exact('800'), since: at('1') }] } },
    ['max differs 790 [800 800] 0'],
  ],
  [
    'changed within the as-of',
    {
      statements: [said('min', '120')],
      agreedThen: {
        min: [
          { value: exact('100'), since: at('1') },
          { value: exact('120'), since: at('16 06:05') },
        ],
      },
    },
    ['min agreed 120 [100 120] 0'],
  ],
  [
    'none was agreed',
    { statements: [said('min', '100')], agreedThen: { min: [] } },
    ['min uncomparable 100 no min was agreed for it at that moment'],
  ],
])('%s', (_, more, expected) => {
  expect(told(view({ ...base, ...more }))).toEqual(expected);
});

test('says of what our number is made up', () => {
  const v = view({
    ...base,
    statements: [said('received', '40', week), said('in_transit', '60')],
    movements: [movement('10 10:00', '40')],
    incoming: [incoming('A', '60', '18 08:00', '15 06:00')],
  });
  expect(measuresOf(v).map((m) => m.ours)).toEqual([
    ['receipt of 40 EA, 2026-11-10 10:00'],
    ['shipment A: 60 of 60 EA not received, due 2026-11-18 08:00'],
  ]);
});
