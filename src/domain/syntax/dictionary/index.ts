import type { Issue } from '../../canonical/vocabulary';
import { QUANTITIES_6063 } from './codes';
import { EDIFACT_SEGMENTS } from './edifact';
import { X12_SEGMENTS } from './x12';

/** A sentence for people about a segment, or about one of its elements; undefined where we have none. */
export function explain(syntax: 'x12' | 'edifact', tag: string, element?: number): string | undefined {
  const [does, elements] = (syntax === 'x12' ? X12_SEGMENTS : EDIFACT_SEGMENTS)[tag] ?? [];
  if (does === undefined) return undefined;
  const says = element === undefined ? undefined : elements?.[element];
  const name = `${tag}${element === undefined ? '' : String(element).padStart(2, '0')}`;
  return says === undefined ? `${tag} ${does}.` : `${tag} ${does}; ${name} says ${says}.`;
}

/** A problem with the sentence about the place that it stands at, for who does not know the segments by heart. */
export function withWords(syntax: 'x12' | 'edifact', issue: Issue): Issue & { readonly about?: string } {
  const { place } = issue;
  const about = place?.in === 'segment' ? explain(syntax, place.tag, place.element) : undefined;
  return about === undefined ? issue : { ...issue, about };
}

/** `152` alone says nothing to a person: `QTY 83 (on back order)`. */
export const shownQuantity = (code: string): string =>
  QUANTITIES_6063[code] === undefined ? `QTY ${code}` : `QTY ${code} (${QUANTITIES_6063[code]})`;
