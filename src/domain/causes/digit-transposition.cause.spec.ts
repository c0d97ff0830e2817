import { causeOf, said } from '../../../test/support/cause';
import { at, count, report, view } from '../../../test/support/pair';

const pair = (reported: string, counted: string) =>
  view({ now: at('17 08:00'), counts: [count('13 18:00', counted)], statements: [report('16', reported, '17 07:30')] });

test.each([
  ['412', '142', 'two digits seem to be swapped: 412 for 142 EA'],
  ['1934', '1394', 'two digits seem to be swapped: 1934 for 1394 EA'],
  ['502', '520', 'two digits seem to be swapped: 502 for 520 EA'],
  ['0.75', '7.05', undefined], // the point moves, no two digits
  ['12.75', '21.75', 'two digits seem to be swapped: 12.75 for 21.75 EA'],
  ['444', '480', undefined], // a multiple of nine, and not these digits
  ['241', '412', undefined], // three digits turned round
  ['412', '1420', undefined], // a digit more
  ['1020', '120', undefined],
  ['372', '732', 'two digits seem to be swapped: 372 for 732 EA'],
])('%s for %s', (reported, counted, text) => {
  const wide = { ...pair(reported, counted), terms: null };
  expect(said('DIGIT_TRANSPOSITION', wide)[0]).toBe(text);
  if (text) expect(causeOf(wide)).toMatchObject({ code: 'DIGIT_TRANSPOSITION', text });
});

test('whoever counts in cartons swaps the digits of the cartons', () => {
  expect(causeOf(pair('252', '144'))).toEqual({
    code: 'DIGIT_TRANSPOSITION',
    text: 'two digits seem to be swapped: 21 for 12 CA',
    evidence: ['reported 21 CA', 'book 12 CA', 'the digits 2 and 1 have changed places', '1 CA = 12 EA'],
  });
});
