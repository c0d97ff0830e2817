import { useCommands } from '../support/commands';

/** What a buyer does with exceptions on the command line. */
const { run, file } = useCommands();
jest.setTimeout(120_000);

interface Row {
  id: string;
  type: string;
  sku: string;
  status: string;
  owner: string | null;
  snoozed: { until: string; at: string | null } | null;
}
const list = async (...args: string[]): Promise<Row[]> =>
  ((await run('exceptions', '--json', ...args)).json as { exceptions: Row[] }).exceptions;
const one = async (sku: string): Promise<Row> => (await list('--status', 'all')).find((e) => e.sku === sku)!;

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord\n',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n',
    items: 'sku,uom,unit_cost,currency\nA,EA,85,EUR\nB,EA,85,EUR\nC,EA,85,EUR\n',
    programs:
      'supplier,sku,location,managed_by,owned_by,tolerance_qty,planner,valid_from\nNORD,*,*,supplier,buyer,10,anna,2026-01-01\nNORD,C,HAM,supplier,buyer,,ben,2026-01-01\n',
    counts: `sku,location,counted_at,quantity,uom\n${['A', 'B', 'C'].map((s) => `${s},HAM,2026-11-15T20:00:00Z,400,EA`).join('\n')}\n`,
  };
  const files = Object.entries(feed).map(([kind, text]) => file(`${kind}.csv`, text));
  expect((await run('import', ...files, '--json')).json).toMatchObject({ rejected: 0 });
  const sent = ['Your part no,Location,On hand,UOM,As of', ...['A', 'B', 'C'].map((s) => `${s},HAM,560,EA,2026-11-15T20:00:00Z`)];
  const said = await run('ingest', file('stock.csv', sent.join('\n')), '--supplier', 'NORD', '--received-at', '2026-11-16T08:00:00Z');
  expect(said.code).toBe(0);
});

test('it is the planner’s from the start, and shown in full', async () => {
  const rows = await list();
  expect(rows.map((e) => [e.sku, e.type, e.owner]).sort()).toEqual([
    ['A', 'COUNT_DIVERGENCE', 'anna'],
    ['B', 'COUNT_DIVERGENCE', 'anna'],
    ['C', 'COUNT_DIVERGENCE', 'ben'],
  ]);
  expect((await list('--owner', 'ben')).map((e) => e.sku)).toEqual(['C']);
  const { id } = await one('A');
  const shown = await run('exceptions', 'show', id);
  expect(shown.code).toBe(0);
  for (const part of [
    'COUNT_DIVERGENCE: counts differ',
    'they say    560 EA',
    'our book    400 EA',
    '+160 EA, 13 600 EUR at stake',
    'anna’s',
    'stock.csv, row 2, column',
    'UNEXPLAINED',
    'recount',
    'raised',
  ])
    expect(shown.stdout).toContain(part);
  expect((await run('exceptions', 'show', id, '--json')).json).toMatchObject({
    id,
    events: [{ what: 'open', by: null }],
    comparison: { state: 'differs' },
  });
});

test('what is folded under another is listed with it', async () => {
  const text = (await run('exceptions')).stdout;
  expect(text).toContain('where: stock.csv, row 2, column');
  const sent = file('cartons.csv', 'Your part no,Location,On hand,UOM,As of\nD,HAM,98,CA,2026-11-15T20:00:00Z');
  const feed = [
    file('items.csv', 'sku,uom,unit_cost,currency\nD,EA,85,EUR\n'),
    file('item_units.csv', 'sku,uom,factor\nD,CA,12\n'),
    file(
      'programs.csv',
      'supplier,sku,location,managed_by,owned_by,min,tolerance_qty,valid_from\nNORD,D,HAM,supplier,buyer,100,10,2026-01-01\n',
    ),
    file('counts.csv', 'sku,location,counted_at,quantity,uom\nD,HAM,2026-11-15T20:00:00Z,98,EA\n'),
  ];
  expect((await run('import', ...feed, '--json')).json).toMatchObject({ rejected: 0 });
  expect((await run('ingest', sent, '--supplier', 'NORD', '--received-at', '2026-11-16T08:10:00Z')).code).toBe(0);
  const rows = (await run('exceptions', '--json')).json as {
    exceptions: { id: string; sku: string; type: string; suppressed_by: string | null }[];
  };
  const folded = rows.exceptions.filter((e) => e.sku === 'D' && e.suppressed_by !== null);
  expect(folded.length).toBeGreaterThan(0);
  const lines = (await run('exceptions')).stdout.split('\n');
  for (const f of folded) {
    const parent = rows.exceptions.find((e) => e.id === f.suppressed_by)!;
    const at = lines.findIndex((l) => l.includes(f.id));
    expect(lines[at]).toContain(`with it: ${f.type}`);
    expect(
      lines
        .slice(0, at)
        .filter((l) => /^(low|medium|high|critical)/.test(l))
        .at(-1),
    ).toContain(parent.type);
  }
});

