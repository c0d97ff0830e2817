import { type Case, figureOf, weeksOf } from './card';

const c = (good: number, of: number, hours?: number): Case => ({ good, of, at: '', what: '', location: null, said: '', document: null, place: null, ...(hours === undefined ? {} : { hours }) }); // prettier-ignore

test.each<[string, Case[], object]>([
  ['nothing', [], { good: 0, of: 0, left_out: 0, percent: null, median_hours: null }],
  ['only what is left out', [c(0, 0)], { of: 0, left_out: 1, percent: null }],
  ['all', [c(1, 1), c(5, 5)], { good: 6, of: 6, percent: '100.0' }],
  ['none', [c(0, 3)], { percent: '0.0' }],
  ['nearly all is not all', [c(9996, 10000)], { percent: '99.9' }],
  ['two thirds', [c(2, 3)], { percent: '66.6' }],
  ['the middle of odd many', [c(1, 1, 1), c(1, 1, 40), c(0, 1, 3)], { median_hours: '3.0' }],
  ['the middle of even many', [c(1, 1, 1), c(1, 1, 2)], { median_hours: '1.5' }],
  ['what is left out has no part in it', [c(1, 1, 1), c(0, 0, 900)], { median_hours: '1.0', left_out: 1 }],
])('%s', (_, cases, figure) => expect(figureOf(cases)).toMatchObject(figure));

test('week by week, the last one ending with the period; nothing judged is no share', () => {
  const one = (at: string, good: number): Case => ({
    ...{ good, of: 1, at, what: '', location: null, said: '', document: null, place: null },
  });
  const cases = [one('2026-11-02T00:00:00Z', 1), one('2026-11-03T00:00:00Z', 0), one('2026-11-20T12:00:00Z', 1)];
  expect(weeksOf(cases, '2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z')).toEqual([
    { from: '2026-11-01T00:00:00.000Z', good: 1, of: 2, percent: '50.0' },
    { from: '2026-11-08T00:00:00.000Z', good: 0, of: 0, percent: null },
    { from: '2026-11-15T00:00:00.000Z', good: 1, of: 1, percent: '100.0' },
  ]);
  expect(weeksOf(cases, '2026-10-30T00:00:00Z', '2026-11-22T00:00:00Z')).toHaveLength(4); // the first one is shorter
  expect(weeksOf(cases.slice(0, 2), '2026-11-01T00:00:00Z', '2026-11-22T00:00:00Z')).toEqual([]);
});
