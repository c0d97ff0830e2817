import type { Segment } from '../canonical/vocabulary';
import { el } from '../syntax/x12-values';
import type { Format } from './format';

/** X12 855: what a supplier proposes or answers to an order. Kept as that, and shown line by line; nothing of it is stock. */
export const x12855: Format = {
  key: 'x12-855',
  claims: (m) => m.syntax === 'x12' && m.type === '855',
  read: (m, _, sink) => sink.other('proposal', m.syntax === 'x12' ? orderIn(m.segments) : undefined),
};

/** The number of the order that it speaks of (BAK03). */
function orderIn(segments: Iterable<readonly Segment[]>): string | undefined {
  for (const batch of segments) {
    const bak = batch.find((s) => s.tag === 'BAK');
    if (bak) return el(bak, 3).trim() || undefined;
  }
  return undefined;
}
