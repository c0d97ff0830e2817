import { useCommands } from '../support/commands';

/** A program begins: what stands from before is accepted in bulk; and a supplier is heard only when it proved right. */
const { run, file } = useCommands();
jest.setTimeout(120_000);

interface Row {
  id: string;
  type: string;
  sku: string;
  status: string;
  resolution: string | null;
  shadow: boolean;
}
const list = async (...args: string[]): Promise<Row[]> =>
  ((await run('exceptions', '--json', '--status', 'all', ...args)).json as { exceptions: Row[] }).exceptions;
const states = async (...args: string[]): Promise<string[]> =>
  (await list(...args)).map((e) => `${e.type} ${e.sku} ${e.status}${e.resolution ? ` ${e.resolution}` : ''}`).sort();
const fed = async (name: string, text: string): Promise<void> =>
  expect((await run('import', file(name, text), '--json')).json).toMatchObject({ rejected: 0 });
let n = 0;
const says = async (rows: string, asOf: string, at: string, supplier = 'NORD'): Promise<void> => {
  const text = `Your part no,Location,On hand,UOM,As of\n${rows.replace(/ /g, `,HAM,`).replace(/;/g, `,EA,${asOf}\n`)},EA,${asOf}\n`;
  expect((await run('ingest', file(`stock-${n++}.csv`, text), '--supplier', supplier, '--received-at', at)).code).toBe(0);
};
const ships = async (reference: string, sku: string, quantity: number, shipped: string, eta: string, at: string): Promise<void> => {
  const text = `Shipment,Your part no,Location,Shipped qty,UOM,Ship date,ETA\n${reference},${sku},HAM,${quantity},EA,${shipped},${eta}\n`;
  expect((await run('ingest', file(`ship-${n++}.csv`, text), '--supplier', 'NORD', '--received-at', at)).code).toBe(0);
};

