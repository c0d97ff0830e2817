import { cronOf, weekOf } from '../../web/src/suppliers/cron';
import { byTrouble, type Health, openOf, standingOf } from '../../web/src/suppliers/standing';

const NONE = { critical: 0, high: 0, medium: 0, low: 0 };
const h = (name: string, more: Partial<Health> = {}): Health => ({ supplier: name, name, last_report: '2026-11-27T08:00:00Z', next_due: null, late: 0, open: NONE, parked: 0, shadow: false, ...more }); // prettier-ignore

test.each<[string, Partial<Health>, string, string]>([
  ['nothing', {}, 'well', 'good'],
  ['small things', { open: { ...NONE, low: 3 } }, 'only small things', 'good'],
  ['names', { parked: 2, open: { ...NONE, low: 1 } }, 'names unknown', 'warn'],
  ['medium before names', { parked: 2, open: { ...NONE, medium: 1 } }, '1 medium', 'warn'],
  ['the worst of them', { open: { critical: 1, high: 5, medium: 9, low: 0 } }, '1 critical', 'bad'],
  ['late before all', { late: 2, open: { ...NONE, critical: 4 } }, '2 reports late', 'bad'],
  ['never a report', { last_report: null }, 'nothing came yet', 'dim'],
  ['in shadow nobody hears of it', { shadow: true, late: 1 }, 'in shadow', 'dim'],
])('how a supplier stands: %s', (_, more, says, tone) => expect(standingOf(h('A', more))).toMatchObject({ says, tone }));

test('what is worst stands first', () => {
  const all = [
    h('well'),
    h('Also well'),
    h('shadow', { shadow: true, late: 3 }),
    h('names', { parked: 1 }),
    h('many high', { open: { ...NONE, high: 40 } }),
    h('critical', { open: { ...NONE, critical: 1 } }),
    h('late', { late: 1 }),
    h('late and critical', { late: 1, open: { ...NONE, critical: 1 } }),
  ];
  expect(all.sort(byTrouble).map((s) => s.name)).toEqual(['late and critical', 'late', 'critical', 'many high', 'names', 'Also well', 'well', 'shadow']); // prettier-ignore
  expect(openOf(h('A', { open: { critical: 1, high: 2, medium: 3, low: 4 } }))).toBe(10);
});

test.each([
  ['0 10 * * 1', { time: '10:00', days: [1] }, '0 10 * * 1'],
  ['5 8 * * 4,1', { time: '08:05', days: [4, 1] }, '5 8 * * 1,4'],
  ['30 6 * * 1-5', { time: '06:30', days: [1, 2, 3, 4, 5] }, '30 6 * * 1,2,3,4,5'],
  ['0 6 * * 7', { time: '06:00', days: [0] }, '0 6 * * 0'],
  ['0 6 * * *', { time: '06:00', days: [0, 1, 2, 3, 4, 5, 6] }, '0 6 * * *'],
])('%s as days and a time, and back', (cron, week, again) => {
  expect(weekOf(cron)).toEqual(week);
  expect(cronOf(week)).toBe(again);
});
test.each(['0 6 3 * *', '*/5 * * * *', '0 25 * * 1', '0 6 * * MON', 'often', ''])('%s is said in another way', (cron) => expect(weekOf(cron)).toBeNull()); // prettier-ignore
