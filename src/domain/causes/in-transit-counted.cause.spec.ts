import { causeOf, said } from '../../../test/support/cause';
import { at, count, incoming, report, view } from '../../../test/support/pair';
import type { Incoming } from '../rules/pair-view';

const pair = (quantity: string, ...coming: Incoming[]) =>
  view({
    now: at('17 08:00'),
    counts: [count('13 18:00', '400')],
    statements: [report('16 18:00', quantity, '17 07:30')],
    incoming: coming,
  });
const a = incoming('A', '96', '18 10:00', '15 06:00', [['16 10:00', '36']]);
const b = incoming('B', '150', '19 10:00', '15 06:00');
const c = incoming('C', '310', '20 10:00', '15 06:00');

test.each([
  ['what is still open of one', pair('460', a), '60 EA of shipment A, due 2026-11-18 10:00'],
  ['one of several', pair('550', a, b, c), '150 EA of shipment B, due 2026-11-19 10:00'],
  ['two of three', pair('770', a, b, c), '60 EA of shipment A and 310 EA of shipment C'],
  ['all that is open', pair('920', a, b, c), '60 EA of shipment A, 150 EA of shipment B and 310 EA of shipment C'],
  ['a count that is a little off', pair('463', a), '60 EA of shipment A, due 2026-11-18 10:00'],
])('%s', (_, v, words) => {
  expect(causeOf(v)).toMatchObject({ code: 'IN_TRANSIT_COUNTED', text: `the supplier seems to count what is on the way: ${words}` });
});

test('what was to be there is no longer on its way, and what was sent after the report was not yet', () => {
  expect(said('IN_TRANSIT_COUNTED', pair('496', incoming('D', '96', '16 10:00', '15 06:00')))).toEqual([]);
  expect(said('IN_TRANSIT_COUNTED', pair('496', incoming('D', '96', '18 10:00', '17 07:45')))).toEqual([]);
});

test('with many on the way a sum that fits is no proof', () => {
  const many = [17, 23, 31, 37, 41, 43, 47, 53, 59, 61].map((q, i) => incoming(`S${i}`, String(q), '18 10:00', '15 06:00'));
  expect(causeOf(pair('535', ...many))).toMatchObject({ code: 'UNEXPLAINED' });
});
