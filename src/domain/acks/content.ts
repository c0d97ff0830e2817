import { isPlain } from './not-writable';

/** What became of the content of one message: lines that nobody could match, values that could not be used. */
export interface Content {
  readonly message: number; // counted as in the frame
  readonly reference: string; // number of the document in it; '' where it says none
  readonly taken: 'all' | 'some' | 'none'; // of its lines
  readonly faults: readonly ContentFault[];
}
export interface ContentFault {
  readonly unmatched: boolean; // an item, place or unit that we do not know
  readonly text: string;
  readonly segment: number | null; // from the start of the file
  readonly tag: string | null;
  readonly element: number | null;
  readonly value: string | null; // as it was sent
}

export const MOST_FAULTS = 500; // of one message: who got all of them wrong is not helped by a list of all

/** Free text for a partner's program: what no segment could hold becomes a blank. */
export function freeText(text: string, forbidden: readonly string[], longest: number): string {
  const plain = [...text.normalize('NFKD').replace(/\p{M}/gu, '')].map((c) => (isPlain(c) && !forbidden.includes(c) ? c : ' ')).join('');
  return plain.replace(/\s+/g, ' ').trim().slice(0, longest).trim();
}
/** A value is told as it was sent, or not at all. */
export const asSent = (value: string | null, forbidden: readonly string[], longest: number): string =>
  value === null || value.length > longest || !isPlain(value) || forbidden.some((f) => value.includes(f)) ? '' : value.trim();
