import { LIMITS } from '../syntax/limits';
import { parseMappingFile } from './mapping-file';

const GOOD = 'name: a\nsupplier: NORD\ncolumns:\n  buyer: Artikel\n  on_hand: Bestand\n';
const told = (text: string): string => {
  const read = parseMappingFile(text, 'm.yaml');
  return 'issue' in read ? read.issue.detail : 'read';
};

test.each([
  ['what it should be', GOOD, /^read$/],
  ['a name that is missing', GOOD.replace('name: a\n', ''), /name: is missing$/],
  ['more than anybody writes', GOOD + '#'.repeat(LIMITS.mappingCharacters), /has more than 131072 characters, which is the limit/],
  ['just as much as it may be', GOOD + '#'.repeat(LIMITS.mappingCharacters - GOOD.length), /^read$/],
  [
    'aliases of aliases',
    `a: &a [x,x,x,x,x,x,x,x,x]\n${'bcdefgh'.replace(/./g, (c) => `${c}: &${c} [${`*${String.fromCharCode(c.charCodeAt(0) - 1)},`.repeat(9)}]\n`)}`,
    /repeats itself without end/,
  ],
  ['nothing', '', /name: is missing|expected object/],
])('%s', (_, text, expected) => expect(told(text)).toMatch(expected));

test('of a hundred errors twenty are told', () => expect(told('- [\n'.repeat(100)).split('; ').length).toBeLessThanOrEqual(20));
