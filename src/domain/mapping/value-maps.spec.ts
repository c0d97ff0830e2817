import { onlyValuesDiffer } from './value-maps';

const BASE = 'name: a\nsupplier: N\ncolumns:\n  item: Art\n  uom: ME\n';
test.each([
  ['the same', BASE, true],
  ['a comment and a version', `# why\nversion: 4\n${BASE}`, true],
  ['another order', 'supplier: N\nname: a\ncolumns: { uom: ME, item: Art }\n', true],
  ['what a unit means', 'name: a\nsupplier: N\ncolumns: { item: Art, uom: { from: ME, values: { KAR: CS } } }\n', true],
  ['another column', BASE.replace('ME', 'Einheit'), false],
  [
    'what a unit means, and another column',
    'name: a\nsupplier: N\ncolumns: { item: Art, uom: { from: VE, values: { KAR: CS } } }\n',
    false,
  ],
  ['a step beside the values', 'name: a\nsupplier: N\ncolumns: { item: Art, uom: { from: ME, then: [upper] } }\n', false],
  ['a column more', `${BASE}  on_hand: Menge\n`, false],
  ['a constant', `${BASE}constants: { location: HAM }\n`, false],
  ['another supplier', BASE.replace('N', 'M'), false],
  ['no mapping at all', '- a\n', false],
])('%s', (_, text, same) => {
  expect(onlyValuesDiffer(BASE, text)).toBe(same);
});
