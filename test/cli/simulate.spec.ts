import fs from 'node:fs';
import path from 'node:path';
import { Mini } from '../story/mini';
import { useCommands } from '../support/commands';

/** History told again under other terms, beside the present. */
const { run, file, folder, sql } = useCommands();
jest.setTimeout(120_000);

interface Simulated {
  same: number;
  events: number;
  types: { type: string; raised: number; would: number; beyond: number; missed: number }[];
  beyond: { type: string; sku: string; opened_at: string; reported: string }[];
  missed: { type: string; sku: string; opened_at: string; reported: string }[];
  fidelity: { raised: number; found: number; not_found: object[] };
}
const WINDOW = ['--since', '2026-11-02T00:00:00Z', '--until', '2026-11-18T00:00:00Z'];
const simulated = async (...args: string[]): Promise<Simulated> => {
  const said = await run('simulate', ...WINDOW, ...args, '--json');
  if (said.code !== 0) throw new Error(said.stderr);
  return said.json as Simulated;
};
const told = (s: Simulated): object => ({
  beyond: s.beyond.map((e) => `${e.type} ${e.reported} @${e.opened_at.slice(8, 16)}`),
  missed: s.missed.map((e) => `${e.type} ${e.reported} @${e.opened_at.slice(8, 16)}`),
});
const present = async (): Promise<string> =>
  (
    await Promise.all([
      run('exceptions', '--status', 'all', '--json'),
      run('comparisons', '--json'),
      run('outbox', '--json'),
      run('doc', 'list', '--json'),
      run('program', 'list', '--json'),
      run('mapping', 'list', '--json'),
    ])
  )
    .map((r) => r.stdout)
    .join('\n');

beforeAll(async () => {
  const day = (m: Mini, d: string, says: number, free = says): Mini =>
    m.alive(`${d} 09:00`).says(`${d} 09:30`, `${d} 08:00`, says, { Free: free });
  const suppliers = ['NORD', 'SUED'].map((supplier) => ({ supplier, name: supplier }));
  const story = new Mini({ min: '', max: '' }, { suppliers }).count('1 06:00', 400);
  day(story, '3', 400, 450); // another column says 450
  day(story, '4', 400);
  day(story, '5', 430); // 30 off: raised
  day(story, '6', 400);
  day(story, '8', 415); // 15 off: within 20
  day(story, '9', 400);
  day(story, '10', 480); // raised, until our count is corrected
  story.count('11 10:00', 480, { counted_at: '2026-11-01T06:00:00+01:00' });
  story.ships('12 08:00', 'S', 50, { 'Ship date': '2026-11-12', ETA: '2026-11-13T14:00:00+01:00' });
  story.ships('13 08:00', 'S', 50, { 'Ship date': '2026-11-12', ETA: '2026-11-14T14:00:00+01:00' });
  story.list('14 08:00', [{ 'Vendor item': 'V-9', Location: 'HAM', 'On hand': 3, UOM: 'EA', 'As of': '2026-11-14T07:00:00+01:00' }]);
  story.feed('15 08:00', { item_crossrefs: [{ supplier: 'NORD', qualifier: 'VN', value: 'V-9', sku: 'OTHER' }] });
  story.alive('16 09:00').reconcile('16 10:00');
  story.moves('17 10:00', ['17 09:00 receipt 50'], { supplier: 'NORD', ship_notice: 'S' });
  const at = path.join(folder(), 'story');
  fs.mkdirSync(at, { recursive: true });
  expect((await run('backfill', story.write(at), '--json')).json).toMatchObject({ rejected: 0, parked: 1 });
});

