import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ANSWERS } from '../../src/modules/console/answers';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { allPages, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';

const { ask, get, gateway, keys } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'parked-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const decide = (id: string, body: unknown, key = keys.write, type = 'application/json') =>
  ask('POST', `/api/v1/parked/${id}/decision`, { key, body: JSON.stringify(body), headers: { 'content-type': type } });

interface Question {
  id: string;
  item: { value: string }[];
  lines: number;
  candidates: { sku: string }[];
}

beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  const [supplier] = (await gateway().db.pool.query<{ code: string }>('select code from supplier order by code')).rows;
  const file = path.join(folder, 'stock.csv');
  fs.writeFileSync(file, 'Vendor item,Location,On hand\nBRK2210,HAM,400\nBRK2210,HAM,401\nNONE-1,HAM,5\nNONE-2,HAM,5\n');
  await ingest(gateway(), [file], { receivedAt: NOW, supplier: supplier!.code });
  await evaluate(gateway(), 'all', NOW);
});

test('page by page, with what each comes nearest to', async () => {
  const all = (await allPages(get, '/api/v1/parked?limit=1')) as Question[];
  expect(all.map((q) => [q.item[0]!.value, q.lines, q.candidates[0]?.sku]).sort()).toEqual([
    ['BRK2210', 2, 'BRK-2210'],
    ['NONE-1', 1, undefined],
    ['NONE-2', 1, undefined],
  ]);
  const page = await get('/api/v1/parked');
  ANSWERS.Parked.parse(page.json);
  expect((await get('/api/v1/parked?supplier=NOBODY')).json).toEqual({ data: [], nextCursor: null });
});

test('a decision frees what waits, says how much, and is kept with the name of the key', async () => {
  const question = ((await allPages(get, '/api/v1/parked')) as Question[]).find((q) => q.item[0]!.value === 'BRK2210')!;
  const done = await decide(question.id, { sku: 'BRK-2210', reason: 'without the dash' });
  expect([done.status, done.json]).toEqual([200, expect.objectContaining({ kind: 'item_crossrefs', accepted: 2, parked: 0 })]);
  ANSWERS.Decided.parse(done.json);
  const { rows } = await gateway().db.pool.query('select author, reason, about, lines::int from decision');
  expect(rows).toEqual([{ author: 'write', reason: 'without the dash', about: 'item', lines: 2 }]);
  expect((await decide(question.id, { sku: 'BRK-2210' })).status).toBe(404);
});

test.each([
  ['nothing', {}, 400],
  ['what there is not', { sku: 'NOPE' }, 409],
  ['what does not fit', { location: 'HAM' }, 400],
  ['no text', { sku: 5 }, 400],
  ['a field that is unknown', { sku: 'BRK-2210', other: 1 }, 400],
  ['a list', [], 400],
])('refused: %s', async (_, body, status) => {
  const [question] = ((await allPages(get, '/api/v1/parked')) as Question[]).filter((q) => q.item[0]!.value === 'NONE-1');
  const done = await decide(question!.id, body);
  expect(done.status).toBe(status);
  expect(done.json.detail).not.toBe('');
  expect((await gateway().db.pool.query("select 1 from decision where meant::text like '%NONE-1%'")).rowCount).toBe(0);
});

test('a key that may only read decides nothing, and a form is no JSON', async () => {
  const [question] = (await allPages(get, '/api/v1/parked')) as Question[];
  expect((await decide(question!.id, { sku: 'BRK-2210' }, keys.read)).status).toBe(403);
  expect((await decide(question!.id, { sku: 'BRK-2210' }, keys.write, 'text/plain')).status).toBe(415);
  expect((await decide('q_1', { sku: 'BRK-2210' })).status).toBe(400);
});
