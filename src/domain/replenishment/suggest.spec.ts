import { exact } from '../canonical/quantity';
import { type Observed, suggest } from './suggest';

const OBSERVED: Observed = {
  used: exact('900'),
  days: 90,
  daysOfUse: 60,
  leads: [],
  agreedLead: 5,
  orderDays: 0,
  multiple: null,
  moq: null,
};
const of = (more: Partial<Observed>): string => {
  const s = suggest({ ...OBSERVED, ...more });
  return s.min === null ? s.why[0]! : `${s.min} ${s.max} (${s.min_covers_days}, ${s.max_covers_days}; every ${s.orders_every_days})`;
};
test.each<[string, Partial<Observed>, string]>([
  ['by what is agreed: five working days are a week', {}, '70 140 (7, 14; every 7)'],
  ['by what was seen, with the slowest', { leads: [4, 5, 9] }, '90 160 (9, 16; every 7)'],
  ['two orders are too few', { leads: [4, 9] }, '70 140 (7, 14; every 7)'],
  ['ordered twice a week', { orderDays: 2 }, '70 105 (7, 10.5; every 3.5)'],
  ['in packs', { multiple: exact('48') }, '70 166 (7, 16.6; every 9.6)'],
  ['at least so much', { moq: exact('200') }, '70 270 (7, 27; every 20)'],
  ['a part of a unit is a whole one', { used: exact('100') }, '8 16 (7.2, 14.4; every 7.2)'],
  ['too short a time', { days: 27 }, 'its usage is known for 27 days; 28 are the least to go by'],
  ['too seldom', { daysOfUse: 4 }, 'it was used on 4 days of 90; 5 are the least to go by'],
  ['more came back than was used', { used: exact('-3') }, 'it was used on 60 days of 90; 5 are the least to go by'],
  ['nobody knows how long it takes', { agreedLead: null }, 'no lead time is agreed, and too few orders came to see one'],
  ['seen, though not agreed', { agreedLead: null, leads: [7, 7, 7] }, '70 140 (7, 14; every 7)'],
])('%s', (_, more, expected) => {
  expect(of(more)).toBe(expected);
});
test('it says why', () => {
  expect(suggest({ ...OBSERVED, leads: [4, 5, 9], moq: exact('100') }).why).toEqual([
    '900 used in 90 days, on 60 of them: 10 a day',
    '3 orders took 4 to 9 days, mostly 5',
    'min 90: 5 days of use and 4 days for the slowest delivery',
    'max 190: 100 more, 7 days of use by moq and pack',
  ]);
});
