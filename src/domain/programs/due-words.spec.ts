import { cadenceInWords, graceInWords, nextDues } from './due-words';

const berlin = (cron: string, graceMinutes = 120) => ({ cron, timezone: 'Europe/Berlin', graceMinutes });
const says = (cadence: Parameters<typeof nextDues>[0], after: string): string[] => nextDues(cadence, after).map((d) => d.says);

test('the next five, with the zone and when it would be alerted', () => {
  expect(says(berlin('0 10 * * 1'), '2026-11-29T12:00:00Z')).toEqual([
    'Mon 30 Nov 10:00 CET, alert 12:00',
    'Mon 7 Dec 10:00 CET, alert 12:00',
    'Mon 14 Dec 10:00 CET, alert 12:00',
    'Mon 21 Dec 10:00 CET, alert 12:00',
    'Mon 28 Dec 10:00 CET, alert 12:00',
  ]);
});

test('another year is said, and another day of the alert', () => {
  expect(says(berlin('0 22 * * 5', 180), '2026-12-29T12:00:00Z').slice(0, 2)).toEqual([
    'Fri 1 Jan 2027 22:00 CET, alert Sat 2 Jan 2027 01:00 CET',
    'Fri 8 Jan 2027 22:00 CET, alert Sat 9 Jan 2027 01:00 CET',
  ]);
});

test('the clocks are put back and forward: due by the clock on the wall', () => {
  expect(says(berlin('0 10 * * 1'), '2027-03-20T00:00:00Z').slice(0, 2)).toEqual([
    'Mon 22 Mar 10:00 CET, alert 12:00',
    'Mon 29 Mar 10:00 CEST, alert 12:00',
  ]);
  expect(nextDues(berlin('0 10 * * 1'), '2027-03-20T00:00:00Z').map((d) => d.at).slice(0, 2)).toEqual(['2027-03-22T09:00:00.000Z', '2027-03-29T08:00:00.000Z']); // prettier-ignore
  // The grace runs on while the clock jumps: the alert names the zone that holds by then.
  expect(says(berlin('30 1 * * 0', 120), '2027-03-27T00:00:00Z')[0]).toBe('Sun 28 Mar 01:30 CET, alert Sun 28 Mar 04:30 CEST');
});

test.each([
  ['America/Los_Angeles', 'Mon 30 Nov 10:00 PST, alert 10:30'],
  ['Asia/Tokyo', 'Mon 30 Nov 10:00 GMT+9, alert 10:30'],
  ['UTC', 'Mon 30 Nov 10:00 UTC, alert 10:30'],
])('%s', (timezone, said) => expect(nextDues({ cron: '0 10 * * 1', timezone, graceMinutes: 30 }, '2026-11-29T02:00:00Z')[0]!.says).toBe(said)); // prettier-ignore

test('what never comes again is none, and what is no expression is an error', () => {
  expect(nextDues(berlin('0 10 30 2 *'), '2026-11-29T12:00:00Z')).toEqual([]);
  expect(() => nextDues(berlin('often'), '2026-11-29T12:00:00Z')).toThrow();
});

test.each([
  ['0 10 * * 1', 'Mondays at 10:00'],
  ['30 6 * * 1-5', 'Mondays to Fridays at 06:30'],
  ['0 8 * * 1,4', 'Mondays and Thursdays at 08:00'],
  ['0 8 * * 0,1,3', 'Mondays, Wednesdays and Sundays at 08:00'],
  ['0 8 * * 0-6', 'every day at 08:00'],
  ['0 8 * * *', 'every day at 08:00'],
  ['0 6 3 * *', 'on day 3 of each month at 06:00'],
  ['*/5 * * * *', '*/5 * * * *'],
  ['0 8 1 * 1', '0 8 1 * 1'],
])('%s: %s', (cron, words) => expect(cadenceInWords(cron)).toBe(words));

test.each([
  [0, 'none'],
  [90, '90 min'],
  [120, '2 h'],
  [2880, '2 d'],
])('%i minutes: %s', (minutes, words) => expect(graceInWords(minutes)).toBe(words));
