import fs from 'node:fs';
import { EVERYTHING } from '../../src/modules/access/sees';
import os from 'node:os';
import path from 'node:path';
import { ANSWERS, type AnswerName } from '../../src/modules/console/answers';
import { reportDocuments } from '../../src/modules/documents/document-report.store';
import { reportExceptions } from '../../src/modules/exceptions/exceptions.store';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { reportComparisons } from '../../src/modules/reconciliation/comparisons.store';
import { cadences } from '../../src/modules/suppliers/cadence.store';
import { fixedClock } from '../../src/platform/clock';
import { allPages, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';

const { get, gateway } = useApi();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lists-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const SHEET = 'Item,Location,On hand\nBRK-2210,HAM,400\nNONE-1,HAM,5\n';
let suppliers: string[];

/** A sheet of its own name and instant, so that each is one document. */
async function report(n: number, supplier?: string): Promise<void> {
  const file = path.join(folder, `report ${n} <b>ä.csv`);
  fs.writeFileSync(file, SHEET);
  const receivedAt = new Date(Date.parse(NOW) + n * 1000).toISOString();
  await ingest(gateway(), [file], { receivedAt, ...(supplier === undefined ? {} : { supplier }) });
}

beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  suppliers = (await gateway().db.pool.query<{ code: string }>('select code from supplier order by code')).rows.map((r) => r.code);
  for (let n = 0; n < 6; n++) await report(n, n === 5 ? undefined : suppliers[n % 2]);
  await evaluate(gateway(), 'all', new Date(Date.parse(NOW) + 60_000).toISOString());
});
const ids = (rows: readonly { id: string }[]): string[] => rows.map((r) => r.id);
const db = () => gateway().db.pool;

describe('the same objects as the command line, field by field', () => {
  test('documents', async () => {
    const told = await reportDocuments(db(), EVERYTHING, {}, false);
    expect(told).toHaveLength(6);
    const shown = (await get('/api/v1/documents')).json;
    expect(shown).toEqual({ data: told.map(({ lines: _, ...d }) => ({ ...d, answers: [] })), nextCursor: null }); // nobody is answered on the command line
    ANSWERS.Documents.parse(shown);
  });

  test('a document with its lines and issues', async () => {
    const [told] = await reportDocuments(db(), EVERYTHING, { supplier: suppliers[0] }, true);
    const shown = (await get(`/api/v1/documents/${told!.id}`)).json;
    expect(shown).toEqual({ ...told, nextCursor: null });
    expect(shown.lines.length).toBeGreaterThan(0);
    ANSWERS.Document.parse(shown);
    const lines = await allPages(get, `/api/v1/documents/${told!.id}/lines?limit=1`);
    expect(lines).toEqual(told!.lines);
  });

  test('exceptions, and one with its events', async () => {
    const told = await reportExceptions(db(), EVERYTHING, []);
    expect(told.length).toBeGreaterThan(0);
    const shown = await allPages(get, '/api/v1/exceptions?limit=1');
    expect(shown).toHaveLength(told.length);
    const under = (id: string): number => told.filter((e) => e.suppressed_by === id).length;
    expect(shown).toEqual(expect.arrayContaining(told.map((e) => ({ ...e, consequences: under(e.id) }))));
    const one = (await get(`/api/v1/exceptions/${told[0]!.id}`)).json;
    expect(one).toEqual({ ...told[0], events: [expect.objectContaining({ what: 'open' })] });
    ANSWERS.Exception.parse(one);
  });

  test('comparisons', async () => {
    const told = await reportComparisons(db(), EVERYTHING, {});
    expect(told.length).toBeGreaterThan(1);
    expect(await allPages(get, '/api/v1/comparisons?limit=1')).toEqual(told);
    ANSWERS.Comparisons.parse((await get('/api/v1/comparisons')).json);
  });

  test('suppliers and items', async () => {
    expect((await allPages(get, '/api/v1/suppliers?limit=1')).map((s) => s.supplier)).toEqual(suppliers);
    const { rows } = await db().query('select sku from item where not void order by sku');
    expect((await allPages(get, '/api/v1/items?limit=2')).map((i) => i.sku)).toEqual(rows.map((r: { sku: string }) => r.sku));
  });
});

