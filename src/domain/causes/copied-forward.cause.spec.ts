import { causeOf, said } from '../../../test/support/cause';
import { at, count, movement, report, view } from '../../../test/support/pair';
import type { PairView } from '../rules/pair-view';

const last = { document: { id: 'doc_0', file: 'kw46.csv' }, place: 'row 3, column Qty' };
const pair = (more: Partial<PairView> = {}) =>
  view({
    now: at('16 08:00'),
    counts: [count('8 06:00', '412')],
    movements: [movement('10 09:00', '-50'), movement('11 09:00', '100'), movement('12 09:00', '-81')],
    statements: [report('15', '412', '16 07:30'), report('09', '412', '10 07:30', last)],
    ...more,
  });

test('the number of the report before, though usage went on', () => {
  expect(causeOf(pair())).toEqual({
    code: 'COPIED_FORWARD',
    text: 'the same number as in the report of 2026-11-09, though 131 EA were used since',
    evidence: [
      'reported 412 as of 2026-11-15, and 412 as of 2026-11-09 (kw46.csv, row 3, column Qty)',
      'used in between: 131 EA',
      'book then 412, now 381 EA',
    ],
  });
});

test.each<[string, Partial<PairView>]>([
  ['another number', { statements: [report('15', '413', '16 07:30'), report('09', '412', '10 07:30', last)] }],
  ['nothing was used, a truck came', { movements: [movement('11 09:00', '-0'), movement('12 09:00', '100')] }],
  [
    'the book came back to where it was',
    { counts: [count('8 06:00', '300')], movements: [movement('10 09:00', '-50'), movement('11 09:00', '50')] },
  ],
  ['nothing, twice', { statements: [report('15', '0', '16 07:30'), report('09', '0', '10 07:30', last)] }],
  ['another measure', { statements: [report('15', '412', '16 07:30'), report('09', '412', '10 07:30', { ...last, measure: 'sold' })] }],
  ['a lot of the same report', { statements: [report('15', '412', '16 07:30'), report('09', '412', '16 07:30')] }],
])('no copy: %s', (_, more) => expect(said('COPIED_FORWARD', pair(more))).toEqual([]));

test('an earlier one counts as it was corrected last', () => {
  const corrected = report('09', '400', '11 07:30', { ...last, document: { id: 'doc_9', file: 'kw46-new.csv' } });
  expect(said('COPIED_FORWARD', pair({ statements: [...pair().statements, corrected] }))).toEqual([]);
});
