import { workdays } from '../canonical/calendar';
import {
  type About,
  atOnce,
  cannotWait,
  digestDay,
  everybody,
  heardBy,
  isQuiet,
  type MaySee,
  reminderDue,
  type Routes,
  takes,
  workingDaysSince,
} from './routing';

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
const everything = (): boolean => true;
const about = (supplier: string | null, sku: string | null = null, location: string | null = null, planner: string | null = null) => ({
  ...{ supplier, sku, location, planner },
});
const hears = (r: Routes, who: string, a: About, maySee: MaySee = everything): boolean => heardBy(r, who, a, maySee).length > 0;
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
  expect(hears(routes, who, about(supplier))).toBe(yes);
});

const program = (supplier: string, sku = '*', location = '*') => ({ programs: [{ supplier, sku, location }] });
test.each([
  [{ suppliers: ['NORD'] }, about('NORD', 'A', 'HAM'), true],
  [{ planners: ['P07'] }, about('NORD', 'A', 'HAM', 'P07'), true],
  [{ planners: ['P07'] }, about('NORD', 'A', 'HAM', 'P08'), false],
  [{ planners: ['P07'] }, about('NORD', 'A', 'HAM'), false],
  [{ locations: ['HAM', 'MUC'] }, about('NORD', 'A', 'MUC'), true],
  [{ locations: ['HAM'] }, about('NORD', 'A', 'MUC'), false],
  [{ locations: ['HAM'] }, about('NORD'), false], // wider than the place
  [program('NORD'), about('NORD', 'A', 'HAM'), true],
  [program('NORD'), about('NORD'), true],
  [program('NORD'), about('HELIOS', 'A', 'HAM'), false],
  [program('NORD', 'A'), about('NORD', 'A', 'HAM'), true],
  [program('NORD', 'A'), about('NORD', 'B', 'HAM'), false],
  [program('NORD', 'A'), about('NORD'), false], // wider than the program
  [program('NORD', '*', 'HAM'), about('NORD', 'B', 'HAM'), true],
  [program('NORD', 'A', 'HAM'), about('NORD', 'A', 'MUC'), false],
  [{ suppliers: ['NORD'], locations: ['HAM'] }, about('NORD', 'A', 'HAM'), true],
  [{ suppliers: ['NORD'], locations: ['HAM'] }, about('HELIOS', 'A', 'HAM'), false],
  [{ suppliers: ['NORD'], planners: ['P07'] }, about('NORD', 'A', 'HAM', 'P08'), false],
])('%j takes %j: %s', (route, a, yes) => {
  expect(takes(route, a)).toBe(yes);
});

describe('what they may see bounds what they are told', () => {
  const two = { to: ['all'], routes: [{ name: 'north', suppliers: ['NORD'], to: ['anna', 'ben'] }] };
  const sees =
    (...pairs: string[]): MaySee =>
    (who, a) =>
      pairs.includes(`${who} ${a.location}`);
  test.each([
    ['all', sees('all HAM', 'anna HAM'), []],
    ['anna', sees('all HAM', 'anna HAM'), ['north']],
    ['ben', sees('all HAM', 'anna HAM'), []],
    ['all', sees('all HAM'), [null]], // a route none of whose people may see it does not take it
    ['all', sees('anna MUC'), []],
  ])('%s', (who, maySee, by) => {
    expect(heardBy(two, who, about('NORD', 'A', 'HAM'), maySee).map((r) => r && r.name)).toEqual(by);
  });
  test('of several routes all are told', () => {
    const both = { to: [], routes: [...two.routes, { locations: ['HAM'], to: ['anna', 'carl'] }] };
    const a = about('NORD', 'A', 'HAM');
    expect(['anna', 'ben', 'carl'].map((w) => heardBy(both, w, a, everything).length)).toEqual([2, 1, 1]);
  });
});

