import { z } from 'zod';
import type { Fraction } from '../../../canonical/quantity';
import type { DecimalSign } from '../../numbers';
import { parseFraction } from '../../../canonical/quantity';
import type { BLANK, Refused } from '../value';

export type Out<T> = T | typeof BLANK | Refused;

interface Described<S extends z.ZodRawShape> {
  readonly name: string;
  readonly does: string;
  readonly args: S; // the first may be given alone where the others have defaults
  readonly cel?: string; // the types of its arguments behind the text, if an expression may call it
  readonly onBlank?: true; // is asked what becomes of a blank; all others leave it one
}
type Args<S extends z.ZodRawShape> = z.output<z.ZodObject<S>>;

/** A total function of the catalogue: every input gives a value, or the reason why there is none. */
export type ColumnFunction<S extends z.ZodRawShape = z.ZodRawShape> = Described<S> &
  (
    | {
        readonly of: 'text';
        readonly gives: 'text' | 'same' | 'number';
        readonly run: (text: string, args: Args<S>, sign: DecimalSign) => Out<string>;
      }
    | { readonly of: 'number'; readonly gives: 'number'; readonly run: (n: Fraction, args: Args<S>) => Out<Fraction> }
  );

/** Each knows the type of its own arguments; the list knows only that they were checked. */
export const define = <S extends z.ZodRawShape>(f: ColumnFunction<S>): ColumnFunction => f as unknown as ColumnFunction;

export const some = z.string().min(1).max(200);
export const any = z.string().max(200);
export const count = z.number().int().min(0).max(100);
export const ordinal = z
  .number()
  .int()
  .min(-100)
  .max(100)
  .refine((n) => n !== 0, 'parts are counted from 1, or from the end with -1')
  .describe('counted from 1; from the end with -1');
export const decimal = z
  .union([z.string(), z.number().transform(String)])
  .refine((t) => parseFraction(t) !== undefined, 'expected a decimal such as 0.5, or a fraction such as 1/12');
export const otherwise = z
  .enum(['refuse', 'whole', 'blank'])
  .default('refuse')
  .describe('what becomes of a text without it: refused as a problem, taken whole, or blank');
