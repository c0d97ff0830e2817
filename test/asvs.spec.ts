import fs from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '..');
const page = fs.readFileSync(path.join(root, 'docs/security/asvs.md'), 'utf8');
const rows = [...page.matchAll(/^\| (\d+\.\d+\.\d+) \| ([12]) \| ([a-z ]+) \| (.+) \| (.*) \|$/gm)].map(
  ([, id, level, state, how, shown]) => ({
    ...{ id: id!, level: level!, state: state!, how: how! },
    shown: [...shown!.matchAll(/`([^`]+)`/g)].map((m) => m[1]!),
  }),
);

test('each of the 253 requirements of levels 1 and 2 stands there once, and the counts are those of the lines', () => {
  expect([rows.length, new Set(rows.map((r) => r.id)).size, rows.filter((r) => r.level === '1').length]).toEqual([253, 253, 70]);
  const of = (state: string): number => rows.filter((r) => r.state === state).length;
  expect(page).toContain(`**${of('met')} met, ${of('not applicable')} not applicable, ${of('open')} open**`);
  expect(of('met') + of('not applicable') + of('open')).toBe(253);
});

test('what is met is shown by something that exists; what is not says why', () => {
  const wrong = rows.filter((r) => (r.state === 'met') !== r.shown.length > 0 || r.how.trim() === '');
  expect(wrong).toEqual([]);
  expect([...new Set(rows.flatMap((r) => r.shown))].filter((file) => !fs.existsSync(path.join(root, file)))).toEqual([]);
});
