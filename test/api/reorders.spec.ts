import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { fixedClock } from '../../src/platform/clock';
import { type Answered, useApi } from '../support/api';

/** Drafts over HTTP: what was seen is named, what moved is refused with from and to, and what is asked twice is done once. */
const SECRET = `whsec_${Buffer.alloc(32, 5).toString('base64')}`;
const { ask, gateway, keys } = useApi({
  settings: () => `webhooks: [{ name: erp, url: "https://erp.acme.example/hook", secret: ${SECRET}, events: [reorder.approved] }]\n`,
});
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'reorders-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const NOW = '2026-11-16T09:00:00Z';
let approver: string;

beforeAll(async () => {
  const feed = {
    suppliers: 'supplier,name\nNORD,Nord',
    locations: 'location,name,timezone\nHAM,Hamburg,Europe/Berlin',
    items: 'sku,uom,unit_cost,currency\nA,EA,2,EUR\nB,EA,2,EUR\nC,EA,2,EUR',
    programs: 'supplier,sku,location,managed_by,owned_by,min,max\nNORD,*,HAM,buyer,buyer,40,100',
    item_crossrefs: 'supplier,qualifier,value,sku\nNORD,VN,VA,A\nNORD,VN,VB,B\nNORD,VN,VC,C',
    counts: `sku,location,counted_at,quantity,uom\n${['A', 'B', 'C'].map((s) => `${s},HAM,2026-11-16T08:00:00Z,10,EA`).join('\n')}`,
  };
  const files = Object.entries(feed).map(([kind, rows]) => {
    const at = path.join(folder, `${kind}.csv`);
    fs.writeFileSync(at, `${rows}\n`);
    return at;
  });
  await importFeed(gateway().db, files, { clock: fixedClock(NOW) });
  await evaluate(gateway(), 'touched', NOW);
  approver = newKey();
  await insertKey(gateway().db.pool, approver, {
    name: 'approver',
    scopes: ['read', 'approve', 'work', 'feed'],
    now: NOW,
    sees: EVERYTHING,
  });
});

const get = (at: string): Promise<Answered> => ask('GET', `/api/v1/reorders${at}`, { key: approver });
const post = (at: string, body?: object, headers: Record<string, string> = {}): Promise<Answered> =>
  ask('POST', `/api/v1/reorders${at}`, { key: approver, headers: { 'content-type': 'application/json', ...headers }, ...(body ? { body: JSON.stringify(body) } : {}) }); // prettier-ignore
const draftOf = async (sku: string): Promise<{ id: string; version: string }> => (await get(`?sku=${sku}`)).json.data[0];
const outbox = async (): Promise<number> => (await gateway().db.pool.query('select 1 from outbox')).rowCount!;

test('a page of drafts, each with its sum; one with its version as ETag', async () => {
  const { json } = await get('?limit=2');
  expect([json.data.length, json.data[0].sum]).toEqual([2, '90 = max 100 − on hand 10 − in transit 0 − on order 0']);
  const rest = (await get(`?limit=2&cursor=${json.nextCursor}`)).json;
  expect([...json.data, ...rest.data].map((r: { sku: string }) => r.sku).sort()).toEqual(['A', 'B', 'C']);
  const one = await get(`/${json.data[0].id}`);
  expect([one.headers.etag, one.json.value, one.json.events[0].what]).toEqual([
    `"${json.data[0].version}"`,
    { amount: '180', currency: 'EUR' },
    'drafted',
  ]);
});

test('what moved is refused with from and to, and what is approved twice is ordered once', async () => {
  const { id, version } = await draftOf('A');
  const etag = (v: string): Record<string, string> => ({ 'if-match': `"${v}"` });
  expect((await post(`/${id}/approval`)).status).toBe(400);
  expect((await post(`/${id}/actions`, { do: 'change', quantity: '95' })).json.errors[0].code).toBe('reorder.reason');
  const changed = await post(`/${id}/actions`, { do: 'change', quantity: '95', reason: 'promo' }, etag(version));
  expect([changed.status, changed.json.quantity, changed.json.decided_by]).toEqual([200, '95', 'approver']);
  const stale = await post(`/${id}/approval`, undefined, etag(version));
  expect([stale.status, stale.json.errors[0].code, stale.json.detail]).toEqual([
    412,
    'reorder.changed',
    expect.stringContaining('quantity 90 → 95'),
  ]);
  const before = await outbox();
  const again = await Promise.all(Array.from({ length: 5 }, () => post(`/${id}/approval`, undefined, etag(changed.json.version))));
  expect(again.map((a) => [a.status, a.json.state, a.json.order.name])).toEqual(
    again.map(() => [200, 'approved', again[0]!.json.order.name]),
  );
  expect(await outbox()).toBe(before + 1);
  expect((await post(`/${id}/order`, { po: '4711' })).json.order).toMatchObject({ po: '4711', state: 'ordered' });
  expect((await post(`/${id}/order`, { po: '4711' })).status).toBe(200);
  expect((await post(`/${id}/order`, { po: '4712' })).status).toBe(409);
});

test('several at once become one order of the supplier and place; one that is stale does not keep the others', async () => {
  const [b, c] = [await draftOf('B'), await draftOf('C')];
  const before = await outbox();
  const { json } = await post('/approvals', {
    reorders: [b, { id: c.id, version: '000000000000' }].map(({ id, version }) => ({ id, version })),
  });
  expect(json.outcomes.map((o: { done: boolean; code?: string }) => o.code ?? o.done)).toEqual([true, 'reorder.changed']);
  expect(await outbox()).toBe(before + 1);
});

test('a key that may only work approves nothing', async () => {
  const { id, version } = await draftOf('C');
  const refused = await ask('POST', `/api/v1/reorders/${id}/approval`, { key: keys.write, headers: { 'if-match': version } });
  expect([refused.status, refused.json.type]).toEqual([403, expect.stringContaining('right-missing')]);
});
