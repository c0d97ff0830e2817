import { delimitedTable } from '../syntax/delimited';
import { heldText } from '../syntax/text-file';
import type { CountAsked } from './own-counts';
import { draft, type Suggestion } from './suggest';

/** Six items, of which the buyer counted so many. */
const COUNTED = ['10', '20.50', '30', '0', '50', '60'];
const list = (headings: string, ...columns: string[][]): string =>
  `SKU;Lager;${headings}\n${COUNTED.map((_, i) => `A-${i};HB;${columns.map((c) => c[i]).join(';')}\n`).join('')}`;
const SAME = ['10', '20,5', '30,0', '0', '50', '99'];
const OTHER = ['11', '21', '31', '41', '51', '61'];
const HALF = ['10', '20,5', '31', '1', '51', '61'];
const ZEROS = ['0', '0', '0', '0', '0', '0'];

function weighed(text: string, counts: readonly string[] = COUNTED): Suggestion {
  const { asked, settle } = draft(delimitedTable(heldText(text)), 'list.csv', '2026-11-16T10:00:00Z');
  return settle(new Map(asked.map(({ row, items }) => [row, [counts[Number(items[0]!.value.slice(2))]!]])));
}
const shown = ({ fields }: Suggestion): string[] =>
  fields.flatMap((f) => (f.column !== null && f.column > 2 ? [`${f.field} ${f.column} ${f.band}`] : [])).sort();
const told = ({ fields }: Suggestion, column: number): string => fields.find((f) => f.column === column)!.evidence.at(-1)!;

const TWO = 'Bestand neu;Bestand alt';
test.each<[string, string, string[], number]>([
  ['of two that may be on hand, the one that agrees', list(TWO, OTHER, SAME), ['on_hand 3 ask', 'on_hand 4 likely'], 0],
  ['two headings of the same meaning', list('Bestand;Stock', SAME, OTHER), ['on_hand 3 likely', 'on_hand 4 ask'], 0],
  ['both agree: a question', list(TWO, SAME, SAME), ['on_hand 3 ask', 'on_hand 4 ask'], 2],
  ['neither agrees: a question', list(TWO, HALF, OTHER), ['on_hand 3 ask', 'on_hand 4 ask'], 2],
  ['a column that nobody knows is looked at, never sure', list('Foo;Bar', OTHER, SAME), ['on_hand 3 ask', 'on_hand 4 likely'], 1],
  ['a column that disagrees keeps what its heading says', list('Bestand;Foo', OTHER, SAME), ['on_hand 3 sure'], 0],
  ['nor is another day on hand, whatever agrees', list('Foo;Bestand Vorwoche', OTHER, SAME), ['on_hand 3 ask'], 1],
  ['a column of another meaning stays what it is', list('Foo;Verkauft', OTHER, SAME), ['sold 4 sure'], 0],
  ['a bare quantity that agrees is on hand', list('Menge', SAME), ['on_hand 3 sure'], 0],
  ['a bare quantity that disagrees is looked at, as before', list('Menge', OTHER), ['on_hand 3 likely'], 0],
])('%s', (_, text, fields, questions) => {
  const got = weighed(text);
  expect(shown(got)).toEqual(fields);
  expect(got.questions).toHaveLength(questions);
});

test('zeros that agree with empty places prove nothing', () => {
  expect(shown(weighed(list(TWO, ZEROS, OTHER), ZEROS))).toEqual(['on_hand 3 ask', 'on_hand 4 ask']);
});

test('the evidence says how many agree, exactly as they are written, and where else they do', () => {
  expect(told(weighed(list('Bestand', SAME)), 3)).toBe('5 of 6 values are your own counts there');
  expect(told(weighed(list('Bestand;Foo', OTHER, SAME)), 3)).toBe('0 of 6 values are your own counts there, 5 of 6 in "Foo"');
});

test('a blank and what is no number are not compared, and no row without a count', () => {
  expect(told(weighed(list('Bestand', ['', 'n/a', '30', '0', '50', '99'])), 3)).toBe('3 of 4 values are your own counts there');
  const { settle } = draft(delimitedTable(heldText(list('Bestand', SAME))), 'list.csv', '2026-11-16T10:00:00Z');
  expect(told(settle(new Map([[3, ['20.5', '7']]])), 3)).toBe('1 of 1 values are your own counts there');
});

const ROWS = Array.from({ length: 300 }, (_, i) => `A-${i};${i}\n`).join('');
test.each<[string, string, number, Partial<CountAsked> | undefined]>([
  ['the place of each row', list('Bestand', SAME), 6, { row: 2, place: 'HB', items: [{ value: 'A-0', whose: null }] }],
  ['whose number it is', 'Customer Part No;Bestand\nA;1\n', 1, { place: null, items: [{ value: 'A', whose: 'buyer' }] }],
  ['the place of all rows', 'Lager: HB1;\nSKU;Bestand\nA;1\n', 1, { row: 3, place: 'HB1' }],
  ['no more than two hundred rows', `SKU;Bestand\n${ROWS}`, 200, { row: 2 }],
  ['nothing of a row without a place', 'SKU;Lager;Bestand\nA;HB;1\nB;;2\n', 1, { row: 2 }],
  ['nothing where no column of items is believed', 'Foo;Bestand\nA;1\nB;2\n', 0, undefined],
  ['nothing where each column is a place', 'Bestand je Werk;;\nArtikelnummer;HB1;HB2\nA;1;2\n', 0, undefined],
  ['nothing of shipments', 'Lieferschein-Nr.;Artikelnummer;Liefermenge\n1;A;3\n', 0, undefined],
])('asked is %s', (_, text, n, first) => {
  const { asked } = draft(delimitedTable(heldText(text)), 'list.csv', '2026-11-16T10:00:00Z');
  expect(asked).toHaveLength(n);
  if (first) expect(asked[0]).toMatchObject(first);
  else expect(asked[0]).toBeUndefined();
});
