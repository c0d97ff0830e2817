import type { Verdict } from './rule';
import { asnOverdue } from './asn-overdue.rule';
import { receiptVariance } from './receipt-variance.rule';
import { receiptWithoutAsn } from './receipt-without-asn.rule';
import { viewsOf } from './shipment-pool';
import type { ItemFlags, PoolReceipt, ShipmentFacts, ShipmentLine, ShipmentTerms } from './shipment-view';

const ms = (text: string): number => Date.parse(`2026-${text}+01:00`); // Berlin in November
const flags = (over: Partial<ItemFlags> = {}): ItemFlags => ({
  sku: 'BRK',
  uom: 'EA',
  classA: false,
  atMin: false,
  coverBelowLeadTime: false,
  unitCost: '85',
  currency: 'EUR',
  ...over,
});
const terms = (over: Partial<ShipmentTerms> = {}): ShipmentTerms => ({
  asnRequired: false,
  graceHours: 24,
  toleranceQty: '10',
  tolerancePct: '5',
  goLive: null,
  ...over,
});
const line = (over: Partial<ShipmentLine> = {}): ShipmentLine => ({
  id: 'l1',
  supplier: 'NORD',
  shipment: '910',
  sku: 'BRK',
  location: 'HAM',
  quantity: '120',
  po: null,
  poLine: null,
  sscc: null,
  shippedFrom: ms('11-15T08:00'),
  etaTo: ms('11-18T12:00'),
  noticeReceivedAt: ms('11-15T09:00'),
  cancelled: false,
  item: flags(),
  terms: terms(),
  place: 'segment 12 SN102',
  closedByBuyer: false,
  ...over,
});
const shipment = (lines: ShipmentLine[] = [line()], over: Partial<ShipmentFacts> = {}): ShipmentFacts => ({
  supplier: 'NORD',
  reference: '910',
  version: 1,
  state: 'open',
  shippedFrom: ms('11-15T08:00'),
  shippedTo: ms('11-15T08:00'),
  etaFrom: ms('11-18T12:00'),
  etaTo: ms('11-18T12:00'),
  noticeReceivedAt: ms('11-15T09:00'),
  document: { id: 'd910', file: '910.856' },
  lines,
  ...over,
});
const receipt = (id: string, quantity: string, moved: string, over: Partial<PoolReceipt> = {}): PoolReceipt => ({
  id,
  supplier: 'NORD',
  sku: 'BRK',
  location: 'HAM',
  quantity,
  movedFrom: ms(moved),
  movedTo: ms(moved),
  postedAt: ms(moved),
  shipNotice: null,
  po: null,
  poLine: null,
  packingSlip: null,
  sscc: null,
  final: false,
  reverses: null,
  damaged: false,
  flags: flags(),
  terms: terms(),
  owingSupplier: 'NORD',
  source: 'movements.csv',
  ...over,
});
const first = receipt('r1', '60', '11-16T10:00');
const second = receipt('r2', '60', '11-18T10:00');

function judged(
  now: string,
  shipments: ShipmentFacts[],
  receipts: PoolReceipt[],
): { overdue: Verdict; variances: Verdict[]; bare: Verdict[] } {
  const views = viewsOf({ now: ms(now), shipments, receipts });
  return {
    overdue: views.shipments.map((v) => asnOverdue.judge(v)[0]!)[0]!,
    variances: views.shipments.flatMap((v) => receiptVariance.judge(v)),
    bare: views.receipts.flatMap((v) => receiptWithoutAsn.judge(v)),
  };
}
const told = (v: Verdict | undefined): unknown => (v?.holds === true ? v.finding.severity : v?.holds === false ? v.resolution : v?.holds);

test.each(['11-16T12:00', '11-17T09:00', '11-18T12:00', '11-20T00:00', '11-25T00:00', '12-25T00:00'])(
  'worked case 3, both receipts: nothing at %s',
  (now) => {
    const { overdue, variances } = judged(now, [shipment()], now < '11-18T11' ? [first] : [first, second]);
    expect([overdue, ...variances].map((v) => v.holds)).toEqual([false, false]);
  },
);

