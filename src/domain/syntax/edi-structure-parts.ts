import { at, said, type Shown } from './edi-segments';
import { isoDate, isoTime, lineIds } from './x12-values';
import type { Segment } from '../canonical/vocabulary';

/** Pieces that stock reports and ship notices have in common, in the words of EXPECTED.md. */
export const partyOf = (n1: Shown): object => said({ role: at(n1, 1), name: at(n1, 2), idQualifier: at(n1, 3), id: at(n1, 4) });
export const referenceOf = (ref: Shown): object => said({ qualifier: at(ref, 1), value: at(ref, 2) || at(ref, 3) });
export const dateOf = (dtm: Shown): object =>
  said({ qualifier: at(dtm, 1), value: isoDate(at(dtm, 2)) ?? at(dtm, 2), time: isoTime(at(dtm, 3)) ?? at(dtm, 3), zone: at(dtm, 4) });
export const priceOf = (ctp: Shown): object => said({ classOfTrade: at(ctp, 1), type: at(ctp, 2), unitPrice: at(ctp, 3) });
export const totalsOf = (ctt: Shown | undefined): object | undefined => ctt && said({ CTT01: at(ctt, 1), CTT02: at(ctt, 2) });
export const day = (text: string): string | undefined => isoDate(text) ?? (text === '' ? undefined : text);
export const clock = (text: string): string | undefined => isoTime(text) ?? (text === '' ? undefined : text);
export const locationAt = (qualifier: string, id: string): { qualifier: string; id: string } => ({ qualifier, id });

export interface Ids {
  readonly lineNo: string;
  readonly itemIds: readonly { qualifier: string; value: string }[];
  readonly shifted: boolean;
  readonly halves: number;
}
/** Item numbers exactly as sent: which blanks belong to a number, only its owner knows. */
export function idsOf(lin: Shown): Ids {
  const { lineNo, ids, shifted, halves } = lineIds(lin as Shown & Segment);
  return { lineNo, itemIds: ids.map((i) => ({ qualifier: i.qualifier, value: lin.elements[i.element] ?? i.value })), shifted, halves };
}

/** A date and, where it is told, its time: `2001-04-20T14:21`. */
export function moment(dtm: Shown | undefined): string | undefined {
  if (!dtm) return undefined;
  const date = day(at(dtm, 2));
  const time = clock(at(dtm, 3));
  return date === undefined || time === undefined ? date : `${date}T${time}`;
}
