import { delimitedTable } from '../syntax/delimited';
import { heldText } from '../syntax/text-file';
import { parseMappingFile } from './mapping-file';
import { type NamedBefore, namedIn } from './named-before';
import { suggest, type Suggestion } from './suggest';

function layout(columns: string, { name = 'acme-stock', holds = true, more = '' } = {}): NamedBefore[] {
  const read = parseMappingFile(`name: ${name}\nsupplier: ACME\n${more}columns: ${columns}\n`, 'm.yaml');
  if ('issue' in read) throw new Error(read.issue.detail);
  return namedIn(read.mapping, `ACME's mapping ${name}, version 3,`, holds);
}
const suggested = (text: string, ...before: NamedBefore[][]): Suggestion =>
  suggest(delimitedTable(heldText(text)), 'list.csv', '2026-11-16T10:00:00Z', { before: before.flat() });
const shown = ({ fields }: Suggestion): string[] =>
  fields.flatMap((f) => (f.column === null ? [] : [`${f.whose ?? f.field} ${f.column} ${f.band}`])).sort();

const OWN_WORDS = 'Zeug;Was da liegt;Wo\nA;5;HB\nB;6;HB\n';
const WEEK = { name: 'acme-week' };

test.each<[string, string, NamedBefore[][], string[], string[]]>([
  [
    'words that nobody else uses are known by the layout',
    OWN_WORDS,
    [layout('{ vendor: Zeug, on_hand: WAS-DA-LIEGT, location: Wo }')],
    ['location 3 sure', 'on_hand 2 sure', 'vendor 1 sure'],
    [],
  ],
  [
    'a layout of ship notices says nothing of a stock list',
    'SKU;Bestand;Menge 2\nA;1;2\n',
    [layout('{ item: SKU, shipped: Menge 2 }', { more: 'kind: ship_notice\n' })],
    ['item 1 sure', 'on_hand 2 sure'],
    [],
  ],
  [
    'its word is weighed above the words of a heading, and looked at',
    'SKU;Bestand;Frei\nA;1;2\n',
    [layout('{ item: SKU, sold: Bestand }')],
    ['available 3 sure', 'item 1 sure', 'sold 2 likely'],
    [],
  ],
  [
    'a column that it reads comes before another with a known heading',
    'SKU;Bestand;Menge echt\nA;1;2\n',
    [layout('{ item: SKU, on_hand: Menge echt }')],
    ['item 1 sure', 'on_hand 2 ask', 'on_hand 3 likely'],
    [],
  ],
  [
    'of two headings that may be the same, it says which',
    'SKU;Bestand;Stock\nA;1;2\n',
    [layout('{ item: SKU, on_hand: Stock }')],
    ['item 1 sure', 'on_hand 2 ask', 'on_hand 3 sure'],
    [],
  ],
  [
    'two layouts that read a column otherwise are a question',
    'SKU;Bestand\nA;1\n',
    [layout('{ item: SKU, on_hand: Bestand }'), layout('{ item: SKU, available: Bestand }', WEEK)],
    ['available 2 ask', 'item 1 sure', 'on_hand 2 ask'],
    [
      `What is "Bestand"? ACME's mapping acme-stock, version 3, reads it as on hand; ACME's mapping acme-week, version 3, reads it as available`,
    ],
  ],
  [
    'two layouts that read two columns as the same are a question',
    'SKU;Ist;Soll 2\nA;1;3\n',
    [layout('{ item: SKU, on_hand: Ist }'), layout('{ item: SKU, on_hand: Soll 2 }', WEEK)],
    ['item 1 sure', 'on_hand 2 ask', 'on_hand 3 ask'],
    [
      `Which is the on hand? ACME's mapping acme-stock, version 3, reads "Ist" as on hand; ACME's mapping acme-week, version 3, reads "Soll 2" as on hand`,
    ],
  ],
  [
    'of several headings that one layout names, the first that is there',
    'SKU;Neu;Alt 2\nA;1;3\n',
    [layout('{ item: SKU, on_hand: [Neu, Alt 2] }')],
    ['item 1 sure', 'on_hand 2 sure'],
    [],
  ],
  [
    'over values of another kind it is not believed',
    'SKU;Bestand;Was\nA;1;rot\nB;2;blau\n',
    [layout('{ item: SKU, sold: Was }')],
    ['item 1 sure', 'on_hand 2 sure', 'sold 3 ask'],
    [],
  ],
  [
    'how its numbers are written stays a question',
    'SKU;Bestand\nA;1.204\nB;5\n',
    [layout('{ item: SKU, on_hand: Bestand }')],
    ['item 1 sure', 'on_hand 2 ask'],
    ['Is "1.204" in column "Bestand" a thousand and more, or a fraction?'],
  ],
  [
    'an earlier version is looked at',
    OWN_WORDS,
    [layout('{ vendor: Zeug, on_hand: Was da liegt }', { holds: false })],
    ['on_hand 2 likely', 'vendor 1 likely'],
    [],
  ],
  [
    'an earlier version is not heard against one that holds, and takes nothing from a heading',
    'SKU;Bestand;Was\nA;1;2\n',
    [layout('{ item: SKU, sold: Was }'), layout('{ item: SKU, received: Was, on_hand: Was }', { holds: false })],
    ['item 1 sure', 'on_hand 2 sure', 'sold 3 sure'],
    [],
  ],
  [
    'a heading that stands twice is neither',
    'SKU;Bestand;Was;Was\nA;1;2;3\n',
    [layout('{ item: SKU, sold: Was }')],
    ['item 1 sure', 'on_hand 2 sure'],
    [],
  ],
  [
    'the letter of a column is no heading, and what is made of several columns is none of them',
    'SKU;Bestand;C;Xa;Xb\nA;1;2;x;y\n',
    [layout('{ item: { join: [Xa, Xb] }, sold: C }')],
    ['item 1 sure', 'on_hand 2 sure'],
    [],
  ],
])('%s', (_, text, before, fields, questions) => {
  const got = suggested(text, ...before);
  expect(shown(got)).toEqual(fields);
  if (questions.length > 0) expect(got.questions).toEqual(expect.arrayContaining(questions));
  else expect(got.questions).toEqual([]);
});

test('the evidence says which layout reads it so, and the saved mapping reads by it', () => {
  const got = suggested(OWN_WORDS, layout('{ vendor: Zeug, on_hand: Was da liegt }'));
  expect(got.fields.find((f) => f.field === 'on_hand')!.evidence).toContain("ACME's mapping acme-stock, version 3, reads it as on hand");
  expect(got.fields.find((f) => f.field === 'item')!.evidence).toContain(
    "ACME's mapping acme-stock, version 3, reads it as the supplier's number",
  );
  expect(got.mapping!('ACME').yaml).toContain('columns:\n  vendor: Zeug\n  on_hand: Was da liegt\n');
});

test('what is in doubt between layouts is not saved', () => {
  const got = suggested(
    'SKU;Bestand;Frei\nA;1;2\n',
    layout('{ item: SKU, on_hand: Bestand }'),
    layout('{ item: SKU, sold: Bestand }', WEEK),
  );
  expect(got.mapping!('ACME').yaml).toMatch(/^# \? What is "Bestand"[^]*columns:\n {2}item: SKU\n {2}available: Frei\n$/);
});
