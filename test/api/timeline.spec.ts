import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import type { Sees } from '../../src/modules/access/sees';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { type Answered, useApi } from '../support/api';

/** Both sides of one item at one place over HTTP, of a small world that is reckoned by hand. */
const { ask, gateway, keys } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'timeline-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const write = (name: string, content: string): string => {
  fs.writeFileSync(path.join(folder, name), `${content}\n`);
  return path.join(folder, name);
};
const feed = (files: Readonly<Record<string, string>>, now: string): Promise<unknown> =>
  importFeed(gateway().db, Object.entries(files).map(([kind, rows]) => write(`${kind}.csv`, rows)), { clock: fixedClock(now) }); // prettier-ignore
const send = (name: string, receivedAt: string, rows: string): Promise<unknown> =>
  ingest(gateway(), [write(name, `Item,Location,On hand,As of\n${rows}`)], { receivedAt, supplier: 'NORD' });
const SHIPPED = 'Shipment,Ship date,ETA,Item,Location,Quantity\nASN-884,2026-11-12,2026-11-24,BRK,HAM,96';
const NOW = '2026-11-16T09:00:00Z';

beforeAll(async () => {
  await feed(
    {
      suppliers: 'supplier,name\nNORD,Nordluft\nSUED,Sued',
      locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin\nBRE,Bremen,Europe/Berlin',
      items: 'sku,description,uom,unit_cost,currency\nBRK,Brake disc,EA,85,EUR\nFLT,Filter,EA,2,EUR\nOIL,Oil,L,2,EUR',
      item_units: 'sku,uom,factor\nBRK,CS,12',
      item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,BRK,BRK\nNORD,VN,FLT,FLT',
      location_crossrefs: 'supplier,qualifier,value,location\nNORD,92,HAM,HAM',
      programs:
        'supplier,sku,location,managed_by,owned_by,min,max,tolerance_qty,lead_time_days,valid_from\n' +
        'NORD,*,HAM,buyer,buyer,300,800,10,5,2026-10-01T00:00:00Z\nNORD,BRK,HAM,buyer,buyer,600,900,10,5,2026-11-11T00:00:00Z',
      counts: 'sku,location,counted_at,quantity,uom\nBRK,HAM,2026-11-08T10:00:00Z,500,EA\nBRK,HAM,2026-11-14T10:00:00Z,508,EA\nFLT,HAM,2026-11-10T10:00:00Z,7,EA',
      movements:
        'id,sku,location,moved_at,kind,quantity,uom,ship_notice\nGR-4711,BRK,HAM,2026-11-10T08:00:00Z,receipt,200,EA,ASN-880\nU-1,BRK,HAM,2026-11-11T08:00:00Z,usage,120,EA,\n' +
        'U-2,BRK,HAM,2026-11-12T18:00:00Z,usage,80,EA,',
      feeds: 'location,complete_through\nHAM,2026-11-16T08:00:00Z',
    },
    '2026-11-01T00:00:00Z',
  ); // prettier-ignore
  await send('kw45.csv', '2026-11-09T08:00:00Z', 'BRK,HAM,500,2026-11-08T12:00:00Z');
  await send('kw46-first.csv', '2026-11-12T08:00:00Z', 'BRK,HAM,333,2026-11-11T12:00:00Z');
  await send('kw46.csv', '2026-11-13T14:00:00Z', 'BRK,HAM,580,2026-11-11T12:00:00Z\nFLT,HAM,,2026-11-11T12:00:00Z');
  await ingest(gateway(), [write('ship.csv', SHIPPED)], { receivedAt: '2026-11-12T12:00:00Z', supplier: 'NORD' });
  await send('kw47.csv', '2026-11-15T12:00:00Z', 'BRK,HAM,412,2026-11-15T10:00:00Z');
  await evaluate(gateway(), 'all', NOW);
}, 60_000);

const asked = (query: string, key = keys.both): Promise<Answered> =>
  ask('GET', `/api/v1/timeline?from=2026-11-01T00:00:00Z&to=2026-11-16T12:00:00Z&${query}`, { key });
const BRK = 'supplier=NORD&sku=BRK&location=HAM';
type Row = Record<'at' | 'kind' | 'quantity' | 'ours' | 'theirs' | 'gap', string> & { carried: boolean; superseded: boolean };
const line = (r: Row): string =>
  `${r.at.slice(8, 13)} ${r.kind} ${r.quantity} | ${r.ours} ${r.theirs}${r.carried ? '*' : ''} ${r.gap}${r.superseded ? ' superseded' : ''}`;

