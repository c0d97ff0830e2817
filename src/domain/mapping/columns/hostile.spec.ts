import { performance } from 'node:perf_hooks';
import { showPlace } from '../../canonical/place';
import { CollectingSink } from '../../formats/format';
import { delimitedTable } from '../../syntax/delimited';
import { heldText } from '../../syntax/text-file';
import { parseFeedMapping } from '../feed-mapping';
import { parseMappingFile } from '../mapping-file';
import { plan, readTable } from '../read-table';

const LIST = 'A;B;C;constructor;__proto__\n4711;12;x;c1;p1\n4712;7;y;c2;p2\n';

/** What becomes of a mapping on a list: why it is refused, what it asks, or its lines and problems, one text. */
function read(columns: string, list = LIST, rest = ''): string {
  const parsed = parseMappingFile(`name: a\nsupplier: N\ncolumns:\n${columns.replace(/^/gm, '  ')}\n${rest}`, 'm.yaml');
  if ('issue' in parsed) return parsed.issue.detail;
  const table = delimitedTable(heldText(list));
  const context = {
    fileName: 'f.csv',
    subject: '',
    within: null,
    receivedAt: '2026-11-16T18:00:00Z',
    supplier: 'N',
    mappings: [parsed.mapping],
  };
  const planned = plan(table, context);
  if ('issue' in planned) return `asked: ${planned.issue.detail}`;
  const sink = new CollectingSink();
  readTable(table, planned.layout, context, sink);
  const lines = sink.reports.flatMap((r) =>
    r.lines.map((l) =>
      `${l.refs.map((x) => x.value).join('+')} ${l.location?.value ?? ''} ${l.quantity.amount}${l.quantity.unit}`.replace(/ +/g, ' '),
    ),
  );
  const issues = sink.issues
    .filter((i) => i.code !== 'sheet.column-unnamed')
    .map((i) => `${i.place ? showPlace(i.place) : ''}: ${i.detail}`);
  return [...lines, ...issues].join('; ');
}
const vendor = (expression: string, names = '{ a: A, b: B }'): string =>
  `vendor: { cel: ${JSON.stringify(expression)}, names: ${names} }\non_hand: B`;
const then = (steps: string): string => `vendor: { from: A, then: ${steps} }\non_hand: B`;
const deep = (open: string, inner: string, close: string, times: number): string => open.repeat(times) + inner + close.repeat(times);

