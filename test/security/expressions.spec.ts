import { leastTime } from '../support/own-time';
import { LIST, readBy, vendor } from '../support/read-mapping';
import { EXPRESSIONS } from './expressions';
import { hostile } from './hostile';

/** In the mapping, or in the list to which it was applied. */
const PLACE = /^m\.yaml(:\d+:\d+)? |row \d+, column \w+: /;
const everythingOf = (o: object): string => JSON.stringify(Object.entries(Object.getOwnPropertyDescriptors(o)).map(([k, d]) => [k, typeof d.value, d.writable])); // prettier-ignore
const MOST_MS = 50;
const BUILTINS = [Object.prototype, Array.prototype, String.prototype, Function.prototype, globalThis];
const before = BUILTINS.map(everythingOf);

beforeAll(() => void readBy(vendor('a + b'))); // the library is loaded with the first expression

hostile('expressions', EXPRESSIONS, async ({ columns, told, list = LIST, rest }) => {
  let said = '';
  const took = await leastTime(() => (said = readBy(columns, list, rest)), MOST_MS);
  expect(said).toMatch(told);
  expect(said).toMatch(PLACE);
  expect(took).toBeLessThan(MOST_MS);
  expect(BUILTINS.map(everythingOf)).toEqual(before);
});

test('an honest expression is no error, and what is changed would be seen', () => {
  expect(readBy(vendor('a == "4711" ? b : a'))).toBe('12 12; 4712 7');
  Object.defineProperty(Object.prototype, 'polluted', { value: 1, configurable: true });
  const after = BUILTINS.map(everythingOf);
  delete (Object.prototype as { polluted?: number }).polluted;
  expect(after).not.toEqual(before);
});
