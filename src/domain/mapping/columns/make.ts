import { absolute, negate, parseDecimal } from '../../canonical/quantity';
import type { Cell } from '../../canonical/vocabulary';
import { EMPTY } from '../../syntax/table';
import type { DecimalSign } from '../numbers';
import { allOf, testsOf, valuesOf } from './conditions';
import { cel } from './expressions';
import { type Around, type At, NotThere, type PartRead, placeOfFixed, readPart } from './read-part';
import type { ColumnTerms, Part } from './source';
import { originOf } from './terms-of';
import { applied, type Made } from './steps';
import { BLANK, decimalOf, isBlank, LONGEST, numberOf, quoted, Refused, textOf } from './value';

export type Form = 'text' | 'number' | 'moment';

/** A column that is made of others: one cell for each row, with where its value stands and what stands there. */
export interface MadeColumn {
  readonly field: string;
  readonly sources: readonly number[]; // none: it is the same for all rows
  readonly used: readonly number[]; // those and the ones that its conditions ask
  readonly cell: (at: At) => Cell;
}

interface Picked {
  readonly made: Made;
  readonly column: number | undefined;
}
interface Maker {
  readonly parts: readonly PartRead[];
  readonly pick: (at: At) => Picked;
}

/** How the cells of a column are made; undefined where all that it is made of may be missing, and is. */
export function madeColumn(
  field: string,
  own: ColumnTerms,
  form: Form,
  decimal: DecimalSign,
  around: Around,
): MadeColumn | NotThere | undefined {
  const counts = form === 'number';
  const maker = makerOf(own, counts, decimal, around);
  if (maker instanceof NotThere) return own.default === undefined ? maker : constantColumn(field, own.default);
  if (maker.parts.length > 0 && maker.parts.every((p) => p.absent))
    return own.default === undefined ? undefined : constantColumn(field, own.default);
  const tests = testsOf(own.only_if, around);
  const negative = testsOf(own.negative_if, around);
  if (tests instanceof NotThere) return tests;
  if (negative instanceof NotThere) return negative;
  const sources = [...new Set(maker.parts.flatMap((p) => p.column ?? []))];
  const used = [...sources, ...[...tests, ...negative].flatMap((t) => t.columns)];
  const [only, below] = [tests.length > 0 ? allOf(tests) : undefined, negative.length > 0 ? allOf(negative) : undefined];
  const sign = counts && sources[0] !== undefined ? (decimal ?? around.signOf(sources[0])) : decimal;
  const values = own.values && new Map(Object.entries(own.values));
  const steps = own.then ?? [];
  const finished = (at: At): Picked => {
    const held = only?.(at);
    if (held === false) return { made: BLANK, column: sources[0] };
    if (held instanceof Refused) return { made: held, column: sources[0] };
    const picked = maker.pick(at);
    let made = mapped(applied(picked.made, steps, sign), values);
    if (made === BLANK && own.default !== undefined) made = { text: own.default };
    if (counts && made !== BLANK && !(made instanceof Refused))
      made = counted(made, own.cel === undefined ? sign : '.', values, below?.(at));
    return { ...picked, made };
  };
  if (sources.length > 0 || only || below) return { field, sources, used, cell: (at) => cellOf(finished(at), sources, at, counts) };
  const once = finished(NO_ROW);
  if (once.made instanceof Refused) return new NotThere(`${placeOfFixed(own)}: ${once.made.why}`);
  const cell = cellOf(once, sources, NO_ROW, counts);
  return { field, sources, used, cell: () => cell };
}
const NO_ROW: At = () => EMPTY;

const constantColumn = (field: string, text: string): MadeColumn => {
  const cell: Cell = { shown: text, raw: text, derived: { column: null, given: text } };
  return { field, sources: [], used: [], cell: () => cell };
};

function makerOf(own: ColumnTerms, counts: boolean, decimal: DecimalSign, around: Around): Maker | NotThere {
  const given: readonly Part[] = own.join ?? own.first_of ?? (own.cel === undefined ? [originIn(own)] : Object.values(own.names ?? {}));
  const parts: PartRead[] = [];
  for (const part of given) {
    const read = readPart(part, around, decimal, counts);
    if (read instanceof NotThere) return read;
    parts.push(read);
  }
  if (own.join) return { parts, pick: (at) => joined(parts, own, at) };
  if (own.first_of) return { parts, pick: (at) => firstOf(parts, at) };
  if (own.cel !== undefined) return expressed(own, parts, counts);
  return { parts, pick: (at) => ({ made: parts[0]!.make(at), column: parts[0]!.column }) };
}

const originIn = ({ from, constant, document, cell }: ColumnTerms): Part => originOf({ ...{ from, constant, document, cell } } as Part);

const isNothing = (made: Made): boolean => made === BLANK || (!(made instanceof Refused) && isBlank(made));

