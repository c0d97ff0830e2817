import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';

/** Contract section 2: how a command ends. 2 and 5 have tables of their own in usage.spec.ts; 4 is a plan's, and there is none yet. */
const { run, withEnv, file, folder } = useCommands();

const ITEMS = 'sku,uom\nF-1,EA\n';

test.each<[string, number, () => Promise<{ code: number; stderr: string }>]>([
  ['done', 0, () => run('import', file('items.csv', ITEMS))],
  ['exceptions alone are no failure', 0, () => run('exceptions')],
  ['wrong usage', 2, () => run('import')],
  ['done, with a row refused', 3, () => run('import', file('items-w.csv', `${ITEMS},EA\n`))],
  ['done, with a document set aside', 3, () => run('ingest', file('letter.pdf', '%PDF-1.7'))],
  ['a database out of reach', 5, () => withEnv({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 'exceptions')],
])('%s: %i', async (_, code, command) => expect((await command()).code).toBe(code));

test('failed, and the fault is ours: 1, and what was given is not blamed', async () => {
  const home = path.dirname(file('broken/raw', 'a file where the raw store should be'));
  const said = await withEnv({ CROSSCOUNT_HOME: home }, 'ingest', file('stock.csv', 'SKU,On hand\nF-1,3\n'), '--json');
  expect(said).toMatchObject({ code: 1, stdout: '' });
  expect(said.stderr).toMatch(/it failed, and the fault is not in your data: .*raw/);
});

test('refused, since another holds what it would take away: 6, and nothing is touched', async () => {
  const home = path.join(folder(), 'home/demo');
  const kept = file('home/demo/kept', 'what the demo in the other window works with');
  const script = path.join(__dirname, '../support/hold-server.cjs');
  const other = spawn(process.execPath, [script, home], { stdio: ['pipe', 'pipe', 'inherit'] });
  try {
    await new Promise((resolve) => other.stdout.once('data', resolve));
    const said = await run('demo', '--fresh');
    expect(said).toEqual(expect.objectContaining({ code: 6, stdout: '' }));
    expect(said.stderr).toBe('crosscount: the demo is running in another window; stop it there first');
    expect(fs.existsSync(kept)).toBe(true);
  } finally {
    other.stdin.end();
    await new Promise((resolve) => other.once('exit', resolve));
  }
}, 60_000);