test('worked case 3, without the second: one ASN_OVERDUE with 60 open, and no variance', () => {
  const { overdue, variances } = judged('11-25T08:00', [shipment()], [first]);
  expect(overdue).toMatchObject({
    holds: true,
    finding: {
      type: 'ASN_OVERDUE',
      key: 'ASN_OVERDUE|NORD|910',
      sku: 'BRK',
      location: 'HAM',
      reported: '120',
      expected: { low: '60', high: '60' },
      difference: '60',
      uom: 'EA',
      value: { amount: '5100', currency: 'EUR' },
      documents: [{ id: 'd910', place: 'segment 12 SN102' }],
      details: { open: [{ open: '60' }] },
    },
  });
  expect(variances.map((v) => v.holds)).toEqual([false]);
});

describe('ASN_OVERDUE', () => {
  test.each<[string, string, ShipmentFacts, PoolReceipt[], string]>([
    ['in its grace', '11-19T12:00', shipment(), [], 'fixed_by_supplier'],
    ['past it', '11-19T12:01', shipment(), [], 'medium'],
    ['after twice the grace', '11-20T12:01', shipment(), [], 'high'],
    ['without a grace at once', '11-18T12:01', shipment([line({ terms: terms({ graceHours: 0 }) })]), [], 'medium'],
    ['and graver after two days', '11-20T12:01', shipment([line({ terms: terms({ graceHours: 0 }) })]), [], 'high'],
    ['an item at its min', '11-19T13:00', shipment([line({ item: flags({ atMin: true }) })]), [], 'critical'],
    ['an item of class A', '11-19T13:00', shipment([line({ item: flags({ classA: true }) })]), [], 'high'],
    [
      'an item whose cover ends before its lead time',
      '11-21T13:00',
      shipment([line({ item: flags({ coverBelowLeadTime: true }) })]),
      [],
      'critical',
    ],
    ['short within tolerance', '11-25T12:00', shipment(), [receipt('r', '110', '11-18T10:00')], 'fixed_by_buyer'],
    ['a small line of which nothing came', '11-25T12:00', shipment([line({ quantity: '8' })]), [], 'high'],
    ['received late', '11-25T12:00', shipment(), [receipt('r', '120', '11-21T10:00')], 'timing'],
    ['closed short by a final receipt', '11-25T12:00', shipment(), [receipt('r', '60', '11-18T10:00', { final: true })], 'fixed_by_buyer'],
    ['closed by the buyer', '11-25T12:00', shipment([line({ closedByBuyer: true })]), [], 'fixed_by_buyer'],
    ['cancelled', '11-25T12:00', shipment([line({ cancelled: true })], { state: 'cancelled' }), [], 'fixed_by_supplier'],
    ['replaced by nothing', '11-25T12:00', shipment([]), [], 'superseded'],
    ['nobody knows when it is due', '11-25T12:00', shipment([line({ etaTo: null })], { etaTo: null }), [], 'unknown'],
    ['shipped before the program began', '11-25T12:00', shipment([line({ terms: terms({ goLive: ms('11-16T00:00') }) })]), [], 'timing'],
    ['shipped on the day on which it began', '11-25T12:00', shipment([line({ terms: terms({ goLive: ms('11-15T00:00') }) })]), [], 'high'],
    [
      'received and taken back',
      '11-25T12:00',
      shipment(),
      [receipt('r', '120', '11-18T10:00'), receipt('x', '120', '11-19T10:00', { reverses: 'r' })],
      'high',
    ],
  ])('%s', (_, now, s, receipts, expected) => expect(told(judged(now, [s], receipts).overdue)).toBe(expected));

  test('one exception for a shipment, whatever it carries', () => {
    const lines = [line(), line({ id: 'l2', sku: 'FST', quantity: '7', item: flags({ sku: 'FST', currency: 'USD' }) })];
    const { overdue } = judged('11-21T12:00', [shipment(lines)], []);
    expect(overdue).toMatchObject({ finding: { details: { never_arrived: true, open: [{ sku: 'BRK' }, { sku: 'FST', open: '7' }] } } });
    expect(overdue.holds === true && 'sku' in overdue.finding).toBe(false);
    expect(overdue.holds === true && 'value' in overdue.finding).toBe(false);
  });

  test('where the buyer’s data end before the ETA, it may have come unseen: folded under the late feed', () => {
    const seen = (watermark: number): unknown => {
      const { overdue } = judged('11-25T12:00', [shipment([line()], { watermark })], []);
      return overdue.holds === true ? overdue.finding.foldedUnder : undefined;
    };
    expect(seen(ms('11-18T11:59'))).toBe('BUYER_FEED_LATE|HAM');
    expect(seen(ms('11-18T12:00'))).toBeUndefined();
  });

  test('a later word about it is news though it was due before', () => {
    const { overdue } = judged('11-25T12:00', [shipment([line()], { changedAt: ms('11-24T12:00') })], []);
    expect(overdue).toMatchObject({ finding: { asOfTo: new Date(ms('11-24T12:00')).toISOString() } });
  });
});

