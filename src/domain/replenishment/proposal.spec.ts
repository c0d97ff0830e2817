import { answered, proposed, type SaidLine } from './proposal';

/** `IR:0 IB:24 SCH:5 IA` are parts with their quantity; a code without one says none. */
function said(quantity: string | null, parts: string, answers = 'AC'): SaidLine {
  const all = parts.split(' ').filter(Boolean).map((p) => p.split(':') as [string, string?]); // prettier-ignore
  return {
    answers,
    codes: all.map(([c]) => c).filter((c) => c !== 'SCH'),
    quantity,
    parts: all.flatMap(([says, q]) => (q === undefined ? [] : [{ says, quantity: q === '?' ? null : q }])),
  };
}
const CASES: readonly (readonly [line: SaidLine, ordered: string | null, told: string])[] = [
  [said('8', 'IA:8'), '8', 'accepted 8 0'],
  [said('8', ''), '8', 'accepted 8 0'],
  [said('8', 'IA'), '8', 'accepted 8 0'],
  [said('8', 'IA:8'), '10', 'changed 8 -2'],
  [said('10', 'IQ:8'), '10', 'changed 8 -2'],
  [said('8', 'IS:8'), '8', 'changed 8 0'],
  [said('8', 'DR:8'), '8', 'changed 8 0'],
  [said('4', 'IR:0'), '4', 'rejected 0 -4'],
  [said('4', 'IR:4'), '4', 'rejected 0 -4'],
  [said('4', 'IR'), '4', 'rejected 0 -4'],
  [said('4', 'ID'), '4', 'rejected 0 -4'],
  [said('4', '', 'RD'), '4', 'rejected 0 -4'],
  [said('4', 'IA:4', 'RJ'), '4', 'rejected 0 -4'],
  [said('48', 'DR:24 IB:24'), '48', 'backordered 48 0'],
  [said('48', 'IA:24 IR:24'), '48', 'changed 24 -24'],
  [said('48', 'IA:24 IR'), '48', 'changed null null'],
  [said('8', 'IH:8'), '8', 'changed null null'],
  [said('8', 'IA:?'), '8', 'accepted null null'],
  [said(null, 'IA:8'), '8', 'accepted 8 0'],
  [said('8', 'SCH:4 SCH:4'), '8', 'accepted 8 0'],
  [said('1.5', 'IA:1.5'), '1.50', 'accepted 1.5 0'],
  [said('8', 'IA:8'), null, 'accepted 8 null'],
];
test.each(CASES)('%j of %s', (line, ordered, told) => {
  const { word, confirmed, difference } = answered(line, ordered);
  expect(`${word} ${confirmed} ${difference}`).toBe(told);
});

test('what is proposed is the line, else its parts, and never nothing taken for zero', () => {
  expect([said('48', 'IB:24'), said(null, 'SCH:4 SCH:5'), said(null, 'SCH:4 SCH:?'), said(null, '')].map(proposed)).toEqual(['48', '9', null, null]); // prettier-ignore
});
