import { useCommands } from '../support/commands';

/** A short receipt on the command line, from the exception to a settled claim. */
const { run, file } = useCommands();
const AT = '2026-11-18T12:00:00Z';

test('claimed, listed, settled, and told on its exception', async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin',
    items: 'sku,uom,unit_cost,currency\nA,EA,85,EUR',
    programs: 'supplier,sku,location,managed_by,owned_by,tolerance_qty,valid_from\nNORD,*,*,supplier,buyer,0,2026-01-01',
    movements:
      'id,sku,location,moved_at,kind,quantity,uom,supplier,ship_notice,final\nR1,A,HAM,2026-11-16T16:00:00Z,receipt,30,EA,NORD,S1,true',
  };
  const notice = file('ship.csv', 'Shipment,Your part no,Location,Shipped qty,UOM,Ship date,ETA\nS1,A,HAM,50,EA,2026-11-14,2026-11-16\n');
  for (const [kind, rows] of Object.entries(feed).slice(0, 4)) await run('import', file(`${kind}.csv`, `${rows}\n`));
  await run('ingest', notice, '--supplier', 'NORD', '--received-at', '2026-11-15T06:00:00Z');
  await run('import', file('movements.csv', `${feed.movements}\n`));
  await run('reconcile', '--now', AT);
  const { exceptions } = (await run('exceptions', '--json', '--type', 'RECEIPT_VARIANCE')).json as { exceptions: { id: string }[] };
  const { id } = exceptions[0]!;
  expect((await run('claims', 'list')).stdout).toContain('nothing is claimed');
  const made = await run('claims', 'make', id, '--by', 'ana', '--now', AT);
  expect(made.stdout).toMatch(/clm_\S+ {2}claim 1 {2}NORD · HAM {2}20 EA of A short {2}shipment S1 {2}open/);
  expect(made.stdout).toMatch(/received 30 EA {2}2026-11-16T16:00:00.000Z {2}HAM {2}R1/);
  expect(await run('claims', 'make', id, '--now', AT)).toMatchObject({ code: 6, stderr: expect.stringContaining('claims it already') });
  const { claims } = (await run('claims', 'list', '--json')).json as { claims: { id: string }[] };
  const claim = claims[0]!.id;
  expect(await run('claims', 'send', claim, '--now', AT)).toMatchObject({ code: 6, stderr: expect.stringContaining('nobody knows the address') }); // prettier-ignore
  expect((await run('claims', 'settle', claim, '--outcome', 'credited', '--now', AT)).stdout).toContain('settled (credited)');
  expect((await run('claims', 'show', claim)).stdout).toContain('announced 50 EA  ship.csv');
  expect((await run('exceptions', 'show', id)).stdout).toMatch(/claimed by ana: claim 1, 20 EA of A short\n.*claim settled/);
});

test('a count and an adjustment are asked for, listed, and ended by what the feed brings', async () => {
  const { exceptions } = (await run('exceptions', '--json', '--status', 'all')).json as { exceptions: { id: string; status: string; sku: string | null }[] }; // prettier-ignore
  const { id } = exceptions.find((e) => e.status !== 'resolved' && e.sku === 'A')!;
  expect((await run('requests', 'list')).stdout).toContain('nothing is asked for');
  expect((await run('requests', 'count', id, '--now', AT)).stdout).toMatch(/req_\S+ {2}count {2}A · HAM {2}exc_\S+ {2}open, to fetch/);
  expect(await run('requests', 'count', id, '--now', AT)).toMatchObject({ code: 6, stderr: expect.stringContaining('one is open') });
  expect(await run('requests', 'adjust', id, '--now', AT)).toMatchObject({ code: 6, stderr: expect.stringContaining('by how much') });
  expect((await run('requests', 'adjust', id, '--quantity=-20', '--now', AT)).stdout).toContain('adjust by -20 EA');
  await run('import', file('counts.csv', 'sku,location,counted_at,quantity,uom\nA,HAM,2026-11-19T08:00:00Z,30,EA\n'));
  await run('reconcile', '--now', '2026-11-30T09:00:00Z');
  expect((await run('requests', 'list', '--state', 'answered')).stdout).toMatch(
    /count {2}A · HAM .* answered: 30 at 2026-11-19T08:00:00.000Z/,
  );
  const { requests } = (await run('requests', 'list', '--json')).json as { requests: { id: string }[] };
  expect((await run('requests', 'withdraw', requests[0]!.id, '--reason', 'counted', '--now', AT)).stdout).toContain('withdrawn');
});

test.each([
  [['claims', 'make', 'exc_1'], 'is no id of an exception'],
  [['claims', 'make', '00000000-0000-7000-8000-000000000000', '--lines', 'x'], 'expected numbers such as 1,2'],
  [['claims', 'make', '00000000-0000-7000-8000-000000000000'], 'there is no exception'],
  [['claims', 'settle', '00000000-0000-7000-8000-000000000000', '--outcome', 'gone'], 'expected credited'],
  [['claims', 'show', '00000000-0000-7000-8000-000000000000'], 'there is no claim'],
  [['claims', 'list', '--state', 'gone'], 'expected open, sent'],
  [['requests', 'list', '--state', 'gone'], 'expected open, answered'],
  [['requests', 'count', '00000000-0000-7000-8000-000000000000'], 'there is no exception'],
  [['requests', 'withdraw', '00000000-0000-7000-8000-000000000000', '--reason', 'x'], 'there is no request'],
])('%j is wrong usage', async (words, says) => {
  expect(await run(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining(says) });
});
