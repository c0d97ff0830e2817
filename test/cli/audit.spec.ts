import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';

const { run, sql, folder } = useCommands();

test('what people change is told with who and what, verified, and found when somebody edits it', async () => {
  expect((await run('audit', 'head')).stdout).toBe('nothing was changed by anybody yet');
  expect((await run('audit', 'verify')).stdout).toBe('0 entries, unbroken; no head was written down yet');
  await run('key', 'create', 'erp');
  await run('key', 'revoke', 'erp');
  const listed = await run('audit', '--what', 'api_key', '--json');
  expect((listed.json as { entries: { n: number; what: string }[] }).entries).toEqual([
    expect.objectContaining({ n: 2, what: 'api_key update' }),
    expect.objectContaining({ n: 1, what: 'api_key insert' }),
  ]);
  const head = await run('audit', 'head');
  const heads = path.join(folder(), 'heads.ndjson');
  fs.writeFileSync(heads, `${head.stdout}\n`);
  const fine = await run('audit', 'verify', '--heads', heads);
  expect([fine.code, fine.stdout]).toEqual([0, `2 entries, unbroken; 1 head in ${heads}`]);
  await sql(
    `alter table audit_entry disable trigger user; update audit_entry set entry = replace(entry::text, 'erp', 'abc')::json where n = 1`,
  );
  const edited = await run('audit', 'verify', '--heads', heads);
  expect([edited.code, edited.stdout]).toEqual([
    3,
    'entry 1: it is not what was sealed, or not after this one\nthe audit log was changed in 1 place',
  ]);
  await sql(`delete from audit_entry where n = 2`);
  expect((await run('audit', 'verify', '--heads', heads, '--json')).json).toMatchObject({
    broken: [{ n: 1 }, { n: 2, why: expect.stringMatching(/^the head of .* stood at 2; the log ends at 1$/) as string }],
  });
  expect((await run('audit', '--limit', '0')).code).toBe(2);
});
