import { type ASTNode, Environment } from '@marcbachmann/cel-js';
import { z } from 'zod';
import { compare, parseDecimal } from '../../canonical/quantity';
import type { DecimalSign } from '../numbers';
import { FUNCTIONS } from './functions';
import type { ColumnFunction } from './functions/function';
import { applied } from './steps';
import { BLANK, LONGEST, Refused, textOf } from './value';

/**
 * Expressions in CEL, cut down to what cannot run away: texts, whole numbers, comparisons, a choice, and the functions of the
 * catalogue. What is not in these lists does not exist, so no macro loops, no regular expression backtracks, no member of an
 * object is reached, and no number becomes a float.
 */
const OPERATORS = new Set(['id', 'list', '==', '!=', 'in', '<', '<=', '>', '>=', '+', '-', '&&', '||', '!_', '?:']);
const METHODS = new Set(['startsWith', 'endsWith', 'contains', 'size']);
const ORDER = new Set(['<', '<=', '>', '>=']);
const LIMITS = { maxAstNodes: 120, maxDepth: 24, maxListElements: 50, maxMapEntries: 1, maxCallArguments: 4 };

/** Thrown through the library by a function that gives nothing, and caught where the expression was run. */
class RefusedWithin extends Error {
  constructor(readonly refused: Refused) {
    super(refused.why);
  }
}
const given = (out: string | typeof BLANK | Refused): string => {
  if (out instanceof Refused) throw new RefusedWithin(out);
  return out === BLANK ? '' : out;
};

const CALLED = FUNCTIONS.filter((f) => f.cel !== undefined);
const takesNumber = (f: ColumnFunction | undefined): boolean => f?.of === 'number';

const MOST_KEPT = 200; // arguments of one function: nearly all are written in the expression, and few are made of cells
const checked = new Map<ColumnFunction, Map<string, Readonly<Record<string, unknown>> | Refused>>();

/** The arguments by their names, each set of them checked once. */
function argumentsOf(f: ColumnFunction, positional: readonly unknown[]): Readonly<Record<string, unknown>> | Refused {
  let kept = checked.get(f);
  if (!kept || kept.size > MOST_KEPT) checked.set(f, (kept = new Map()));
  const key = positional.join('\u0000');
  let args = kept.get(key);
  if (args === undefined) {
    const names = Object.keys(f.args);
    const read = z
      .object(f.args)
      .safeParse(Object.fromEntries(positional.map((v, i) => [names[i], typeof v === 'bigint' ? Number(v) : v])));
    kept.set(key, (args = read.success ? read.data : new Refused(`${f.name}: ${read.error.issues[0]!.message}`)));
  }
  return args;
}

function call(f: ColumnFunction, text: unknown, positional: readonly unknown[], sign: DecimalSign): string {
  const args = argumentsOf(f, positional);
  if (args instanceof Refused) throw new RefusedWithin(args);
  const out = applied({ text: text as string }, [{ f, args }], sign);
  return given(out instanceof Refused || out === BLANK ? out : textOf(out));
}

let base: Environment | undefined;
function environment(): Environment {
  if (base) return base;
  const env = new Environment({ limits: LIMITS });
  for (const f of CALLED) {
    const types = f.cel === '' ? '' : `, ${f.cel}`;
    env.registerFunction(`${f.name}(string${types}): string`, (text: unknown, ...more: unknown[]) => call(f, text, more, '.'));
  }
  for (const name of ['number', 'number_of']) {
    const f = FUNCTIONS.find((x) => x.name === name)!;
    env.registerFunction(`${name}(string): string`, (text: unknown) => call(f, text, [], null));
    env.registerFunction(`${name}(string, string): string`, (text: unknown, sign: unknown) => {
      if (sign !== '.' && sign !== ',') throw new RefusedWithin(new Refused(`${name}: the sign is "." or ","`));
      return call(f, text, [], sign);
    });
  }
  env.registerFunction('compare(string, string): int', (a: unknown, b: unknown) => {
    const [x, y] = [parseDecimal(a as string), parseDecimal(b as string)];
    if (!x || !y) throw new RefusedWithin(new Refused('compare: a blank is no number'));
    return BigInt(compare(x, y));
  });
  return (base = env);
}

export interface Names {
  readonly all: readonly string[];
  readonly numbers: ReadonlySet<string>; // whose value is an exact number
}
export interface Expression {
  /** A text, a truth, or why there is neither. */
  readonly run: (values: ReadonlyMap<string, string>) => string | boolean | Refused;
}
export interface Wrong {
  readonly wrong: string;
  readonly at: number; // characters into the expression
}