test('every event in time order, with both numbers after it', async () => {
  const { json, status } = await asked(BRK);
  expect(status).toBe(200);
  expect(json.rows.filter((r: Row) => r.kind !== 'opened').map(line)).toEqual([
    '08T10 count 0 | 500 null null',
    '08T12 report null | 500 500 0',
    '10T08 receipt 200 | 700 500* -200',
    '11T08 usage -120 | 580 500* -80',
    '11T12 report null | 580 333 -247 superseded',
    '11T12 report null | 580 580 0',
    '12T18 usage -80 | 500 580* 80',
    expect.stringMatching(/^12T22 notice 96 \| 500 580\* 80$/), // the end of the ship date, in Hamburg
    '14T10 count 8 | 508 580* 72',
    '15T10 report null | 508 412 -96',
  ]);
});

test('how it stands, and what each number comes from', async () => {
  const { json } = await asked(BRK);
  expect(json).toMatchObject({
    ...{ supplier_name: 'Nordluft', description: 'Brake disc', location_name: 'Hamburg', uom: 'EA', units: [{ uom: 'CS', factor: '12' }] },
    ours: { quantity: '508', counted_at: '2026-11-14T10:00:00.000Z' },
    theirs: { theirs: '412', gap: '-96', agrees: false, tolerance: '10', late: false },
    terms: { min: '600', max: '900', tolerance_qty: '10' },
    tolerance_from: { tolerance_qty: 'item and location' },
    in_transit: '96',
    cover_days: null, // used on two days: nobody can tell
    summed: false,
    notices: [{ reference: 'ASN-884', quantity: '96', received: '0', open: '96', overdue: false }],
    usage: [{ day: '2026-11-11', quantity: '120' }, { day: '2026-11-12', quantity: '80' }],
    band: [
      { since: '2026-11-01T00:00:00.000Z', min: '300', max: '800' },
      { since: '2026-11-11T00:00:00.000Z', min: '600', max: '900' },
    ],
  }); // prettier-ignore
  const [report] = json.rows.filter((r: Row) => r.theirs === '412');
  const found = await ask('GET', `/api/v1/documents/${report.source.document}`, { key: keys.both });
  expect([report.source.file, found.json.lines.map((l: { place: string; quantity: string }) => [l.place, l.quantity])]).toEqual([
    'kw47.csv',
    [[report.source.place, '412']],
  ]);
  expect(json.rows.find((r: Row) => r.kind === 'receipt').feed).toEqual({ file: 'movements.csv', reference: 'GR-4711' });
  expect(json.rows.find((r: Row) => r.theirs === '580' && !r.carried)).toMatchObject({ late: true, received_at: '2026-11-13T14:00:00.000Z', sent: '580' }); // prettier-ignore
  expect(json.book.map((b: { at: string; quantity: string }) => `${b.at.slice(8, 13)} ${b.quantity}`)).toEqual(['01T00 500', '10T08 700', '11T08 580', '12T18 500', '14T10 508']); // prettier-ignore
});

test('an exception about it, and the draft with where its approval leads', async () => {
  const { json } = await asked(BRK);
  expect(json.exceptions).toContainEqual(expect.objectContaining({ type: 'COUNT_DIVERGENCE', status: 'open', resolved_at: null }));
  expect(json.rows.find((r: Row) => r.kind === 'opened')).toMatchObject({ at: NOW.replace('Z', '.000Z'), exception: expect.stringMatching(/^exc_/) }); // prettier-ignore
  const { json: drafts } = await ask('GET', '/api/v1/reorders?sku=BRK', { key: keys.both });
  expect(json.draft).toMatchObject({ id: drafts.data[0].id, quantity: drafts.data[0].quantity });
  expect(json.draft.approved.at(-1).quantity).toBe(String(Number(json.draft.without.at(-1).quantity) + Number(json.draft.quantity)));
});

test('blank is no number, and nothing that is zero', async () => {
  const { json } = await asked('supplier=NORD&sku=FLT&location=HAM');
  expect(json.theirs).toBeNull();
  expect(json.rows.map(line)).toEqual(['10T10 count 0 | 7 null null']);
});

test('an item that nobody counted has no book, and none that is zero', async () => {
  const { json } = await asked('supplier=NORD&sku=FLT&location=BRE');
  expect([json.ours, json.theirs, json.rows, json.book]).toEqual([null, null, [], []]);
});

