import path from 'node:path';
import * as XLSX from 'xlsx';
import { KINDS } from '../../src/modules/feed/kinds';
import { useCommands } from '../support/commands';

/** Contract section 1 by the command: every column of every kind, in each of its forms. */
const { run, file } = useCommands();

type Row = Record<string, string>;
const FEED: Record<string, Row[]> = {
  suppliers: [
    { supplier: 'NORD', name: 'Nord\nBremsen, "Süd"', email_from: '@nord.example;a@b.example', edi_id: 'ZZ:NORD;14:4012345000009', contact_email: 'x@nord.example', locale: 'de-DE', timezone: 'Europe/Berlin' }, // prettier-ignore
  ],
  locations: [
    { location: 'HAM', name: 'Hamburg', timezone: 'Europe/Berlin', gln: '4012345000009', kind: 'own', rolls_up_to: '' },
    { location: 'HUB', name: 'Hub', timezone: 'Europe/Berlin', gln: '', kind: 'third_party', rolls_up_to: 'HAM' },
  ],
  calendars: [{ calendar: 'DE', date: '2026-12-25', working: 'no' }],
  items: [
    { sku: 'BRK-1', description: 'Brake\r\npad', uom: 'EA', gtin: '4006381333931', unit_cost: '85.5', currency: 'EUR', class: 'A', status: 'active', superseded_by: '' }, // prettier-ignore
    { sku: 'BRK-0', description: 'Old', uom: 'EA', gtin: '', unit_cost: '', currency: '', class: 'C', status: 'discontinued', superseded_by: 'BRK-1' }, // prettier-ignore
  ],
  item_units: [{ sku: 'BRK-1', uom: 'CA', factor: '12', gtin: '14006381333938' }],
  item_crossrefs: [
    { supplier: 'NORD', qualifier: 'VN', value: '00042', sku: 'BRK-1', uom: 'EA', valid_from: '2026-01-01', valid_to: '2026-12-31' },
  ],
  location_crossrefs: [{ supplier: 'NORD', qualifier: '92', value: 'HH01', location: 'HAM' }],
  unit_crossrefs: [{ supplier: 'NORD', value: 'KAR', uom: 'CA' }],
  programs: [
    { supplier: 'NORD', sku: '*', location: '*', managed_by: 'supplier', owned_by: 'buyer', min: '', max: '', order_multiple: '', moq: '', lead_time_days: '5', transit_days: '2', response_days: '1', order_days: 'Mon;Thu', calendar: 'DE', tolerance_qty: '7', tolerance_pct: '5', value_floor: '20', compare_to: 'on_hand', stock_classes: 'unrestricted;quality', stock_view: 'buyer', basis: 'physical', snapshot: 'full', asn: 'required', asn_grace_hours: '12', approval: 'none', planner: 'Ann', go_live: '2026-09-01', valid_from: '2026-01-01', valid_to: '' }, // prettier-ignore
    { supplier: 'NORD', sku: 'BRK-1', location: 'HAM', managed_by: 'buyer', owned_by: 'buyer', min: '100', max: '800', order_multiple: '12', moq: '24', lead_time_days: '', transit_days: '', response_days: '', order_days: '', calendar: '', tolerance_qty: '', tolerance_pct: '0', value_floor: '', compare_to: '', stock_classes: '', stock_view: '', basis: '', snapshot: '', asn: '', asn_grace_hours: '', approval: '', planner: '', go_live: '', valid_from: '2026-01-01', valid_to: '' }, // prettier-ignore
  ],
  tolerances: [
    { supplier: '', class: '', tolerance_qty: '1', tolerance_pct: '2.5', value_floor: '10', valid_from: '2026-01-01', valid_to: '' },
    { supplier: 'NORD', class: 'A', tolerance_qty: '', tolerance_pct: '1', value_floor: '', valid_from: '', valid_to: '2026-12-31' },
  ],
  report_schedules: [
    { supplier: 'NORD', document: 'ship_notice', location: 'HAM', cron: '0 8 * * 1-5', timezone: 'Europe/Berlin', grace_minutes: '60' },
  ],
  counts: [
    { sku: 'BRK-1', location: 'HAM', counted_at: '2026-11-13T22:00:00+01:00', quantity: '400.5', uom: 'EA', basis: 'physical', status: 'unrestricted', owned_by: 'buyer', supplier: '', count_ref: 'C-1', lot: '' }, // prettier-ignore
    { sku: 'BRK-1', location: 'HAM', counted_at: '2026-11-13', quantity: '2', uom: 'CA', basis: 'system', status: 'quality', owned_by: 'supplier', supplier: 'NORD', count_ref: '', lot: 'L-1' }, // prettier-ignore
  ],
  movements: [
    { id: 'M1', sku: 'BRK-1', location: 'HAM', moved_at: '2026-11-16T14:00:00+01:00', kind: 'receipt', quantity: '10', uom: 'CA', posted_at: '2026-11-16T15:00:00+01:00', supplier: 'NORD', ship_notice: '884', po: '4500', po_line: '1', packing_slip: 'PS', sscc: '340123450000000015', final: 'yes', reverses: '', count_ref: '', counter_location: '', owned_by: 'buyer', status: 'unrestricted', to_status: '', reason: 'dock\n3', lot: 'L-1' }, // prettier-ignore
    { id: 'M2', sku: 'BRK-1', location: 'HAM', moved_at: '2026-11-16', kind: 'status_change', quantity: '1', uom: 'EA', posted_at: '', supplier: '', ship_notice: '', po: '', po_line: '', packing_slip: '', sscc: '', final: 'no', reverses: '', count_ref: 'C-1', counter_location: 'HUB', owned_by: 'buyer', status: 'quality', to_status: 'blocked', reason: '', lot: '' }, // prettier-ignore
    { id: 'M3', sku: 'BRK-1', location: 'HAM', moved_at: '2026-11-17', kind: 'receipt', quantity: '10', uom: 'CA', posted_at: '', supplier: '', ship_notice: '', po: '', po_line: '', packing_slip: '', sscc: '', final: 'no', reverses: 'M1', count_ref: '', counter_location: '', owned_by: 'buyer', status: 'unrestricted', to_status: '', reason: '', lot: '' }, // prettier-ignore
  ],
  orders: [
    { po: '4500', line: '1', supplier: 'NORD', sku: 'BRK-1', location: 'HAM', ordered_at: '2026-11-10', due_on: '2026-11-20', promised_on: '2026-11-21', quantity: '20', confirmed_quantity: '20', open_quantity: '10', uom: 'CA', status: 'open', ship_to: 'Dock 4', drop_ship: 'no' }, // prettier-ignore
  ],
  demand: [{ sku: 'BRK-1', location: 'HAM', from: '2026-11-23', to: '2026-11-27', quantity: '120', uom: 'EA' }],
  feeds: [{ location: '*', complete_through: '2026-11-17T06:00:00+01:00', kind: 'counts', mode: 'delta' }],
};
const TOTAL = Object.values(FEED).flat().length;

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
/** Columns from the last to the first, behind a byte order mark, with line breaks as Windows writes them. */
const csvOf = (rows: Row[]): string => {
  const columns = Object.keys(rows[0]!).reverse();
  return `\ufeff${[columns, ...rows.map((r) => columns.map((c) => r[c]!))].map((cells) => cells.map(quoted).join(',')).join('\r\n')}\r\n`;
};
const ndjsonOf = (rows: Row[]): string => rows.map((r) => JSON.stringify(r)).join('\n');
const xlsxOf = (rows: Row[]): Buffer => {
  const columns = Object.keys(rows[0]!);
  const sheet = XLSX.utils.aoa_to_sheet([columns, ...rows.map((r) => columns.map((c) => r[c]!))]);
  return XLSX.write(XLSX.utils.book_new(sheet, 'export'), { type: 'buffer', bookType: 'xlsx' }) as Buffer;
};
const folderOf = (name: string, ending: string, form: (rows: Row[]) => string | Buffer): string =>
  path.dirname(Object.entries(FEED).map(([kind, rows]) => file(`${name}/${kind}-2026.${ending}`, form(rows)))[0]!);

