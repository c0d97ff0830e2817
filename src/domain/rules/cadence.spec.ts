import { DateTime } from 'luxon';
import { cadenceOf } from './cadence';

const ZONE = 'Europe/Berlin';
const at = (day: string): number => DateTime.fromISO(day, { zone: ZONE }).toMillis();
/** So many weeks from Monday 5 October 2026, over the end of summer time, on these weekdays (1 is Monday) at that hour. */
const weeks = (n: number, weekdays: readonly number[], time = '07:20'): number[] =>
  Array.from({ length: n }, (_, w) => weekdays.map((d) => at(`2026-10-05T${time}`) && DateTime.fromISO(`2026-10-05T${time}`, { zone: ZONE }).plus({ weeks: w, days: d - 1 }).toMillis())).flat(); // prettier-ignore
const told = (received: readonly number[]): string | null => {
  const found = cadenceOf(received, ZONE);
  return found && `${found.cron} ${found.hits}/${found.due} ${found.share} %`;
};

test.each<[string, number[], string | null]>([
  ['Mondays, by the local clock also when it changes', weeks(6, [1]), '0 8 * * 1 6/6 100 %'],
  ['workdays', weeks(3, [1, 2, 3, 4, 5]), '0 8 * * 1,2,3,4,5 15/15 100 %'],
  ['every day', weeks(2, [1, 2, 3, 4, 5, 6, 7]), '0 8 * * * 14/14 100 %'],
  ['Mondays and Thursdays', weeks(4, [1, 4]), '0 8 * * 1,4 8/8 100 %'],
  ['in the last minute of the day', weeks(6, [1], '23:59'), '59 23 * * 1 6/6 100 %'],
  ['one week left out', weeks(7, [1]).filter((_, i) => i !== 3), '0 8 * * 1 6/7 86 %'],
  ['once on another day', [...weeks(6, [1]), at('2026-10-14T09:00')], '0 8 * * 1 6/6 100 %'],
  ['a correction on the same day', [...weeks(6, [1]), at('2026-10-12T17:00')], '0 8 * * 1 6/6 100 %'],
  ['too few', weeks(5, [1]), null],
  ['now and then', [1, 4, 9, 13, 22, 36, 37, 51].map((d) => at('2026-10-05T08:00') + d * 86_400_000), null],
])('%s', (_, received, expected) => expect(told(received)).toBe(expected));