const CASES: readonly (readonly [what: string, columns: string, expected: RegExp, list?: string, rest?: string])[] = [
  // names of a program's own things are names like any other
  ['a heading constructor', 'vendor: constructor\non_hand: B', /^c1 12; c2 7$/],
  ['a heading __proto__', "vendor: { from: __proto__, then: [upper] }\non_hand: B", /^P1 12; P2 7$/],
  ['a key __proto__', 'vendor: { from: A, values: { __proto__: x } }\non_hand: B', /__proto__ names nothing here/],
  ['a function constructor', then('[constructor]'), /^m\.yaml:4:\d+ columns\.vendor\.then/],
  ['a function with arguments, toString', then('[{ toString: 1 }]'), /^m\.yaml:4:\d+ columns\.vendor\.then\.0: Unrecognized key/],
  ['a field of the prototype', 'vendor: A\non_hand: B\nconstructor: C', /^m\.yaml:6:3 columns/],
  ['a value constructor', 'vendor: { from: A, values: { x: y } }\non_hand: B', /^constructor 12; hasOwnProperty 7$/, 'A;B\nconstructor;12\nhasOwnProperty;7\n'],
  ['a place toString, where places are mapped', 'vendor: A\non_hand: B\nlocation: { from: C, values: { x: HB1 } }', /^4711 toString 12; 4712 HB1 7$/, 'A;B;C\n4711;12;toString\n4712;7;x\n'],
  ['a name __proto__ in an expression', vendor('__proto__'), /^m\.yaml:4:\d+ columns\.vendor\.cel: Reserved identifier: __proto__/],
  ['a name constructor that is declared', vendor('constructor', '{ constructor: A }'), /^(4711 12; 4712 7|.*a name in an expression)/],
  ['a name constructor that is not', vendor('constructor'), /there is no name constructor/],
  // an expression reaches nothing but its names
  ['a member', vendor('a.constructor'), /a member of something cannot be asked for/],
  ['a member by index', vendor('a["constructor"]'), /cannot be asked for/],
  ['a global', vendor('process'), /there is no name process/],
  ['a call of something', vendor('eval("1")'), /there is no function eval/],
  ['a method of a text', vendor('a.repeat(9)'), /there is no function repeat/],
  ['a type', vendor('string(type(a))'), /there is no function string/],
  ['a value of any type', vendor('dyn(a)'), /there is no function dyn/],
  ['a map', vendor('{"a": a}["a"]'), /cannot be asked for/],
  ['bytes', vendor('string(b"x")'), /there is no function string/],
  // what loops, backtracks or grows
  ['a macro', vendor('[a, b].map(x, x + x)[0]'), /cannot be asked for/],
  ['a macro that is a text', vendor('[a].exists(x, x == "1") ? a : b'), /there is no function exists/],
  ['a binding', vendor('cel.bind(x, a + a, x + x)'), /there is no function bind/],
  ['a regular expression', vendor('a.matches("(a+)+$") ? a : b'), /regular expressions are not run here/],
  ['a regular expression as a plain text', then('[{ replace: { text: "(a+)+$", by: x } }]'), /^4711 12; 4712 7$/],
  ['an expression of a hundred thousand characters', vendor(`a${' + a'.repeat(30_000)}`), /Too big: expected string to have <=500 characters/],
  ['a long sum', vendor(`a${' + a'.repeat(120)}`), /maxAstNodes|Exceeded/],
  ['deep brackets', vendor(deep('(', 'a', ')', 200)), /Exceeded maxDepth/],
  ['deep choices', vendor(deep('(a == b ? ', 'a', ' : b)', 30)), /Exceeded/],
  ['a text that grows in each step', then(`[${Array(20).fill(`{ replace: { text: "1", by: "${'1'.repeat(200)}" } }`).join(', ')}]`), /row 2, column A: .*replace makes more than 4000 characters of it/],
  ['a text that grows within itself', vendor(deep('replace(', 'a', ', "1", "1111111111")', 8)), /more than 4000 characters/],
  ['an enormous pad', then('[{ pad_left: 1000000000 }]'), /Too big: expected number to be <=100/],
  ['an enormous pad in an expression', vendor('pad_left(a, 1000000000)'), /row 2, column A: .*pad_left: Too big/],
  ['twenty-one steps', then(`[${Array(21).fill('upper').join(', ')}]`), /Too big: expected array to have <=20 items/],
  ['eleven columns joined', `vendor: { join: [${Array(11).fill('A').join(', ')}] }\non_hand: B`, /Too big: expected array to have <=10 items/],
  ['a cell of a megabyte', then('[upper]'), /^4712 7; row 2, column A: .*it has more than 4000 characters$/, `A;B\n${'x'.repeat(19_000)};12\n4712;7\n`],
  ['aliases of aliases', `vendor: A\non_hand: B\nuom: &a { from: C, then: [${'{ prefix: x }, '.repeat(3)}upper] }\nlocation: *a`, /^4711 XXXX 12XXXX; 4712 XXXY 7XXXY$|^4711 XXXX 12/],
  ['aliases without an end', `vendor: A\non_hand: B\nuom: &a [x,x,x,x,x,x,x,x,x]\nlocation: &b [${'*a,'.repeat(9)}]\nlot: &c [${'*b,'.repeat(9)}]\nsscc: [${'*c,'.repeat(9)}]`, /repeats itself without end/],
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
  ['a rule of rows that reaches outside', 'vendor: A\non_hand: B', /there is no name globalThis/, LIST, "where: { cel: 'globalThis == a', names: { a: A } }\n"],
  ['a rule of rows that is no truth', 'vendor: A\non_hand: B', /it gives a string, and true or false is needed/, LIST, "where: { cel: 'a', names: { a: A } }\n"],
]; // prettier-ignore

test.each(CASES.map((c) => [c[0], c] as const))('%s', (_, [, columns, expected, list, rest]) =>
  expect(read(columns, list, rest)).toMatch(expected),
);
test('there are enough of them', () => expect(CASES.length).toBeGreaterThanOrEqual(25));

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
