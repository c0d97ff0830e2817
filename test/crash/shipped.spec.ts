import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.join(__dirname, '../..');
const mentions = (folder: string): string[] =>
  fs
    .readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (f) => f.endsWith('.js') && /CROSSCOUNT_FAILPOINT|failpoint\(|_failpoints/.test(fs.readFileSync(path.join(root, folder, f), 'utf8')),
    );

test('what ships has no failpoint left in it, and still starts', () => {
  expect(mentions('dist')).toEqual([]);
  expect(fs.existsSync(path.join(root, 'dist/platform/failpoints.js'))).toBe(false);
  expect(execFileSync(process.execPath, [path.join(root, 'dist/cli.js'), 'help'], { encoding: 'utf8' })).toContain('crosscount COMMAND');
});

test('the build that the crash tests kill has them', () => {
  expect(mentions('.failpoints').length).toBeGreaterThan(5);
});
