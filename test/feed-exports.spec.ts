import fs from 'node:fs';
import path from 'node:path';
import { parseFeedMapping } from '../src/domain/mapping/feed-mapping';
import { mapFeed } from '../src/domain/mapping/feed-rows';
import { openDelivery } from '../src/domain/syntax';
import { COLUMNS } from '../src/modules/feed/export-mapping';

// What the examples of config/feed make of an export of the buyer's program: samples/feed-exports/<case>/in.* by example-<case>.yaml.
// With WRITE_SAMPLES=1 the expectations are written anew: read every line of the difference before it is kept.
const SAMPLES = path.join(__dirname, '../samples/feed-exports');
const EXAMPLES = path.join(__dirname, '../config/feed');
const cases = fs.readdirSync(SAMPLES);

test.each(cases)('%s', async (name) => {
  const folder = path.join(SAMPLES, name);
  const input = fs.readdirSync(folder).find((f) => f.startsWith('in') || f.startsWith('on-hand'))!;
  const file = path.join(EXAMPLES, `example-${name}.yaml`);
  const parsed = parseFeedMapping(fs.readFileSync(file, 'utf8'), path.basename(file), COLUMNS);
  if ('issue' in parsed) throw new Error(parsed.issue.detail);
  const parts = await openDelivery(fs.readFileSync(path.join(folder, input)), input);
  const tables = parts.flatMap((p) => (p.content.kind === 'tables' ? p.content.tables : []));
  const read = parsed.mapping.lists.map((list) => {
    const mapped = mapFeed(tables, list, COLUMNS[list.kind]!, input);
    if ('detail' in mapped) return { kind: list.kind, ...mapped };
    const rows = [...mapped.rows()].flat().map(({ number, cells, fault }) => {
      const row = Object.fromEntries(mapped.headings.map((h, i) => [h, cells[i]!]).filter(([, value]) => value !== ''));
      return { at: mapped.place(number), ...row, ...(fault ? { fault } : {}) };
    });
    return { kind: list.kind, left_out: mapped.leftOut, rows };
  });
  const expected = path.join(folder, 'expected.json');
  if (process.env.WRITE_SAMPLES === '1') fs.writeFileSync(expected, `${JSON.stringify(read, null, 2)}\n`);
  expect(read).toEqual(JSON.parse(fs.readFileSync(expected, 'utf8')));
});

test('every example has an export that it reads', () => {
  const examples = fs.readdirSync(EXAMPLES).filter((f) => f !== 'example-movements.yaml');
  expect(examples.map((f) => f.replace(/^example-|\.yaml$/g, '')).sort()).toEqual([...cases].sort());
});
