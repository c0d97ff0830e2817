import type { Issue } from '../../canonical/vocabulary';
import { ACTIVITIES_859, QUANTITIES_6063, QUANTITIES_673 } from './codes';
import { EDIFACT_SEGMENTS } from './edifact';
import { sameAs, type SegmentWords } from './words';
import { X12_SEGMENTS } from './x12';

const wordsOf = (syntax: 'x12' | 'edifact', tag: string): SegmentWords[string] | undefined =>
  (syntax === 'x12' ? X12_SEGMENTS : EDIFACT_SEGMENTS)[tag];

/** What such a segment does, to be read behind its tag; undefined where we have no words. */
export const segmentSays = (syntax: 'x12' | 'edifact', tag: string): string | undefined => wordsOf(syntax, tag)?.[0];

/** What one of its elements says. */
export function elementSays(syntax: 'x12' | 'edifact', tag: string, element: number): string | undefined {
  const [, elements, again] = wordsOf(syntax, tag) ?? [];
  return elements?.[sameAs(element, again)];
}

/** A sentence for people about a segment, or about one of its elements; undefined where we have none. */
export function explain(syntax: 'x12' | 'edifact', tag: string, element?: number): string | undefined {
  const does = segmentSays(syntax, tag);
  if (does === undefined) return undefined;
  const says = element === undefined ? undefined : elementSays(syntax, tag, element);
  return says === undefined ? `${tag} ${does}.` : `${tag} ${does}; ${tag}${String(element).padStart(2, '0')} says ${says}.`;
}

/** A problem with the sentence about the place that it stands at, for who does not know the segments by heart. */
export function withWords(syntax: 'x12' | 'edifact', issue: Issue): Issue & { readonly about?: string } {
  const { place } = issue;
  const about = place?.in === 'segment' ? explain(syntax, place.tag, place.element) : undefined;
  return about === undefined ? issue : { ...issue, about };
}

const shown = (tag: string, code: string, words: Readonly<Record<string, string>>): string =>
  words[code] === undefined ? `${tag} ${code}` : `${tag} ${code} (${words[code]})`;
/** X12 has two lists with the same letters, ZA01 and QTY01. */
export const shownActivity = (code: string): string => shown('ZA', code, ACTIVITIES_859);
export const shownX12Quantity = (code: string): string => shown('QTY', code, QUANTITIES_673);
/** `152` alone says nothing to a person: `QTY 83 (on back order)`. */
export const shownQuantity = (code: string): string => shown('QTY', code, QUANTITIES_6063);
