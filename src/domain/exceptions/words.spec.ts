import * as rules from '../rules';
import { about, next, numbers, source, type Tellable } from './words';

const tellable = (e: Partial<Tellable>): Tellable => ({
  type: 'COUNT_DIVERGENCE',
  supplier: 'NORD',
  sku: 'BRK-2210',
  location: 'HAM',
  reported: '1412',
  expected: { low: '1508', high: '1508' },
  difference: '-96',
  uom: 'EA',
  value: null,
  cause: null,
  documents: [{ file: 'mail.eml/KW46.xlsx', place: 'Wk 46 stock!E6' }],
  ...e,
});

test.each([
  [{}, 'they say 1 412, our book 1 508 EA (−96)'],
  [{ expected: { low: '1', high: '2000' }, difference: '0.5' }, 'they say 1 412, our book 1 to 2 000 EA (+0.5)'],
  [{ difference: null, uom: null }, 'they say 1 412, our book 1 508'],
  [{ value: { amount: '1942.2', currency: 'USD' } }, 'they say 1 412, our book 1 508 EA (−96), 1 942.20 USD'],
  [{ value: { amount: '288', currency: 'USD' } }, 'they say 1 412, our book 1 508 EA (−96), 288 USD'],
  [{ value: { amount: '12345678.90', currency: 'EUR' } }, 'they say 1 412, our book 1 508 EA (−96), 12 345 678.90 EUR'],
  [{ type: 'ASN_OVERDUE', difference: '1412' }, 'announced 1 412, received 1 508 EA (+1 412)'],
  [{ type: 'REPLENISHMENT_MISSING' }, 'on hand and coming 1 412, minimum 1 508 EA (−96)'],
  [{ type: 'PROJECTED_SHORTAGE', reported: '1499.035714286', difference: '-8.964285714' }, 'projected 1 499, minimum 1 508 EA (−9)'],
  [{ type: 'PROJECTED_SHORTAGE', reported: '0.25', difference: '-0.25' }, 'projected 0.3, minimum 1 508 EA (−0.3)'],
  [{ difference: '-0.035714286' }, 'they say 1 412, our book 1 508 EA (−0.035714286)'], // what somebody counted is not rounded
  [{ reported: null, message: 'nothing came' }, 'nothing came'],
])('the numbers of %j', (e, says) => {
  expect(numbers(tellable(e))).toBe(says);
});

test('a cause says what to do where there is one', () => {
  expect(next(tellable({}))).toBe('recount, or ask the supplier to');
  expect(next(tellable({ cause: { code: 'IN_TRANSIT_COUNTED', text: '' } }))).toMatch(/^wait for the truck/);
  expect(next(tellable({ cause: { code: 'UNEXPLAINED', text: '' } }))).toBe('recount, or ask the supplier to');
});

test('what it is about, and where it is written', () => {
  expect(about(tellable({}))).toBe('BRK-2210 @ HAM');
  expect(about(tellable({ sku: null }))).toBe('NORD @ HAM');
  expect(source(tellable({}))).toBe('KW46.xlsx, Wk 46 stock!E6');
  expect(source(tellable({ documents: [] }))).toBe('');
});

test('every type that a rule raises has its words', () => {
  const types = Object.values(rules).flatMap((list) => list.flatMap((rule) => rule.types));
  expect(types.length).toBeGreaterThan(15);
  for (const type of types) expect(`${type}: ${next({ type, cause: null })}`).not.toBe(`${type}: look at the document`);
});
