import type { Cell } from '../canonical/vocabulary';
import { type DecimalSign, decimalSignOf, needsSign, readNumber } from './numbers';

const text = (shown: string): Cell => ({ shown, raw: shown });
const read = (shown: string, sign: DecimalSign = null): string => {
  const r = readNumber(text(shown), sign);
  return 'amount' in r ? `${r.amount}${r.unit ? ` ${r.unit}` : ''}` : 'blank' in r ? 'blank' : r.wrong;
};

test.each([
  ['12', '12'], ['0', '0'], ['007', '7'], ['-5', '-5'], ['−5', '-5'], ['12-', '-12'], ['(12)', '-12'], ['+3', '3'], ['-0', '0'],
  ['12 pcs', '12 pcs'], ['12Stk.', '12 Stk.'], ['12,5 kg', '12.5 kg'], ['3 m²', '3 m²'], ['7 Stück', '7 Stück'],
  ['1.234,56', '1234.56'], ['1,234.56', '1234.56'], ['1.234.567', '1234567'], ['1,234,567', '1234567'], ['1,23,456', '123456'],
  ['1 234', '1234'], ['1\u00a0234,5', '1234.5'], ["1'234.50", '1234.50'], ['1’234', '1234'],
  ['0,125', '0.125'], ['.5', '0.5'], ['12,', '12'], ['1234.567', '1234.567'], ['12,50', '12.50'], ['="0012"', '12'],
])('%s is %s', (shown, expected) => expect(read(shown)).toBe(expected)); // prettier-ignore

test.each(['', ' ', '-', '–', '--', 'n/a', 'N/A', 'n.a.', 'k.A.', 'k. A.', 'null', '\u00a0'])(
  '%j says nothing, which is not zero',
  (shown) => expect(read(shown)).toBe('blank'),
);

test.each([
  'ca. 300', '300 ca.', '~300', '>100', '10+', '300?', 'abc', '1/2', '50 %', '5 k', '2 Tsd', '1e5', '1.2E+05', '1.23457E+11', '1 2', '1 23 456', '1.23.456',
  '1,2,3', '12.11.2026', '2026-11-16', '1.234,5,6', '1,234.5.6', '-12-', '(12', '12)', '- 5 -', 'nil', 'zero', '12 or 13', '10 bis 12', '1'.repeat(41),
  '1,234,56', '1..2', "1'23",
])('%s is no number', (shown) => expect(read(shown)).toBe('not-a-number')); // prettier-ignore

test.each(['#N/A', '#NV', '#REF!', '#BEZUG!', '#DIV/0!', '#WERT!'])('%s is a failure that was saved as text', (shown) =>
  expect(read(shown)).toBe('error-cell'),
);

test.each<[string, DecimalSign, string]>([
  ['1.234', null, 'ambiguous'],
  ['1,234', null, 'ambiguous'],
  ['-1.234', null, 'ambiguous'],
  ['1.234', ',', '1234'],
  ['1.234', '.', '1.234'],
  ['1,234', ',', '1.234'],
  ['12,500 kg', '.', '12500 kg'],
  ['12.5', ',', 'ambiguous'], // the column says comma: a slip of the finger is asked about, not read as one of two numbers
  ['1,234.5', ',', 'ambiguous'],
  ['1.234,5', ',', '1234.5'],
  ['1 234', '.', '1234'],
])('%s in a column with %s is %s', (shown, sign, expected) => expect(read(shown, sign)).toBe(expected));

test.each<[string[], DecimalSign]>([
  [['1.234', '12'], null],
  [['1.234', '12,5'], ','],
  [['1.234', '0.5'], '.'],
  [['1.204,50'], ','],
  [['1.234.567'], ','],
  [['1,234,567'], '.'],
  [['12,5', '12.5'], null],
  [['Summe', '12.11.2026', 'ca. 1,5'], null],
])('%j says %s', (values, sign) => expect(decimalSignOf(values)).toBe(sign));

test('what needs its column is known', () => {
  expect(['1.234', '12,500', '1.234,5', '0.500', '12', 'x', '1234.567'].map(needsSign)).toEqual([
    true,
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});

test.each<[Cell, string]>([
  [{ shown: '1,205', raw: 1204.5 }, '1204.5'],
  [{ shown: '0.3', raw: 0.1 + 0.2 }, '0.3'],
  [{ shown: '4.00638E+12', raw: 4006381333931 }, '4006381333931'],
  [{ shown: '0', raw: -0 }, '0'],
  [{ shown: '1E-7', raw: 1e-7 }, '0.0000001'],
])('%j holds %s', (cell, amount) => expect(readNumber(cell, ',')).toEqual({ amount, unit: '' }));

test.each<[Cell, string]>([
  [{ shown: '#N/A', raw: null }, 'error-cell'],
  [{ shown: '=B2*2', raw: null }, 'not-calculated'],
  [{ shown: '16.11.2026', raw: '2026-11-16' }, 'not-a-number'],
  [{ shown: 'TRUE', raw: true }, 'not-a-number'],
  [{ shown: '∞', raw: Infinity }, 'not-a-number'],
])('%j is no number', (cell, wrong) => expect(readNumber(cell, null)).toEqual({ wrong }));
