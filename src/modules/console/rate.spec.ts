import { Rate } from './rate';

const at = (s: number): string => new Date(Date.parse('2026-11-17T12:00:00Z') + s * 1000).toISOString();
const tries = (rate: Rate, caller: string, n: number, s: number): number => {
  let taken = 0;
  for (let i = 0; i < n; i++)
    try {
      rate.take(caller, at(s));
      taken += 1;
    } catch {
      // refused
    }
  return taken;
};

test.each([
  ['a burst is taken, the rest is not', [[15, 0]], [10]],
  [
    'what was used comes back with time',
    [
      [15, 0],
      [15, 2],
    ],
    [10, 4],
  ],
  [
    'never more than a burst, however long one waits',
    [
      [15, 0],
      [15, 3600],
    ],
    [10, 10],
  ],
  [
    'a clock that goes back gives nothing',
    [
      [15, 10],
      [15, 0],
    ],
    [10, 0],
  ],
  [
    'half a request is none',
    [
      [10, 0],
      [1, 0.25],
      [1, 0.5],
    ],
    [10, 0, 1],
  ],
] as const)('%s', (_, asked, expected) => {
  // prettier-ignore
  const rate = new Rate(2, 10);
  expect(asked.map(([n, s]) => tries(rate, 'a', n, s))).toEqual(expected);
});

test('one caller takes nothing from another', () => {
  const rate = new Rate(2, 10);
  expect([tries(rate, 'a', 1000, 0), tries(rate, 'b', 5, 0), tries(rate, 'a', 5, 0)]).toEqual([10, 5, 0]);
});

test('who is refused is told when to come again, and then is taken', () => {
  const rate = new Rate(0.5, 1);
  rate.take('a', at(0));
  expect(() => rate.take('a', at(0))).toThrow(expect.objectContaining({ status: 429, more: { headers: { 'retry-after': '2' } } }));
  expect(tries(rate, 'a', 1, 2)).toBe(1);
});

test('a million callers are not remembered for ever, and the one who floods is', () => {
  const rate = new Rate(2, 10);
  for (let i = 0; i < 50_000; i++) {
    rate.take(`stranger ${i}`, at(0));
    if (i % 100 === 0) tries(rate, 'flood', 1, 0);
  }
  expect(tries(rate, 'flood', 5, 0)).toBe(0);
});
