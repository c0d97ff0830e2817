import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';

/** What is agreed with a supplier, as a file: planned, applied, pulled, rolled back, and then what everything goes by. */
const { run, file, folder } = useCommands();

const HOME = 'home/config/suppliers';
const NORD = `# what we agreed in Hamburg
name: nord-brakes # kept
kind: program
supplier: NORD
managed_by: supplier
owned_by: buyer
tolerance_qty: 10
lead_time_days: 5
reports:
  - { cron: '0 10 * * 1', timezone: Europe/Berlin, grace_minutes: 120 }
items:
  - { sku: BRK, location: HAM, min: 100, max: 800 }
  - { sku: BLT, min: 5.50, owned_by: supplier }
`;
interface Plan {
  hash: string;
  changes: { name: string; supplier?: string; what: string; from: number | null; to: number | null; differences: string[] }[];
  issues: string[];
}
const plan = async (...args: string[]): Promise<Plan & { code: number }> => {
  const said = await run('program', 'plan', '--json', ...args);
  return { ...(said.json as Plan), code: said.code };
};
const apply = async (...args: string[]): Promise<number> =>
  (await run('program', 'apply', (await plan(...args)).hash, '--by', 'Ada', ...args)).code;
const write = (text: string): string => file(`${HOME}/nord.yaml`, text);
/** How a count of 500 against 300 is judged: by the tolerance that holds. */
const compared = async (): Promise<[string, string, string | null][]> =>
  (
    (await run('comparisons', '--json')).json as { comparisons: { sku: string; owner: string; tolerance: string | null }[] }
  ).comparisons.map((c) => [c.sku, c.owner, c.tolerance]);

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom\nBRK,EA\nBLT,EA\n',
    counts: 'sku,location,counted_at,quantity,uom\nBRK,HAM,2026-11-10T06:00:00Z,300,EA\n',
    feeds: 'location,complete_through\nHAM,2026-11-27T00:00:00Z\n',
  };
  await run('import', ...Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text)));
}, 60_000);

test('a new one is planned row by row, and nothing is agreed by that', async () => {
  write(NORD);
  const planned = await plan();
  expect(planned).toMatchObject({ code: 4, issues: [], changes: [{ name: 'nord-brakes', what: 'new', from: null, to: 1 }] });
  expect(planned.changes[0]!.differences).toEqual([
    'BRK HAM: nothing -> managed_by supplier, owned_by buyer, min 100, max 800, lead_time_days 5, tolerance_qty 10',
    'BLT *: nothing -> managed_by supplier, owned_by supplier, min 5.50, lead_time_days 5, tolerance_qty 10',
    'stock_report *: nothing -> cron 0 10 * * 1, timezone Europe/Berlin, grace_minutes 120',
  ]);
  expect((await run('program', 'list')).stdout).toContain('no program was written down');
  expect((await run('mapping', 'plan', '--json')).json).toMatchObject({ changes: [], issues: [] }); // it is no mapping
});

test('applied, it is what everything goes by', async () => {
  expect(await apply()).toBe(0);
  expect(await plan()).toMatchObject({ code: 0, changes: [] });
  await run('ingest', file('stock.csv', 'Your part no,Location,On hand,UOM,As of\nBRK,HAM,500,EA,2026-11-12\n'), '--supplier', 'NORD'); // prettier-ignore
  expect(await compared()).toContainEqual(['BRK', 'buyer', '10']);
});