interface Imported {
  accepted: number;
  rejected: number;
  parked: number;
  issues: { file: string; place: string; column: string | null; value: string | null; code: string; detail: string }[];
  kinds: Record<string, { added: number; changed: number; unchanged: number; withdrawn: number }>;
}

test('the table has every column of every kind', () => {
  expect(Object.fromEntries(Object.entries(FEED).map(([kind, rows]) => [kind, Object.keys(rows[0]!)]))).toEqual(
    Object.fromEntries(KINDS.map((k) => [k.name, k.columns.map((c) => c.name)])),
  );
});

describe('one feed in three forms', () => {
  test.each<[string, (rows: Row[]) => string | Buffer, 'added' | 'unchanged']>([
    ['csv', csvOf, 'added'],
    ['ndjson', ndjsonOf, 'unchanged'],
    ['xlsx', xlsxOf, 'unchanged'],
  ])('%s', async (ending, form, outcome) => {
    const said = await run('import', folderOf(ending, ending, form), '--json');
    const { issues, kinds, ...sums } = said.json as Imported;
    expect(issues).toEqual([]);
    expect(sums).toMatchObject({ accepted: TOTAL, rejected: 0, parked: 0 });
    for (const [kind, rows] of Object.entries(FEED))
      expect([kind, kinds[kind]]).toEqual([kind, { added: 0, changed: 0, unchanged: 0, withdrawn: 0, [outcome]: rows.length }]);
    expect(said).toMatchObject({ code: 0, stderr: '' });
  });
});

