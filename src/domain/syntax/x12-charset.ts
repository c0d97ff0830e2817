import type { Segment } from '../canonical/vocabulary';
import type { ByteSource } from './byte-source';
import { byteText, isPlain, shownBy } from './edi-text';
import type { Separators } from './x12-envelope';
import { unwrapped } from './x12-segments';

/**
 * The segments of a partner whose characters are settled, since X12 itself does not say them: UTF-8 where bytes are that, else
 * what was settled instead of the Western code page.
 */
export function* inCharset(
  batches: Iterable<readonly Segment[]>,
  source: ByteSource,
  separators: Separators,
  charset: string,
): Generator<readonly Segment[]> {
  const read = shownBy(new TextDecoder(charset));
  const settled = (s: Segment): Segment => {
    if (s.elements.every(isPlain)) return s; // as nearly all are: they are not read from the file again
    const raw = unwrapped(byteText(source.read(...s.bytes)), separators);
    return { tag: s.tag, number: s.number, bytes: s.bytes, elements: raw.split(separators.element).map(read) };
  };
  for (const batch of batches) yield batch.map(settled);
}