/** An expression that was checked as a whole; or what is wrong with it, and where. */
export function compileExpression(expression: string, names: Names, wanted: 'string' | 'bool' | 'number'): Expression | Wrong {
  const env = environment().clone();
  for (const name of names.all) env.registerVariable(name, 'string');
  try {
    const parsed = env.parse(expression);
    const wrong = firstWrong(parsed.ast, names);
    if (wrong) return wrong;
    const { valid, type, error } = parsed.check();
    if (!valid) return told(error!);
    if (wanted === 'bool' ? type !== 'bool' : type !== 'string')
      return { wrong: `it gives ${type === 'int' ? 'a whole number of the language' : `a ${type}`}, and ${wanted === 'bool' ? 'true or false' : 'a text'} is needed`, at: 0 }; // prettier-ignore
    if (wanted === 'number' && !isNumber(parsed.ast, names))
      return { wrong: 'a quantity must come out of a function that gives a number, such as number(menge, ",")', at: 0 };
    return { run: (values) => ran(() => parsed(values as unknown as Record<string, unknown>) as unknown) };
  } catch (error) {
    return told(error as Error);
  }
}

function ran(evaluate: () => unknown): string | boolean | Refused {
  try {
    const out = evaluate();
    if (typeof out === 'boolean') return out;
    if (typeof out !== 'string') return new Refused('the expression gives no text');
    return out.length > LONGEST ? new Refused(`the expression gives more than ${LONGEST} characters`) : out;
  } catch (error) {
    if (error instanceof RefusedWithin) return error.refused;
    const { summary, message } = error as { summary?: string; message: string };
    return new Refused((summary ?? message).split('\n', 1)[0]!);
  }
}

function told(error: { readonly summary?: string; readonly message: string; readonly range?: { readonly start: number } }): Wrong {
  return { wrong: (error.summary ?? error.message).split('\n', 1)[0]!, at: error.range?.start ?? 0 };
}

/** The first thing in it that there is not, from left to right. */
function firstWrong(node: ASTNode, names: Names): Wrong | undefined {
  const refuse = (wrong: string): Wrong => ({ wrong, at: node.range.start });
  const op = node.op as string;
  switch (node.op) {
    case 'value':
      if (['string', 'bigint', 'boolean'].includes(typeof node.args)) return undefined;
      return refuse(
        typeof node.args === 'number'
          ? 'decimals are written as text, such as "0.5"'
          : 'only texts, whole numbers, true and false may stand in it',
      );
    case 'id':
      return names.all.includes(node.args) ? undefined : refuse(`there is no name ${node.args}; names says which columns it may use`);
    case 'call':
    case 'rcall': {
      const name = node.args[0];
      const within = node.op === 'call' ? node.args[1] : [node.args[1], ...node.args[2]];
      const f = node.op === 'call' ? CALLED.find((x) => x.name === name) : undefined;
      const known = node.op === 'call' ? (f ?? ['number', 'number_of', 'compare', 'size'].includes(name)) : METHODS.has(name);
      if (name === 'matches') return refuse('regular expressions are not run here; take startsWith, contains, before, part …');
      if (!known) return refuse(`there is no function ${name}`);
      const inner = within.map((n) => firstWrong(n, names)).find((w) => w);
      if (inner) return inner;
      const numbers = name === 'compare' ? within : takesNumber(f) ? within.slice(0, 1) : [];
      return numbers.every((n) => isNumber(n, names)) ? undefined : refuse(`${name} needs a number: write number(…) around the text`);
    }
    default: {
      if (!OPERATORS.has(op)) return refuse(`${op === '.' ? 'a member of something' : `${op} `} cannot be asked for`.replace('  ', ' '));
      const inner = childrenOf(node).map((n) => firstWrong(n, names)).find((w) => w); // prettier-ignore
      if (inner) return inner;
      if (ORDER.has(op) && !childrenOf(node).every(isWhole)) return refuse('texts have no size; write compare(number(a), number(b)) > 0');
      return undefined;
    }
  }
}

const childrenOf = (node: ASTNode): ASTNode[] => [node.args].flat().filter((a): a is ASTNode => typeof a === 'object' && a !== null && 'op' in a); // prettier-ignore

/** Whether what it gives is sure to be an exact number as text. */
function isNumber(node: ASTNode, names: Names): boolean {
  if (node.op === 'value') return typeof node.args === 'string' && (node.args === '' || parseDecimal(node.args) !== undefined);
  if (node.op === 'id') return names.numbers.has(node.args);
  if (node.op === '?:') return isNumber(node.args[1], names) && isNumber(node.args[2], names);
  return node.op === 'call' && (['number', 'number_of'].includes(node.args[0]) || takesNumber(CALLED.find((f) => f.name === node.args[0])));
}

function isWhole(node: ASTNode): boolean {
  if (node.op === 'value') return typeof node.args === 'bigint';
  if (node.op === '+' || node.op === '-') return node.args.every(isWhole);
  if (node.op === '-_') return isWhole(node.args);
  return (node.op === 'call' && ['compare', 'size'].includes(node.args[0])) || (node.op === 'rcall' && node.args[0] === 'size');
}
