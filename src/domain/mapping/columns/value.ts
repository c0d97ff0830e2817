import { type Fraction, parseDecimal, text } from '../../canonical/quantity';
import type { Cell } from '../../canonical/vocabulary';
import { codeOf } from '../../formats/sheet-cells';
import { textCell } from '../../syntax/table';
import { type DecimalSign, readNumber } from '../numbers';

/** Why a rule gives nothing for a value. Data, never thrown: it becomes an issue at the cell. */
export class Refused {
  constructor(readonly why: string) {}
}
/** Nothing, in so many words. A rule of which nothing is left without having said so is refused instead. */
export const BLANK = Symbol('blank');

export const LONGEST = 4000; // characters that a rule takes or makes: beyond them it is no field of a list

/** What a rule works on: the cell as long as nothing has touched it, then a text or an exact number with the unit behind it. */
export type Value = { readonly cell: Cell } | { readonly text: string } | { readonly number: Fraction; readonly unit: string };

export const quoted = (value: string): string => JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);

/** A number as decimal text; refused where none ends it, since rounding is for a person to ask for. */
export function decimalOf(n: Fraction): string | Refused {
  const shown = text(n);
  const back = parseDecimal(shown);
  if (!back) return new Refused('the number has more digits than a quantity has');
  return back.n === n.n && back.d === n.d ? shown : new Refused(`${shown}… has no end as a decimal; say how it is rounded (round)`);
}

export function textOf(value: Value): string | Refused {
  if ('text' in value) return value.text;
  if ('number' in value) {
    const shown = decimalOf(value.number);
    return shown instanceof Refused || value.unit === '' ? shown : `${shown} ${value.unit}`;
  }
  const code = codeOf(value.cell);
  if (typeof code === 'string') return code.length > LONGEST ? new Refused(`it has more than ${LONGEST} characters`) : code;
  const shown = quoted(value.cell.shown.trim());
  return new Refused(code.why === 'lost' ? `${shown} has lost its last digits` : `the cell shows ${shown} instead of a value`);
}

const WRONG = {
  ambiguous: 'may be a thousand or a fraction; say which sign ends its whole part (decimal)',
  'not-calculated': 'is a formula without its result',
  stale: 'is a result that is not its own any more',
  'error-cell': 'is an error',
  'not-a-number': 'is not a number',
  refused: 'was refused',
} as const;

/** The number that stands there, with its unit; BLANK where people write that there is none (`-`, `n/a`). */
export function numberOf(value: Value, sign: DecimalSign): { readonly number: Fraction; readonly unit: string } | typeof BLANK | Refused {
  if ('number' in value) return value;
  const cell = 'cell' in value ? value.cell : textCell(value.text);
  const read = readNumber(cell, sign);
  if ('blank' in read) return BLANK;
  if ('wrong' in read) return new Refused(`${quoted(cell.shown.trim())} ${WRONG[read.wrong]}`);
  return { number: parseDecimal(read.amount)!, unit: read.unit };
}

export const isBlank = (value: Value): boolean =>
  'number' in value ? false : ('cell' in value ? value.cell.shown : value.text).trim() === '';
