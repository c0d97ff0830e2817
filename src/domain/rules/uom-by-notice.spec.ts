import { at, count, incoming, movement, report, view } from '../../../test/support/pair';
import { exact } from '../canonical/quantity';
import { Terms } from '../items/terms';
import { doubtOf } from './doubt';
import type { Incoming, PairView } from './pair-view';
import { uomByNotice } from './uom-by-notice';
import { uomSuspect } from './uom-suspect.rule';

/** Announced on the 9th, due on the 11th; 1 CA = 12 EA. */
const shipment = (announced: string, received: string | null, more: Partial<Incoming> = {}, day = '10'): Incoming => ({
  ...incoming(more.reference ?? 'A1', announced, '11', '9', received === null ? [] : [[`${day} 10:00`, received]]),
  ...more,
});
const TERMS = { managed_by: 'supplier', tolerance_qty: '10', tolerance_pct: '5' };
const of = (list: readonly Incoming[], more: Partial<PairView> = {}): PairView =>
  view({ now: at('16 08:00'), terms: Terms.parse(TERMS), incoming: list, ...more });
const told = (v: PairView): string =>
  uomByNotice(v)
    .map((x) => (x.holds === true ? `${x.finding.severity} ${x.finding.message}` : x.holds === false ? `cleared ${x.asOfTo}` : 'unknown'))
    .join();

const fine = 'cleared 2026-11-10T09:00:00.000Z';
const suspect = (which: string, announced: string, received: string): string =>
  `high ${which}: ${announced} EA of BRK-2210 announced to HAM and ${received} received, as if one of the two were in CA (1 CA = 12 EA)`;
const two: PairView['units'] = [{ uom: 'PR', factor: exact('2') }];
const open: Partial<PairView> = { openTypes: ['UOM_SUSPECT'] };

test.each<[string, readonly Incoming[], string, Partial<PairView>?]>([
  ['as announced', [shipment('480', '480')], fine],
  ['cartons announced, pieces received', [shipment('40', '480')], suspect('shipment A1', '40', '480')],
  ['pieces announced, cartons received, and no more comes', [shipment('480', '40', { closed: true })], suspect('shipment A1', '480', '40')],
  ['the same, long overdue', [shipment('480', '40')], suspect('shipment A1', '480', '40')],
  ['a part of it, and the rest may come still', [shipment('480', '40', { etaTo: at('17') })], ''],
  ['the same, and our data do not reach its day', [shipment('480', '40')], '', { watermark: at('10 12:00') }],
  ['a few pieces off', [shipment('40', '477')], suspect('shipment A1', '40', '477')],
  ['more off than deliveries are', [shipment('40', '440')], fine],
  ['a small shipment, for which the tolerance is wide', [shipment('2', '18')], fine],
  ['short, and in no ratio', [shipment('480', '300', { closed: true })], fine],
  ['the item has no packs', [shipment('40', '480')], fine, { units: [] }],
  ['a unit as large as the piece', [shipment('40', '40')], fine, { units: [{ uom: 'PCE', factor: exact('1') }] }],
  [
    'in two lines, of which the last took what was too much',
    [shipment('20', '20'), shipment('20', '460')],
    suspect('shipment A1', '40', '480'),
  ],
  [
    'time and again',
    [shipment('40', '480'), shipment('30', '360', { reference: 'A2' }, '12')],
    suspect('2 shipments (A2, A1)', '70', '840'),
  ],
  ['a pack of two, once: it may be a half', [shipment('480', '240', { closed: true })], 'unknown', { units: two }],
  [
    'and twice in a row',
    [shipment('480', '240', { closed: true }), shipment('100', '50', { reference: 'A2', closed: true }, '12')],
    suspect('2 shipments (A2, A1)', '580', '290').replace(/CA/g, 'PR').replace('= 12', '= 2'),
    { units: two },
  ],
  ['once, and right since', [shipment('40', '480', {}, '9'), shipment('480', '480', { reference: 'A2' })], fine],
  ['nothing received', [shipment('40', null)], ''],
  ['nothing received, while one stands open', [shipment('40', null)], 'unknown', open],
  ['before the program began', [shipment('40', '480')], '', { terms: Terms.parse({ ...TERMS, go_live: '2026-11-12T00:00:00Z' }) }],
  ['nothing is agreed: to the piece', [shipment('40', '477')], fine, { terms: null }],
  ['nothing is agreed, and it is exact', [shipment('40', '480')], suspect('shipment A1', '40', '480'), { terms: null }],
])('%s', (_, list, expected, more = {}) => {
  expect(told(of(list, more))).toBe(expected);
});

test('it is a row of its own, beside what the count says, and no reason to doubt the count', () => {
  const v = of([shipment('40', '480')], {
    terms: Terms.parse({ ...TERMS, stock_view: 'supplier' }),
    counts: [count('9 06:00', '0')],
    movements: [movement('10 10:00', '480')],
    statements: [report('15', '480', '16 07:00')],
  });
  expect(uomSuspect.judge(v)).toMatchObject([
    { holds: false, key: 'UOM_SUSPECT|NORD|BRK-2210|HAM|buyer' },
    {
      holds: true,
      finding: {
        key: 'UOM_SUSPECT|NORD|BRK-2210|HAM|buyer|ship_notice',
        reported: '40',
        expected: { low: '480', high: '480' },
        difference: '-440',
        value: { amount: '37400', currency: 'EUR' },
        details: { by: 'ship_notice', unit: 'CA', shipments: [{ shipment: 'A1', announced: '40', received: '480' }] },
      },
    },
  ]);
  expect(doubtOf(v)).toBeUndefined();
});

test.each<[string, string | null, string | undefined]>([
  ['about ship notices', null, undefined],
  ['about the count', 'PACK_FACTOR', 'UOM_SUSPECT'],
])('one that stands open %s doubts a count that cannot be compared yet: %s', (_, cause, doubt) => {
  const v = of([], {
    counts: [count('9 06:00', '480')],
    statements: [report('16', '40', '16 07:00')],
    watermark: at('15 12:00'),
    openTypes: ['UOM_SUSPECT'],
    open: [{ type: 'UOM_SUSPECT', cause, reported: '40', asOfTo: at('15'), lastSeenAt: at('15') }],
  });
  expect(doubtOf(v)).toBe(doubt);
});
