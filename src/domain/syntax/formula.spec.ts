import { type Held, simpleFormula, workedOut } from './formula';

const CELLS: Readonly<Record<string, Held>> = { '1,0': 5, '1,1': 7, '2,0': -2.5, '2,1': 'text', '3,0': undefined, '4,0': 0 };
const held = (row: number, column: number): Held => (`${row},${column}` in CELLS ? CELLS[`${row},${column}`] : 'blank');
const result = (text: string, rows = 0, columns = 0): number | undefined => {
  const formula = simpleFormula(text);
  return formula && workedOut(formula, { rows, columns }, held)?.value;
};

test.each([
  ['A1+B1', 12], ['A1-B1*2', -9], ['(A1-B1)*2', -4], ['-A1', -5], ['--A1', 5], ['A1*150%', 7.5], ['A1/2/5', 0.5], ['2-1-1', 0], ['$A$1+1e2', 105],
  ['SUM(A1:B1)', 12], ['SUM(A1:B2)', 9.5], ['SUM(B1:A2)', 9.5], ['SUM(A1,A1:B1,10)', 27], [' SUM(A1:A2) / 2 ', 1.25], ['SUM(B2)', 0], ['C9+A1', 5], ['A1+SUM(SUM(A1),B1)', 17], ['.5*A1', 2.5],
])('%s is %d', (text, value) => expect(result(text)).toBe(value)); // prettier-ignore

test.each([
  '', 'B2+1', 'A3+1', 'SUM(A1:A3)', 'A1/A4', 'A1/C9', 'VLOOKUP(A1,A:B,2)', 'Sheet2!A1', "'Old'!A1+1", 'A1&"x"', 'A1>2', 'A1^2', 'SUM(A:A)', 'Total', 'A1+', '(A1', 'A1)', 'SUM(A1:B1', 'SUM()', 'A1 B1', 'ROUND(A1,0)',
  'LOG10(A1)', 'A1.B1', 'SUM(A1;B1)', `${'('.repeat(60)}1${')'.repeat(60)}`, '1+'.repeat(2000) + '1',
])('%s is nothing that can be worked out', (text) => expect(result(text)).toBeUndefined()); // prettier-ignore

test('a formula that several cells share is of their own rows and columns, but for what a $ holds', () => {
  expect(result('A1', 1)).toBe(-2.5);
  expect(result('A1', 0, 1)).toBe(7);
  expect(result('A$1+$A1', 1)).toBe(2.5);
  expect(result('SUM(A1:A1)', 1)).toBe(-2.5);
});
