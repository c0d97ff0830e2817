import { useDatabase } from '../../test/support/database';
import { jsonb } from './jsonb';

const { db } = useDatabase();

test.each([
  ['a zero byte', 'a\0b', 'a\ufffdb'],
  ['half of a character', `${'x'.repeat(3)}😀`.slice(0, 4), 'xxx\ufffd'],
  ['the other half', '😀'.slice(1), '\ufffd'],
  ['a whole character', '😀', '😀'],
  ['other control characters', '\u001b[31m\u0007', '\u001b[31m\u0007'],
  ['what only looks like an escape', '\\u0000 \\\\ud800 "', '\\u0000 \\\\ud800 "'],
])('%s is held by the database', async (_, text, held) => {
  const { rows } = await db().pool.query<{ v: { text: string }[] }>('select $1::jsonb v', [jsonb([{ text }])]);
  expect(rows[0]!.v).toEqual([{ text: held }]);
});
