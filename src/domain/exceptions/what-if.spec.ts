import { type Life, whatIf } from './what-if';

const life = (key: string, openedAt: number, resolvedAt: number | null = null): Life => ({ key, type: 'T', openedAt, resolvedAt });

test.each<[string, Life[], Life[], number, Life[], Life[]]>([
  ['the same in both', [life('a', 1, 5)], [life('a', 1, 5)], 1, [], []],
  ['raised later and over earlier', [life('a', 1, 9)], [life('a', 3, 5)], 1, [], []],
  ['still open in one', [life('a', 1)], [life('a', 7, 9)], 1, [], []],
  ['only there', [], [life('a', 1)], 0, [life('a', 1)], []],
  ['only here', [life('a', 1)], [], 0, [], [life('a', 1)]],
  ['of other keys', [life('a', 1)], [life('b', 1)], 0, [life('b', 1)], [life('a', 1)]],
  ['once here, twice there', [life('a', 1, 9)], [life('a', 1, 3), life('a', 5, 9)], 1, [life('a', 5, 9)], []],
  ['twice here, once there', [life('a', 1, 3), life('a', 5, 9)], [life('a', 5, 9)], 1, [], [life('a', 1, 3)]],
  ['each the only one, one after the other', [life('a', 1, 3)], [life('a', 5, 9)], 1, [], []],
])('%s', (_, ours, theirs, same, beyond, missed) => {
  expect(whatIf(ours, theirs)).toEqual({ same, beyond, missed });
});
