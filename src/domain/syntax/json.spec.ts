import { jsonTables } from './json';

const shown = (text: string): string[][] =>
  jsonTables(Buffer.from(text)).map((t) => [...t.rows()].flat().map((r) => r.cells.map((c) => c.shown).join('|')));

test.each<[string, string, string[][]]>([
  ['a list', '[{"a":1,"b":"x"},{"b":null,"c":true}]', [['a|b|c', '1|x|', '||true']]],
  ['one thing after the other', '{"a":1}\n{"a":2}\n', [['a', '1', '2']]],
  ['a list in a thing', '{"place":"B","items":[{"a":1},{"a":2}]}', [['place|a', 'B|1', 'B|2']]],
  ['a thing in a thing', '[{"a":{"x":1},"b":{"x":2}}]', [['a.x|b.x', '1|2']]],
  ['two lists', '{"a":[{"x":1}],"b":[{"y":2}]}', [['x', '1'], ['y', '2']]], // prettier-ignore
  ['several values in one', '[{"a":["x","y"]}]', [['a', 'x, y']]],
  ['names that every object has', '[{"constructor":1,"__proto__":2}]', [['constructor|__proto__', '1|2']]],
])('%s', (_, text, expected) => expect(shown(text)).toEqual(expected));

test('a number keeps its zeros, and one that no float holds its digits', () => {
  const [t] = jsonTables(Buffer.from('[{"a":1204.50,"b":9007199254740993,"c":"007"}]'));
  expect([...t!.rows()].flat()[1]!.cells).toEqual([
    { shown: '1204.50', raw: 1204.5 },
    { shown: '9007199254740993', raw: '9007199254740993' },
    { shown: '007', raw: '007' },
  ]);
  expect([t!.at!(2), t!.at!(2, 1)]).toEqual(['$[0]', '$[0].b']);
});

test.each<[string, string, string]>([
  ['breaks off', '[{"a":1},\n{"a":', 'line 2: it breaks off'],
  ['a comma too many', '[{"a":1},]', 'no value'],
  ['a comma too few', '[{"a":1}{"a":2}]', '","'],
  ['a number that is none', '[{"a":01}]', '","'],
  ['twice', '[{"a":1,"a":2}]', '"a" twice'],
  ['too deep', '['.repeat(200), 'within each other'],
  ['no list', '{"a":1}', 'no list'],
])('%s: refused', (_, text, why) => expect(() => jsonTables(Buffer.from(text))).toThrow(why));
