import { useCommands } from '../support/commands';

/** An empty shelf has no as-of: ended by a person it stays ended while it is the same one, and the next one is news. */
const { run, file } = useCommands();
jest.setTimeout(120_000);

interface Row {
  id: string;
  type: string;
  status: string;
}
const stockouts = async (): Promise<Row[]> =>
  ((await run('exceptions', '--json', '--status', 'all', '--type', 'STOCKOUT')).json as { exceptions: Row[] }).exceptions;
let n = 0;
/** As if it happened then. */
const lived = async (at: string, ...files: [name: string, text: string][]): Promise<string[]> => {
  const folder = `step-${n++}`;
  for (const [name, text] of files) file(`${folder}/feed/${name}.csv`, text);
  const events = [
    { at, do: 'import', path: 'feed' },
    { at: at.replace('T05', 'T06'), do: 'reconcile' },
  ];
  const timeline = file(
    `${folder}/timeline.ndjson`,
    events
      .slice(files.length === 0 ? 1 : 0)
      .map((e) => JSON.stringify(e))
      .join('\n'),
  );
  expect((await run('backfill', timeline, '--json')).json).toMatchObject({ rejected: 0 });
  return (await stockouts()).map((e) => e.status);
};
const counted = (day: string, quantity: number): Promise<string[]> => {
  const at = `2026-11-${day}T04:00:00Z`;
  return lived(`2026-11-${day}T05:00:00Z`, [
    'counts',
    `sku,location,counted_at,quantity,uom\nA,HAM,${at},${quantity},EA\nB,HAM,${at},9,EA\n`,
  ]);
};

test('it stays ended while the shelf is empty, and comes back when it was filled and is empty again', async () => {
  await lived(
    '2026-11-01T05:00:00Z',
    ['suppliers', 'supplier,name\nNORD,Nord\n'],
    ['locations', 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\n'],
    ['items', 'sku,uom,unit_cost,currency\nA,EA,85,EUR\nB,EA,1,EUR\n'],
    ['programs', 'supplier,sku,location,managed_by,owned_by,valid_from\nNORD,*,*,supplier,buyer,2026-01-01\n'],
  );
  expect(await counted('02', 0)).toEqual(['open']);
  const [{ id } = { id: '' }] = await stockouts();
  expect((await run('exceptions', 'resolve', id, '--code', 'fixed_by_buyer', '--now', '2026-11-02T07:00:00Z')).code).toBe(0);
  expect(await lived('2026-11-03T05:00:00Z')).toEqual(['resolved']);
  expect(await counted('04', 0)).toEqual(['resolved']);
  expect(await counted('05', 50)).toEqual(['resolved']);
  expect(await counted('06', 0)).toEqual(['open']);
  expect((await stockouts())[0]!.id).toBe(id);
});
