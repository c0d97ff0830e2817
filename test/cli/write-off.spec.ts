import { useCommands } from '../support/commands';

/** A shipment of which a part came: what waits for its arrival, and what becomes of the rest when it is written off. */
const { run, file } = useCommands();
jest.setTimeout(120_000);

interface Row {
  id: string;
  type: string;
  status: string;
  resolution: string | null;
  snoozed: { at: string | null } | null;
}
const list = async (): Promise<Row[]> => ((await run('exceptions', '--json', '--status', 'all')).json as { exceptions: Row[] }).exceptions;
const states = async (): Promise<string[]> =>
  (await list()).map((e) => `${e.type} ${e.status}${e.resolution ? ` ${e.resolution}` : ''}`).sort();
const of = async (type: string): Promise<Row> => (await list()).find((e) => e.type === type)!;
const fed = async (name: string, text: string): Promise<void> =>
  expect((await run('import', file(name, text), '--json')).json).toMatchObject({ rejected: 0 });
const says = async (name: string, text: string, at: string): Promise<void> =>
  expect((await run('ingest', file(name, text), '--supplier', 'NORD', '--received-at', at)).code).toBe(0);
const reconciled = async (now: string): Promise<string[]> => {
  await run('reconcile', '--now', now);
  return states();
};

beforeAll(async () => {
  await fed('suppliers.csv', 'supplier,name\nNORD,Nord\n');
  await fed('locations.csv', 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n');
  await fed('items.csv', 'sku,uom,unit_cost,currency\nA,EA,85,EUR\nB,EA,1,EUR\n');
  await fed('programs.csv', 'supplier,sku,location,managed_by,owned_by,tolerance_qty,valid_from\nNORD,*,*,supplier,buyer,5,2026-01-01\n');
  await fed('counts.csv', 'sku,location,counted_at,quantity,uom\nA,HAM,2026-11-15T04:00:00Z,400,EA\n');
  const notice = (eta: string): string =>
    `Shipment,Your part no,Location,Shipped qty,UOM,Ship date,ETA\nS1,A,HAM,50,EA,2026-11-14,${eta}\n`;
  await says('ship.csv', notice('2026-11-16T14:00:00Z'), '2026-11-15T06:00:00Z');
  await says('stock.csv', 'Your part no,Location,On hand,UOM,As of\nA,HAM,450,EA,2026-11-15T04:00:00Z\n', '2026-11-15T07:00:00Z');
});

test('put aside until the goods are due, by the day on which they are due by then', async () => {
  const { id } = await of('COUNT_DIVERGENCE');
  expect((await run('exceptions', 'snooze', id, '--until', 'eta', '--now', '2026-11-15T09:00:00Z')).code).toBe(0);
  expect((await of('COUNT_DIVERGENCE')).snoozed).toMatchObject({ at: '2026-11-16T14:00:00.000Z' });
  expect(await reconciled('2026-11-16T13:00:00Z')).toEqual(['COUNT_DIVERGENCE snoozed']);
  await says(
    'ship-2.csv',
    'Shipment,Your part no,Location,Shipped qty,UOM,Ship date,ETA\nS1,A,HAM,50,EA,2026-11-14,2026-11-17T14:00:00Z\n',
    '2026-11-16T13:30:00Z',
  );
  expect(await reconciled('2026-11-16T15:00:00Z')).toEqual(['COUNT_DIVERGENCE snoozed']);
  expect((await of('COUNT_DIVERGENCE')).snoozed).toMatchObject({ at: '2026-11-17T14:00:00.000Z' });
  expect(await reconciled('2026-11-17T14:30:00Z')).toEqual(['COUNT_DIVERGENCE open']);
});

test('the rest is written off: waited for no longer, and what was short is told; taken back, it is waited for again', async () => {
  await run('exceptions', 'resolve', (await of('COUNT_DIVERGENCE')).id, '--code', 'timing', '--now', '2026-11-17T15:00:00Z');
  await fed(
    'movements.csv',
    'id,sku,location,moved_at,kind,quantity,uom,supplier,ship_notice\nR1,A,HAM,2026-11-17T16:00:00Z,receipt,30,EA,NORD,S1\nU1,B,HAM,2026-11-25T08:00:00Z,usage,1,EA,,\n',
  );
  expect(await reconciled('2026-11-25T09:00:00Z')).toEqual(['ASN_OVERDUE open', 'COUNT_DIVERGENCE resolved timing']);
  const { id } = await of('ASN_OVERDUE');
  const done = await run(
    'exceptions',
    'resolve',
    id,
    '--code',
    'written_off',
    '--reason',
    'lost on the road',
    '--by',
    'anna',
    '--now',
    '2026-11-25T10:00:00Z',
  );
  expect(done.code).toBe(0);
  const after = ['ASN_OVERDUE resolved written_off', 'COUNT_DIVERGENCE resolved timing', 'RECEIPT_VARIANCE open'];
  expect(await states()).toEqual(after);
  expect(await reconciled('2026-11-26T09:00:00Z')).toEqual(after);
  expect((await run('exceptions', 'reopen', id, '--reason', 'found', '--now', '2026-11-26T10:00:00Z')).code).toBe(0);
  expect(await reconciled('2026-11-26T11:00:00Z')).toEqual([
    'ASN_OVERDUE open',
    'COUNT_DIVERGENCE resolved timing',
    'RECEIPT_VARIANCE resolved fixed_by_supplier',
  ]);
});
