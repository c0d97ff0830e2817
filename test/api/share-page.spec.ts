import { importFeed } from '../../src/modules/feed/import-feed';
import { endLinks, insertLink } from '../../src/modules/sharing/links.store';
import { share } from '../../src/modules/sharing/share';
import { fixedClock } from '../../src/platform/clock';
import { type Answered, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';

/** What a supplier sees who holds a link: its own stock, to be read, as long as the link lasts. */
const { ask, get, keys, gateway } = useApi({ settings: () => 'web: { requests_per_minute: 600 }\n' });
const NEXT_YEAR = '2099-01-01T00:00:00.000Z';
const EVIL = '<script>alert(1)</script>"\'&\u202egnp';
let supplierId: string;
let link: { id: string; token: string };
const look = (token: string, from?: string): Promise<Answered> => ask('GET', `/share/${token}`, from ? { from } : {});
const newLink = (until = NEXT_YEAR): Promise<{ id: string; token: string }> =>
  insertLink(gateway().db.pool, { supplierId, madeFor: 'k.lind@nord.example', now: NOW, until, author: 'anna' });
const snapshot = async (slot: string): Promise<string> =>
  (await share(gateway(), 'NORD', { cause: 'asked', slot, now: NOW, author: 'anna', withheld: false }))!.snapshot.id;

beforeAll(async () => {
  const { db } = gateway();
  await importFeed(db, [COMPANY], { clock: fixedClock(NOW) });
  supplierId = (await db.pool.query<{ id: string }>(`select id from supplier where code = 'NORD'`)).rows[0]!.id;
  await db.pool.query(`update item set description = $1 where sku = 'BRK-2210'`, [EVIL]);
  link = await newLink();
});

test('before anything was shared it says so', async () => {
  expect(await look(link.token)).toMatchObject({ status: 200, bytes: expect.objectContaining({}) });
  expect((await look(link.token)).bytes.toString()).toContain('Nothing was shared yet');
});

test('the newest snapshot with its id, without any script, for nobody to find or keep', async () => {
  await snapshot('one');
  const id = await snapshot('two');
  const page = await look(link.token);
  const text = page.bytes.toString();
  expect([page.status, page.headers['cache-control'], page.headers['x-robots-tag'], page.headers['referrer-policy']]).toEqual([200, 'no-store', 'noindex, nofollow', 'no-referrer']); // prettier-ignore
  expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'$/); // prettier-ignore
  expect(text).toContain(id);
  expect(text).toMatch(/\d+ (min|h|d)\)/); // how old it is
  expect(text).toContain('541');
  expect(text).toContain('no ship notice of it has come'); // and not 0
  expect(text).toContain('name="robots" content="noindex,nofollow"');
  expect(text).not.toMatch(/<script|javascript:|\bon\w+=|<a |\u202e/i);
  expect(text).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

test('nothing of another supplier', async () => {
  const { rows } = await gateway().db.pool.query<{ id: string }>(`select id from supplier where code = 'ACME'`);
  await share(gateway(), 'ACME', { cause: 'asked', slot: 'a', now: NOW, author: null, withheld: false });
  const acme = await insertLink(gateway().db.pool, { supplierId: rows[0]!.id, madeFor: '', now: NOW, until: NEXT_YEAR, author: 'x' });
  expect((await look(acme.token)).bytes.toString()).toMatch(/FST-1(?![\s\S]*BRK-2210)/);
  expect((await look(link.token)).bytes.toString()).not.toContain('FST-1');
});

test('unknown, over, withdrawn and misshapen links are told apart by nothing', async () => {
  const over = await newLink('2026-11-18T00:00:00.000Z');
  const withdrawn = await newLink();
  expect((await look(withdrawn.token)).status).toBe(200);
  expect(await endLinks(gateway().db.pool, [withdrawn.id], 'anna', new Date().toISOString())).toEqual([withdrawn.id]);
  const answers = await Promise.all(
    [over.token, withdrawn.token, 'a'.repeat(43), link.token.slice(1), `${link.token}x`, '%00', "'--"].map((t) => look(encodeURIComponent(t))), // prettier-ignore
  );
  expect(new Set(answers.map((a) => `${a.status} ${a.bytes.toString()}`)).size).toBe(1);
  expect(answers[0]!.status).toBe(404);
});

test('only the hash of a link is kept, and who made and who withdrew it is in the audit log', async () => {
  const { rows } = await gateway().db.pool.query<{ row: string }>('select to_jsonb(k)::text "row" from share_link k');
  expect(rows.filter((r) => r.row.includes(link.token))).toEqual([]);
  const said = await gateway().db.pool.query(
    `select entry->>'what' what, entry->>'by' "by" from audit_entry where entry->>'what' like 'share_link%' order by n desc limit 1`,
  );
  expect(said.rows).toEqual([{ what: 'share_link update', by: 'anna' }]);
});

test('made, listed and withdrawn by the API', async () => {
  const body = JSON.stringify({ days: 7, whom: 'k.lind@nord.example' });
  const made = await ask('POST', '/api/v1/sharing/suppliers/NORD/links', { key: keys.both, body, headers: { 'content-type': 'application/json' } }); // prettier-ignore
  expect(made.json).toEqual({ id: expect.stringMatching(/^lnk_/), url: expect.stringMatching(/\/share\/[\w-]{43}$/), expires_at: expect.any(String) }); // prettier-ignore
  const token = (made.json.url as string).split('/').at(-1)!;
  expect((await look(token)).status).toBe(200);
  expect((await get('/api/v1/sharing/links?supplier=NORD')).json.data[0]).toMatchObject({ id: made.json.id, made_for: 'k.lind@nord.example', ended_at: null }); // prettier-ignore
  expect((await ask('DELETE', `/api/v1/sharing/links/${made.json.id}`, { key: keys.both })).status).toBe(204);
  expect((await look(token)).status).toBe(404);
});

test('snapshots by the API: a page of them, and one with what its numbers are made of', async () => {
  const { json } = await get('/api/v1/sharing/snapshots?supplier=NORD&limit=1');
  expect(json).toMatchObject({ data: [{ supplier: 'NORD', cause: 'asked' }], nextCursor: expect.any(String) });
  const one = await get(`/api/v1/sharing/snapshots/${json.data[0].id}`);
  const brk = one.json.lines.find((l: { sku: string }) => l.sku === 'BRK-2210');
  expect(brk.values.on_hand).toMatchObject({ value: '541', of: expect.arrayContaining(['counted 400 EA unrestricted (physical) 2026-11-13 23:59']) }); // prettier-ignore
});

test('who tries links out is slowed down', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 200 && !statuses.includes(429); i++) statuses.push((await look('b'.repeat(43), '127.0.0.9')).status);
  expect(statuses.at(-1)).toBe(429);
});

