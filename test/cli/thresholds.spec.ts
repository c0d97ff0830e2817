import { useCommands } from '../support/commands';

/** When and how much is ordered: what is agreed, since when and by whom, and what usage speaks for. */
const { run, file } = useCommands();
interface Shown {
  readonly agreed: Record<string, { value: string; source: string; level: string }>;
  readonly history: Record<string, { value: string | null; source: string | null }[]>;
  readonly supplier_says: { measure: string; quantity: string; place: string }[];
  readonly suggested: { min: string | null; max: string | null; why: string[] };
}
const shown = async (...more: string[]): Promise<Shown> =>
  ((await run('thresholds', '--json', ...more)).json as { thresholds: Shown[] }).thresholds[0]!;
const DAY = 86_400_000;
const ago = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

test('thresholds with history, source, what the supplier says and a suggestion that is never applied', async () => {
  const used = Array.from({ length: 60 }, (_, i) => `u${i},A,HAM,${ago(i + 2)},usage,10,EA,,`);
  const orders = [10, 20, 30].map((d) => `P${d},1,NORD,A,HAM,${ago(d + 5)},50,EA,closed`);
  const came = [10, 20, 30].map((d) => `r${d},A,HAM,${ago(d)},receipt,50,EA,P${d},NORD`);
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord',
    locations: 'location,name,timezone\nHAM,Hamburg,UTC',
    items: 'sku,uom\nA,EA',
    programs:
      'supplier,sku,location,managed_by,owned_by,min,max,order_multiple,lead_time_days,valid_from\nNORD,*,HAM,buyer,buyer,40,100,24,5,2026-01-01\nNORD,A,HAM,buyer,buyer,60,,,,2026-06-01',
    counts: `sku,location,counted_at,quantity,uom\nA,HAM,${ago(80)},900,EA`,
    orders: `po,line,supplier,sku,location,ordered_at,quantity,uom,status\n${orders.join('\n')}`,
    movements: `id,sku,location,moved_at,kind,quantity,uom,po,supplier\n${[...used, ...came].join('\n')}`,
  };
  for (const [kind, rows] of Object.entries(feed)) await run('import', file(`${kind}.csv`, `${rows}\n`));
  const first = await shown();
  expect(first.agreed.min).toMatchObject({ value: '60', source: 'buyer feed', level: 'item and location' });
  expect(first.agreed.max).toMatchObject({ value: '100', level: 'location' });
  expect(first.history.min!.map((h) => h.value)).toEqual(['40', '60']);
  // 600 in 61 days, orders took 5 or 6 days
  expect(first.suggested.min).not.toBeNull();
  expect(first.suggested.why[0]).toMatch(/^600 used in 6\d days, on 60 of them/);
  expect(first.suggested.why[1]).toMatch(/^3 orders took [56] to [56] days/);
  expect((Number(first.suggested.max) - Number(first.suggested.min)) % 24).toBe(0);
  expect((await shown()).agreed.min!.value).toBe('60'); // however often it is looked at

  await run('ingest', file('stock.csv', 'Item,Location,On hand,Min,Max\nA,HAM,300,55,120\n'), '--supplier', 'NORD');
  expect((await shown()).supplier_says.map((s) => `${s.measure} ${s.quantity} ${s.place}`)).toEqual([
    'max 120 row 2, column Max',
    'min 55 row 2, column Min',
  ]);

  const yaml =
    'name: nord\nkind: program\nsupplier: NORD\nmanaged_by: buyer\nowned_by: buyer\nitems: [{ sku: A, location: HAM, min: "70" }]\n';
  file('home/config/suppliers/nord.yaml', yaml);
  const { hash } = (await run('program', 'plan', '--json')).json as { hash: string };
  expect((await run('program', 'apply', hash, '--by', 'ana')).code).toBe(0);
  const after = await shown();
  expect(after.agreed.min).toMatchObject({ value: '70', source: 'program nord version 1, applied by ana' });
  const text = (await run('thresholds', '--history', '--sku', 'A')).stdout;
  expect(text).toContain('NORD · HAM · A  EA');
  expect(text).toMatch(/min 70 since .*\(program nord version 1, applied by ana, item and location\)/);
  expect(text).toMatch(/^ +40 since 2026-01-01 \(buyer feed, location\)$/m);
});

test('of what nobody knows', async () => {
  expect(await run('thresholds', '--supplier', 'NOPE')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('there is no supplier NOPE'),
  });
  expect((await run('thresholds', '--sku', 'NOPE')).stdout).toContain('nothing was ever compared of it');
});