beforeAll(async () => {
  await fed('suppliers.csv', 'supplier,name\nNORD,Nord\nSUED,Sued\n');
  await fed('locations.csv', 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n');
  await fed('items.csv', `sku,uom,unit_cost,currency\n${['A', 'B', 'C', 'D'].map((s) => `${s},EA,85,EUR`).join('\n')}\n`);
  await fed(
    'programs.csv',
    'supplier,sku,location,managed_by,owned_by,tolerance_qty,valid_from\nNORD,*,*,supplier,buyer,10,2026-01-01\nSUED,D,*,supplier,buyer,10,2026-01-01\n',
  );
  await fed(
    'counts.csv',
    `sku,location,counted_at,quantity,uom\n${['A', 'B', 'C', 'D'].map((s) => `${s},HAM,2026-11-01T04:00:00Z,400,EA`).join('\n')}\n`,
  );
  await ships('OLD', 'C', 50, '2026-11-01', '2026-11-03T12:00:00Z', '2026-11-01T08:00:00Z'); // late by now
  await ships('ROAD', 'C', 40, '2026-11-08', '2026-11-20T12:00:00Z', '2026-11-08T08:00:00Z'); // on the road still
  await ships('HERE', 'C', 30, '2026-11-02', '2026-11-04T12:00:00Z', '2026-11-02T08:00:00Z'); // received
  await fed(
    'movements.csv',
    'id,sku,location,moved_at,kind,quantity,uom,supplier,ship_notice\nR,C,HAM,2026-11-04T10:00:00Z,receipt,30,EA,NORD,HERE\nU,D,HAM,2026-11-09T10:00:00Z,usage,1,EA,,\n',
  );
  await says('A 450;B 400', '2026-11-09T04:00:00Z', '2026-11-09T05:00:00Z');
  await run('reconcile', '--now', '2026-11-09T12:00:00Z');
});

test('what stands from before is shown, and nothing is done', async () => {
  const before = ['ASN_OVERDUE C open', 'COUNT_DIVERGENCE A open'];
  expect(await states()).toEqual(before);
  const { code, json } = await run('go-live', 'NORD', '--at', '2026-11-10T00:00:00Z', '--now', '2026-11-10T08:00:00Z', '--json');
  const shown = json as { differences: Row[]; shipments: { shipment: string; exception: string | null; lines: object[] }[] };
  expect([code, shown.differences.map((e) => e.sku), shown.shipments.map((s) => [s.shipment, s.exception !== null, s.lines])]).toEqual([
    4,
    ['A'],
    [
      ['OLD', true, [{ sku: 'C', location: 'HAM', shipped: '50', open: '50', uom: 'EA' }]],
      ['ROAD', false, [{ sku: 'C', location: 'HAM', shipped: '40', open: '40', uom: 'EA' }]],
    ],
  ]);
  expect(await states()).toEqual(before);
  const earlier = await run('go-live', 'NORD', '--at', '2026-11-05T00:00:00Z', '--now', '2026-11-10T08:00:00Z', '--json');
  expect(earlier.json).toMatchObject({ differences: [], shipments: [{ shipment: 'OLD' }] });
  expect((await run('go-live', 'NORD', '--location', 'BRE', '--at', '2026-11-10T00:00:00Z')).code).toBe(0);
});

test.each([
  ['no moment', ['NORD']],
  ['no reason', ['NORD', '--at', '2026-11-10T00:00:00Z', '--until', '2027-01-01', '--yes']],
  ['no day', ['NORD', '--at', '2026-11-10T00:00:00Z', '--reason', 'x', '--yes']],
  ['no supplier', ['NOBODY', '--at', '2026-11-10T00:00:00Z']],
])('wrong usage: %s', async (_, args) => {
  expect((await run('go-live', ...args, '--now', '2026-11-10T08:00:00Z')).code).toBe(2);
  expect(await states()).toEqual(['ASN_OVERDUE C open', 'COUNT_DIVERGENCE A open']);
});

test('accepted in bulk with who and why, and nothing of it comes back but what grows', async () => {
  const args = [
    '--at',
    '2026-11-10T00:00:00Z',
    '--until',
    '2027-01-31',
    '--reason',
    'opening balance',
    '--by',
    'anna',
    '--now',
    '2026-11-10T08:00:00Z',
  ];
  const done = await run('go-live', 'NORD', ...args, '--yes', '--json');
  expect([done.code, done.json]).toEqual([0, expect.objectContaining({ accepted: 3, rejected: 0, issues: [] })]);
  const accepted = ['ASN_OVERDUE C resolved written_off', 'COUNT_DIVERGENCE A resolved accepted_difference'];
  expect(await states()).toEqual(accepted);
  expect((await run('go-live', 'NORD', '--at', '2026-11-10T00:00:00Z', '--now', '2026-11-10T09:00:00Z')).stdout).toBe(
    'nothing stands from before',
  );
  await fed('movements-2.csv', 'id,sku,location,moved_at,kind,quantity,uom\nU2,D,HAM,2026-11-25T10:00:00Z,usage,1,EA\n');
  await says('A 450;B 400', '2026-11-25T04:00:00Z', '2026-11-25T12:00:00Z');
  await run('reconcile', '--now', '2026-11-25T13:00:00Z');
  expect(await states()).toEqual(accepted);
  await says('A 470;B 400', '2026-11-25T05:00:00Z', '2026-11-25T14:00:00Z');
  expect(await states()).toEqual([
    'ASN_OVERDUE C resolved written_off',
    'COUNT_DIVERGENCE A open',
    'COUNT_DIVERGENCE A resolved accepted_difference',
  ]);
});

test('in shadow a supplier is computed and not heard; how it turned out is told; out of it, what is open is seen', async () => {
  expect((await run('shadow', 'on', 'SUED', '--by', 'it', '--reason', 'first month')).code).toBe(0);
  expect((await run('shadow', 'on', 'SUED')).code).toBe(6);
  expect((await run('shadow', 'off', 'NORD')).code).toBe(6);
  expect((await run('shadow', 'on', 'NOBODY')).code).toBe(6);
  const seen = await states();
  await says('D 300', '2026-11-25T06:00:00Z', '2026-11-25T15:00:00Z', 'SUED');
  expect(await states()).toEqual(seen);
  expect(await states('--shadow')).toEqual(['COUNT_DIVERGENCE D open']);
  await says('D 398', '2026-11-25T07:00:00Z', '2026-11-25T16:00:00Z', 'SUED');
  expect(await states('--shadow')).toEqual(['COUNT_DIVERGENCE D resolved fixed_by_supplier']);
  await says('D 200', '2026-11-25T08:00:00Z', '2026-11-25T17:00:00Z', 'SUED');
  const [{ id } = { id: '' }] = await list('--shadow');
  expect((await run('shadow', 'status', 'SUED', '--json')).json).toMatchObject({
    shadow: [{ raised: 1, open: 1, right: 0, wrong: 0, precision: null }],
  });
  await run('exceptions', 'resolve', id, '--code', 'false_alarm', '--reason', 'they count in pairs', '--now', '2026-11-25T18:00:00Z');
  expect((await run('shadow', 'status', 'SUED', '--json')).json).toMatchObject({
    shadow: [{ raised: 1, open: 0, right: 0, wrong: 1, precision: 0 }],
  });
  await says('D 180', '2026-11-25T09:00:00Z', '2026-11-25T19:00:00Z', 'SUED');
  const off = await run('shadow', 'off', 'SUED', '--by', 'it', '--json');
  expect([off.code, off.json]).toEqual([0, expect.objectContaining({ seen: [id] })]);
  expect(await states('--shadow')).toEqual([]);
  expect(await states('--supplier', 'SUED')).toEqual(['COUNT_DIVERGENCE D open']);
  expect((await run('exceptions', 'show', id)).stdout).toContain('show by it');
  expect((await run('shadow', 'status')).stdout).toMatch(/SUED .* 1 +1 +0 +0 +0 +none ended yet/);
});