test('a wrong row is told by file, place, column, value and reason; the others are in, and the exit code is 3', async () => {
  const wrong = file('items-w.csv', 'uom,colour,sku,unit_cost\nEA,red,W-1,1\nEA,red,W-2,"1,5"\nEA,red,,1\nEA,blue,W-3,\n');
  const said = await run('import', wrong, '--json');
  expect(said).toMatchObject({ code: 3, stderr: '', json: { accepted: 2, rejected: 2, parked: 0 } });
  const { issues } = said.json as Imported;
  expect(issues.map(({ detail, ...i }) => (expect(detail.length).toBeGreaterThan(5), i))).toMatchObject([
    { file: 'items-w.csv', place: 'row 1, column colour', column: 'colour', value: null, code: 'column.unknown' },
    { file: 'items-w.csv', place: 'row 3, column unit_cost', column: 'unit_cost', value: '1,5', code: 'value.not-an-amount' },
    { file: 'items-w.csv', place: 'row 4, column sku', column: 'sku', value: null, code: 'value.missing' },
  ]);
  const told = await run('import', wrong);
  expect(told.stderr).toContain('items-w.csv, row 3, column unit_cost: expected a decimal such as 12 or 0.5, not below zero ("1,5")');
});

test('other values under a key are a correction, void withdraws, and void again changes nothing', async () => {
  const head = 'id,sku,location,moved_at,kind,quantity,uom,void';
  const of = async (row: string): Promise<unknown> =>
    ((await run('import', file('movements-c.csv', `${head}\n${row}\n`), '--json')).json as Imported).kinds.movements;
  const none = { added: 0, changed: 0, unchanged: 0, withdrawn: 0 };
  expect(await of('C1,BRK-1,HAM,2026-11-16,usage,5,EA,')).toEqual({ ...none, added: 1 });
  expect(await of('C1,BRK-1,HAM,2026-11-16,usage,6,EA,no')).toEqual({ ...none, changed: 1 });
  expect(await of('C1,,,,,,,yes')).toEqual({ ...none, withdrawn: 1 });
  expect(await of('C1,,,,,,,yes')).toEqual({ ...none, unchanged: 1 });
});

test('masters come before facts whatever the order given', async () => {
  const count = file('counts-o.csv', 'sku,location,counted_at,quantity,uom\nO-1,OSL,2026-11-16,3,EA\n');
  const place = file('locations-o.csv', 'timezone,name,location\nEurope/Oslo,Oslo,OSL\n');
  expect(await run('import', count, place, file('items-o.ndjson', '{"sku":"O-1","uom":"EA"}'), '--json')).toMatchObject({
    code: 0,
    json: { accepted: 3, rejected: 0 },
  });
});

/** Each is refused in words, with the file's name; the database is as it was. */
test.each<[string, string | Buffer, string, RegExp]>([
  ['items-a.csv', '', 'file.empty', /empty/],
  ['items-b.csv', 'sku;uom\nX-1;EA\n', 'column.missing', /separated by ;/],
  ['items-c.csv', Buffer.from('\ufeffsku,uom\nX-2,EA\n', 'utf16le'), 'file.not-utf-8', /UTF-16/],
  ['items-d.csv', Buffer.from('sku,uom,description\nX-3,EA,B\xe4r\n', 'latin1'), 'value.not-text', /printable text/],
  ['items-e.csv', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 1, 2, 3]), 'file.not-text', /no text/],
  ['items-f.csv', `sku,uom,description\nX-4,EA,${'x'.repeat(200_000)}\n`, 'value.not-text', /at most 4000/],
  ['items-k.csv', `sku,uom,description\nX-9,EA,${'x'.repeat(3_000_000)}\n`, 'row.too-long', /characters/],
  ['items-g.csv', `sku,uom,description\nX-5,EA,"${'x'.repeat(3_000_000)}\n`, 'row.broken-quote', /quote/],
  ['counts-h.csv', `sku,location,counted_at,quantity,uom\nBRK-1,HAM,2026-11-01,${'9'.repeat(200_000)},EA\n`, 'value.not-a-decimal', /decimal/], // prettier-ignore
  ['items-i.xlsx', 'PK\u0003\u0004 is not enough', 'file.unreadable', /cannot be opened/],
  ['items-j.xlsx', Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(900), Buffer.from('EncryptedPackage', 'utf16le')]), 'file.unreadable', /password/], // prettier-ignore
  ['stock.csv', 'sku,uom\nX-7,EA\n', 'file.kind-unknown', /begins with its kind/],
  ['items.txt', 'sku,uom\nX-8,EA\n', 'file.kind-unknown', /\.csv/],
])('%s', async (name, content, code, why) => {
  const said = await run('import', file(`bad/${name}`, content), '--json');
  expect(said).toMatchObject({ code: 3, json: { accepted: 0, rejected: 1 } });
  const issue = (said.json as Imported).issues.find((i) => i.code === code);
  expect(issue).toMatchObject({ file: name, detail: expect.stringMatching(why) as string });
  expect(said.stdout.length).toBeLessThan(4000); // a megabyte in one cell is not repeated
});
