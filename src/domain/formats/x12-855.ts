import type { Format } from './format';

/** X12 855: what a supplier proposes or answers to an order. Kept as that, and shown line by line; nothing of it is stock. */
export const x12855: Format = {
  key: 'x12-855',
  claims: (m) => m.syntax === 'x12' && m.type === '855',
  read: (_, __, sink) => sink.other('proposal'),
};