describe('RECEIPT_VARIANCE', () => {
  const final = { final: true };
  const named = { shipNotice: '910' };
  test.each<[string, ShipmentFacts, PoolReceipt[], string, string | null]>([
    ['all in', shipment(), [first, second], 'fixed_by_supplier', null],
    ['a rest that is just late', shipment(), [first], 'fixed_by_supplier', null],
    ['short and final', shipment(), [receipt('r', '60', '11-18T10:00', final)], 'high', '60'],
    ['a tenth short is not yet grave', shipment(), [receipt('r', '108', '11-18T10:00', final)], 'medium', '12'],
    ['but of class A', shipment([line({ item: flags({ classA: true }) })]), [receipt('r', '108', '11-18T10:00', final)], 'high', '12'],
    ['short within tolerance', shipment(), [receipt('r', '110', '11-18T10:00', final)], 'fixed_by_supplier', null],
    [
      'then the rest comes',
      shipment(),
      [receipt('r', '60', '11-18T10:00', final), receipt('r2', '60', '11-20T10:00', final)],
      'fixed_by_supplier',
      null,
    ],
    ['over', shipment(), [receipt('r', '131', '11-18T10:00')], 'medium', '-11'],
    ['over within tolerance', shipment(), [receipt('r', '130', '11-18T10:00')], 'fixed_by_supplier', null],
    ['closed by the buyer with something received', shipment([line({ closedByBuyer: true })]), [first], 'high', '60'],
    ['closed by the buyer with nothing', shipment([line({ closedByBuyer: true })]), [], 'fixed_by_supplier', null],
    ['at another place', shipment(), [receipt('r', '120', '11-18T10:00', { ...named, location: 'MUC' })], 'medium', '0'],
    ['damaged', shipment(), [receipt('r', '120', '11-18T10:00', { damaged: true })], 'medium', '0'],
    ['a final receipt of nothing', shipment(), [receipt('r', '0', '11-18T10:00', { ...final, ...named })], 'high', '120'],
    [
      'before the program began',
      shipment([line({ terms: terms({ goLive: ms('11-16T00:00') }) })]),
      [receipt('r', '60', '11-18T10:00', final)],
      'fixed_by_supplier',
      null,
    ],
    [
      'one percent of a large line',
      shipment([line({ quantity: '10000' })]),
      [receipt('r', '9501', '11-18T10:00', final)],
      'fixed_by_supplier',
      null,
    ],
  ])('%s', (_, s, receipts, expected, difference) => {
    const { variances } = judged('11-25T12:00', [s], receipts);
    expect(variances.map(told)).toEqual([expected]);
    expect(variances.flatMap((v) => (v.holds === true ? [v.finding.difference] : []))).toEqual(difference === null ? [] : [difference]);
  });

  test('closed by the buyer before it is due, it may still come', () => {
    const { variances } = judged('11-19T11:00', [shipment([line({ closedByBuyer: true })])], [first]);
    expect(variances.map(told)).toEqual(['fixed_by_supplier']);
  });

  test('a version that no longer carries an item ends what stood open for it', () => {
    const { variances } = judged('11-25T12:00', [shipment([line()], { watchedSkus: ['BRK', 'FST'] })], [first, second]);
    expect(variances.map((v) => v.holds !== true && v.key)).toEqual(['RECEIPT_VARIANCE|NORD|910|BRK', 'RECEIPT_VARIANCE|NORD|910|FST']);
  });

  test('goods that it does not announce are a variance of their own item', () => {
    const { variances } = judged('11-25T12:00', [shipment()], [receipt('r', '5', '11-18T10:00', { ...named, sku: 'FST' })]);
    expect(variances).toMatchObject([
      { holds: false, key: 'RECEIPT_VARIANCE|NORD|910|BRK' },
      { holds: true, finding: { key: 'RECEIPT_VARIANCE|NORD|910|FST', difference: '-5', details: { kinds: ['wrong_item'] } } },
    ]);
  });
});

