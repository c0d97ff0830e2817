import { compare, parseDecimal } from '../../canonical/quantity';
import { cel } from './expressions';
import { type Around, type At, NotThere, readPart } from './read-part';
import type { Condition } from './source';
import type { Made } from './steps';
import { BLANK, isBlank, numberOf, Refused, textOf } from './value';

/** Whether it holds of a row; or why that cannot be said. */
export interface Test {
  readonly columns: readonly number[];
  readonly holds: (at: At) => boolean | Refused;
}

export function testOf(condition: Condition, around: Around): Test | NotThere {
  return 'column' in condition ? ofColumn(condition, around) : ofExpression(condition, around);
}

export function testsOf(conditions: readonly Condition[] | undefined, around: Around): Test[] | NotThere {
  const tests = (conditions ?? []).map((c) => testOf(c, around));
  return (tests.find((t) => t instanceof NotThere) as NotThere | undefined) ?? (tests as Test[]);
}

/** All of them, one after the other: what the first says no to is not asked further. */
export function allOf(tests: readonly Test[]): Test['holds'] {
  return (at) => {
    for (const test of tests) {
      const held = test.holds(at);
      if (held !== true) return held;
    }
    return true;
  };
}

function ofColumn(c: Extract<Condition, { column: unknown }>, around: Around): Test | NotThere {
  const column = around.indexOf(c.column);
  if (column === undefined) return new NotThere(`in the column ${JSON.stringify(c.column)}, and there is none`);
  const limit = parseDecimal(c.above ?? c.below ?? '');
  const sign = limit ? around.signOf(column) : null;
  return {
    columns: [column],
    holds: (at) => {
      const value = { cell: at(column, limit !== undefined) };
      if (c.blank !== undefined) return isBlank(value) === c.blank;
      if (limit) {
        const read = isBlank(value) ? BLANK : numberOf(value, sign);
        if (read instanceof Refused) return read;
        return read !== BLANK && compare(read.number, limit) === (c.above === undefined ? -1 : 1);
      }
      const text = isBlank(value) ? '' : textOf(value);
      if (text instanceof Refused) return text;
      if (c.is) return c.is.includes(text);
      if (c.is_not) return !c.is_not.includes(text);
      if (c.begins) return c.begins.some((t) => text.startsWith(t));
      if (c.ends) return c.ends.some((t) => text.endsWith(t));
      return c.contains!.some((t) => text.includes(t));
    },
  };
}

function ofExpression(c: Extract<Condition, { cel: string }>, around: Around): Test | NotThere {
  const parts = new Map<string, Exclude<ReturnType<typeof readPart>, NotThere>>();
  for (const [name, part] of Object.entries(c.names)) {
    const read = readPart(part, around, null, false);
    if (read instanceof NotThere) return read;
    if (read.absent) return new NotThere(`in the column that is called ${name}, and there is none`);
    parts.set(name, read);
  }
  const numbers = new Set([...parts].filter(([, p]) => p.numeric).map(([name]) => name));
  const compiled = cel().compileExpression(c.cel, { all: [...parts.keys()], numbers }, 'bool');
  if ('wrong' in compiled) return new NotThere(compiled.wrong);
  return {
    columns: [...parts.values()].flatMap((p) => p.column ?? []),
    holds: (at) => {
      const values = valuesOf(parts, at);
      return values instanceof Refused ? values : (compiled.run(values) as boolean | Refused);
    },
  };
}

/** What the names stand for in one row, as text. */
export function valuesOf(parts: ReadonlyMap<string, { readonly make: (at: At) => Made }>, at: At): Map<string, string> | Refused {
  const out = new Map<string, string>();
  for (const [name, part] of parts) {
    const made = part.make(at);
    const text = made === BLANK || made instanceof Refused ? made : textOf(made);
    if (text instanceof Refused) return text;
    out.set(name, text === BLANK ? '' : text);
  }
  return out;
}
