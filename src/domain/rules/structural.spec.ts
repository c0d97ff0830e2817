import { at, count, findings, incoming, movement, report, view } from '../../../test/support/pair';
import type { PairView } from './pair-view';

const said = (numbers: readonly [asOf: string, quantity: string][]) =>
  numbers.map(([day, q], i) => report(`${day} 08:00`, q, `${day} 09:00`, { document: { id: `doc_${i}`, file: `${day}.csv` } }));
const proposes = (v: PairView): unknown =>
  findings(v).find((f) => f.type === 'COUNT_DIVERGENCE' || f.type === 'DECISION_FLIP')?.details?.['proposes'];

// Three trucks, of which one at least is always on the road.
const trucks = {
  now: at('16 10:00'),
  counts: [count('9 18:00', '400')],
  incoming: [
    incoming('A', '150', '13 12:00', '10 06:00', [['13 12:00', '150']]),
    incoming('B', '130', '15 12:00', '12 06:00', [['15 12:00', '130']]),
    incoming('C', '170', '18 12:00', '15 06:00'),
  ],
  movements: [movement('13 12:00', '150'), movement('15 12:00', '130')],
};
const counted: [string, string][] = [
  ['16', '850'],
  ['14', '680'],
  ['11', '550'],
];

test('three reports in a row that hold what is on the way', () => {
  expect(proposes(view({ ...trucks, statements: said(counted) }))).toEqual({
    term: 'basis',
    value: 'including_in_transit',
    words: 'the supplier counts what is on the way',
    reports: ['2026-11-16 08:00', '2026-11-14 08:00', '2026-11-11 08:00'],
  });
});
test.each<[string, [string, string][]]>([
  ['two of them', counted.slice(0, 2)],
  ['one of them did not', [counted[0]!, ['14', '550'], counted[2]!]],
  ['one of them held something else', [counted[0]!, ['14', '810'], counted[2]!]],
])('not: %s', (_, numbers) => expect(proposes(view({ ...trucks, statements: said(numbers) }))).toBeUndefined());

test('three reports in a row without what is blocked', () => {
  const counts = [count('9 18:00', '400'), { ...count('9 18:00', '90'), status: 'blocked' }];
  const v = view({ now: at('16 10:00'), counts, statements: said([['16', '400'], ['14', '400'], ['11', '400']]) }); // prettier-ignore
  expect(proposes(v)).toMatchObject({ term: 'compare_to', value: 'available' });
});
