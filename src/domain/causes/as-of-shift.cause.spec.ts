import fc from 'fast-check';
import { causeOf, said } from '../../../test/support/cause';
import { at, count, movement, report, view } from '../../../test/support/pair';
import { compare } from '../ledger/compare';
import type { PairView } from '../rules/pair-view';

const week = [
  movement('11 09:00', '-37'),
  movement('12 09:00', '-53'),
  movement('13 10:00', '-41'),
  movement('13 11:00', '-22'),
  movement('14 09:00', '240'),
  movement('14 15:00', '-61'),
  movement('15 09:00', '-83'),
];
const pair = (asOf: string, quantity: string, received: string, more: Partial<PairView> = {}) =>
  view({
    now: at('17 08:00'),
    counts: [count('10 18:00', '500')],
    movements: week,
    statements: [report(asOf, quantity, received)],
    ...more,
  });

// The book: 500, 463, 410, 369 and 347, 587 and 526, 443.
test.each([
  ['15 18:00', '526', '15 19:00', 'the number is what our book said a day earlier: 526 EA'],
  ['15 18:00', '347', '15 19:00', 'the number is what our book said 2 days earlier: 347 EA'],
  ['15 18:00', '500', '15 19:00', 'the number is what our book said 5 days earlier: 500 EA'],
  ['14 07:00', '526', '15 08:00', 'the number is what our book said when that day ended: 526 EA'],
  ['14 15:30', '587', '14 19:00', 'the number is what our book said at that hour if it is written in UTC: 587 EA'],
])('as of %s it says %s', (asOf, quantity, received, text) => {
  expect(causeOf(pair(asOf, quantity, received))).toMatchObject({ code: 'AS_OF_SHIFT', text });
});

test('counted at noon, told as of the next morning', () => {
  const noon = pair('15 05:00', '587', '15 06:00', { movements: [...week.slice(0, 5), movement('14 15:00', '-61')] });
  expect(causeOf(noon)).toMatchObject({ code: 'AS_OF_SHIFT', text: 'the number is what our book said 15 hours earlier: 587 EA' });
});

test('what moved in between is told', () => {
  expect(causeOf(pair('15 18:00', '526', '15 19:00')).evidence).toEqual([
    'reported 526 EA as of 2026-11-15 18:00',
    'book 526 EA between 2026-11-14 17:45 and 2026-11-14 18:15',
    'moved in that time: usage −83 on 2026-11-15 09:00',
  ]);
});

test.each<[string, PairView]>([
  ['nobody counts what comes after the report is sent', pair('10 18:00', '347', '10 19:00')],
  ['a book that was counted anew has not moved', pair('15 18:00', '500', '15 19:00', { counts: [count('10 18:00', '500'), count('15 06:00', '300')], movements: [] })], // prettier-ignore
])('not: %s', (_, v) => expect(said('AS_OF_SHIFT', v)).toEqual([]));

test('among many numbers, near one of them is no proof', () => {
  const many = [...Array(24).keys()].map((h) => movement(`14 ${String(h).padStart(2, '0')}:30`, '-7'));
  expect(causeOf(pair('15', '454', '16 08:00', { movements: many })).code).toBe('UNEXPLAINED'); // 332, and 9 beside 445 of yesterday
});

test('whatever moved, the book of a day of the week before explains the number of that day', () => {
  const amounts = fc.array(fc.integer({ min: 30, max: 400 }), { minLength: 7, maxLength: 7 });
  fc.assert(
    fc.property(amounts, fc.integer({ min: 1, max: 6 }), (usage, back) => {
      const movements = usage.map((q, i) => movement(`${9 + i} 12:00`, `-${q}`));
      const total = (upTo: number): number => 9000 - usage.slice(0, upTo).reduce((a, b) => a + b, 0);
      const v = view({
        now: at('17 08:00'),
        counts: [count('8 18:00', '9000')],
        movements,
        terms: null,
        statements: [report('15 18:00', String(total(7 - back)), '15 19:00')],
      });
      if (compare(v).state !== 'differs') return;
      const cause = causeOf(v);
      if (cause.code !== 'UNEXPLAINED' && cause.code !== 'DIGIT_TRANSPOSITION') expect(cause.code).toBe('AS_OF_SHIFT');
      expect(said('AS_OF_SHIFT', v).some((t) => t.includes(`: ${total(7 - back)} EA`))).toBe(true);
    }),
  );
});