test('a term that is taken out ends, an item that is taken out is not agreed any more', async () => {
  write(
    NORD.replace('tolerance_qty: 10', 'tolerance_qty: 20')
      .replace(', max: 800', '')
      .replace(/ {2}- \{ sku: BLT.*\n/, ''),
  );
  const planned = await plan();
  expect(planned.changes[0]!.differences).toEqual([
    'BRK HAM max: 800 -> nothing',
    'BRK HAM tolerance_qty: 10 -> 20',
    'BLT *: agreed -> nothing',
  ]);
  expect(await apply()).toBe(0);
  expect(await compared()).toContainEqual(['BRK', 'buyer', '20']);
  expect(await run('program', 'list', 'nord-brakes', '--json')).toMatchObject({
    json: {
      programs: [
        { version: 2, author: 'Ada', holds: true },
        { version: 1, holds: false },
      ],
    },
  });
});

test('a plan that somebody looked at is not another one', async () => {
  const { hash } = await plan();
  write(NORD);
  const stale = await run('program', 'apply', hash);
  expect([stale.code, stale.stderr]).toEqual([6, expect.stringContaining(`no longer ${hash}`)]);
});

test('what an earlier version said is agreed again', async () => {
  expect((await run('program', 'rollback', 'nord-brakes', '1', '--by', 'Eve')).code).toBe(0);
  expect(await compared()).toContainEqual(['BRK', 'buyer', '10']);
  expect((await run('program', 'rollback', 'nord-brakes', '9')).stderr).toContain('it has 3, 2, 1');
});

test('pulled, it is the text that its author wrote', async () => {
  fs.rmSync(path.join(folder(), HOME, 'nord.yaml'));
  expect((await run('program', 'pull')).code).toBe(0);
  expect(fs.readFileSync(path.join(folder(), HOME, 'nord-brakes.yaml'), 'utf8')).toBe(NORD.replace('# kept\n', '# kept\nversion: 3\n'));
  expect((await run('program', 'pull')).stdout).toContain('the files are what is agreed');
  file(`${HOME}/nord-brakes.yaml`, NORD.replace('min: 100', 'min: 90'));
  expect(await run('program', 'pull')).toMatchObject({ code: 3 });
});

test('a program is written over the file that bears its name, whatever that file is called', async () => {
  fs.renameSync(path.join(folder(), HOME, 'nord-brakes.yaml'), path.join(folder(), HOME, 'agreed.yml'));
  expect((await run('program', 'pull', '--overwrite')).code).toBe(0);
  expect(fs.readdirSync(path.join(folder(), HOME))).toEqual(['agreed.yml']);
  expect(await plan()).toMatchObject({ code: 0, changes: [], issues: [] });
  fs.renameSync(path.join(folder(), HOME, 'agreed.yml'), path.join(folder(), HOME, 'nord-brakes.yaml'));
});

test('taken out of the folder it ends only when that is asked for', async () => {
  fs.rmSync(path.join(folder(), HOME, 'nord-brakes.yaml'));
  expect(await plan()).toMatchObject({ code: 0, changes: [] });
  expect(await plan('--prune')).toMatchObject({ code: 4, changes: [{ what: 'withdrawn', from: 3, to: null }] });
  expect(await apply('--prune')).toBe(0);
  expect(await compared()).not.toContainEqual(['BRK', 'buyer', '10']);
});

const HOUSE = `name: house
kind: tolerances
tolerance_qty: 1
classes:
  - { class: A, tolerance_qty: 3, value_floor: 50, valid_from: 2026-01-01 }
`;
const LEVELS = NORD.replace('tolerance_qty: 10\n', '');
const level = async (): Promise<unknown> => {
  const { comparisons } = (await run('comparisons', '--sku', 'BRK', '--json')).json as { comparisons: object[] };
  return comparisons[0];
};
test('what no program says of a tolerance, the class of the item does, and else the house', async () => {
  await run('import', file('items.csv', 'sku,uom,class\nBRK,EA,A\nBLT,EA,C\n'));
  file(`${HOME}/house.yaml`, HOUSE);
  write(LEVELS);
  const planned = await plan();
  expect(planned.changes.find((c) => c.name === 'house')).toMatchObject({
    what: 'new',
    supplier: '*',
    differences: ['the house: nothing -> tolerance_qty 1', 'class A from 2026-01-01: nothing -> tolerance_qty 3, value_floor 50'],
  });
  expect(await apply()).toBe(0);
  expect(await plan()).toMatchObject({ code: 0, changes: [], issues: [] });
  expect(await level()).toMatchObject({ tolerance: '3', tolerance_from: { tolerance_qty: 'class', value_floor: 'class' } });

  write(`${LEVELS}classes:\n  - { class: A, tolerance_qty: 4 }\n`);
  expect((await plan()).changes[0]!.differences).toEqual(['class A: nothing -> tolerance_qty 4']);
  expect(await apply()).toBe(0);
  expect(await level()).toMatchObject({ tolerance: '4', tolerance_from: { tolerance_qty: 'class of the supplier', value_floor: 'class' } });

  write(`${LEVELS.replace('max: 800', 'max: 800, tolerance_qty: 5')}classes:\n  - { class: A, tolerance_qty: 4 }\n`);
  expect(await apply()).toBe(0);
  expect(await level()).toMatchObject({ tolerance: '5', tolerance_from: { tolerance_qty: 'item and location', value_floor: 'class' } });
  const [exception] = ((await run('exceptions', '--json')).json as { exceptions: { id: string; type: string }[] }).exceptions.filter((e) => e.type === 'COUNT_DIVERGENCE'); // prettier-ignore
  expect((await run('exceptions', 'show', exception!.id)).stdout).toContain(
    'tolerance 5 (tolerance_qty by item and location, value_floor by class)',
  );

  file(`${HOME}/house.yaml`, HOUSE.replace(/classes:[^]*/, ''));
  write(LEVELS);
  expect((await plan()).changes.flatMap((c) => c.differences)).toEqual([
    'class A from 2026-01-01: agreed -> nothing',
    'BRK HAM tolerance_qty: 5 -> nothing',
    'class A: agreed -> nothing',
  ]);
  expect(await apply()).toBe(0);
  expect(await level()).toMatchObject({ tolerance: '1', tolerance_from: { tolerance_qty: 'house' } });
  fs.rmSync(path.join(folder(), HOME, 'house.yaml'));
  fs.rmSync(path.join(folder(), HOME, 'nord.yaml'));
  expect(await apply('--prune')).toBe(0);
  expect(await level()).toMatchObject({ tolerance: '0', tolerance_from: {} });
});

test('a house that says nothing is no file', async () => {
  file(`${HOME}/house.yaml`, 'name: house\nkind: tolerances\n');
  expect(await plan()).toMatchObject({ code: 3, issues: [expect.stringContaining('says no tolerance')] });
  fs.rmSync(path.join(folder(), HOME, 'house.yaml'));
});

test.each([
  ['a word that is none', NORD.replace('owned_by: buyer', 'owned_by: nobody'), /nord\.yaml:6:1 owned_by/],
  ['a number that is none', NORD.replace('min: 100', 'min: many'), /nord\.yaml:12:\d+ items\.0\.min: expected a decimal/],
  ['less than nothing', NORD.replace('min: 100', 'min: -1'), /items\.0\.min/],
  ['a field that there is not', NORD.replace('tolerance_qty', 'tolerance'), /nord\.yaml:7:1 .*tolerance/],
  ['nobody who owns it', NORD.replace('owned_by: buyer\n', ''), /owned_by: is missing/],
  ['an item that nobody knows', NORD.replace('sku: BLT', 'sku: NUT'), /no item NUT is known/],
  ['a place that nobody knows', NORD.replace('location: HAM', 'location: RNO'), /no location RNO is known/],
  ['a supplier that nobody knows', NORD.replace('supplier: NORD', 'supplier: SUED'), /no supplier SUED is known/],
  ['one item twice', NORD.replace('sku: BLT,', 'sku: BRK, location: HAM,'), /NORD BRK HAM is agreed twice/],
  ['a prototype for a term', NORD.replace('tolerance_qty: 10', '__proto__: { min: 1 }'), /__proto__/],
])('%s is told with its place, and nothing is applied', async (_, text, said) => {
  write(text);
  const planned = await plan();
  expect([planned.code, planned.issues.join('; ')]).toEqual([3, expect.stringMatching(said)]);
  expect((await run('program', 'apply', planned.hash)).code).toBe(2);
});

test('a cron that is none is refused with nothing half applied', async () => {
  write(NORD.replace('0 10 * * 1', 'every monday'));
  expect(await apply()).toBe(2);
  expect((await run('program', 'list', '--json')).json).toEqual({ programs: [] });
});

test('the example of the project is right but for its names, and its schema is one', async () => {
  write(fs.readFileSync(path.join(__dirname, '../../config/suppliers/example-program.yaml'), 'utf8'));
  expect((await plan()).issues.every((i) => /no (supplier|item|location) .* is known$/.test(i))).toBe(true);
  expect(JSON.parse((await run('program', 'schema')).stdout)).toMatchObject({
    oneOf: [{ properties: { managed_by: { enum: ['supplier', 'buyer'] } } }, { properties: { kind: { const: 'tolerances' } } }],
  });
});
