import { delimitedTable } from '../syntax/delimited';
import { heldText } from '../syntax/text-file';
import type { KnownAs, KnownValues } from './known';
import { suggest } from './suggest';
import { parseMappingFile } from './mapping-file';

function suggested(
  text: string,
  fileName = 'list.csv',
): { fields: string[]; row: number | null; questions: readonly string[]; yaml: string | undefined } {
  const s = suggest(delimitedTable(heldText(text)), fileName, '2026-11-16T10:00:00Z');
  return {
    row: s.header_row,
    questions: s.questions,
    fields: s.fields.map((f) => `${f.field} ${f.column ?? '-'} ${f.band}`),
    yaml: s.mapping?.('NORD').yaml,
  };
}

test.each<[string, string, string[], string[]]>([
  [
    'a German list',
    'Nordwall GmbH;;;;;\nPos.;Unsere Art.-Nr.;Ihre Teile-Nr.;Lager;Bestand;ME;Stand\n1;K1;100;HB;1.240;Stk;13.11.2026\n2;K2;101;HB;3,5;m;13.11.2026\n',
    ['item 2 sure', 'item 3 sure', 'location 4 sure', 'on_hand 5 sure', 'uom 6 sure', 'as_of 7 sure'],
    [],
  ],
  [
    'a bare quantity is believed after a look',
    'SKU,Qty,Date\nA,1,2026-11-15\n',
    ['item 1 sure', 'on_hand 2 likely', 'as_of 3 likely', 'location - ask', 'uom - ask'],
    [],
  ],
  [
    'the day in the title',
    'Stand: 13.11.2026;\nSKU;Bestand\nA;1\n',
    ['item 1 sure', 'on_hand 2 sure', 'as_of - sure', 'location - ask', 'uom - ask'],
    [],
  ],
  [
    'a number in doubt',
    'SKU;Bestand\nA;1.204\nB;5\n',
    ['item 1 sure', 'on_hand 2 ask', 'location - ask', 'uom - ask', 'as_of - ask'],
    ['Is "1.204" in column "Bestand" a thousand and more, or a fraction?'],
  ],
  [
    'a day in doubt',
    'SKU;Bestand;Stand\nA;1;03/04/2026\n',
    ['item 1 sure', 'on_hand 2 sure', 'as_of 3 ask', 'location - ask', 'uom - ask'],
    ['Does "03/04/2026" in column "Stand" begin with the day or with the month?'],
  ],
  [
    'a heading over other values',
    'SKU;Bestand\nA;viel\nB;wenig\n',
    ['item 1 sure', 'on_hand 2 likely', 'location - ask', 'uom - ask', 'as_of - ask'],
    [],
  ],
  [
    'shipments',
    'Lieferschein-Nr.;Bestell-Nr.;Artikelnummer;Liefermenge;ME;Versanddatum;ETA\n1;2;A;3;ST;13.11.2026;18.11.2026\n',
    ['shipment 1 sure', 'po 2 sure', 'item 3 sure', 'shipped 4 sure', 'uom 5 sure', 'ship_date 6 sure', 'eta 7 sure', 'location - ask'],
    [],
  ],
])('%s', (_, text, fields, questions) => {
  const got = suggested(text);
  expect(got.fields.sort()).toEqual(fields.sort());
  expect(got.questions).toEqual(questions);
});

test('headings nobody knows: values speak, as questions', () => {
  const got = suggested(
    'Foo;Bar;Baz;Qux;When\n4006381333931;12;Stk;HB;13.11.2026\n4006381333948;13;Stk;HB;13.11.2026\n5901234123457;1;m;HH;13.11.2026\n96385074;2;m;HB;13.11.2026\n4006381333931;7;Stk;HH;13.11.2026\n4006381333948;8;Stk;HH;13.11.2026\n',
  );
  expect(got.row).toBe(1);
  expect(got.fields).toEqual(['item 1 ask', 'on_hand 2 ask', 'uom 3 ask', 'as_of 5 ask', 'location 4 ask']);
  expect(got.questions).toHaveLength(1);
});

test('what is saved is a mapping that reads the same list', () => {
  const { yaml } = suggested('Part No;Customer Part No;Bestand;Stand\nK;1;1.204,5;13.11.2026\n');
  const parsed = parseMappingFile(yaml!, 'm.yaml');
  expect(parsed).toMatchObject({
    mapping: {
      supplier: 'NORD',
      decimal: ',',
      columns: { item: 'Part No', buyer: 'Customer Part No', on_hand: 'Bestand', as_of: 'Stand' },
    },
  });
});

test('places across are named by their headings, and saved as such', () => {
  const { fields, yaml } = suggested('Bestand je Werk;;\nArtikelnummer;HB1;HB2\nA;1;2\n');
  expect(fields).toEqual(['item 1 sure', 'on_hand 2 sure', 'on_hand 3 sure', 'uom - ask', 'as_of - ask']);
  expect(parseMappingFile(yaml!, 'm.yaml')).toMatchObject({
    mapping: { columns: { item: 'Artikelnummer' }, across: { say: 'location', columns: ['HB1', 'HB2'], measure: 'on_hand' } },
  });
});