describe('RECEIPT_WITHOUT_ASN', () => {
  const wants = { terms: terms({ asnRequired: true }) };
  const late = shipment([line({ noticeReceivedAt: ms('11-19T09:00') })], { noticeReceivedAt: ms('11-19T09:00') });
  test.each<[string, ShipmentFacts[], PoolReceipt[], unknown[]]>([
    ['no notice', [], [receipt('r', '25', '11-18T10:00', wants)], ['low']],
    ['none wanted', [], [receipt('r', '25', '11-18T10:00')], []],
    ['no program', [], [receipt('r', '25', '11-18T10:00', { terms: null })], []],
    [
      'before the program began',
      [],
      [receipt('r', '25', '11-18T10:00', { terms: terms({ asnRequired: true, goLive: ms('11-19T00:00') }) })],
      [],
    ],
    ['a notice in time', [shipment()], [receipt('r', '25', '11-18T10:00', wants)], ['fixed_by_buyer']],
    ['a notice after the goods', [late], [receipt('r', '25', '11-18T10:00', wants)], ['timing']],
    ['somebody else’s notice', [shipment()], [receipt('r', '25', '11-18T10:00', { ...wants, supplier: 'SUD' })], ['low']],
    ['a little more than announced', [shipment()], [receipt('r', '125', '11-18T10:00', wants)], ['fixed_by_buyer']],
    ['on repeat', [], [receipt('r', '25', '11-17T10:00', wants), receipt('s', '25', '11-18T10:00', wants)], ['low', 'medium']],
    [
      'late before, and now none',
      [late],
      [
        receipt('r', '120', '11-18T10:00', { ...wants, shipNotice: '910' }),
        receipt('s', '25', '11-20T10:00', { ...wants, shipNotice: '911' }),
      ],
      ['timing', 'medium'],
    ],
    [
      'two items of one truck are no repeat',
      [],
      [
        receipt('r', '25', '11-17T10:00', { ...wants, packingSlip: 'P' }),
        receipt('s', '25', '11-17T10:05', { ...wants, packingSlip: 'P', sku: 'FST' }),
      ],
      ['low', 'low'],
    ],
    [
      'a month apart is none either',
      [],
      [receipt('r', '25', '10-17T10:00', wants), receipt('s', '25', '11-18T10:00', wants)],
      ['low', 'low'],
    ],
    [
      'taken back',
      [],
      [receipt('r', '25', '11-17T10:00', wants), receipt('x', '25', '11-17T11:00', { ...wants, reverses: 'r' })],
      ['fixed_by_buyer'],
    ],
  ])('%s', (_, shipments, receipts, expected) => expect(judged('11-25T12:00', shipments, receipts).bare.map(told)).toEqual(expected));

  test('the movement’s own supplier may be unsaid', () => {
    const { bare } = judged('11-18T12:00', [], [receipt('r', '25', '11-18T10:00', { ...wants, supplier: null })]);
    expect(bare).toMatchObject([
      { finding: { supplier: 'NORD', key: 'RECEIPT_WITHOUT_ASN|r|BRK', asOfTo: new Date(ms('11-18T10:00')).toISOString() } },
    ]);
  });
});
