import type { Segment } from '../canonical/vocabulary';
import type { ByteSource } from './byte-source';
import { byteText, isPlain, withoutZeros } from './edi-text';
import type { Separators } from './x12-envelope';
import { unwrapped } from './x12-segments';

const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

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
  const settled = new TextDecoder(charset);
  const read = (raw: string): string => {
    if (isPlain(raw)) return raw;
    const bytes = Buffer.from(raw, 'latin1');
    try {
      return withoutZeros(strict.decode(bytes));
    } catch {
      return withoutZeros(settled.decode(bytes));
    }
  };
  for (const batch of batches)
    yield batch.map((s) => {
      const raw = unwrapped(byteText(source.read(...s.bytes)), separators);
      const { tag, number, bytes } = s;
      return isPlain(raw) ? s : { tag, number, bytes, elements: raw.split(separators.element).map(read) };
    });
}
