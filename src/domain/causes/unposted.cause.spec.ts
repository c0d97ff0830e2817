import { causeOf } from '../../../test/support/cause';
import { at, count, incoming, movement, report, view } from '../../../test/support/pair';
import type { PairView } from '../rules/pair-view';

const pair = (quantity: string, more: Partial<PairView> = {}) =>
  view({ now: at('17 08:00'), counts: [count('9 18:00', '700')], statements: [report('16 18:00', quantity, '17 07:30')], ...more });
const also = (measure: string, quantity: string) => report('16 18:00', quantity, '17 07:30', { measure, place: 'segment 7 ZA02' });
const moves = (...m: readonly [string, string][]) => m.map(([when, q]) => movement(when, q));

test.each<[string, PairView, string, string]>([
  [
    'due, and not booked here',
    pair('820', { incoming: [incoming('901', '120', '16 14:00', '15 06:00')] }),
    'UNPOSTED_RECEIPT',
    '120 EA of shipment 901, due 2026-11-16 14:00, not booked as received',
  ],
  [
    'two of three that are due',
    pair('857', {
      incoming: [
        incoming('1', '61', '15 14:00', '14 06:00'),
        incoming('2', '77', '15 15:00', '14 06:00'),
        incoming('3', '96', '16 09:00', '15 06:00'),
      ],
    }),
    'UNPOSTED_RECEIPT',
    '61 EA of shipment 1 and 96 EA of shipment 3, due 2026-11-15 14:00, not booked as received',
  ],
  [
    'received by them, and not by us',
    pair('820', { statements: [report('16 18:00', '820', '17 07:30'), also('received', '120')] }),
    'UNPOSTED_RECEIPT',
    'the supplier reports 120 EA received, and our book has none of it',
  ],
  [
    'received by them, and by us in part',
    pair('820', { statements: [report('16 18:00', '820', '17 07:30'), also('received', '180')], movements: moves(['12 10:00', '60']), counts: [count('9 18:00', '640')] }), // prettier-ignore
    'UNPOSTED_RECEIPT',
    'the supplier reports 180 EA received, and our book has 60',
  ],
  [
    'received by us, and not by them',
    pair('560', { movements: moves(['11 10:00', '-80'], ['14 10:00', '240'], ['15 10:00', '-60']) }),
    'UNPOSTED_RECEIPT',
    'the supplier seems not to have booked the receipt of 240 EA on 2026-11-14 10:00',
  ],
  [
    'nearly, and another moment says the same of the same receipt: that is no tie',
    pair('702', { movements: moves(['16 10:00', '240']) }),
    'UNPOSTED_RECEIPT',
    'the supplier seems not to have booked the receipt of 240 EA on 2026-11-16 10:00',
  ],
  [
    'two receipts by us, and neither by them',
    pair('560', { movements: moves(['11 10:00', '-80'], ['12 10:00', '90'], ['13 10:00', '60'], ['14 10:00', '111'], ['15 10:00', '-60']) }), // prettier-ignore
    'UNPOSTED_RECEIPT',
    'the supplier seems not to have booked the receipt of 90 EA on 2026-11-12 10:00, 60 EA on 2026-11-13 10:00 and 111 EA on 2026-11-14 10:00',
  ],
  [
    'used by them, and not by us',
    pair('610', { statements: [report('16 18:00', '610', '17 07:30'), also('sold', '90')] }),
    'UNPOSTED_USAGE',
    'the supplier reports 90 EA used, and our book has none of it',
  ],
  [
    'used by them on the day that they tell of, and not by us, though we used it before',
    pair('479', { statements: [report('16', '479', '17 07:30'), report('16', '121', '17 07:30', { measure: 'sold', edi: true })], movements: moves(['10 10:00', '-41'], ['13 10:00', '-59']) }), // prettier-ignore
    'UNPOSTED_USAGE',
    'the supplier reports 121 EA used, and our book has none of it',
  ],
  [
    'used by them on a day, and counted before the day was over',
    pair('663', { statements: [report('16', '663', '17 07:30'), report('16', '121', '17 07:30', { measure: 'sold', edi: true })] }), // prettier-ignore
    'UNPOSTED_USAGE',
    'the supplier reports 121 EA used, and our book has none of it',
  ],
  [
    'less used by them than by us',
    pair('670', { statements: [report('16 18:00', '670', '17 07:30'), also('sold', '30')], movements: moves(['10 10:00', '-41'], ['13 10:00', '-59'], ['16 10:00', '-30']) }), // prettier-ignore
    'UNPOSTED_USAGE',
    'the supplier reports 30 EA used, and our book has 130',
  ],
  [
    'used by us in the middle of the week, and not by them',
    pair('633', { movements: moves(['11 10:00', '-41'], ['13 10:00', '-97'], ['16 10:00', '-26']) }),
    'UNPOSTED_USAGE',
    'the supplier seems not to have booked the usage of 97 EA on 2026-11-13 10:00',
  ],
])('%s', (_, v, code, text) => expect(causeOf(v)).toMatchObject({ code, text }));

test('no one of two equal stories is told: a shipment due and a receipt that the report names', () => {
  const v = pair('820', {
    statements: [report('16 18:00', '820', '17 07:30'), also('sold', '-120')],
    incoming: [incoming('901', '120', '16 14:00', '15 06:00'), incoming('902', '120', '18 14:00', '15 06:00')],
  });
  expect(causeOf(v)).toMatchObject({
    code: 'UNEXPLAINED',
    text: 'IN_TRANSIT_COUNTED and UNPOSTED_RECEIPT explain the difference equally well',
    evidence: ['reported 820, book 700 to 700 EA', expect.stringContaining('0 EA would be left over'), expect.stringContaining('0 EA would be left over')], // prettier-ignore
  });
});

test('a small shipment within a wide tolerance explains nothing', () => {
  const terms = { ...view({ now: 0 }).terms!, tolerance_qty: '40' };
  const v = pair('745', { terms, incoming: [incoming('901', '12', '18 14:00', '15 06:00')] });
  expect(causeOf(v).code).toBe('UNEXPLAINED'); // 33 of 45 would be left over
});