function joined(parts: readonly PartRead[], { with: separator = '', partial = false }: ColumnTerms, at: At): Picked {
  const texts: string[] = [];
  let column: number | undefined;
  let blank: number | undefined;
  for (const part of parts) {
    const made = part.make(at);
    if (made instanceof Refused) return { made, column: part.column };
    if (made === BLANK || isBlank(made)) {
      blank ??= part.column;
      continue;
    }
    const text = textOf(made);
    if (text instanceof Refused) return { made: text, column: part.column };
    column ??= part.column;
    texts.push(text);
  }
  // what is the same for all rows names nothing by itself
  if (column === undefined && parts.some((p) => p.column !== undefined)) return { made: BLANK, column };
  if (blank !== undefined && !partial) return { made: new Refused('one of the columns that are joined is blank'), column: blank };
  const text = texts.join(separator);
  return { made: text === '' ? BLANK : text.length > LONGEST ? new Refused(`it has more than ${LONGEST} characters`) : { text }, column };
}

function firstOf(parts: readonly PartRead[], at: At): Picked {
  for (const part of parts) {
    const made = part.make(at);
    if (!isNothing(made)) return { made, column: part.column };
  }
  return { made: BLANK, column: parts[0]!.column };
}

function expressed(own: ColumnTerms, parts: readonly PartRead[], counts: boolean): Maker | NotThere {
  const named = new Map(Object.keys(own.names ?? {}).map((name, i) => [name, parts[i]!]));
  const numbers = new Set([...named].filter(([, p]) => p.numeric).map(([name]) => name));
  const compiled = cel().compileExpression(own.cel!, { all: [...named.keys()], numbers }, counts ? 'number' : 'string');
  if ('wrong' in compiled) return new NotThere(compiled.wrong);
  const first = parts.find((p) => p.numeric && counts) ?? parts.find((p) => p.column !== undefined);
  const rowless = parts.every((p) => p.column === undefined);
  return {
    parts,
    pick: (at) => {
      const values = valuesOf(named, at);
      const column = first?.column;
      if (values instanceof Refused) return { made: values, column };
      if (!rowless && parts.every((p) => p.column === undefined || isNothing(p.make(at)))) return { made: BLANK, column };
      const out = compiled.run(values);
      return { made: out instanceof Refused ? out : out === '' ? BLANK : { text: out as string }, column };
    },
  };
}

/** What they write, in our words; what is not in the table stays. */
function mapped(made: Made, values: ReadonlyMap<string, string> | undefined): Made {
  if (!values || made === BLANK || made instanceof Refused) return made;
  const shown = 'cell' in made ? made.cell.shown.trim() : '';
  const text = values.has(shown) ? shown : textOf(made);
  const value = text instanceof Refused ? undefined : values.get(text.trim());
  return value === undefined ? made : { text: value };
}

/** An exact number, and below zero where the row says so. What the mapping itself wrote has a point before its decimals. */
function counted(
  made: Exclude<Made, typeof BLANK | Refused>,
  sign: DecimalSign,
  values: ReadonlyMap<string, string> | undefined,
  below: boolean | Refused | undefined,
): Made {
  if (below instanceof Refused) return below;
  if ('cell' in made && made.cell.stale !== undefined)
    return new Refused(`the cell shows ${quoted(made.cell.shown)}, and ${made.cell.stale}`);
  const own = 'text' in made && values && [...values.values()].includes(made.text) ? parseDecimal(made.text) : undefined;
  const read = own ? { number: own, unit: '' } : numberOf(made, sign);
  if (read === BLANK || read instanceof Refused) return read;
  return below === true ? { ...read, number: negate(absolute(read.number)) } : read;
}

function givenIn(sources: readonly number[], at: At, counts: boolean): string {
  let given = '';
  for (const column of sources) {
    const shown = at(column, counts).shown.trim();
    if (shown !== '') given = given === '' ? shown : `${given} | ${shown}`;
  }
  return given;
}

function cellOf({ made, column }: Picked, sources: readonly number[], at: At, counts: boolean): Cell {
  const given = givenIn(sources, at, counts);
  const derived = { column: column ?? sources[0] ?? null, given };
  if (made === BLANK) return { shown: '', raw: null, derived };
  const refused = (why: string): Cell => ({ shown: given || '(blank)', raw: null, derived: { ...derived, refused: why } });
  if (made instanceof Refused) return refused(made.why);
  if ('cell' in made) {
    const { shown, raw, stale } = made.cell;
    return stale === undefined ? { shown, raw, derived } : { shown, raw, stale, derived };
  }
  if ('number' in made) {
    const amount = decimalOf(made.number);
    if (amount instanceof Refused) return refused(amount.why);
    const shown = made.unit === '' ? amount : `${amount} ${made.unit}`;
    return { shown, raw: shown, derived };
  }
  return { shown: made.text, raw: made.text, derived };
}
