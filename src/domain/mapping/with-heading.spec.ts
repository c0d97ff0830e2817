import { withHeading } from './with-heading';

const around = (columns: string): string => `# Nord\nname: n # kept\ncolumns:\n${columns}constants: { uom: ST }\n`;

test.each([
  ['one heading', '  on_hand: Menge # not Frei\n', 'Bestand', '  on_hand: [Menge, Bestand] # not Frei\n'],
  ['one in quotes', "  on_hand: 'Menge, netto'\n", 'Bestand', "  on_hand: ['Menge, netto', Bestand]\n"],
  ['one that a list would cut', '  on_hand: Menge, netto\n', 'Bestand', '  on_hand: ["Menge, netto", Bestand]\n'],
  ['a new one that needs quotes', '  on_hand: Menge\n', 'Bestand: Stk', '  on_hand: [Menge, "Bestand: Stk"]\n'],
  ['a new one that is a word of YAML', '  on_hand: Menge\n', 'No', '  on_hand: [Menge, "No"]\n'],
  ['a new one that is a number', '  on_hand: Menge\n', '2026', '  on_hand: [Menge, "2026"]\n'],
  ['several in a row', '  on_hand: [Menge, Stk] # both\n', 'Bestand', '  on_hand: [Menge, Stk, Bestand] # both\n'],
  [
    'several below each other',
    '  on_hand:\n    - Menge # old\n    - Stk\n',
    'Bestand',
    '  on_hand:\n    - Menge # old\n    - Stk\n    - Bestand\n',
  ],
  [
    'with what only it needs',
    "  on_hand: { from: Menge, decimal: ',' }\n",
    'Bestand',
    "  on_hand: { from: [Menge, Bestand], decimal: ',' }\n",
  ],
  ['below it', '  on_hand:\n    from: Menge # old\n    optional: true\n', 'Bestand', '  on_hand:\n    from: [Menge, Bestand] # old\n    optional: true\n'], // prettier-ignore
])('%s', (_, before, heading, after) => {
  expect(withHeading(around(before), 'on_hand', heading)).toBe(around(after));
});

test.each([
  ['a column by its number', '  on_hand: 3\n'],
  ['an alias', '  vendor: &m Menge\n  on_hand: *m\n'],
  ['a field that is not there', '  vendor: Art\n'],
])('nothing can be added to %s', (_, columns) => {
  expect(withHeading(around(columns), 'on_hand', 'Bestand')).toBeUndefined();
});
