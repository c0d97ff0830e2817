import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';

/** What files say and what is published are the same object: planned, applied, pulled, rolled back. */
const { run, file, folder } = useCommands();

const HOME = 'home/config/suppliers';
const NORD = `# how Nord writes its list
name: nord-stock # kept
supplier: NORD

columns:
  vendor: Art
  on_hand: Menge # not Frei
`;
const SHEET = 'Art,Menge,Frei,Ort\nA-1,5,4,HAM\n';
interface Plan {
  hash: string;
  changes: { name: string; what: string; from: number | null; to: number | null; differences: string[] }[];
  issues: string[];
}
const plan = async (...args: string[]): Promise<Plan & { code: number }> => {
  const said = await run('mapping', 'plan', '--json', ...args);
  return { ...(said.json as Plan), code: said.code };
};
const publish = async (...args: string[]): Promise<number> =>
  (await run('mapping', 'apply', (await plan(...args)).hash, '--by', 'Ada', ...args)).code;
const write = (text: string, name = 'nord.yaml'): string => file(`${HOME}/${name}`, text);
const readBy = async (day: number): Promise<unknown> => {
  const at = `2026-11-${day}T08:00:00Z`;
  const done = await run('ingest', file(`stock-${day}.csv`, SHEET), '--supplier', 'NORD', '--received-at', at, '--json');
  const [doc] = (done.json as { documents: { mapping: unknown; lines: { measure: string; given: { quantity: string } }[] }[] }).documents;
  return [doc!.mapping, doc!.lines.map((l) => [l.measure, l.given.quantity])];
};

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom\nA-1,EA\n',
  };
  await run('import', ...Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text)));
}, 60_000);

test('a file that was never published is used as it is, and planned as new', async () => {
  write(NORD);
  expect(await readBy(10)).toEqual([{ name: 'nord-stock', version: 1 }, [['on_hand', '5']]]);
  const planned = await plan();
  expect(planned).toMatchObject({ code: 4, issues: [], changes: [{ name: 'nord-stock', what: 'new', from: null, to: 1 }] });
  expect(planned.changes[0]!.differences).toContain('columns.on_hand: nothing -> "Menge"');
  expect((await run('mapping', 'plan')).stdout).toContain(`publish it: crosscount mapping apply ${planned.hash}`);
});

test('published, it holds; a file of its name is a draft until it is published, too', async () => {
  expect(await publish()).toBe(0);
  expect(await plan()).toMatchObject({ code: 0, changes: [] });
  write(NORD.replace('on_hand: Menge', 'available: Frei'));
  expect(await readBy(11)).toEqual([{ name: 'nord-stock', version: 1 }, [['on_hand', '5']]]);
  const draft = await run('doc', 'check', file('draft.csv', SHEET), '--supplier', 'NORD', '--mapping', 'nord-stock', '--json');
  expect((draft.json as { documents: { lines: { measure: string }[] }[] }).documents[0]!.lines[0]!.measure).toBe('available');
  const planned = await plan();
  expect(planned.changes).toMatchObject([
    { what: 'changed', from: 1, to: 2, differences: ['columns.on_hand: "Menge" -> nothing', 'columns.available: nothing -> "Frei"'] },
  ]);
  expect(await publish()).toBe(0);
  expect(await readBy(12)).toEqual([{ name: 'nord-stock', version: 2 }, [['available', '4']]]);
});

test('a plan that somebody looked at is not another one', async () => {
  write(NORD);
  const { hash } = await plan();
  write(NORD.replace('# not Frei', '# never Frei'));
  const stale = await run('mapping', 'apply', hash);
  expect([stale.code, stale.stderr]).toEqual([6, expect.stringContaining(`no longer ${hash}`)]);
  expect((await readBy(13)) as unknown[]).toContainEqual([['available', '4']]);
});

test('an older version holds again, and every version stays with who and why', async () => {
  expect((await run('mapping', 'rollback', 'nord-stock', '1', '--by', 'Eve')).code).toBe(0);
  expect(await readBy(14)).toEqual([{ name: 'nord-stock', version: 1 }, [['on_hand', '5']]]);
  const { mappings } = (await run('mapping', 'list', 'nord-stock', '--json')).json as { mappings: Record<string, unknown>[] };
  expect(mappings.map((m) => [m.version, m.author, m.holds])).toEqual([
    [2, 'Ada', false],
    [1, 'Ada', true],
  ]);
  expect((await run('mapping', 'rollback', 'nord-stock', '9')).stderr).toContain('it has 2, 1');
  expect((await run('mapping', 'rollback', 'nobody', '1')).code).toBe(2);
  write(NORD.replace('on_hand: Menge', 'sold: Menge'));
  expect((await plan()).changes[0]).toMatchObject({ from: 1, to: 3 }); // a number is given once
});

test('pulled, the file is what is published, comments and all; one that says otherwise is left', async () => {
  const kept = await run('mapping', 'pull', '--json');
  expect([kept.code, kept.json]).toEqual([3, { written: [], kept: [path.join(folder(), HOME, 'nord.yaml')] }]);
  expect((await run('mapping', 'pull', '--overwrite')).code).toBe(0);
  const pulled = fs.readFileSync(path.join(folder(), HOME, 'nord.yaml'), 'utf8');
  expect(pulled).toBe(NORD.replace('name: nord-stock # kept\n', 'name: nord-stock # kept\nversion: 1\n'));
  expect((await plan()).code).toBe(0);
  fs.rmSync(path.join(folder(), HOME, 'nord.yaml'));
  expect((await run('mapping', 'pull')).stdout).toContain('nord-stock.yaml');
});

