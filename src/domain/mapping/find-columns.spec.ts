import { glob } from './find-columns';

test.each<[string, string, boolean]>([
  ['stock*', 'Stock 47.csv', true],
  ['*stock*', 'my stock list', true],
  ['*.csv', 'a.csv.xlsx', false],
  ['a.c', 'abc', false], // a point is a point
  ['a?c', 'abc', true],
  ['a?c', 'ac', false],
  ['*', '', true],
  ['', '', true],
  ['', 'a', false],
  ['a*b*c', 'a-b-b-c', true],
  ['a*b*c', 'a-c-b', false],
  ['über*', 'Überblick', true],
  ['(x)+', '(X)+', true],
])('%s and %s', (pattern, text, fits) => expect(glob(pattern).test(text)).toBe(fits));

test('a name of nothing but stars is compared in no time', () => {
  const begun = performance.now();
  expect(glob(`${'*a'.repeat(40)}b`).test('a'.repeat(4000))).toBe(false);
  expect(performance.now() - begun).toBeLessThan(500);
});
