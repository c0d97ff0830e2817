import { performance } from 'node:perf_hooks';
import { deep, LIST, readBy as read, then, vendor } from '../../../../test/support/read-mapping';
import { parseFeedMapping } from '../feed-mapping';

const CASES: readonly (readonly [what: string, columns: string, expected: RegExp, list?: string, rest?: string])[] = [
  // names of a program's own things are names like any other
  ['a heading constructor', 'vendor: constructor\non_hand: B', /^c1 12; c2 7$/],
  ['a heading __proto__', "vendor: { from: __proto__, then: [upper] }\non_hand: B", /^P1 12; P2 7$/],
  ['a value constructor', 'vendor: { from: A, values: { x: y } }\non_hand: B', /^constructor 12; hasOwnProperty 7$/, 'A;B\nconstructor;12\nhasOwnProperty;7\n'],
  ['a place toString, where places are mapped', 'vendor: A\non_hand: B\nlocation: { from: C, values: { x: HB1 } }', /^4711 toString 12; 4712 HB1 7$/, 'A;B;C\n4711;12;toString\n4712;7;x\n'],
  ['a name constructor that is declared', vendor('constructor', '{ constructor: A }'), /^(4711 12; 4712 7|.*a name in an expression)/],
  // what loops, backtracks or grows
  ['a regular expression as a plain text', then('[{ replace: { text: "(a+)+$", by: x } }]'), /^4711 12; 4712 7$/],
  ['a cell of a megabyte', then('[upper]'), /^4712 7; row 2, column A: .*it has more than 4000 characters$/, `A;B\n${'x'.repeat(19_000)};12\n4712;7\n`],
  ['aliases of aliases', `vendor: A\non_hand: B\nuom: &a { from: C, then: [${'{ prefix: x }, '.repeat(3)}upper] }\nlocation: *a`, /^4711 XXXX 12XXXX; 4712 XXXY 7XXXY$|^4711 XXXX 12/],
  // numbers stay exact, and blanks blank
  ['a decimal of the language', vendor('string(0.1 + 0.2)'), /there is no function string|decimals are written as text/],
  ['a quantity that is a whole number of the language', 'vendor: A\non_hand: { cel: size(b), names: { b: B } }', /a whole number of the language, and a text is needed/],
  ['a quantity out of a text', 'vendor: A\non_hand: { cel: b, names: { b: B } }', /a quantity must come out of a function that gives a number/],
  ['a number out of a text that was not read', 'vendor: A\non_hand: { cel: \'multiply(b, "2")\', names: { b: B } }', /multiply needs a number: write number/],
  ['sizes of texts', vendor('a > b ? a : b'), /texts have no size/],
  ['a division by zero', then('[{ divide: 0 }]'), /nothing is divided by zero/],
  ['a division by zero in an expression', 'vendor: A\non_hand: { cel: \'divide(number(b), "0")\', names: { b: B } }', /row 2, column B: .*nothing is divided by zero/],
  ['a factor that is none', then('[{ multiply: 1e400 }]'), /multiply: Invalid input: expected string, received Infinity/],
  ['a default of a quantity', 'vendor: A\non_hand: { from: B, default: "0" }', /a blank quantity is not reported, and that is not zero/],
  ['a blank that an expression makes zero', 'vendor: A\non_hand: { cel: \'b == "" ? "0" : b\', names: { b: { from: B, then: [number] } } }', /^4711 12; row 3: an item has no quantity/, 'A;B\n4711;12\n4712;\n'],
  ['a word for a quantity', 'vendor: A\non_hand: { from: B, values: { none: nothing } }', /expected a decimal with a point, such as 12\.5, and not "nothing"/],
  // signs that deceive
  ['digits of another script', 'vendor: A\non_hand: { from: B, then: [number] }', /row 2, column B: .*"١٢" is not a number/, 'A;B\n4711;١٢\n'],
  ['a number written from right to left', 'vendor: A\non_hand: { from: B, then: [number_of] }', /row 2, column B/, 'A;B\n4711;\u202e12\n'],
  ['half of a letter', then('[{ left: 1 }]'), /^\ud83d\ude00 12$/, 'A;B\n\ud83d\ude00x;12\n'],
  ['a replacement with the signs of a pattern', then("[{ replace: { text: '4', by: '$&$1' } }]"), /^\$&\$1711 12; \$&\$1712 7$/],
  ['a formula', then("[{ prefix: '=1+' }]"), /^=1\+4711 12; =1\+4712 7$/],
  ['a cell beyond the sheet', 'vendor: A\non_hand: B\nlocation: { cell: ZZZ99999 }', /^asked: .*looks for the location in cell ZZZ99999, and there is nothing$/],
  ['a cell that is none', 'vendor: A\non_hand: B\nlocation: { cell: __proto__ }', /expected a cell such as B2/],
  ['a rule of rows that is no truth', 'vendor: A\non_hand: B', /it gives a string, and true or false is needed/, LIST, "where: { cel: 'a', names: { a: A } }\n"],
]; // prettier-ignore

// What an expression must not reach, and what must not run away, stands in test/security/expressions.ts.
test.each(CASES.map((c) => [c[0], c] as const))('%s', (_, [, columns, expected, list, rest]) =>
  expect(read(columns, list, rest)).toMatch(expected),
);

test('an error in an expression is told at its character', () => {
  expect(read("vendor: { cel: 'a + nobody', names: { a: A } }\non_hand: B")).toBe('m.yaml:4:23 columns.vendor.cel: there is no name nobody; names says which columns it may use'); // prettier-ignore
  expect(read("vendor:\n  cel: a + 1\n  names: { a: A }\non_hand: B")).toMatch(/^m\.yaml:5:\d+ columns\.vendor\.cel: no such overload: string \+ int/); // prettier-ignore
});

test('the columns of the feed are no other ones', () => {
  const kinds = { counts: [{ name: 'sku', form: 'text', required: true }] } as const;
  const told = (columns: string, kind = 'counts'): string => {
    const parsed = parseFeedMapping(`name: a\nkind: ${kind}\ncolumns: ${columns}\n`, 'm.yaml', kinds);
    return 'issue' in parsed ? parsed.issue.detail : 'read';
  };
  expect(told('{ sku: { join: [A, B], with: "-" } }')).toBe('read');
  expect(told('{ sku: { cel: \'a.matches("x") ? a : a\', names: { a: A } } }')).toMatch(/regular expressions are not run here/);
  expect(told('{ sku: A }', 'constructor')).toMatch(/the feed has no constructor/);
  expect(told('{ sku: A, toString: B }')).toMatch(/counts have no column toString/);
});

test('the worst that the bounds leave is quick: a row of ten columns, each as long and as busy as it may be', () => {
  const fields = ['vendor', 'buyer', 'gtin', 'manufacturer', 'item', 'location', 'uom', 'lot', 'po', 'sscc'];
  const grow = `cel: '${deep('replace(', 'a', ', "1", "12")', 14)}', names: { a: A }`;
  const columns = fields.map((f) => `${f}: { ${grow} }`).join('\n');
  const list = `A;B\n${`${'1'.repeat(300)};12\n`.repeat(200)}`;
  read(`${columns}\non_hand: B`, list); // compiled once
  const from = performance.now();
  expect(read(`${columns}\non_hand: B`, list)).not.toBe('');
  expect((performance.now() - from) / 200).toBeLessThan(100); // ms a row; measured: 3 to 9 on a busy machine
});
