import { useDatabase } from '../../../test/support/database';
import { problems, useFeed } from '../../../test/support/feed';

/** Stock that is the supplier's, in rows that do not say which supplier's (contract section 1, counts and movements). */
const { db } = useDatabase();
const { csv, rows } = useFeed(db);

beforeAll(async () => {
  const masters: [string, string][] = [
    ['suppliers', 'supplier,name\nACME,Acme\nNORD,Nord\nWEST,West\n'],
    ['locations', 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nCHI,Chicago,America/Chicago\nSEA,Seattle,America/Los_Angeles\n'],
    ['items', 'sku,uom\nONE,EA\nTWO,EA\nNONE,EA\nXREF,EA\nPAST,EA\nTURN,EA\nFREE,EA\n'],
    ['item_crossrefs', 'supplier,qualifier,value,sku\nNORD,VN,X-1,XREF\n'],
    [
      'programs',
      [
        'supplier,sku,location,managed_by,owned_by,valid_from,valid_to',
        'ACME,ONE,HAM,supplier,supplier,2026-01-01,',
        'ACME,TWO,*,supplier,supplier,2026-01-01,',
        'WEST,TWO,HAM,supplier,supplier,2026-01-01,',
        'NORD,*,HAM,supplier,supplier,2026-01-01,',
        'ACME,PAST,HAM,supplier,supplier,2026-01-01,2026-06-30',
        'ACME,TURN,HAM,supplier,supplier,2026-01-01,2026-06-30',
        'WEST,TURN,HAM,supplier,supplier,2026-07-01,',
        'NORD,*,SEA,supplier,supplier,2026-01-01,',
        '',
      ].join('\n'),
    ],
  ];
  for (const [kind, text] of masters) expect((await csv(kind, text)).issues).toEqual([]);
});

const HEAD = 'sku,location,counted_at,quantity,uom,owned_by,supplier';
const owners = async (sku: string): Promise<unknown[]> =>
  (
    await rows(`select s.code from stock_count c join supplier s on s.id = c.supplier_id join item i on i.id = c.item_id
where i.sku = '${sku}' and c.owner = 'supplier'`)
  ).map((r) => r.code);

test.each<[string, string, string]>([
  ['ONE', '2026-11-10', 'ACME'],
  ['XREF', '2026-11-10', 'NORD'],
  ['PAST', '2026-05-10', 'ACME'],
])('%s of %s at HAM can only be of %s: taken as such, and told', async (sku, day, supplier) => {
  const said = await csv('counts', `${HEAD}\n${sku},HAM,${day},5,EA,supplier,\n`);
  expect(said).toMatchObject({ accepted: 1, rejected: 0 });
  const detail = `a row says owned_by supplier and not whose; taken as ${supplier}, the only one with a program for the item there`;
  expect(said.issues).toMatchObject([{ place: 'row 2, column supplier', code: 'supplier.inferred', severity: 'warning', detail }]);
  expect(await owners(sku)).toEqual([supplier]);
});

test('a program for all of a supplier’s holds where no other names the item', async () => {
  expect((await csv('counts', `${HEAD}\nFREE,SEA,2026-11-10,5,EA,supplier,\n`)).issues).toMatchObject([{ code: 'supplier.inferred' }]);
  expect(await owners('FREE')).toEqual(['NORD']);
});

test.each<[string, string, string, RegExp]>([
  ['two have terms for it there', 'TWO', '2026-11-10', /ACME, WEST have a program for TWO at HAM/],
  ['one had then, another has now', 'TURN', '2026-05-10', /ACME, WEST have a program for TURN at HAM/],
])('refused as before: %s', async (_, sku, day, why) => {
  const said = await csv('counts', `${HEAD}\n${sku},HAM,${day},5,EA,supplier,\nONE,HAM,2026-11-11,6,EA,buyer,\n`);
  expect(said).toMatchObject({ accepted: 1, rejected: 1 });
  expect(problems(said)).toEqual(['row 2, column supplier | null | value.missing']);
  expect(said.issues[0]!.detail).toMatch(why);
  expect(await owners(sku)).toEqual([]);
});

test('refused as before: nobody has', async () => {
  const said = await csv('counts', `${HEAD}\nNONE,CHI,2026-11-10,5,EA,supplier,\n`);
  expect(said).toMatchObject({ accepted: 0, rejected: 1, issues: [{ code: 'value.missing', column: 'supplier' }] });
  expect(said.issues[0]!.detail).toMatch(/none has a program for NONE at CHI/);
});

test('the same with and without its supplier is one row, and can be withdrawn without', async () => {
  const row = 'ONE,HAM,2026-11-12,7,EA,supplier';
  await csv('counts', `${HEAD}\n${row},\n`);
  expect((await csv('counts', `${HEAD}\n${row},ACME\n`, '2026-11-18T00:00:00Z')).kinds.counts).toMatchObject({ unchanged: 1, added: 0 });
  const gone = await csv('counts', `${HEAD},void\n${row},,yes\n`, '2026-11-19T00:00:00Z');
  expect(gone.kinds.counts).toMatchObject({ withdrawn: 1 });
});

test('of many rows it is told once for each supplier; a repeated one is told beside it', async () => {
  const days = ['13', '14', '15'].map((d) => `ONE,HAM,2026-11-${d},1,EA,supplier,`);
  const said = await csv('counts', `${HEAD}\n${days.join('\n')}\nXREF,HAM,2026-11-13,1,EA,supplier,\nONE,HAM,2026-11-15,2,EA,supplier,\n`);
  expect(said).toMatchObject({ accepted: 4, rejected: 1 });
  expect(said.issues.map((i) => [i.place, i.code, i.detail.slice(0, 40)])).toEqual([
    ['row 2, column supplier', 'supplier.inferred', '4 rows say owned_by supplier and not who'],
    ['row 5, column supplier', 'supplier.inferred', 'a row says owned_by supplier and not who'],
    ['row 4', 'row.repeated', 'row 6 says otherwise about the same item'],
  ]);
});

test('movements likewise', async () => {
  const head = 'id,sku,location,moved_at,kind,quantity,uom,owned_by';
  const said = await csv(
    'movements',
    `${head}\nM1,ONE,HAM,2026-11-10,usage,5,EA,supplier\nM2,TWO,HAM,2026-11-10,usage,5,EA,supplier\nM3,TWO,HAM,2026-11-10,usage,5,EA,buyer\n`,
  );
  expect(said).toMatchObject({ accepted: 2, rejected: 1 });
  expect(problems(said)).toEqual(['row 2 | null | supplier.inferred', 'row 3 | null | value.missing']);
  expect(await rows(`select s.code from movement m join supplier s on s.id = m.supplier_id where key = 'M1'`)).toEqual([{ code: 'ACME' }]);
});