const BOUNDARY = '----tried';
const form = (name: string, text: string): { body: Buffer; headers: Record<string, string> } => ({
  body: Buffer.from(`--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: text/csv\r\n\r\n${text}\r\n--${BOUNDARY}--\r\n`),
  headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
}); // prettier-ignore
const LIST = 'Item,Location,On hand\nBRK-2210,HAM,541\nNOPE,HAM,5\nBRK-2210,HAM,<b>many</b>\n';
const rows = async (): Promise<unknown> =>
  (await gateway().db.pool.query('select (select count(*) from receipt) receipts, (select count(*) from document) documents, (select count(*) from reply) replies')).rows; // prettier-ignore

test('a file is tried before it is sent: what would be answered, and nothing is kept', async () => {
  const before = await rows();
  const tried = await ask('POST', `/share/${link.token}/check`, form('stock.csv', LIST));
  const text = tried.bytes.toString();
  expect(tried.status).toBe(200);
  expect(text).toMatch(/NOPE/);
  expect(text).toContain('&lt;b&gt;many&lt;/b&gt;');
  expect(text).not.toMatch(/<script|<b>|\bon\w+=/i);
  const good = await ask('POST', `/share/${link.token}/check`, form('stock.csv', 'Item,Location,On hand\nBRK-2210,HAM,541\n'));
  expect(good.bytes.toString()).toContain('Übernommene Zeilen: 1 von 1');
  expect((await ask('POST', `/share/${'a'.repeat(43)}/check`, form('stock.csv', LIST))).status).toBe(404);
  expect(await rows()).toEqual(before);
});

test('the same by the API, with the lines, the answer to EDI and the workbook that would go back', async () => {
  const before = await rows();
  const headers = { 'content-type': 'application/octet-stream', authorization: `Bearer ${keys.write}` };
  const { status, json } = await ask('POST', '/api/v1/checks?supplier=NORD&name=stock.csv', { body: LIST, headers });
  expect([status, json.documents[0].counts, json.acknowledgements]).toEqual([200, { lines: 2, parked: 1, rejected: 1 }, []]);
  expect([json.reply.outcome, json.reply.language, json.reply.attachments.map((a: { filename: string }) => a.filename)]).toEqual(['partly', 'de', ['stock - bitte berichtigen.xlsx']]); // prettier-ignore
  expect(await rows()).toEqual(before);
});
