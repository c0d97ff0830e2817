import fs from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { ANSWERS } from '../../src/modules/console/answers';
import { importFeed } from '../../src/modules/feed/import-feed';
import { KINDS } from '../../src/modules/feed/kinds';
import { openDatabase } from '../../src/database/open';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { whileHistoryLoads } from '../../src/modules/pipeline/history-lock.store';
import { processDocument } from '../../src/modules/pipeline/process-document';
import { fixedClock } from '../../src/platform/clock';
import { type Asked, type Answered, useApi } from '../support/api';
import { cloneDatabase } from '../support/database';
import { COMPANY, useFeed } from '../support/feed';

const { ask, get, keys, gateway, port } = useApi();
const { file } = useFeed(() => gateway().db);
const post = (at: string, asked: Asked): Promise<Answered> => ask('POST', at, { key: keys.both, ...asked });
const size = async (table: string): Promise<number> => (await gateway().db.pool.query(`select count(*)::int n from ${table}`)).rows[0].n;

/** A file of the company, as each of the three bodies. */
const FILES = fs.readdirSync(COMPANY).sort((a, b) => rankOf(a) - rankOf(b));
function rankOf(name: string): number {
  return KINDS.findIndex((k) => name === `${k.name}.csv` || name.startsWith(`${k.name}-`));
}
const kindOf = (name: string): string => KINDS[rankOf(name)]!.name;
const csvOf = (name: string): string => fs.readFileSync(path.join(COMPANY, name), 'utf8');
function objectsOf(csv: string): Record<string, string>[] {
  const [head, ...rows] = csv
    .trim()
    .split(/\r?\n/)
    .map((l) => l.split(','));
  return rows.map((r) => Object.fromEntries(head!.map((h, i) => [h, r[i] ?? ''])));
}
const bodies: Record<string, (csv: string) => Asked> = {
  csv: (csv) => ({ body: csv, headers: { 'content-type': 'text/csv; charset=utf-8' } }),
  ndjson: (csv) => ({
    body: objectsOf(csv)
      .map((o) => JSON.stringify(o))
      .join('\n'),
    headers: { 'content-type': 'application/x-ndjson' },
  }),
  json: (csv) => ({ body: JSON.stringify(objectsOf(csv)), headers: { 'content-type': 'application/json' } }),
};

