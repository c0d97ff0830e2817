import path from 'node:path';
import { useCommands } from '../support/commands';

const { run, withEnv, file, folder } = useCommands();
const ABSENT = 'doc_01234567-0123-7123-8123-012345678901';

/** Contract section 2: what is wrong with the call is said on stderr, without a stack, and nothing stands on stdout. */
test.each<[string[], RegExp]>([
  [['nope'], /no command "nope"/],
  [['doc'], /no command "doc"/],
  [['help', 'nope'], /no command "nope"/],
  [['doc', 'read'], /doc read FILE: it takes FILE/],
  [['import'], /import PATH…: it takes PATH…/],
  [['exceptions', 'extra'], /it takes no words/],
  [['exceptions', '--bad'], /Unknown option '--bad'$/],
  [['exceptions', '--status', 'lost'], /--status lost: expected open, /],
  [['reconcile', '--now', '2026-11-17T07:30:00'], /ISO instant with its offset/],
  [['ingest', '.', '--received-at', 'yesterday'], /ISO instant with its offset/],
  [['doc', 'list', '--limit', '0'], /whole number above 0/],
  [['doc', 'show', 'x'], /no id of a document/],
  [['doc', 'show', ABSENT], /there is no document/],
  [['import', '/nowhere/x.csv'], /\/nowhere\/x\.csv does not exist/],
  [['ingest', '/nowhere/x.edi'], /no file or folder \/nowhere\/x\.edi/],
  [['ingest', '/nowhere/x.edi', '--dry-run'], /no file or folder \/nowhere\/x\.edi/],
  [['doc', 'read', '/nowhere/x.edi'], /no file \/nowhere\/x\.edi/],
  [['doc', 'read', __dirname], /is a folder; a file is expected/],
  [['doc', 'check', __dirname], /is a folder; a file is expected/],
  [['backfill', '/nowhere/t.ndjson'], /no file \/nowhere\/t\.ndjson/],
  [['backfill', __dirname], /is a folder/],
  [['backfill', __filename], /usage\.spec\.ts, line 1: not JSON/],
  [['serve', '--roles', 'cook'], /--roles cook: expected /],
])('%j is wrong usage', async (args, why) => {
  const said = await run(...args);
  expect(said).toMatchObject({ code: 2, stdout: '' });
  expect(said.stderr).toMatch(why);
  expect(said.stderr).not.toMatch(/^\s+at /m);
});

test.each<[Record<string, string>, number, RegExp]>([
  [{ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' }, 5, /database cannot be reached: .*ECONNREFUSED/],
  [{ DATABASE_URL: 'mysql://here' }, 2, /DATABASE_URL is "mysql:\/\/here": expected an address such as postgres:/],
  [{ DATABASE_URL: 'postgress://u:top/s@cret@h/d' }, 2, /DATABASE_URL is "postgress:\/\/…@h\/d": expected/],
  [{ DATABASE_URL: 'host=h password=top' }, 2, /DATABASE_URL is "host=h password=…": expected/],
  [{ CROSSCOUNT_PORT: '99999999' }, 2, /CROSSCOUNT_PORT is "99999999": .*65535/],
  [{ CROSSCOUNT_LOG: 'loud' }, 2, /CROSSCOUNT_LOG is "loud": .*expected one of/],
  [{ CROSSCOUNT_SETTINGS: __filename }, 2, /usage\.spec\.ts/],
])('with %j a start ends with its name and what was expected', async (env, code, why) => {
  const said = await withEnv(env, 'exceptions', '--json');
  expect(said).toMatchObject({ code, stdout: '' });
  expect(said.stderr).toMatch(why);
  expect(said.stderr).not.toMatch(/^\s+at /m);
});

test('help names every command, also without a word; then the call was wrong', async () => {
  const [asked, bare] = [await run('help'), await run()];
  expect([asked.code, bare.code]).toEqual([0, 2]);
  for (const name of ['serve', 'import', 'ingest', 'doc read', 'doc check', 'doc list', 'doc show', 'reconcile', 'exceptions', 'backfill'])
    expect(asked.stdout).toContain(`  ${name} `);
});

test('on an empty home every question has an answer, as one JSON document', async () => {
  const empty: [string[], unknown][] = [
    [['exceptions'], { exceptions: [] }],
    [['comparisons'], { comparisons: [] }],
    [['doc', 'list'], { documents: [] }],
    [['reconcile'], { accepted: 0, rejected: 0, parked: 0, issues: [], opened: 0 }],
    [['status'], { documents: 0 }],
  ];
  for (const [args, answer] of empty) expect(await run(...args, '--json')).toMatchObject({ code: 0, json: answer, stderr: '' });
});

test('a folder without a file is said to be one, and is no failure: an empty inbox is an ordinary thing', async () => {
  const inbox = path.dirname(file('inbox/.keep', ''));
  expect(await run('ingest', inbox)).toMatchObject({ code: 0, stderr: `there is no file in ${inbox}` });
  expect(await run('import', inbox)).toMatchObject({ code: 0, stderr: `there is no file of the feed in ${inbox}` });
  expect(folder()).toContain('crosscount-commands-');
});
