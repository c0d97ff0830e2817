import { COLUMNS } from '../src/modules/feed/export-mapping';
import { type ExportedKinds, parseFeedMapping } from '../src/domain/mapping/feed-mapping';

const HEAD = 'name: a\n';
const parse = (text: string): ReturnType<typeof parseFeedMapping> => parseFeedMapping(HEAD + text, 'm.yaml', COLUMNS);
const told = (text: string): string => {
  const read = parse(text);
  return 'issue' in read ? read.issue.detail : 'read';
};
const ITEMS = '  - kind: items\n    columns: { sku: Artikel, uom: ME }\n';

test.each([
  ['one kind', 'kind: items\ncolumns: { sku: Artikel, uom: ME }\n', /^read$/],
  ['several', `kinds:\n${ITEMS}${ITEMS}`, /^read$/],
  ['neither one nor several', 'columns: { sku: Artikel }\n', /^m\.yaml:1:1 kind: is missing$|^m\.yaml kind: is missing$/],
  ['one and several', `kind: items\nkinds:\n${ITEMS}`, /^m\.yaml:3:1 kinds: an export has one kind, or a list of kinds$/],
  ['a list of none', 'kinds: []\n', /^m\.yaml:2:1 kinds: /],
  ['a kind that the feed has not', `kinds:\n${ITEMS}  - { kind: stock, columns: {} }\n`, /^m\.yaml:5:7 kinds\.1\.kind: the feed has no stock; expected one of suppliers, /],
  ['a kind by the name of what every object has', 'kinds: [{ kind: constructor }]\n', /the feed has no constructor/],
  ['a column that a kind has not', `kinds:\n${ITEMS}  - kind: item_units\n    columns:\n      sku: A\n      uom: B\n      factor: C\n      colour: D\n`, /^m\.yaml:10:7 kinds\.1\.columns\.colour: item_units have no column colour; expected one of sku, uom, factor/],
  ['a column for all that none has', `columns: { colour: C }\nkinds:\n${ITEMS}`, /^m\.yaml:2:12 columns\.colour: none of items has a column colour$/],
  ['a constant for all that none has', `constants: { lot: C }\nkinds:\n${ITEMS}`, /constants\.lot: none of items has a column lot$/],
  ['a column that one of them lacks', `columns: { sku: A }\nkinds:\n${ITEMS}  - kind: counts\n    columns: { quantity: M }\n`, /kinds\.1\.columns: counts need a column location, or a constant for it/],
  ['more than anybody exports', `kinds:\n${ITEMS.repeat(21)}`, /kinds: .*20/],
  ['a condition that is none', `kinds:\n${ITEMS}    where: { column: A, above: many }\n`, /^m\.yaml:5:\d+ kinds\.0\.where\.0\.above: expected a decimal/],
])('%s', (_, text, expected) => expect(told(text)).toMatch(expected)); // prettier-ignore

test('what stands beside the kinds holds for those that have such a column; what a kind says itself is nearer', () => {
  const text = `decimal: ','
where: { column: A, blank: false }
columns: { sku: Artikel, uom: ME, counted_at: Tag }
constants: { location: HAM, status: unrestricted }
kinds:
  - kind: items
    columns: { uom: Basis }
  - kind: counts
    decimal: '.'
    where: { column: B, is: x }
    columns: { quantity: Menge, location: Ort }
    constants: { status: blocked }
`;
  const [items, counts] = (parse(text) as { mapping: ExportedKinds }).mapping.lists;
  expect([items!.columns, items!.constants, items!.decimal, items!.where!.length]).toEqual([
    { sku: 'Artikel', uom: 'Basis' },
    { status: 'unrestricted' },
    ',',
    1,
  ]);
  expect([counts!.columns, counts!.constants, counts!.decimal, counts!.where!.length]).toEqual([
    { sku: 'Artikel', uom: 'ME', counted_at: 'Tag', quantity: 'Menge', location: 'Ort' },
    { status: 'blocked' },
    '.',
    2,
  ]);
});