describe('the feed in bulk', () => {
  test('answers what `import` does, and leaves the same rows, file by file', async () => {
    const other = await cloneDatabase();
    const db = await openDatabase({ home: '', databaseUrl: other.url }, { migrate: false });
    try {
      for (const name of FILES) {
        const shown = (await post(`/api/v1/feed/${kindOf(name)}`, bodies.csv!(csvOf(name)))).json;
        const told = await importFeed(db, [path.join(COMPANY, name)], { clock: fixedClock(new Date().toISOString()) });
        const { raised: _, parked, ...result } = ANSWERS.Imported.parse(shown);
        expect({ name, parked, ...result }).toEqual({ name, parked: 0, ...told });
      }
      const shape =
        'select (select count(*)::int from item) items, (select sum(quantity)::text from movement) moved, (select sum(quantity)::text from stock_count) counted, (select count(*)::int from program) programs, (select count(*)::int from order_line) orders';
      expect((await gateway().db.pool.query(shape)).rows).toEqual((await db.pool.query(shape)).rows);
    } finally {
      await db.close();
      await other.drop();
    }
  }, 60_000);

  test.each(['csv', 'ndjson', 'json'])('the same again as %s changes nothing', async (as) => {
    for (const name of FILES.filter((f) => !csvOf(f).includes('"'))) {
      const { json } = await post(`/api/v1/feed/${kindOf(name)}`, bodies[as]!(csvOf(name)));
      const [outcome] = Object.values(json.kinds as Record<string, { unchanged: number }>);
      expect({ name, issues: json.issues, n: json.accepted, same: outcome!.unchanged }).toEqual({
        ...{ name, issues: [], n: json.accepted, same: json.accepted },
      });
      expect(json.accepted).toBeGreaterThan(0);
    }
  });

  test('a wrong row is named as `import` names it, and stops no other', async () => {
    const csv = 'sku,uom,colour\nAPI-1,EA,red\n,EA,red\nAPI-2,EA,blue\n';
    const shown = (await post('/api/v1/feed/items', { ...bodies.csv!(csv) })).json;
    const told = await importFeed(gateway().db, [file('items.csv', csv)], { clock: fixedClock(new Date().toISOString()) });
    expect(shown).toMatchObject({ accepted: 2, rejected: 1, parked: 0 });
    expect(shown.issues).toEqual(told.issues);
    expect(told.issues.map((i) => i.code)).toContain('column.unknown');
  });

  test('what is no object in a list of objects costs its own row', async () => {
    const body = JSON.stringify([{ sku: 'API-3', uom: 'EA' }, 7, null, ['x'], { sku: 'API-4', uom: 'EA' }]);
    const { json } = await post('/api/v1/feed/items', { body, headers: { 'content-type': 'application/json' } });
    expect(json).toMatchObject({ accepted: 2, rejected: 3 });
    expect(json.issues.map((i: { place: string }) => i.place)).toEqual(['row 2', 'row 3', 'row 4']);
  });

  test('while history is loaded nothing is compared by the clock of now; it is afterwards', async () => {
    const touched = (): Promise<number> => size('touched');
    const csv = (n: number): Asked => bodies.csv!(`supplier,name\nLATER,Later ${n}\n`);
    await whileHistoryLoads(gateway().db.pool, async () => {
      expect((await post('/api/v1/feed/suppliers', csv(1))).json).toMatchObject({ accepted: 1, raised: { opened: 0, resolved: 0 } });
      expect(await touched()).toBeGreaterThan(0);
    });
    await post('/api/v1/feed/suppliers', csv(2));
    expect(await touched()).toBe(0);
  });

  test('an empty list is taken, and is nothing', async () => {
    const { status, json } = await post('/api/v1/feed/items', { body: '[]', headers: { 'content-type': 'application/json' } });
    expect([status, json.accepted, json.rejected]).toEqual([200, 0, 0]);
  });
});

