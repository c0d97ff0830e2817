import { DateTime } from 'luxon';
import { afterWorkingDays, onOrAfter, workdays } from './calendar';

const BERLIN = 'Europe/Berlin';
const ms = (local: string): number => DateTime.fromISO(local, { zone: BERLIN }).toMillis();
const local = (at: number): string => DateTime.fromMillis(at, { zone: BERLIN }).toFormat('ccc dd HH:mm');
const plain = workdays(new Map());

test.each([
  ['a Monday midnight and five days', '2026-11-16T00:00', 5, 'Sat 21 00:00'],
  ['a Monday midnight and two days', '2026-11-16T00:00', 2, 'Wed 18 00:00'],
  ['Friday noon and one day', '2026-11-13T12:00', 1, 'Mon 16 12:00'],
  ['Friday noon and six days', '2026-11-13T12:00', 6, 'Mon 23 12:00'],
  ['Saturday noon and one day', '2026-11-14T12:00', 1, 'Tue 17 00:00'],
  ['no day', '2026-11-14T12:00', 0, 'Sat 14 12:00'],
])('%s', (_, from, days, expected) => expect(local(afterWorkingDays(ms(from), days, BERLIN, plain))).toBe(expected));

test('a holiday stands still, a working Saturday counts', () => {
  const calendar = workdays(
    new Map([
      ['2026-11-18', false],
      ['2026-11-21', true],
    ]),
  );
  expect(local(afterWorkingDays(ms('2026-11-17T09:00'), 1, BERLIN, calendar))).toBe('Thu 19 09:00');
  expect(local(afterWorkingDays(ms('2026-11-20T09:00'), 1, BERLIN, calendar))).toBe('Sat 21 09:00');
});

test('a day stays a day when the clocks change', () => {
  expect(local(afterWorkingDays(ms('2026-10-23T09:00'), 1, BERLIN, plain))).toBe('Mon 26 09:00');
});

test.each([
  ['Mon', '2026-11-17T10:00', 'Tue 24 00:00'],
  ['Thu', '2026-11-17T10:00', 'Fri 20 00:00'],
  ['Tue', '2026-11-17T10:00', 'Tue 17 10:00'],
])('the next %s at or after %s is over at %s', (day, from, expected) => expect(local(onOrAfter(ms(from), [day], BERLIN))).toBe(expected));

test('a calendar that never works ends the search', () => {
  expect(afterWorkingDays(ms('2026-11-16T00:00'), 1, BERLIN, () => false)).toBeGreaterThan(ms('2026-11-16T00:00'));
});
