import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { AWAITED, GROUPS, titleOf } from './hostile';

interface Log {
  readonly testResults: readonly {
    readonly assertionResults: readonly { readonly ancestorTitles: readonly string[]; readonly status: string }[];
  }[];
}
interface Total {
  readonly line: string;
  readonly ok: boolean;
  readonly passed: number;
}

/** What a run of jest says of each group. One that is not there is named, and counts as nothing. */
export function totalsOf(log: Log, awaited: readonly string[] = AWAITED): readonly Total[] {
  const all = log.testResults.flatMap((f) => f.assertionResults);
  return Object.entries(GROUPS).map(([group, needed]) => {
    const tried = all.filter((t) => t.ancestorTitles.includes(titleOf(group)));
    const passed = tried.filter((t) => t.status === 'passed').length;
    const isAwaited = awaited.includes(group);
    const why =
      tried.length === 0
        ? 'MISSING'
        : isAwaited
          ? 'is here: take it out of AWAITED'
          : passed < tried.length
            ? `${tried.length - passed} NOT AS EXPECTED`
            : passed < needed
              ? `TOO FEW: ${needed} are needed`
              : '';
    const ok = why === '' || (why === 'MISSING' && isAwaited);
    return {
      line: `${group.padEnd(24)} ${String(passed).padStart(4)} of ${tried.length} (${needed} listed)  ${why}`.trimEnd(),
      ok,
      passed,
    };
  });
}

const inGroups = (root: string): string[] =>
  ['src', 'test']
    .flatMap((room) => fs.readdirSync(path.join(root, room), { recursive: true, encoding: 'utf8' }).map((f) => path.join(room, f)))
    .filter((f) => f.endsWith('.spec.ts') && /\bhostile\(|\btitleOf\(/.test(fs.readFileSync(path.join(root, f), 'utf8')));

/** Runs the specs in which groups stand. */
function run(root: string): Log {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'crosscount-hostile-'));
  const file = path.join(folder, 'log.json');
  try {
    const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
    execFileSync(process.execPath, [...jest, '--json', `--outputFile=${file}`, '--runTestsByPath', ...inGroups(root)], {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
    });
  } catch {
    // what did not pass stands in the log
  }
  const log = JSON.parse(fs.readFileSync(file, 'utf8')) as Log;
  fs.rmSync(folder, { recursive: true, force: true });
  return log;
}

/** Prints them, from the log of a run if there is one; false where something is not as it must be. */
export function printTotals(log?: string): boolean {
  const totals = totalsOf(log === undefined ? run(path.join(__dirname, '../..')) : (JSON.parse(fs.readFileSync(log, 'utf8')) as Log));
  for (const { line } of totals) console.log(line);
  const sum = (all: readonly number[]): number => all.reduce((a, b) => a + b, 0);
  console.log(`${sum(totals.map((t) => t.passed))} hostile inputs as expected, of ${sum(Object.values(GROUPS))} that are listed`);
  return totals.every((t) => t.ok);
}
