import type { SourceMessage } from '../canonical/vocabulary';
import type { EdifactInterchange, EdifactMessage } from './edifact';
import type { X12Interchange, X12Set } from './x12';

export type EdiInterchange = X12Interchange | EdifactInterchange;
export type EdiMessage = X12Set | EdifactMessage;

/** The messages of an interchange that may be used: none of a refused one, and one that stands there twice only once. */
export function messagesOf(i: EdiInterchange): readonly EdiMessage[] {
  if (i.refused) return [];
  return i.syntax === 'x12' ? i.sets : i.messages.filter((m) => !m.repeats);
}

/** A message as formats take it. Its segments may be gone through more than once. */
export function sourceOf(m: EdiMessage): Extract<SourceMessage, { syntax: 'x12' | 'edifact' }> {
  const { type, control } = m;
  if (m.syntax === 'x12') return { syntax: 'x12', type, control, segments: again(() => m.segments()) };
  return { syntax: 'edifact', type, directory: m.directory, control, segments: again(() => m.segments()) };
}

const again = <T>(segments: () => Iterable<T>): Iterable<T> => ({ [Symbol.iterator]: () => segments()[Symbol.iterator]() });