test('nothing is published beside a file that cannot be read, and two files of one name are one too many', async () => {
  write(NORD, 'a-second.yaml');
  write('name: broken\nsupplier: NORD\ncolumns: { on_hnd: Menge }\n', 'broken.yaml');
  const planned = await plan();
  expect(planned.code).toBe(3);
  expect(planned.issues).toEqual([expect.stringMatching(/broken\.yaml:3:\d+ .*on_hnd/), expect.stringContaining('a mapping has one file')]);
  expect((await run('mapping', 'apply', planned.hash)).code).toBe(2);
  for (const name of ['a-second.yaml', 'broken.yaml']) fs.rmSync(path.join(folder(), HOME, name));
});

test('what is in no file is withdrawn only when that is asked for', async () => {
  fs.rmSync(path.join(folder(), HOME, 'nord-stock.yaml'));
  expect((await plan()).code).toBe(0);
  expect((await plan('--prune')).changes).toMatchObject([{ what: 'withdrawn', from: 1, to: null }]);
  expect(await publish('--prune')).toBe(0);
  expect(((await readBy(15)) as unknown[])[0]).toBeNull();
  expect((await run('mapping', 'list')).stdout).toBe('nothing is published; files are used as they are');
});

test('a list that nobody could read is read once its mapping is published, at its own moment; nothing twice', async () => {
  const odd = file('odd.csv', 'Q1,Q2,Q3\nA-1,6,HAM\n');
  const kept = await run('ingest', odd, '--supplier', 'NORD', '--received-at', '2026-11-16T08:00:00Z', '--json');
  expect((kept.json as { documents: { status: string }[] }).documents.map((d) => d.status)).toEqual(['parked']);
  write('name: odd\nsupplier: NORD\nfile: odd*\ncolumns: { buyer: Q1, on_hand: Q2, location: Q3 }\n', 'odd.yaml');
  const { hash } = await plan();
  const done = await run('mapping', 'apply', hash, '--json');
  expect(done.json).toMatchObject({ accepted: 1, read_again: 1 });
  const { documents } = (await run('doc', 'list', '--json')).json as { documents: Record<string, unknown>[] };
  expect(documents.filter((d) => d.file === 'odd.csv')).toMatchObject([
    { status: 'accepted', mapping: { name: 'odd', version: 1 }, received_at: '2026-11-16T08:00:00.000Z', counts: { lines: 1, parked: 0 } },
  ]);
  write('name: odd\nsupplier: NORD\nfile: odd*\ncolumns: { buyer: Q1, available: Q2, location: Q3 }\n', 'odd.yaml');
  expect((await run('mapping', 'apply', (await plan()).hash, '--json')).json).toMatchObject({ accepted: 1, read_again: 0 });
});

test('a draft is tried on what the supplier sent, line by line, and stores nothing', async () => {
  const sent = await run(
    'ingest',
    file('odd-2.csv', 'Q1,Q2,Q3\nA-1,6,HAM\nB-1,7,HAM\n'),
    '--supplier',
    'NORD',
    '--received-at',
    '2026-11-17T08:00:00Z',
    '--json',
  );
  expect(sent.json).toMatchObject({ documents: [{ mapping: { name: 'odd', version: 2 } }] });
  const before = (await run('doc', 'list', '--json')).stdout;
  write('name: odd\nsupplier: NORD\nfile: odd*\ncolumns: { buyer: Q1, available: Q2 }\n', 'odd.yaml');
  const tried = await run('mapping', 'test', 'odd', '--last', '1', '--json');
  expect(tried.code).toBe(4);
  expect((tried.json as { files: { lines: { change: string; before: string; after: string }[] }[] }).files).toMatchObject([
    {
      file: 'odd-2.csv',
      same: 1,
      lines: [
        { change: 'changed', place: 'row 2, column Q2', measure: 'available', before: expect.stringMatching(/^A-1 {2}HAM {2}6 {2}EA/) },
      ],
    },
  ]);
  expect((await run('mapping', 'test', 'odd')).stdout).toMatch(
    /^odd-2\.csv {2}2026-11-17T08:00:00Z {2}accepted with issues -> parked {2}1 line the same$/m,
  );
  write('name: odd\nsupplier: NORD\nfile: odd*\ncolumns: { buyer: Q1, available: Q2, location: Q3 } # the same\n', 'odd.yaml');
  expect((await run('mapping', 'test', 'odd', '--last', '1')).code).toBe(0);
  expect((await run('doc', 'list', '--json')).stdout).toBe(before);
});

test('the schema of a mapping file is one of JSON', async () => {
  interface Described {
    readonly description?: string;
    readonly $ref?: string;
  }
  type Kind = { readonly properties: Record<string, Described> };
  const schema = JSON.parse((await run('mapping', 'schema')).stdout) as { then: Kind; else: Kind; $defs: Record<string, Described> };
  const { properties } = schema.else;
  expect(Object.keys(properties)).toEqual(expect.arrayContaining(['name', 'supplier', 'columns', 'across', 'constants']));
  const { header_row: row } = properties; // what is said of it once may stand among the definitions
  expect(row!.description ?? schema.$defs[row!.$ref!.split('/').pop()!]!.description).toMatch(/row of the headings/);
  expect(Object.keys(schema.then.properties)).toEqual(expect.arrayContaining(['documents', 'measures', 'strictness', 'ignore_segments']));
});
