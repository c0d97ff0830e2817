import { askedFields, begun, columnsUnder, type List, read, seenAs, type Seen, unused, withColumn, withIgnored, withTerm, withTop, withWord } from '../../web/src/mappings/draft'; // prettier-ignore
import { questionOf, unknownUnits } from '../../web/src/mappings/questions';
import { offered, type Schema } from '../../web/src/mappings/schema';
import { mappingSchema } from '../../src/domain/mapping/mapping-schema';
import { parseMappingFile } from '../../src/domain/mapping/mapping-file';

const column = (n: number, heading: string, more: Partial<Seen> = {}): Seen => ({
  ...{ column: n, letter: String.fromCharCode(64 + n), heading, shape: 'code', filled: 3, different: 3, first: `v${n}`, values: [] },
  ...more,
});
const COLUMNS = [column(1, 'Art'), column(2, 'Menge'), column(3, 'ME'), column(4, 'Preis'), column(5, ''), column(6, 'ME')];
const TEXT = `# Nordwall, since 2019
name: nord
supplier: NORD

columns:
  vendor: Art # theirs
  on_hand: [Bestand, Menge]
  uom: { from: ME, optional: true }
  location: { constant: HAM, values: { HAM: HAM } }
# the end
`;
const LIST: List = {
  ...{ file: 'a.csv', sheet: '', hidden: false, begins: null, rows: 3, more: false, header_row: 2, questions: [], mapping: null },
  columns: COLUMNS,
  grid: [
    { row: 1, cells: ['Woche', '46'] },
    { row: 2, cells: ['Art', 'Menge'] },
  ],
  fields: [
    { field: 'item', column: 1, heading: 'Art', band: 'likely', evidence: ['x'], whose: 'vendor' },
    { field: 'on_hand', column: 2, heading: 'Menge', band: 'sure', evidence: [] },
    { field: 'uom', column: 3, heading: 'ME', band: 'ask', evidence: [] },
    { field: 'as_of', column: null, heading: null, band: 'ask', evidence: ['no column says it'] },
  ],
};

test('a text is read as columns, and what is made otherwise is said in words', () => {
  const draft = read(TEXT)!;
  expect(draft).toMatchObject({ name: 'nord', supplier: 'NORD', kind: 'stock_report', headerRow: null, ignored: [] });
  expect(draft.columns.map((c) => [c.field, c.from, c.made])).toEqual([
    ['vendor', ['Art'], null],
    ['on_hand', ['Bestand', 'Menge'], null],
    ['uom', ['ME'], null],
    ['location', [], 'the same for all rows'],
  ]);
  expect(seenAs(draft.columns[1]!, COLUMNS)?.column).toBe(2);
  expect(unused(draft, COLUMNS).map((c) => c.letter)).toEqual(['D', 'E', 'F']);
  expect(['kind: edi\nname: x\n', '- a\n', 'name: [\n'].map(read)).toEqual([null, null, null]);
});

test.each<[string, (text: string) => string, (text: string) => string]>([
  ['nothing', (t) => t, (t) => t],
  ['another column in place of one that stands here', (t) => withColumn(t, 'vendor', COLUMNS[3]!, COLUMNS), (t) => t.replace('vendor: Art', 'vendor: Preis')], // prettier-ignore
  ['another column beside one that only other files have', (t) => withColumn(t, 'on_hand', COLUMNS[3]!, COLUMNS), (t) => t.replace('[Bestand, Menge]', '[ Bestand, Preis ]')], // prettier-ignore
  ['a column whose heading stands twice, by its number', (t) => withColumn(withTop(t, ['header_row'], 2), 'uom', COLUMNS[5]!, COLUMNS), (t) => t.replace('from: ME', 'from: 6').replace('# the end', 'header_row: 2\n# the end')], // prettier-ignore
  ['a constant becomes a column', (t) => withColumn(t, 'location', COLUMNS[3]!, COLUMNS), (t) => t.replace('{ constant: HAM, values: { HAM: HAM } }', '{ values: { HAM: HAM }, from: Preis }')], // prettier-ignore
  ['no column', (t) => withColumn(t, 'vendor', null, COLUMNS), (t) => t.replace('  vendor: Art # theirs\n', '')],
  ['no column where there was none', (t) => withColumn(t, 'lot', null, COLUMNS), (t) => t],
  ['how its numbers are written', (t) => withTerm(t, 'vendor', 'decimal', ','), (t) => t.replace('vendor: Art # theirs', 'vendor: { from: Art, decimal: "," } # theirs')], // prettier-ignore
  [
    'what a word means',
    (t) => withWord(t, 'uom', 'KAR', 'CS'),
    (t) => t.replace('optional: true }', 'optional: true, values: { KAR: CS } }'),
  ],
  ['what a word of a bare column means', (t) => withWord(t, 'vendor', 'A', 'B'), (t) => t.replace('  vendor: Art # theirs\n', '  vendor:\n    # theirs\n    from: Art\n    values:\n      A: B\n')], // prettier-ignore
  ['a word taken back', (t) => withWord(withWord(t, 'uom', 'KAR', 'CS'), 'uom', 'KAR', ''), (t) => t],
  ['a constant of all rows', (t) => withTop(t, ['constants', 'location'], 'HAM'), (t) => t.replace('# the end', 'constants:\n  location: HAM\n# the end')], // prettier-ignore
  ['and taken back', (t) => withTop(withTop(t, ['constants', 'location'], 'HAM'), ['constants', 'location'], undefined), (t) => t],
  ['what was never said taken back', (t) => withTop(t, ['constants', 'location'], undefined), (t) => t],
  ['a heading passed over, and no more', (t) => withIgnored(withIgnored(t, 'Preis', true), 'Preis', false), (t) => t],
])('the text is changed where it must be, with every comment and blank line: %s', (_, change, expected) => {
  expect(change(TEXT)).toBe(expected(TEXT));
});