test.each<[string, Sees | null, string, number]>([
  ['a supplier that there is not', null, 'supplier=NOPE&sku=BRK&location=HAM', 404],
  ['an item that there is not', null, 'supplier=NORD&sku=NOPE&location=HAM', 404],
  ['without an item', null, 'supplier=NORD&location=HAM', 400],
  ['their own', { suppliers: ['NORD'], locations: ['HAM'] }, BRK, 200],
  ['another supplier', { suppliers: ['SUED'], locations: null }, BRK, 404],
  [
    'stock with which their supplier has nothing to do',
    { suppliers: ['SUED'], locations: null },
    'supplier=SUED&sku=BRK&location=HAM',
    404,
  ],
  ['another place', { suppliers: null, locations: ['BRE'] }, BRK, 404],
])('%s', async (called, sees, query, status) => {
  const key = newKey();
  await insertKey(gateway().db.pool, key, { name: called, scopes: ['read'], now: NOW, ...(sees ? { sees } : {}) });
  expect((await asked(query, key)).status).toBe(status);
});

test('what came from another supplier is told to who sees theirs alone without its numbers', async () => {
  await feed({ movements: 'id,sku,location,moved_at,kind,quantity,uom,supplier,ship_notice\nGR-9,OIL,HAM,2026-11-10T08:00:00Z,receipt,3,L,SUED,ASN-SUED' }, NOW); // prettier-ignore
  await send('oil.csv', NOW, 'OIL,HAM,3,2026-11-12T12:00:00Z');
  const key = newKey();
  await insertKey(gateway().db.pool, key, {
    name: 'Nord alone',
    scopes: ['read'],
    now: NOW,
    sees: { suppliers: ['NORD'], locations: null },
  });
  const receipt = async (as: string): Promise<unknown> => {
    const { quantity, name, feed: row } = (await asked('supplier=NORD&sku=OIL&location=HAM', as)).json.rows.find((r: Row) => r.kind === 'receipt'); // prettier-ignore
    return [quantity, name, row.reference];
  };
  expect([await receipt(keys.both), await receipt(key)]).toEqual([['3', 'ASN-SUED', 'GR-9'], ['3', null, null]]); // prettier-ignore
});

test('a span that ends before it begins, or is too long, is refused', async () => {
  const of = (from: string, to: string): Promise<Answered> =>
    ask('GET', `/api/v1/timeline?${BRK}&from=${from}&to=${to}`, { key: keys.both });
  expect((await of('2026-11-02T00:00:00Z', '2026-11-01T00:00:00Z')).json.detail).toBe('from must lie before to');
  expect((await of('2020-11-02T00:00:00Z', '2026-11-01T00:00:00Z')).status).toBe(400);
  expect((await of('yesterday', '2026-11-01T00:00:00Z')).status).toBe(400);
});

test('of too many movements each day is one, and the book is the same at every report', async () => {
  const rows = Array.from({ length: 1600 }, (_, i) => `M${i},FLT,HAM,2026-11-${String(11 + (i % 4)).padStart(2, '0')}T${String(i % 24).padStart(2, '0')}:00:00Z,${i % 3 ? 'receipt' : 'usage'},${1 + (i % 5)},EA`); // prettier-ignore
  const few = async (): Promise<{ summed: boolean; ours: { quantity: string }; rows: Row[] }> => (await asked('supplier=NORD&sku=FLT&location=HAM')).json; // prettier-ignore
  await feed({ movements: `id,sku,location,moved_at,kind,quantity,uom\n${rows.slice(0, 1400).join('\n')}` }, NOW);
  await send('flt.csv', NOW, 'FLT,HAM,100,2026-11-12T12:00:00Z');
  const at = (all: readonly Row[]): string => all.find((r) => r.kind === 'report')!.ours;
  const before = await few();
  expect([before.summed, before.rows.length]).toEqual([false, 1402]);
  const sum = (all: readonly string[]): number =>
    all.reduce((n, r) => n + (r.includes(',usage,') ? -1 : 1) * Number(r.split(',')[5]), 0);
  const upTo = (all: readonly string[]): number => sum(all.filter((r) => r.split(',')[3]! <= '2026-11-12T12:00:00Z'));
  expect([at(before.rows), before.ours.quantity]).toEqual([String(7 + upTo(rows.slice(0, 1400))), String(7 + sum(rows.slice(0, 1400)))]);
  await feed({ movements: `id,sku,location,moved_at,kind,quantity,uom\n${rows.join('\n')}` }, NOW);
  const after = await few();
  expect([after.summed, after.rows.length < 20, at(after.rows), after.ours.quantity]).toEqual([true, true, String(7 + upTo(rows)), String(7 + sum(rows))]); // prettier-ignore
  expect(after.rows.filter((r) => 'stands' in r).reduce((n, r) => n + (r as unknown as { stands: number; kind: string }).stands * Number(['receipt', 'usage'].includes(r.kind)), 0)).toBe(1600); // prettier-ignore
}, 60_000); // prettier-ignore