describe('uploads', () => {
  const SHEET = 'Item,Location,On hand\nBRK-2210,HAM,400\n';
  const supplier = async (): Promise<string> =>
    (await gateway().db.pool.query('select code from supplier order by code limit 1')).rows[0].code;

  test('are kept before the answer, and tell what became of them', async () => {
    const answer = await post(`/api/v1/uploads?name=stock.csv&supplier=${await supplier()}`, { body: SHEET });
    expect(answer.status).toBe(202);
    const { receipt } = ANSWERS.Kept.strict().parse(answer.json);
    expect(answer.headers.location).toBe(`/api/v1/uploads/${receipt}`);
    const kept = (await get(answer.headers.location!)).json;
    expect(ANSWERS.Receipt.parse(kept)).toMatchObject({ id: receipt, name: 'stock.csv', channel: 'api', state: 'kept', documents: [] });
    expect((await gateway().storage.read(kept.sha256)).toString()).toBe(SHEET);
    expect((await gateway().jobs.counts()).find((q) => q.queue === 'process-document')!.waiting).toBeGreaterThan(0);
    await processDocument(gateway(), receipt.slice(4));
    await evaluate(gateway(), 'touched', new Date().toISOString());
    const done = ANSWERS.Receipt.parse((await get(`/api/v1/uploads/${receipt}`)).json);
    expect(done).toMatchObject({ state: 'done', documents: [{ file: 'stock.csv', kind: 'stock_report', supplier: await supplier() }] });
  });

  const form = (content: string, name: string, more: Record<string, string> = {}): Asked => {
    const part = (head: string, body: string): string => `--b\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
    const fields = Object.entries(more).map(([k, v]) => part(`name="${k}"`, v));
    const body = `${part(`name="file"; filename="${name}"`, content)}${fields.join('')}--b--\r\n`;
    return { body, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
  };

  test('as a form; the name is its last part', async () => {
    const answer = await post('/api/v1/uploads', form(SHEET, '..\\..\\x/stock 2.csv', { supplier: await supplier() }));
    expect(answer.status).toBe(202);
    const kept = (await get(answer.headers.location!)).json;
    expect(kept.name).toBe('stock 2.csv');
    expect((await gateway().storage.read(kept.sha256)).toString()).toBe(SHEET);
    expect((await post('/api/v1/uploads', { ...form('x', 'x'), body: '--b--\r\n' })).status).toBe(400);
  });

  test('two uploads of one file are two statements; with one Idempotency-Key they are one', async () => {
    const send = (body: string, key?: string, name = 'a.csv'): Promise<Answered> =>
      post(`/api/v1/uploads?name=${name}`, { body, headers: key ? { 'idempotency-key': key } : {} });
    const before = await size('receipt');
    const [one, two] = [await send(SHEET), await send(SHEET)];
    expect(one.json.receipt).not.toBe(two.json.receipt);
    const first = await send(SHEET, 'k1');
    const again = await send(SHEET, 'k1');
    expect([again.status, again.json, again.headers.location]).toEqual([first.status, first.json, first.headers.location]);
    expect(await size('receipt')).toBe(before + 3);
    for (const wrong of [await send(`${SHEET}X,HAM,1\n`, 'k1'), await send(SHEET, 'k1', 'b.csv')]) {
      expect(wrong.status).toBe(422);
      expect(wrong.json.type).toBe('urn:crosscount:problem:idempotency-key-reused');
    }
    const other = await ask('POST', '/api/v1/uploads?name=a.csv', { key: keys.write, body: SHEET, headers: { 'idempotency-key': 'k1' } });
    expect(other.json.receipt).not.toBe(first.json.receipt);
    const atOnce = await Promise.all(Array.from({ length: 8 }, () => send(SHEET, 'k2')));
    expect(new Set(atOnce.map((a) => a.json.receipt)).size).toBe(1);
    expect(await size('receipt')).toBe(before + 5);
  });

  test('one that breaks off is not kept', async () => {
    const before = await size('receipt');
    await new Promise<void>((resolve) => {
      const socket = net.connect(port(), '127.0.0.1');
      socket.write(
        `POST /api/v1/uploads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.both}\r\ncontent-length: 1000\r\n\r\nItem,On hand`,
      );
      socket.on('error', () => undefined).on('close', () => resolve());
      setTimeout(() => socket.destroy(), 100);
    });
    await new Promise((r) => setTimeout(r, 300));
    expect(await size('receipt')).toBe(before);
    expect((await ask('GET', '/healthz')).status).toBe(200);
  });
});

describe('for whoever watches the process', () => {
  test('/healthz and /readyz; the latter looks at the schema', async () => {
    expect((await ask('GET', '/healthz')).json).toEqual({ status: 'ok' });
    expect((await ask('GET', '/readyz')).json).toEqual({ status: 'ready' });
    await gateway().db.pool.query(`update schema_migration set name = name || '-away' where id = 1`);
    const answer = await ask('GET', '/readyz');
    await gateway().db.pool.query(`update schema_migration set name = replace(name, '-away', '') where id = 1`);
    expect([answer.status, answer.json.errors.map((e: { code: string }) => e.code)]).toEqual([503, ['migrations']]);
  });

  test('/metrics is in the text format, and names neither supplier nor item', async () => {
    const answer = await ask('GET', '/metrics');
    expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    const text = answer.bytes.toString();
    const lines = text.trimEnd().split('\n');
    for (const line of lines) expect(line).toMatch(/^(# (HELP|TYPE) crosscount_\w+ .+|crosscount_\w+(\{(\w+="[^"]*",?)+\})? -?[\d.e+-]+)$/);
    const families = lines.filter((l) => l.startsWith('# TYPE')).map((l) => l.split(' ')[2]);
    expect(new Set(families).size).toBe(families.length);
    expect(text).toMatch(/crosscount_documents_total\{(?=.*source="api")(?=.*format="stock-sheet").*\} 1\n/);
    expect(text).toMatch(/crosscount_process_resident_memory_bytes \d{7,}\n/);
    expect(text).toMatch(/crosscount_event_loop_lag_seconds\{quantile="0.99"\} /);
    expect(text).toMatch(/crosscount_ingest_duration_seconds_bucket\{le="\+Inf"\} 0\n/);
    expect(text).toMatch(/crosscount_queue_oldest_job_seconds [\d.]+\n/);
    expect(text).not.toMatch(/supplier=|sku=|item=|location=/);
  });
});