const NO_WORDS = 'Saldo;Zeug;Wo;Art. KD\n';
const ROWS = [1, 2, 3, 4, 5, 6].map((i) => `${i * 7};X-${i};HB${i % 2};K${i}\n`).join('');
const given = (text: string, known: KnownValues): string[] =>
  suggest(delimitedTable(heldText(text)), 'list.csv', '2026-11-16T10:00:00Z', { known }).fields.map((f) => `${f.field} ${f.column ?? '-'} ${f.band}`); // prettier-ignore
const as = (what: KnownAs, ...values: string[]): [string, ReadonlySet<KnownAs>][] => values.map((v) => [v, new Set([what])]);

test.each<[string, string, KnownValues, string[]]>([
  [
    'words that are not listed are looked at, not believed',
    'Kundenmaterialnr;Voorraadeenheid;Werkelijke voorraad;Anfangsbestand\nA;ST;5;7\nB;ST;6;8\n',
    new Map(),
    ['as_of - ask', 'item 1 likely', 'location - ask', 'on_hand 3 likely', 'uom 2 likely'],
  ],
  [
    'two that may be the same are asked for',
    'SKU;Stan Piotr;Stan Pawel\nA;5;7\nB;6;8\n',
    new Map(),
    ['as_of - ask', 'item 1 likely', 'location - ask', 'on_hand 2 ask', 'on_hand 3 ask', 'uom - ask'],
  ],
  [
    'values that the masters know say what no heading says',
    `${NO_WORDS}${ROWS}`,
    new Map([...as('vendor', 'X-1', 'X-2', 'X-3', 'X-4', 'X-5'), ...as('location', 'HB0', 'HB1')]),
    ['as_of - ask', 'item 2 likely', 'location 3 likely', 'on_hand 1 likely', 'uom - ask'],
  ],
  [
    'a heading and known values make it sure',
    'Werkelijke voorraad;Kundenmaterialnr;Magazijncode\n1;A;HB1\n2;B;HB1\n',
    new Map([...as('buyer', 'A', 'B'), ...as('location', 'HB1')]),
    ['as_of - ask', 'item 2 sure', 'location 3 sure', 'on_hand 1 likely', 'uom - ask'],
  ],
  [
    'a heading over values that are unknown, beside a column of known ones, is looked at',
    `SKU;Customer Part No;Bestand\n${[1, 2, 3, 4, 5].map((i) => `A${i};B${i};${i}\n`).join('')}`,
    new Map(as('buyer', 'B1', 'B2', 'B3', 'B4', 'B5')),
    ['as_of - ask', 'item 1 likely', 'item 2 sure', 'location - ask', 'on_hand 3 sure', 'uom - ask'],
  ],
  [
    'a place that is another in every row is a shelf',
    `SKU;Location;Bestand\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((i) => `A${i};R-${i};${i}\n`).join('')}`,
    new Map(),
    ['as_of - ask', 'item 1 sure', 'location 2 likely', 'on_hand 3 sure', 'uom - ask'],
  ],
])('%s', (_, text, known, fields) => expect(given(text, known).sort()).toEqual(fields));

test('the evidence says how many values are known, and as what', () => {
  const { fields } = suggest(delimitedTable(heldText('SKU;Bestand\nA;1\nB;2\nC;3\nD;4\nE;5\n')), 'list.csv', '2026-11-16T10:00:00Z', {
    known: new Map(as('buyer', 'A', 'B', 'C', 'D')),
  });
  expect(fields[0]!.evidence).toContain("4 of 5 different values are items by the buyer's number");
});

test.each([
  ['Posição de estoque em 13/11/2026', 'SKU;Bestand\n'],
  ['Stan na 13.11.2026', 'SKU;Bestand\n'],
  ['Situazione al 13/11/2026', 'SKU;Bestand\n'],
  ['Existencias a 13/11/2026', 'Artigo;Saldo final\n'],
  ['Arrêté au 13/11/2026', 'Artigo;Saldo final\n'],
])('%s is the day of the list', (title, headings) => {
  const { fields } = suggest(delimitedTable(heldText(`${title};\n${headings}A;1\nB;2\n`)), 'list.csv', '2026-11-16T10:00:00Z');
  expect(fields.find((f) => f.field === 'as_of')).toMatchObject({ column: null, evidence: [expect.stringContaining('says 2026-11-13')] });
});

const twoRows = 'Artikel;;Bestand;\nNummer;Text;Menge;Einheit\nA-1;Mutter;5;ST\nA-2;Bolzen;6;ST\n';
test.each<[string, string, object, string]>([
  ['headings in two rows, by their numbers', twoRows, { header_row: 2, columns: { item: 1, on_hand: 3, uom: 'Einheit' } }, ''],
  [
    'what only the words say, with that at its top',
    'Kundenmaterialnr;Stan końcowy\nA;1\nB;2\n',
    { columns: { buyer: 'Kundenmaterialnr', on_hand: 'Stan końcowy' } },
    '# likely: on_hand is "Stan końcowy"\n',
  ],
])('saved: %s', (_, text, mapping, top) => {
  const { yaml } = suggested(text);
  expect(yaml).toContain(top);
  expect(parseMappingFile(yaml!, 'm.yaml')).toMatchObject({ mapping });
});

test('names of things are hardly the number of an item', () => {
  const rows = ['Hex bolt M8', 'Washer', 'Cable tie 200', 'Hose', 'Ball bearing 6204'].map((n, i) => `${n};${i};${i}\n`).join('');
  expect(suggested(`Product;Stock;Min\n${rows}`).fields).toContain('item 1 ask');
});
