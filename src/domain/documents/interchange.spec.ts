import { decideInterchange } from './interchange';

const seen = { sha256: 'a', accepted: true };
test.each([
  ['never seen', undefined, 'a', 'process'],
  ['same bytes, accepted before', seen, 'a', 'duplicate'],
  ['same bytes, not accepted before', { ...seen, accepted: false }, 'a', 'process'],
  ['other bytes', seen, 'b', 'conflict'],
  ['other bytes, though the first was refused', { ...seen, accepted: false }, 'b', 'conflict'],
] as const)('%s', (_, before, sha, expected) => expect(decideInterchange(before, sha)).toBe(expected));