test('by id: acknowledged, asked, put aside, woken, given away, noted, over, taken back', async () => {
  const { id } = await one('A');
  const steps: [string[], string][] = [
    [['ack'], 'acknowledged'],
    [['wait'], 'waiting'],
    [['snooze', '--until', '2027-01-01'], 'snoozed'],
    [['wake'], 'open'],
    [['assign', '--to', 'carla'], 'open'],
    [['comment', '--reason', 'they call back'], 'open'],
    [['resolve', '--code', 'count_adjusted'], 'resolved'],
    [['reopen', '--reason', 'not so'], 'open'],
  ];
  for (const [[word, ...more], status] of steps as [[string, ...string[]], string][]) {
    const said = await run('exceptions', word, id, ...more, '--by', 'dora', '--now', '2026-11-16T09:00:00Z', '--json');
    expect([word, said.code, said.json]).toEqual([
      word,
      0,
      { accepted: 1, rejected: 0, parked: 0, issues: [], outcomes: [{ id, done: true, status, version: expect.any(Number) }] },
    ]);
  }
  expect((await one('A')).owner).toBe('carla');
  const { stdout } = await run('exceptions', 'show', id);
  for (const part of [
    'acknowledged by dora',
    'put aside by dora',
    'assigned by dora: owner anna → carla',
    'noted by dora: they call back',
    'open again by dora',
  ])
    expect(stdout).toContain(part);
});

test('a date is that day where people are', async () => {
  const { id } = await one('A');
  await run('exceptions', 'snooze', id, '--until', '2026-12-01', '--now', '2026-11-16T09:00:00Z');
  expect((await one('A')).snoozed).toMatchObject({ until: 'date', at: '2026-12-01T00:00:00.000Z' });
  await run('exceptions', 'wake', id);
});

test('by what they have in common: shown first, done with --yes', async () => {
  const asked = [
    'exceptions',
    'ack',
    '--type',
    'COUNT_DIVERGENCE',
    '--supplier',
    'NORD',
    '--owner',
    'anna',
    '--opened-before',
    '2026-11-17T00:00:00Z',
  ];
  const would = await run(...asked);
  expect([would.code, would.stdout]).toEqual([4, expect.stringMatching(/1 exception would be acknowledged; with --yes they are/)]);
  expect((await one('B')).status).toBe('open');
  expect((await run(...asked, '--yes')).code).toBe(0);
  expect((await one('B')).status).toBe('acknowledged');
  expect((await run('exceptions', 'ack', '--supplier', 'NOBODY')).code).toBe(0);
});

test('refused: 6 where nothing was done, 3 where some was', async () => {
  const [b, c] = [await one('B'), await one('C')];
  const no = await run('exceptions', 'ack', b.id, '--json');
  expect([no.code, no.json]).toEqual([
    6,
    expect.objectContaining({
      accepted: 0,
      rejected: 1,
      issues: [expect.objectContaining({ place: b.id, code: 'exception.acknowledged' })],
    }),
  ]);
  expect((await run('exceptions', 'ack', b.id, c.id)).code).toBe(3);
  expect((await one('C')).status).toBe('acknowledged');
});

test.each([
  ['no code', ['resolve', 'ID', '--code', 'gone']],
  ['neither ids nor what they have in common', ['ack']],
  ['both', ['ack', 'ID', '--type', 'STOCKOUT']],
  ['no id', ['ack', 'all']],
  ['no date', ['snooze', 'ID', '--until', 'soon']],
  ['nobody to whom', ['assign', 'ID']],
  ['no state', ['ack', '--status', 'gone']],
])('wrong usage: %s', async (_, [word, ...args]) => {
  const { id } = await one('C');
  const said = await run('exceptions', word!, ...args.map((a) => (a === 'ID' ? id : a)));
  expect([said.code, said.stdout]).toEqual([2, '']);
  expect(said.stderr).toMatch(/^crosscount: ./);
});
