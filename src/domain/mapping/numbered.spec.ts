import { clonedText, differences, sameButVersion, withVersion } from './numbered';

const TEXT = '# of Nord\nname: nord # kept\nversion: 1 # raised by apply\n\nsupplier: NORD\ncolumns: { item: Art } # one\n';

test.each([
  ['in its place, with what stands beside it', TEXT, TEXT.replace('version: 1', 'version: 12')],
  ['behind the name', 'name: nord # kept\nsupplier: NORD\n', 'name: nord # kept\nversion: 12\nsupplier: NORD\n'],
  ['behind a name at the end', 'supplier: NORD\nname: nord', 'supplier: NORD\nname: nord\nversion: 12\n'],
  ['quoted', 'name: nord\nversion: "3"\n', 'name: nord\nversion: 12\n'],
  ['in front, where there is no name', 'supplier: NORD\n', 'version: 12\nsupplier: NORD\n'],
])('the version is set %s', (_, text, expected) => expect(withVersion(text, 12)).toBe(expected));

test.each([
  [
    'its name, supplier and version',
    TEXT.replace('version: 1', 'version: 7'),
    TEXT.replace('name: nord', 'name: sued').replace('NORD', 'SÜD'),
  ],
  ['a supplier in quotes, and in front', "supplier: 'NORD' # whose\nname: nord\n", 'supplier: SÜD # whose\nname: sued\nversion: 1\n'],
  ['one within braces', '{ name: nord, supplier: NORD, version: 3 }', '{ name: sued, supplier: SÜD, version: 1 }'],
])('a clone has another one of %s, and nothing else', (_, text, expected) => expect(clonedText(text, 'sued', 'SÜD')).toBe(expected));

test('a code that YAML would read as something else stays a text', () =>
  expect(clonedText('name: a\nsupplier: NORD\nversion: 1\n', 'no', '0123')).toBe('name: no\nsupplier: "0123"\nversion: 1\n'));

test('the same text but for its number is the same; another comment is not', () => {
  expect(sameButVersion(TEXT, withVersion(TEXT, 7))).toBe(true);
  expect(sameButVersion(TEXT, TEXT.replace('# one', '# two'))).toBe(false);
});

test('what two mappings say otherwise, by its path', () => {
  const a = { name: 'n', version: 1, columns: { item: 'Art', on_hand: ['A', 'B'] }, decimal: ',' };
  const b = { name: 'n', version: 2, columns: { item: 'Artikel', on_hand: ['A', 'B'], uom: { from: 'ME' } } };
  expect(differences(a, b)).toEqual(['columns.item: "Art" -> "Artikel"', 'decimal: "," -> nothing', 'columns.uom.from: nothing -> "ME"']);
  expect(differences(null, { name: 'n' })).toEqual(['name: nothing -> "n"']);
});
