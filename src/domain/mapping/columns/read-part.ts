import type { Cell } from '../../canonical/vocabulary';
import { EMPTY } from '../../syntax/table';
import type { DecimalSign } from '../numbers';
import type { Part, Source } from './source';
import { originOf } from './terms-of';
import { applied, type Made } from './steps';
import { quoted, Refused } from './value';

/** The cells of one row, by column; those merged downwards speak for all of their rows where names are asked for. */
export type At = (column: number, counts: boolean) => Cell;

/** What is known of the list, besides its rows. */
export interface Around {
  readonly file: string;
  readonly subject: string;
  readonly sheet: string;
  readonly cellAt: (name: string) => Cell;
  readonly indexOf: (source: Source) => number | undefined;
  readonly signOf: (column: number) => DecimalSign;
}

/** Where a value comes from, and how it is made. */
export interface PartRead {
  readonly column: number | undefined; // undefined: it is the same for all rows
  readonly absent: boolean; // its column is not there, and may be missing
  readonly numeric: boolean;
  readonly make: (at: At) => Made;
}

/** Said once for all rows, and not there: a question before anything is read. */
export class NotThere {
  constructor(readonly detail: string) {}
}

export function readPart(part: Part, around: Around, decimal: DecimalSign, counts: boolean): PartRead | NotThere {
  const origin = originOf(part);
  const steps = origin.then ?? [];
  const numeric = steps.reduce((was, { f }) => (f.gives === 'same' ? was : f.gives === 'number'), false);
  if (origin.from !== undefined) {
    const column = around.indexOf(origin.from);
    if (column === undefined) return { column, absent: true, numeric, make: () => ({ cell: EMPTY }) };
    const sign = counts || steps.some((s) => s.f.gives === 'number') ? (decimal ?? around.signOf(column)) : decimal;
    return { column, absent: false, numeric, make: (at) => applied({ cell: at(column, counts) }, steps, sign) };
  }
  const [cell, what] = fixed(origin, around);
  if (cell.shown.trim() === '') return new NotThere(`${what}, and there is nothing`);
  const made = applied({ cell }, steps, decimal);
  if (made instanceof Refused) return new NotThere(`${what}, which holds ${quoted(cell.shown.trim())}: ${made.why}`);
  return { column: undefined, absent: false, numeric, make: () => made };
}

function fixed({ constant, document, cell }: ReturnType<typeof originOf>, around: Around): [Cell, string] {
  const of = (text: string): Cell => ({ shown: text, raw: text });
  const where = placeOfFixed({ constant, document, cell });
  if (constant !== undefined) return [of(constant), where];
  if (cell !== undefined) return [around.cellAt(cell.toUpperCase()), where];
  return [of(around[document ?? 'subject']), where];
}
/** Where that is said which is the same for all rows, for people. */
export function placeOfFixed({ constant, document, cell }: Pick<ReturnType<typeof originOf>, 'constant' | 'document' | 'cell'>): string {
  if (constant !== undefined) return 'in the constant of the mapping';
  if (cell !== undefined) return `in cell ${cell.toUpperCase()}`;
  return document === 'subject' ? 'in the subject of the mail' : `in the name of the ${document ?? 'file'}`;
}