test('a new one begins with what is known, and without what a person must say', () => {
  const text = begun('NORD', LIST);
  expect(text).toBe('name: nord-stock-report\nversion: 1\nsupplier: NORD\nkind: stock_report\ncolumns:\n  vendor: Art\n  on_hand: Menge\n');
  expect(parseMappingFile(text, 'x')).toHaveProperty('mapping');
  const own = '# ? Is it?\n# likely: uom is "ME"\nname: x\n# kept\n';
  expect(begun('NORD', { ...LIST, mapping: { name: 'x', yaml: own } })).toBe('name: x\n# kept\n');
  expect(begun('NORD', undefined)).toContain('columns: {}');
});

test('the fields are those that are said, those that are usual, and those for which something speaks', () => {
  const of = (text: string) =>
    askedFields(read(text)!, LIST, ['lot']).map((a) => `${a.field}${a.column ? '' : '?'}${a.proposed.length > 0 ? '!' : ''}`);
  expect(of(TEXT)).toEqual(['vendor!', 'on_hand!', 'uom!', 'location', 'as_of?', 'lot?']);
  expect(of('name: x\nsupplier: N\n')).toEqual(['vendor?!', 'on_hand?!', 'uom?!', 'location?', 'as_of?', 'lot?']);
  expect(of('name: x\nsupplier: N\ncolumns: { gtin: EAN }\n')[0]).toBe('gtin');
});

test('headings in another row than was found', () => {
  expect(columnsUnder(LIST, 1).map((c) => c.heading)).toEqual(['Woche', '46', '', '', '', '']);
  expect(columnsUnder(LIST, 0).map((c) => c.heading)).toEqual(['', '', '', '', '', '']);
  expect(columnsUnder(LIST, null)).toBe(LIST.columns);
});

describe('questions', () => {
  const ask = (detail: string) => questionOf({ code: 'x', detail }, read(TEXT)!, TEXT, COLUMNS);
  test('a number is a thousand and more, or a fraction', () => {
    const q = ask('Is "1.204" in column "Menge" a thousand and more, or a fraction?')!;
    expect(q.choices.map((c) => c.says)).toEqual(['a thousand and more: 1204', 'a fraction: 1.204']);
    expect(q.choices.map((c) => read(c.text)!.columns[1])).toEqual([expect.objectContaining({ decimal: ',' }), expect.objectContaining({ decimal: '.' })]); // prettier-ignore
    const comma = ask('Is "12,500" in column "Menge" a thousand and more, or a fraction?')!;
    expect(comma.choices.map((c) => [c.says, read(c.text)!.columns[1]!.decimal])).toEqual([['a thousand and more: 12500', '.'], ['a fraction: 12.500', ',']]); // prettier-ignore
  });
  test('a day begins with the day or with the month; of no column, of the whole list', () => {
    const q = ask('Does "03/04/2026" in column "Stand" begin with the day or with the month?')!;
    expect(q.choices.map((c) => /date_order: (.*)/.exec(c.text)![1])).toEqual(['day-first', 'month-first']);
  });
  test('what asks nothing is no question', () => expect(ask('there is nothing in the file')).toBeNull());
  test('units that nobody knows', () => {
    const waiting = [
      { reason: 'unit.unknown', detail: 'no factor is known from KAR to EA', lines: 3 },
      { reason: 'item.unknown', detail: 'no item is known under VN 1', lines: 1 },
    ];
    expect([...unknownUnits({ waiting })]).toEqual(['KAR']);
  });
});

describe('completion by the schema', () => {
  const schema = mappingSchema() as Schema;
  test.each([
    ['', 'supplier', false],
    ['name: x\ncolumns:\n  ', 'on_hand', false],
    ['columns:\n  on_hand:\n    ', 'decimal', false],
    ['columns:\n  on_hand: { ', 'blank_is_zero', false],
    ['columns:\n  on_hand: { from: A, decimal: ', ',', true],
    ['kind: ', 'ship_notice', true],
    ['coverage: ', 'delta', true],
    ['kind: edi\n', 'documents', false],
    ['hidden:\n  rows: ', 'left_out', true],
  ])('%j offers %s', (before, label, value) => {
    expect(offered(schema, before).filter((o) => o.label === label)).toEqual([expect.objectContaining({ label, value })]);
  });
  test('and nothing that is of another place', () => {
    expect(offered(schema, 'columns:\n  on_hand:\n    ').map((o) => o.label)).not.toContain('supplier');
    expect(offered(schema, 'kind: edi\n').map((o) => o.label)).not.toContain('header_row');
  });
});
