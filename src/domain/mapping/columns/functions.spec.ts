import { parseMappingFile } from '../mapping-file';
import { ownTerms } from './terms-of';
import { FUNCTIONS } from './functions';
import { DATE_FORMATS } from './functions/codes';
import { applied } from './steps';
import { BLANK, Refused, textOf } from './value';

/** What the steps of a mapping, as a person writes them, make of a text in a column whose decimal sign is the comma. */
function made(text: string, then: string, cell?: { shown: string; raw: string | number }): string {
  const parsed = parseMappingFile(`name: a\nsupplier: N\ncolumns:\n  vendor: { from: A, then: ${then} }\n  on_hand: B\n`, 'm.yaml');
  if ('issue' in parsed) throw new Error(parsed.issue.detail);
  const out = applied(cell ? { cell } : { text }, ownTerms(parsed.mapping.columns.vendor)!.then!, ',');
  const shown = out === BLANK || out instanceof Refused ? out : textOf(out);
  return shown === BLANK ? 'BLANK' : shown instanceof Refused ? `REFUSED ${shown.why}` : shown;
}

const CASES: readonly (readonly [then: string, text: string, expected: string])[] = [
  ['[trim]', '  a b ', 'a b'], ['[squeeze]', ' a \n  b ', 'a b'], ['[without_blanks]', '4 006 381', '4006381'],
  ['[upper]', 'straße é', 'STRASSE É'], ['[lower]', 'ÄB', 'äb'], ['[digits]', 'PC-04/17', '0417'], ['[digits]', 'x', 'REFUSED "x" has no digit in it'],
  ['[letters]', '12 Stück!', 'Stück'], ['[letters]', '12', 'REFUSED "12" has no letter in it'],
  ['[{ replace: { text: "-", by: "/" } }]', 'a-b-c', 'a/b/c'], ['[{ replace: "." }]', '1.2.3', '123'], ['[{ replace: a }]', 'aa', 'REFUSED nothing is left of "aa" after replace'],
  ['[{ replace: { text: ".*", by: x } }]', 'a.*b', 'axb'],
  ['[{ prefix: PC- }]', '7', 'PC-7'], ['[{ suffix: -A }]', '7', '7-A'], ['[{ prefix: PC- }]', ' ', 'BLANK'],
  ['[{ before: / }]', 'a / b / c', 'a'], ['[{ before: / }]', 'ab', 'REFUSED "ab" has no "/" in it'], ['[{ before: { text: /, otherwise: whole } }]', 'ab', 'ab'],
  ['[{ before: { text: /, otherwise: blank } }]', 'ab', 'BLANK'], ['[{ before: / }]', '/b', 'REFUSED nothing is left of "/b" after before'],
  ['[{ after: / }]', 'a / b / c', 'b / c'], ['[{ between: { begin: "(", end: ")" } }]', 'a (b) (c)', 'b'], ['[{ between: { begin: "(", end: ")" } }]', 'a) (b', 'REFUSED "a) (b" has no "(" with ")" behind it'],
  ['[{ part: { by: "-", number: 2 } }]', 'a-b-c', 'b'], ['[{ part: { by: "-", number: -1 } }]', 'a-b-c', 'c'], ['[{ part: { by: "-", number: 4 } }]', 'a-b-c', 'REFUSED "a-b-c" has no part 4 between "-"'],
  ['[{ left: 2 }]', '😀bc', '😀b'], ['[{ right: 2 }]', 'abc', 'bc'], ['[{ right: 9 }]', 'abc', 'abc'],
  ['[{ strip_prefix: P/N }]', 'P/N 7', '7'], ['[{ strip_prefix: P/N }]', '7', '7'], ['[{ strip_suffix: . }]', 'Stk.', 'Stk'],
  ['[strip_zeros]', '000417', '417'], ['[strip_zeros]', '000', '0'], ['[{ pad_left: 6 }]', '417', '000417'], ['[{ pad_left: { length: 4, with: x } }]', 'abcdef', 'abcdef'],
  ['[number]', '1.204,50 Stk', '1204.5 Stk'], ['[number]', '12-', '-12'], ['[number]', 'ca. 8', 'REFUSED "ca. 8" is not a number'], ['[number]', '-', 'BLANK'],
  ['[negate]', '12,5', '-12.5'], ['[negate]', '0', '0'], ['[absolute]', '12-', '12'], ['[{ add: -0.1 }]', '0,3', '0.2'], ['[{ multiply: 0.1 }]', '3', '0.3'], ['[{ multiply: 1/12 }]', '24', '2'],
  ['[{ multiply: 1/12 }]', '1', 'REFUSED 0.083333333… has no end as a decimal; say how it is rounded (round)'], ['[{ divide: 3 }, { multiply: 3 }]', '1', '1'],
  ['[{ divide: 8 }]', '1', '0.125'], ['[{ divide: 3 }, { round: 2 }]', '2', '0.67'], ['[{ round: 0 }]', '2,5', '3'], ['[{ round: 0 }]', '-2,5', '-3'], ['[{ round: 0 }]', '-0,4', '0'], ['[{ round: 2 }]', '1,005', '1.01'],
  ['[{ multiply: 3 }]', '12 Kar', '36 Kar'],
  ['[{ multiply: "999999999999999999999999" }, { multiply: "999999999999999999999999" }]', '1', 'REFUSED the number has more digits than a quantity has'],
  ['[number_of]', 'Stk 1.204', '1204'], ['[number_of]', '120/Kar', 'REFUSED "120/Kar" is more than a number with its unit'], ['[number_of]', 'ca. 120', 'REFUSED "ca. 120" is more than a number with its unit'],
  ['[number_of]', 'Kar à 12 Stk', 'REFUSED "Kar à 12 Stk" is more than a number with its unit'], ['[number_of]', 'keine', 'REFUSED "keine" holds no number'], ['[number_of]', '5-10', 'REFUSED "5-10" holds more than one number'],
  ['[unit_of]', '120 Stk', 'Stk'], ['[unit_of]', '120', 'BLANK'], ['[unit_of]', '€ 12', 'REFUSED "€ 12" is more than a number with its unit'],
  ['[{ if_blank: HB1 }]', ' ', 'HB1'], ['[{ if_blank: HB1 }]', 'HB2', 'HB2'], ['[{ if_equals: { text: n/a } }]', 'n/a', 'BLANK'], ['[{ if_equals: { text: [a, b], then: c } }]', 'b', 'c'], ['[{ if_equals: { text: a, then: c } }]', 'ab', 'ab'],
  ['[{ lookup: { values: { a: x } } }]', 'a', 'x'], ['[{ lookup: { values: { a: x } } }]', 'constructor', 'REFUSED "constructor" is not in the table of the mapping'],
  ['[{ lookup: { values: { a: x }, otherwise: whole } }]', 'b', 'b'], ['[{ lookup: { values: { a: x }, otherwise: blank } }]', 'b', 'BLANK'],
  ['[{ date: yyMMdd }]', '261115', '2026-11-15'], ['[{ date: dd/MM/yyyy }]', '31/02/2026', 'REFUSED "31/02/2026" is no day written as dd/MM/yyyy'], ['[{ date: dd.MM.yyyy HH:mm }]', '15.11.2026 18:05', '2026-11-15T18:05:00'],
  ['[check_digit]', '4006381333931', '4006381333931'], ['[check_digit]', '340123450000000017', '340123450000000017'], ['[check_digit]', '4006381333932', 'REFUSED "4006381333932" is no GTIN or SSCC: its length or its check digit is wrong'],
  ['[upper, { before: / }, { pad_left: 4 }]', 'a1/x', '00A1'],
]; // prettier-ignore

