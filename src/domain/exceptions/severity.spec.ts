import { stepUp, worse } from './severity';

test.each([
  ['low', {}, 'low'],
  ['low', { classA: true }, 'medium'],
  ['medium', { classA: true, coverBelowLeadTime: true, thriceIn30Days: true }, 'high'],
  ['high', { thriceIn30Days: true }, 'critical'],
  ['critical', { coverBelowLeadTime: true }, 'critical'],
  ['medium', { classA: false }, 'medium'],
] as const)('%s with %j is %s', (severity, weights, to) => expect(stepUp(severity, weights)).toBe(to));

test('the worse of two', () => {
  expect(worse('low', 'high')).toBe('high');
  expect(worse('critical', 'high')).toBe('critical');
});