test.each([
  ['STOCKOUT', 'critical', false, true],
  ['CHANNEL_SILENT', 'low', false, true],
  ['ACK_OVERDUE', 'medium', false, true],
  ['PROJECTED_SHORTAGE', 'medium', true, true],
  ['PROJECTED_SHORTAGE', 'high', false, false], // below its minimum is not out
  ['REPLENISHMENT_MISSING', 'critical', false, true],
  ['REPLENISHMENT_MISSING', 'high', false, false],
  ['COUNT_DIVERGENCE', 'critical', false, false],
] as const)('%s, %s, runs out: %s: cannot wait: %s', (type, severity, runsOut, yes) => {
  expect(cannotWait({ type, severity, runsOut })).toBe(yes);
});

const night = { from: '22:00', to: '06:30' };
test.each([
  ['an evening, before', '2026-11-17T20:59:59Z', night, false],
  ['an evening', '2026-11-17T21:00:00Z', night, true],
  ['midnight', '2026-11-17T23:00:00Z', night, true],
  ['a morning', '2026-11-18T05:29:59Z', night, true],
  ['a morning, its end', '2026-11-18T05:30:00Z', night, false],
  ['noon', '2026-11-18T11:00:00Z', night, false],
  ['within a day', '2026-11-18T11:30:00Z', { from: '12:00', to: '13:00' }, true],
  ['within a day, its end', '2026-11-18T12:00:00Z', { from: '12:00', to: '13:00' }, false],
  ['the night that spring shortens, its end', '2026-03-29T04:29:00Z', night, true],
  ['the night that spring shortens, over', '2026-03-29T04:30:00Z', night, false],
  ['the night that autumn lengthens', '2026-10-25T04:31:00Z', night, true],
  ['the night that autumn lengthens, over', '2026-10-25T05:30:00Z', night, false],
  ['an hour that spring skips, before', '2026-03-29T00:59:00Z', { from: '02:00', to: '03:00' }, false],
  ['an hour that spring skips, after', '2026-03-29T01:00:00Z', { from: '02:00', to: '03:00' }, false],
  ['an hour that autumn repeats, first', '2026-10-25T00:30:00Z', { from: '02:00', to: '03:00' }, true],
  ['an hour that autumn repeats, second', '2026-10-25T01:30:00Z', { from: '02:00', to: '03:00' }, true],
])('quiet: %s', (_, now, hours, yes) => {
  expect(isQuiet(now, hours, 'Europe/Berlin')).toBe(yes);
});

test.each([
  ['the same day', '2026-11-16', '2026-11-16', 0],
  ['the next', '2026-11-16', '2026-11-17', 1],
  ['a holiday between', '2026-11-17', '2026-11-19', 1],
  ['on the holiday itself', '2026-11-17', '2026-11-18', 0],
  ['Friday to Saturday', '2026-11-13', '2026-11-14', 0],
  ['Friday to Monday', '2026-11-13', '2026-11-16', 1],
  ['told on a Saturday', '2026-11-14', '2026-11-16', 1],
  ['a week with a holiday', '2026-11-16', '2026-11-23', 4],
  ['over the change to winter time', '2026-10-23', '2026-10-27', 2],
])('working days: %s', (_, day, today, days) => {
  expect(workingDaysSince(day, today, workdays(HOLIDAY))).toBe(days);
});

test.each([
  [0, 0],
  [1, 1],
  [2, 1],
  [3, 2],
  [90, 2],
])('after %i working days the reminder that is due is number %i', (days, step) => {
  expect(reminderDue([1, 3], days)).toBe(step);
});

test('everybody is named once', () => {
  expect(everybody(routes)).toEqual(['all@acme.example', 'anna@acme.example', 'ben@acme.example']);
});

test('what does not wait for the digest', () => {
  expect((['low', 'medium', 'high', 'critical'] as const).map((s) => atOnce(s, 'high'))).toEqual([false, false, true, true]);
  expect(atOnce('critical', 'never')).toBe(false);
});