test.each(CASES)('%s of %s', (then, text, expected) => expect(made(text, then)).toBe(expected));

test('each function of the list has a case', () => {
  const untried = FUNCTIONS.filter((f) => !CASES.some(([then]) => new RegExp(`[\\[{ ,]${f.name}[\\]:, ]`).test(then)));
  expect(untried.map((f) => f.name)).toEqual([]);
  expect(FUNCTIONS.length).toBeGreaterThanOrEqual(30);
});

test('the number of a workbook is one, and its day is that day, however they are shown', () => {
  expect(made('', '[number_of]', { shown: '1.204,50', raw: 1204.5 })).toBe('1204.5');
  expect(made('', '[{ date: dd.MM.yyyy }]', { shown: '15 Nov 26', raw: '2026-11-15' })).toBe('2026-11-15');
});

test('every function takes every text: it gives a value or a reason, and nothing is thrown', () => {
  const odd = ['', ' ', '\u0000', '-', '0', '-0', '1e999', 'NaN', '٣', '１２', '😀', '\ud800', 'a'.repeat(4000), '9'.repeat(40), '1/0', '__proto__', "='=cmd|' /C calc'!A0", '$&$1', '\u202e12'];
  for (const [then] of CASES) for (const text of odd) expect(typeof made(text, then)).toBe('string');
  expect(DATE_FORMATS.map((f) => made('x', `[{ date: ${f} }]`).startsWith('REFUSED'))).not.toContain(false);
}); // prettier-ignore
