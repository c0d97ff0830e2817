import fs from 'node:fs';
import path from 'node:path';
import { useCommands } from '../support/commands';

/** The examples of config/feed from the export of the buyer's program to what the gateway knows; doubts are told with their place. */
const { run, file } = useCommands();
const SAMPLES = path.join(__dirname, '../../samples/feed-exports');

interface Imported {
  code: number;
  accepted: number;
  rejected: number;
  issues: { place: string; column: string | null; value: string | null; code: string }[];
  kinds: Record<string, { added: number; changed: number; unchanged: number }>;
}
async function imported(name: string): Promise<Imported> {
  const folder = path.join(SAMPLES, name);
  const input = fs.readdirSync(folder).find((f) => f !== 'expected.json')!;
  const said = await run('import', path.join(folder, input), '--mapping', `example-${name}`, '--json');
  expect(said.stderr).toBe('');
  return { ...(said.json as Imported), code: said.code };
}
const told = ({ issues }: Imported): string[] => issues.map((i) => `${i.code} ${i.place} ${i.value ?? ''}`.trim());

beforeAll(async () => {
  const places = ['1000-0001', '1000-0002', 'V1-FGI', 'V1-RIP', 'WH001', 'WH002', 'A01/110', 'A01/120'];
  const masters = [
    file('locations.csv', `location,name,timezone\n${places.map((p) => `${p},${p},Europe/Berlin\n`).join('')}`),
    file('suppliers.csv', 'supplier,name\n100200,Nord Bremsen\n100300,Süd\n'),
  ];
  expect(((await run('import', ...masters, '--json')).json as Imported).rejected).toBe(0);
}, 60_000);

test('masters: items, units, numbers of suppliers; a wrong check digit and a nought cost their rows', async () => {
  const items = await imported('sap-material-master');
  expect([items.kinds, told(items)]).toMatchObject([
    { items: { added: 3 } },
    ['mapping.rows-left-out file', 'value.not-a-gtin row 4, column EAN/UPC 4006381333930'],
  ]);
  await run('import', file('items.csv', 'sku,uom\n4713,ST\n'));
  const units = await imported('sap-units-of-measure');
  expect([units.kinds, told(units)]).toMatchObject([
    { item_units: { added: 5 } },
    [expect.stringMatching(/^value\.not-a-factor row 7, .* 0\/1$/), expect.stringMatching(/^value\.not-a-gtin row 8, .* 4006381333932$/)],
  ]);
  expect((await imported('sap-info-records')).kinds).toMatchObject({ item_crossrefs: { added: 2 } });
});

test('movements by movement type: a type that nobody has settled and a day that there is not cost their rows', async () => {
  const moved = await imported('sap-material-documents');
  expect([moved.code, moved.kinds, told(moved)]).toMatchObject([
    3,
    { movements: { added: 14 } },
    [
      'mapping.rows-left-out file',
      expect.stringMatching(/^value\.not-one-of row 19, column BwA 999$/),
      'value.not-an-instant row 20, column Buch.dat. 31.11.2026',
    ],
  ]);
  expect((await imported('sap-material-documents')).kinds).toMatchObject({ movements: { added: 0, changed: 0, unchanged: 14 } });
});

test('several kinds in one file: the items once, and a count for each status', async () => {
  const stock = await imported('sap-stock-overview');
  expect([stock.code, stock.kinds, told(stock)]).toMatchObject([
    0,
    { items: { added: 0, unchanged: expect.any(Number) as number }, counts: { added: 15, changed: 0 } },
    expect.arrayContaining(['mapping.rows-left-out file']),
  ]);
  expect((await imported('sap-stock-overview')).kinds).toMatchObject({ counts: { added: 0, changed: 0, unchanged: 15 } });
  const same =
    'sku,location,counted_at,quantity,uom,basis,status\n4711,1000-0001,2026-11-15,34.5,ST,system,blocked\n4712,1000-0001,2026-11-15,12,ST,system,quality\n4714,1000-0001,2026-11-15,-7,ST,system,unrestricted\n';
  expect((await run('import', file('counts.csv', same), '--json')).json).toMatchObject({ kinds: { counts: { unchanged: 3, added: 0 } } });
});

test.each([
  ['oracle-on-hand', { items: { added: 3 }, counts: { added: 3 } }, ['value.missing row 5, column On Hand Quantity']],
  ['oracle-transaction-register', { movements: { added: 8 } }, []],
  ['infor-ln-stock-on-hand', { items: { added: 3 }, counts: { added: 8 } }, []],
  ['infor-m3-balances', { items: { added: 3 }, counts: { added: 12 } }, []],
])('%s', async (name, kinds, wrong) => {
  const said = await imported(name);
  expect([said.kinds, told(said).filter((t) => !t.startsWith('mapping.rows-left-out'))]).toMatchObject([kinds, wrong]);
});

test('an export that has lost a column of one kind is refused whole, whatever the others have', async () => {
  const text = fs.readFileSync(path.join(SAMPLES, 'infor-m3-balances/in.csv'), 'latin1').replace('Rejected', 'Refused');
  const said = await run('import', file('mitbal.csv', Buffer.from(text, 'latin1')), '--mapping', 'example-infor-m3-balances', '--json');
  expect([said.code, said.json]).toMatchObject([
    3,
    { accepted: 0, rejected: 1, issues: [{ code: 'mapping.column-missing', place: 'row 1' }] },
  ]);
});