test('told again unchanged it is the same history, corrections, re-dated shipments and names that were told later and all', async () => {
  const before = (await run('exceptions', '--status', 'all')).stdout;
  expect(before.match(/COUNT_DIVERGENCE|ASN_OVERDUE/g)!.sort()).toEqual(['ASN_OVERDUE', 'COUNT_DIVERGENCE']);
  const same = await simulated('--tolerance-qty', '10', '--tolerance-pct', '5');
  expect([told(same), same.fidelity, same.types.map((t) => [t.type, t.raised, t.would])]).toEqual([
    { beyond: [], missed: [] },
    { raised: 5, found: 5, not_found: [] },
    [
      ['ASN_OVERDUE', 1, 1],
      ['BUYER_FEED_LATE', 1, 1], // days end in it, and nobody had looked then
      ['COUNT_DIVERGENCE', 2, 2],
      ['ITEM_OFF_PROGRAM', 1, 1],
      ['ITEM_UNRESOLVED', 1, 1],
    ],
  ]);
});

test.each<[string, string[], string[], string[]]>([
  ['a narrower tolerance', ['--tolerance-qty', '5', '--tolerance-pct', '0'], ['COUNT_DIVERGENCE 415 @08T08:30'], []],
  ['a wider one', ['--tolerance-qty', '75', '--tolerance-pct', '0'], [], ['COUNT_DIVERGENCE 430 @05T08:30']],
  ['for another supplier only', ['--tolerance-qty', '500', '--supplier', 'SUED'], [], []],
  ['a floor of value', ['--value-floor', '1000000'], [], ['COUNT_DIVERGENCE 430 @05T08:30', 'COUNT_DIVERGENCE 480 @10T08:30']],
])('%s', async (_, args, beyond, missed) => {
  const before = await present();
  const s = await simulated(...args);
  expect(told(s)).toEqual({ beyond, missed });
  expect(await present()).toBe(before);
});

test('a program file holds from the beginning on', async () => {
  const program = (tolerance: string): string =>
    file(
      `nord-${tolerance}.yaml`,
      `kind: program\nname: nord\nsupplier: NORD\nmanaged_by: supplier\nowned_by: buyer\nlead_time_days: 5\nitems:\n  - { sku: BRK, location: HAM, tolerance_qty: ${tolerance} }\n`,
    );
  expect(told(await simulated('--programs', program('14')))).toEqual({ beyond: ['COUNT_DIVERGENCE 415 @08T08:30'], missed: [] });
});

test('another mapping reads what came anew', async () => {
  const mapping = file(
    'nord-free.yaml',
    'name: nord-free\nsupplier: NORD\nfile: list-*\ncolumns: { buyer: Your part no, location: Location, on_hand: Free, uom: UOM, as_of: As of }\n',
  );
  const before = await present();
  expect(told(await simulated('--mapping', mapping))).toEqual({ beyond: ['COUNT_DIVERGENCE 450 @03T08:30'], missed: [] });
  expect(await present()).toBe(before);
});

test('nothing is left behind', async () => {
  expect(
    await sql(
      "select 1 from pg_database d, pg_database own where own.datname = current_database() and starts_with(d.datname, 'crosscount_simulation_' || own.oid)",
    ),
  ).toEqual([]);
});

test.each([
  ['nothing different', []],
  ['no decimal', ['--tolerance-qty', 'ten']],
  ['no such file', ['--mapping', '/nowhere.yaml']],
  ['a mapping for a program', ['--programs', 'MAPPING']],
  ['no supplier', ['--tolerance-qty', '1', '--supplier', 'NOBODY']],
  ['no time', ['--tolerance-qty', '1', '--since', 'then']],
  ['an end before the beginning', ['--tolerance-qty', '1', '--since', '2027-01-01', '--until', '2026-01-01T00:00:00Z']],
])('wrong usage: %s', async (_, args) => {
  const mapping = file('some.yaml', 'name: some\n');
  const said = await run('simulate', ...args.map((a) => (a === 'MAPPING' ? mapping : a)));
  expect([said.code, said.stdout]).toEqual([2, '']);
  expect(said.stderr).toMatch(/^crosscount: ./);
});
