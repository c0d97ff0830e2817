import { byteText, shown } from './edi-text';
import type { X12Interchange, X12Set } from './x12';
import { gluedSegments } from './x12-fusions';

/** A segment as it is shown: all of its elements, and nothing of where it stood. */
export interface Shown {
  readonly tag: string;
  readonly elements: readonly string[];
}

/**
 * The segments of a set for somebody who looks at them. Those that were glued by foreign terminators are shown apart, as they
 * were surely meant, though nothing of them is ever posted.
 */
export function shownSegments(bytes: Uint8Array, interchange: X12Interchange, set: X12Set): Shown[] {
  const glued = interchange.issues.some((i) => i.code === 'x12.fused-segments');
  const text = glued ? byteText(bytes) : '';
  const { element } = interchange.separators;
  const out: Shown[] = [];
  for (const batch of set.segments())
    for (const s of batch) {
      const parts = glued ? gluedSegments(text.slice(...s.bytes), element) : [];
      if (parts.length < 2) out.push({ tag: s.tag, elements: s.elements });
      else for (const p of parts) out.push(shownOf(p.split(element).map(shown)));
    }
  return out;
}
const shownOf = (elements: readonly string[]): Shown => ({ tag: elements[0]!.trim(), elements });

/** An element, '' where there is none. */
export const at = (s: Shown | undefined, n: number): string => s?.elements[n]?.trim() ?? '';

/** An object without the fields that are blank or empty: what a document does not say is absent, and not "". */
export function said<T extends object>(fields: T): Partial<T> {
  const kept = Object.entries(fields).filter(([, v]) => v !== '' && v !== undefined && v !== null && !(Array.isArray(v) && v.length === 0));
  return Object.fromEntries(kept) as Partial<T>;
}
