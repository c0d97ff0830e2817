import type { Right } from './rights';
import type { Sees } from './sees';

/** Who asks: a person who signed in, or a program with a key. */
export interface Principal {
  readonly kind: 'person' | 'key';
  readonly id: string;
  readonly name: string;
  readonly rights: readonly Right[];
  readonly sees: Sees;
  readonly session?: string; // id, of a person
}