test('the raw file comes as an attachment, byte for byte, and of no type that a browser shows', async () => {
  const [told] = await reportDocuments(db(), EVERYTHING, {}, false);
  const raw = await get(`/api/v1/documents/${told!.id}/raw`);
  expect(raw.bytes.toString()).toBe(SHEET);
  expect(raw.headers).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="report 5 _b__.csv"; filename*=UTF-8''report%205%20%3Cb%3E%C3%A4.csv`,
    'x-content-type-options': 'nosniff',
  });
});

describe('filters', () => {
  const count = async (at: string): Promise<number> => (await get(at)).json.data.length;
  test('documents by supplier, state, kind and since', async () => {
    expect(await count(`/api/v1/documents?supplier=${suppliers[1]}`)).toBe(2);
    expect(await count('/api/v1/documents?status=quarantined')).toBe(1);
    expect(await count('/api/v1/documents?status=quarantined,parked,accepted_with_issues,accepted')).toBe(6);
    expect(await count('/api/v1/documents?kind=ship_notice')).toBe(0);
    const since = encodeURIComponent('2026-11-17T13:00:04+01:00');
    expect(await count(`/api/v1/documents?since=${since}`)).toBe(2);
  });

  test('exceptions by type, supplier, item, location and state', async () => {
    const all = await reportExceptions(db(), EVERYTHING, ['all']);
    for (const [name, field] of [
      ['type', 'type'],
      ['supplier', 'supplier'],
      ['sku', 'sku'],
      ['location', 'location'],
    ] as const) {
      const value = all.map((e) => e[field]).find((v) => v !== null)!;
      const shown = await allPages(get, `/api/v1/exceptions?status=all&${name}=${encodeURIComponent(value)}`);
      expect(ids(shown).sort()).toEqual(ids(all.filter((e) => e[field] === value)).sort());
    }
    expect(await count('/api/v1/exceptions?status=resolved')).toBe(all.filter((e) => e.status === 'resolved').length);
  });

  test.each([
    `' or 1=1 --`,
    `'; drop table item; --`,
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    '%',
    '_',
    '\\',
    '${7*7}',
    '../../etc/passwd',
    'ﬀ\u202e\u0301',
  ])('%s is a text like any other, and matches nothing', async (text) => {
    const value = encodeURIComponent(text);
    for (const at of ['documents?supplier', 'exceptions?sku', 'exceptions?type', 'exceptions?location', 'comparisons?sku']) {
      const answer = await get(`/api/v1/${at}=${value}`);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
      expect(answer.json).toEqual({ data: [], nextCursor: null });
    }
    const path_ = await get(`/api/v1/documents/${value}`);
    expect([400, 404]).toContain(path_.status);
    expect(path_.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect((await db().query('select count(*)::int n from item')).rows[0].n).toBeGreaterThan(0);
  });
});

describe('read page by page while the data change', () => {
  test('documents: what arrives meanwhile shifts nothing, and is there the next time', async () => {
    const before = ids(await reportDocuments(db(), EVERYTHING, {}, false));
    let n = 100;
    expect(ids(await allPages(get, '/api/v1/documents?limit=2', () => report(n++, suppliers[0])))).toEqual(before);
    expect(await allPages(get, '/api/v1/documents')).toHaveLength(before.length + n - 100);
  });

  test('exceptions: others are opened, some resolved, severities move; none is missed and none comes twice', async () => {
    await db().query(`insert into supply_exception (id, key, type, severity, status, message, opened_at, last_seen_at, raised_at)
select ('01900000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, 'page ' || n, 'PAGED', 'low', 'open', '', now(), now(), '{}' from generate_series(1, 40) n`);
    let page = 0;
    const shown = await allPages(get, '/api/v1/exceptions?type=PAGED&limit=7', async () => {
      page += 1;
      await db().query(
        `update supply_exception set severity = (array['critical', 'high', 'low'])[1 + ($1 + right(key, 1)::int) % 3] where type = 'PAGED'`,
        [page],
      );
      await db().query(
        `insert into supply_exception (id, key, type, severity, status, message, opened_at, last_seen_at, raised_at)
values (('01900000-0000-7000-8000-' || lpad((100 + $1::int)::text, 12, '0'))::uuid, 'new ' || $1, 'PAGED', 'critical', 'open', '', now(), now(), '{}')`,
        [page],
      );
      if (page === 2) await db().query(`update supply_exception set status = 'resolved' where key = 'page 1'`);
    });
    const numbers = shown.map((e) => Number(e.key.replace('page ', '')));
    expect(numbers).toEqual(Array.from({ length: 39 }, (_, i) => 40 - i));
  });
});

test('every list says what its description says', async () => {
  const lists: Record<string, AnswerName> = { documents: 'Documents', exceptions: 'Exceptions', suppliers: 'Suppliers', items: 'Items' };
  for (const [at, name] of Object.entries(lists)) ANSWERS[name].parse((await get(`/api/v1/${at}?limit=500`)).json);
});

test('when reports and notices come of whom nothing says when they are due', async () => {
  const { supplier } = (await cadences(db(), EVERYTHING))[0]!;
  const file = path.join(folder, 'ships.csv');
  fs.writeFileSync(file, 'Shipment,Item,Location,Shipped qty\nS-1,BRK-2210,HAM,5\n');
  await ingest(gateway(), [file], { receivedAt: NOW, supplier });
  const told = await cadences(db(), EVERYTHING);
  expect(told.map((c) => [c.supplier, c.document, c.row])).toEqual([
    [supplier, 'ship_notice', null],
    [supplier, 'stock_report', null],
  ]);
  expect(await allPages(get, '/api/v1/cadences?limit=1')).toEqual(told);
  expect((await get('/api/v1/cadences?supplier=NOBODY')).json).toEqual({ data: [], nextCursor: null });
  ANSWERS.Cadences.parse((await get(`/api/v1/cadences?supplier=${supplier}`)).json);
});
