import { useCommands } from '../support/commands';
import { proposalOf } from '../support/proposal';

/** What is to be ordered, as people see and decide it on the command line. */
const { run, file } = useCommands();
const AT = '2026-11-16T12:00:00Z';
interface Shown {
  readonly id: string;
  readonly version: string;
  readonly state: string;
}
const first = async (...more: string[]): Promise<Shown> =>
  ((await run('reorders', 'list', '--json', ...more)).json as { reorders: Shown[] }).reorders[0]!;

test('from a threshold to an order that the ERP answered', async () => {
  expect((await run('reorders', 'list')).stdout).toContain('nothing is to be ordered');
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin',
    items: 'sku,uom,unit_cost,currency\nBRK,EA,85,EUR\nFST,EA,,',
    programs:
      'supplier,sku,location,managed_by,owned_by,min,max,order_multiple,lead_time_days\nNORD,BRK,HAM,buyer,buyer,400,900,60,5\nNORD,FST,HAM,buyer,buyer,10,50,,5',
    counts: 'sku,location,counted_at,quantity,uom\nBRK,HAM,2026-11-16T08:00:00Z,120,EA',
  };
  for (const [kind, rows] of Object.entries(feed)) await run('import', file(`${kind}.csv`, `${rows}\n`));
  const list = await run('reorders', 'list');
  expect(list.stdout).toContain('NORD · HAM · 1 line');
  expect(list.stdout).toContain('780 = max 900 − on hand 120 − in transit 0 − on order 0 → pack 60');
  expect(list.stdout).toContain('! NORD · HAM · FST: no draft, nobody has counted it');
  const draft = await first();
  expect((await run('reorders', 'show', draft.id)).stdout).toMatch(
    /− on hand 120\n +by our book: counted 120 at 2026-11-16T08:00:00.000Z, 0 movements since/,
  );

  expect(await run('reorders', 'approve', draft.id, '--now', AT)).toMatchObject({
    code: 6,
    stdout: expect.stringContaining('names the version'),
  });
  expect(await run('reorders', 'approve', `${draft.id}@000000000000`, '--now', AT)).toMatchObject({ code: 6, stdout: expect.stringContaining('reorder.changed') }); // prettier-ignore
  expect(await run('reorders', 'change', draft.id, '--quantity', '720', '--now', AT)).toMatchObject({ code: 6, stdout: expect.stringContaining('say why') }); // prettier-ignore
  expect((await run('reorders', 'change', draft.id, '--quantity', '720', '--reason', 'the truck is full', '--now', AT)).code).toBe(0);
  const stale = await run('reorders', 'approve', `${draft.id}@${draft.version}`, '--now', AT);
  expect(stale).toMatchObject({ code: 6, stdout: expect.stringContaining('quantity 780 → 720') });
  const done = await run('reorders', 'approve', `${draft.id}@${(await first()).version}`, '--by', 'ana', '--now', AT, '--json');
  expect(done).toMatchObject({ code: 0, json: { accepted: 1, outcomes: [{ id: draft.id, state: 'approved', order: 'R-1' }] } });
  expect((await run('reorders', 'list', '--state', 'approved')).stdout).toContain('R-1 to fetch');
  expect((await run('reorders', 'list', '--state', 'open,deferred,declined,closed', '--json')).json).toMatchObject({ reorders: [] });

  expect((await run('reorders', 'order', draft.id, '--po', '4711', '--now', AT)).stdout).toContain('R-1 4711 ordered');
  expect(await run('reorders', 'order', draft.id, '--po', '4712', '--now', AT)).toMatchObject({ code: 6, stderr: expect.stringContaining('order 4711 already') }); // prettier-ignore
});

test.each([
  [['reorders', 'list', '--state', 'gone'], 'expected open, deferred'],
  [['reorders', 'show', 'reo_1'], 'is no id of a reorder'],
  [['reorders', 'show', '00000000-0000-7000-8000-000000000000'], 'there is no reorder'],
  [['reorders', 'change', '00000000-0000-7000-8000-000000000000'], '--quantity is needed'],
  [['reorders', 'order', '00000000-0000-7000-8000-000000000000', '--po', '1'], 'there is no reorder'],
])('%j is wrong usage', async (words, says) => {
  expect(await run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});

test('what a supplier proposes stands beside the draft, and is approved with its quantity', async () => {
  await run('import', file('suppliers.csv', 'supplier,name,edi_id\nNORD,Nord,ZZ:NORD\n'));
  await run('import', file('counts.csv', 'sku,location,counted_at,quantity,uom\nFST,HAM,2026-11-16T08:00:00Z,5,EA\n'));
  await run('ingest', file('p.855', proposalOf('NORD', ['N1*ST*Hamburg*92*HAM', 'PO1*1*30*EA***BP*FST', 'PO1*2*7*EA***VN*NEW'])));
  const list = await run('reorders', 'proposals', '--supplier', 'NORD');
  expect(list.stdout).toMatch(/1 {2}FST · HAM {2}theirs 30 EA, ours 45 EA, difference -15 {2}segment 6 PO102/);
  expect(list.stdout).toMatch(/2 {2}VN NEW · HAM {2}7 EA, not matched: .* {2}segment 7 PO102/);
  const [draft] = ((await run('reorders', 'list', '--json', '--sku', 'FST')).json as { reorders: Shown[] }).reorders;
  expect((await run('reorders', 'show', draft!.id)).stdout).toContain('theirs 30 EA, ours 45 EA');
  const [{ id, version }] = ((await run('reorders', 'proposals', '--json')).json as { proposals: [Shown] }).proposals;
  expect((await run('reorders', 'take', id)).code).toBe(6);
  expect(await run('reorders', 'take', `${id}@${version}`, '--now', AT)).toMatchObject({ code: 3, stdout: expect.stringMatching(/1 {2}approved {2}reo_.* as R-2\n.*2 {2}not done/) }); // prettier-ignore
  expect(await run('reorders', 'refuse', id, '--lines', '2', '--now', AT)).toMatchObject({ code: 6, stderr: expect.stringContaining('say why') }); // prettier-ignore
  expect((await run('reorders', 'refuse', id, '--reason', 'not ours', '--now', AT)).stdout).toContain('2  declined');
  expect((await run('reorders', 'proposals')).stdout).toContain('no supplier proposes');
});
