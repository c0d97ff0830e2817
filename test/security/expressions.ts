import { deep, then, vendor } from '../support/read-mapping';

export interface Expression {
  readonly name: string;
  readonly columns: string;
  readonly told: RegExp;
  readonly list?: string;
  readonly rest?: string;
}

/** Mappings that reach for what is not theirs, or that never end. Each is an error that says where it stands. */
const ESCAPES: readonly (readonly [what: string, columns: string, told: RegExp, list?: string, rest?: string])[] = [
  ['a key __proto__', 'vendor: { from: A, values: { __proto__: x } }\non_hand: B', /__proto__ names nothing here/],
  ['a function constructor', then('[constructor]'), /^m\.yaml:4:\d+ columns\.vendor\.then/],
  ['a function with arguments, toString', then('[{ toString: 1 }]'), /^m\.yaml:4:\d+ columns\.vendor\.then\.0: Unrecognized key/],
  ['a field of the prototype', 'vendor: A\non_hand: B\nconstructor: C', /^m\.yaml:6:3 columns/],
  ['a name __proto__ in an expression', vendor('__proto__'), /^m\.yaml:4:\d+ columns\.vendor\.cel: Reserved identifier: __proto__/],
  ['a name constructor that is not', vendor('constructor'), /there is no name constructor/],
  ['a member', vendor('a.constructor'), /a member of something cannot be asked for/],
  ['a member by index', vendor('a["constructor"]'), /cannot be asked for/],
  ['a global', vendor('process'), /there is no name process/],
  ['a call of something', vendor('eval("1")'), /there is no function eval/],
  ['a method of a text', vendor('a.repeat(9)'), /there is no function repeat/],
  ['a type', vendor('string(type(a))'), /there is no function string/],
  ['a value of any type', vendor('dyn(a)'), /there is no function dyn/],
  ['a map', vendor('{"a": a}["a"]'), /cannot be asked for/],
  ['bytes', vendor('string(b"x")'), /there is no function string/],
  ['a macro', vendor('[a, b].map(x, x + x)[0]'), /cannot be asked for/],
  ['a macro that is a text', vendor('[a].exists(x, x == "1") ? a : b'), /there is no function exists/],
  ['a binding', vendor('cel.bind(x, a + a, x + x)'), /there is no function bind/],
  ['a regular expression', vendor('a.matches("(a+)+$") ? a : b'), /regular expressions are not run here/],
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
  ['aliases without an end', `vendor: A\non_hand: B\nuom: &a [x,x,x,x,x,x,x,x,x]\nlocation: &b [${'*a,'.repeat(9)}]\nlot: &c [${'*b,'.repeat(9)}]\nsscc: [${'*c,'.repeat(9)}]`, /repeats itself without end/],
  ['a rule of rows that reaches outside', 'vendor: A\non_hand: B', /there is no name globalThis/, undefined, "where: { cel: 'globalThis == a', names: { a: A } }\n"],
  // what reaches for the language around it
  ['this', vendor('this'), /there is no name this/],
  ['the global object', vendor('globalThis.process.exit()'), /there is no function exit|cannot be asked for/],
  ['the prototype of a text', vendor('a.__proto__.polluted'), /Reserved identifier|cannot be asked for/],
  ['the prototype by a name put together', vendor('a["__pro" + "to__"]'), /cannot be asked for/],
  ['the constructor of a constructor', vendor('"".constructor.constructor("return process")()'), /cannot be asked for|Expected|Unexpected|there is no function/],
  ['the constructor of a list', vendor('[].constructor'), /cannot be asked for/],
  ['a module', vendor('require("child_process")'), /there is no function require/],
  ['a module that is loaded', vendor('import("fs")'), /there is no function import|Reserved/],
  ['a function that is made', vendor('Function("return 1")()'), /there is no function Function|Unexpected|Expected/],
  ['an arrow', vendor('(() => a)()'), /Unexpected|Expected/],
  ['a template of the language', vendor('`${process.env.HOME}`'), /Unexpected/],
  ['an assignment', vendor('a = b'), /Unexpected|Expected/],
  ['two statements', vendor('a; b'), /Unexpected/],
  ['a comment that hides the rest', vendor('a /* */ + process'), /there is no name|Unexpected/],
  ['a test for a member', vendor('has(a.b) ? a : b'), /there is no function has|cannot be asked for/],
  ['a time of the wall clock', vendor('string(timestamp("2026-01-01T00:00:00Z"))'), /there is no function string/],
  ['a name that begins with a dot', vendor('.a'), /Unexpected|there is no name/],
  ['a name of another package', vendor('google.protobuf.Struct{}'), /cannot be asked for|Unexpected|Expected/],
  ['SQL', vendor("a || '; drop table item; --'"), /Logical operator requires bool/],
  ['a shell', vendor('$(id)'), /Unexpected/],
  ['a very long text', vendor(`"${'x'.repeat(490)}" + a + ${'"x" + '.repeat(5)}b`), /Too big/],
]; // prettier-ignore

export const EXPRESSIONS: readonly Expression[] = ESCAPES.map(([name, columns, told, list, rest]) => ({
  ...{ name, columns, told },
  ...(list === undefined ? {} : { list }),
  ...(rest === undefined ? {} : { rest }),
}));
