import type { Outcome, Staged } from '../catalog/merge';
import type { Known } from './known';
import type { ValueType } from './values';

export interface Column {
  readonly name: string;
  readonly type: ValueType;
  readonly required?: boolean;
  readonly key?: boolean; // part of the natural key: a void row needs no more than these
  readonly refers?: 'item' | 'location' | 'supplier'; // must be known; `*` means all of them
}

/** A column of the stage table, and the columns of the feed that it is made of; it is stated when one of those is there. */
export interface StageColumn {
  readonly name: string;
  readonly type: string;
  readonly of: readonly string[];
}

/** One kind of the contract's section 1: which columns it has, how a row becomes one of the stage, who writes the stage. */
export interface Kind {
  readonly name: string;
  readonly fact: boolean; // masters are imported first
  readonly columns: readonly Column[];
  readonly stage: readonly StageColumn[];
  readonly encode: (row: FeedRow, known: Known) => readonly (string | null)[];
  readonly write: (staged: Staged) => Promise<Outcome>;
}

export interface Refusal {
  readonly column: string | null;
  readonly value: string | null;
  readonly code: string;
  readonly detail: string;
}

/** One row whose cells have been read. Asking for what it lacks, or what is not known, refuses it; the first reason stays. */
export class FeedRow {
  refusal: Refusal | undefined;
  void = false;

  constructor(
    private readonly positions: ReadonlyMap<string, number>,
    readonly values: (string | null)[],
  ) {}

  get(column: string): string | null {
    return this.values[this.positions.get(column)!]!;
  }

  refuse(column: string | null, code: string, detail: string): void {
    this.refusal ??= { column, value: column === null ? null : this.get(column), code, detail };
  }
}

export const stage = (name: string, type: string, ...of: readonly string[]): StageColumn => ({
  name,
  type,
  of: of.length > 0 ? of : [name],
});
