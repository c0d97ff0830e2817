import type { Issue, Segment } from '../canonical/vocabulary';
import { type ByteSource, sourceFrom } from './byte-source';
import { ByteText, type Window } from './byte-text';
import type { Separators } from './x12-envelope';
import { Scan } from './x12-scan';

/** A transaction set, ST to SE. Its segments are cut only when they are asked for. */
export interface X12Set {
  readonly syntax: 'x12';
  readonly type: string; // '852'
  readonly control: string;
  readonly first: number; // number of its ST, counted from the start of the file
  readonly bytes: readonly [from: number, to: number]; // ST to SE
  readonly body: readonly [from: number, to: number]; // between them: what stays the same when it is sent under another number
  readonly group: X12Group | null;
  readonly segments: () => Iterable<readonly Segment[]>;
}
/** A functional group; `elements` are those of its GS. */
export interface X12Group {
  readonly elements: readonly string[];
  readonly control: string;
  readonly number: number; // of its GS, counted from the start of the file
  declared: string | null; // sets, as its GE counts them; null while there is none
  readonly sets: X12Set[];
}
/** An interchange, ISA to IEA, or what came without one (`bare`). Nothing of a refused one may be used. */
export interface X12Interchange {
  readonly syntax: 'x12';
  readonly sender: string; // QUALIFIER:ID
  readonly receiver: string;
  readonly control: string;
  readonly usage: string; // P, T or I
  readonly version: string;
  readonly date: string | null; // as the sender's clock said
  readonly time: string | null;
  readonly isa: readonly string[]; // empty where there is none
  readonly bare: boolean;
  readonly fixedWidth: boolean;
  readonly separators: Separators;
  readonly bytes: readonly [from: number, to: number];
  readonly groups: readonly X12Group[];
  readonly sets: readonly X12Set[];
  readonly answers: readonly (readonly string[])[]; // elements of its TA1: what became of interchanges of ours
  readonly issues: readonly Issue[];
  readonly refused: boolean;
}
export interface X12File {
  readonly interchanges: readonly X12Interchange[];
  readonly issues: readonly Issue[]; // about what lies between them
}

const START = /^[\s\uFEFF\0]*(ISA[^A-Za-z0-9\s]|GS([^A-Za-z0-9\s])[A-Z]{2}\2|ST([^A-Za-z0-9\s])[0-9]{3}[^A-Za-z0-9])/i;
export const looksLikeX12 = (head: string): boolean => START.test(head);

/**
 * Every interchange of a file, each by its own separators. Counts and control numbers that do not fit are warnings; a trailer
 * that is missing refuses the interchange whole, since nobody can know what else is missing. Never throws for what is sent.
 * The file is gone through a window at a time, and again for the segments of a set: a large one is never held whole.
 */
export function readX12(file: Uint8Array | ByteSource, window?: Window): X12File {
  return new Scan(new ByteText(sourceFrom(file), window)).file();
}
