import { workdays } from '../canonical/calendar';
import { atOnce, digestDay, everybody, hears } from './routing';

const HOLIDAY = new Map([['2026-11-18', false]]);
const at = (timezone: string, time = '07:30', exceptions = HOLIDAY) => ({ timezone, at: time, isWorkday: workdays(exceptions) });

test.each([
  ['before its hour', '2026-11-17T06:29:59Z', at('Europe/Berlin'), null],
  ['at its hour', '2026-11-17T06:30:00Z', at('Europe/Berlin'), '2026-11-17'],
  ['hours after it: the process was down', '2026-11-17T22:59:00Z', at('Europe/Berlin'), '2026-11-17'],
  ['after midnight another day begins', '2026-11-16T23:10:00Z', at('Europe/Berlin'), null],
  ['on a Saturday', '2026-11-21T12:00:00Z', at('Europe/Berlin'), null],
  ['on a holiday of the calendar', '2026-11-18T12:00:00Z', at('Europe/Berlin'), null],
  ['the day is the place’s own, west', '2026-11-17T05:00:00Z', at('America/Los_Angeles', '20:00'), '2026-11-16'],
  ['the day is the place’s own, east', '2026-11-16T22:00:00Z', at('Pacific/Auckland'), '2026-11-17'],
  ['half an hour off', '2026-11-17T02:00:00Z', at('Asia/Kolkata'), '2026-11-17'],
  ['winter time', '2026-10-26T06:29:59Z', at('Europe/Berlin'), null],
  ['winter time, an hour later than the Friday before', '2026-10-26T06:30:00Z', at('Europe/Berlin'), '2026-10-26'],
  ['summer time', '2026-10-23T05:30:00Z', at('Europe/Berlin'), '2026-10-23'],
  ['the hour that spring skips, before', '2026-03-29T00:59:00Z', at('Europe/Berlin', '02:30', new Map([['2026-03-29', true]])), null],
  ['the hour that spring skips', '2026-03-29T01:30:00Z', at('Europe/Berlin', '02:30', new Map([['2026-03-29', true]])), '2026-03-29'],
  ['the hour that autumn repeats, before', '2026-10-25T00:29:00Z', at('Europe/Berlin', '02:30', new Map([['2026-10-25', true]])), null],
  [
    'the hour that autumn repeats, first',
    '2026-10-25T00:30:00Z',
    at('Europe/Berlin', '02:30', new Map([['2026-10-25', true]])),
    '2026-10-25',
  ],
  [
    'the hour that autumn repeats, second',
    '2026-10-25T01:30:00Z',
    at('Europe/Berlin', '02:30', new Map([['2026-10-25', true]])),
    '2026-10-25',
  ],
  ['New York in autumn', '2026-11-02T12:29:00Z', at('America/New_York'), null],
  ['New York in autumn', '2026-11-02T12:30:00Z', at('America/New_York'), '2026-11-02'],
])('%s', (_, now, times, day) => {
  expect(digestDay(now, times)).toBe(day);
});

const routes = {
  to: ['all@acme.example'],
  routes: [
    { suppliers: ['NORD', 'HELIOS'], to: ['anna@acme.example', 'all@acme.example'] },
    { suppliers: ['PIKE'], to: ['ben@acme.example'] },
  ],
};
test.each([
  ['all@acme.example', 'NORD', true],
  ['anna@acme.example', 'NORD', true],
  ['ben@acme.example', 'NORD', false],
  ['all@acme.example', 'PIKE', false],
  ['ben@acme.example', 'PIKE', true],
  ['all@acme.example', 'OTHER', true],
  ['anna@acme.example', 'OTHER', false],
  ['all@acme.example', null, true],
  ['ben@acme.example', null, false],
])('%s hears of %s: %s', (who, supplier, yes) => {
  expect(hears(routes, who, supplier)).toBe(yes);
});

test('everybody is named once', () => {
  expect(everybody(routes)).toEqual(['all@acme.example', 'anna@acme.example', 'ben@acme.example']);
});

test('what does not wait for the digest', () => {
  expect((['low', 'medium', 'high', 'critical'] as const).map((s) => atOnce(s, 'high'))).toEqual([false, false, true, true]);
  expect(atOnce('critical', 'never')).toBe(false);
});
