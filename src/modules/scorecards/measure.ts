import type { PoolClient } from 'pg';
import type { Case } from '../../domain/scorecard/card';

export interface Asked {
  readonly supplierId: string;
  readonly supplier: string; // code
  readonly from: string; // instant
  readonly to: string; // up to it, and not the instant itself
  readonly now: string;
}

/** One figure of a scorecard: one file, one line in measures/index.ts, one test. A supplier is judged by what it could know. */
export interface Measure {
  readonly key: string;
  readonly side: 'supplier' | 'buyer'; // whose doing it is
  readonly title: string;
  readonly says: string; // what counts as good
  readonly cases: (client: PoolClient, asked: Asked) => Promise<Case[]>;
}

export const DOCUMENT = (d: string): string => `'doc_' || ${d}`;
/** The period as parameters $1 to $3: supplier, from, to. */
export const periodOf = (a: Asked): [string, string, string] => [a.supplierId, a.from, a.to];
