import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { EVERYTHING } from '../../src/modules/access/sees';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { importFeed } from '../../src/modules/feed/import-feed';
import { reportDocuments } from '../../src/modules/documents/document-report.store';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { changedTables, sumsOfTables } from '../support/all-rows';
import { type Answered, useApi } from '../support/api';
import { cloneDatabase } from '../support/database';
import { COMPANY, NOW } from '../support/feed';
import { hostile } from './hostile';
import { PAYLOADS, type Sql } from './sql';

// Every parameter in the description of the API that stands in the path or in what is asked for.
interface Parameter {
  readonly in: string;
  readonly name: string;
}
const { paths } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { parameters?: Parameter[] }>>;
};
const ASKED = Object.entries(paths).flatMap(([at, operations]) =>
  Object.entries(operations).flatMap(([method, { parameters = [] }]) =>
    parameters
      .filter((p) => p.in === 'path' || (p.in === 'query' && method === 'get'))
      .map((p) => ({ at, method: method.toUpperCase(), in: p.in, parameter: p.name })),
  ),
);
const NOBODY = '00000000-0000-7000-8000-000000000000';

const { ask, gateway } = useApi({ settings: () => 'web: { requests_per_minute: 1000000 }' });
const key = newKey();
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'sql-'));
const file = (name: string, text: string): string => {
  fs.writeFileSync(path.join(folder, name), text);
  return path.join(folder, name);
};
beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  await insertKey(gateway().db.pool, key, { name: 'all', scopes: ['read', 'write', 'audit', 'manage', 'approve'], now: NOW });
  const layouts = path.join(gateway().config.home, 'config/suppliers');
  fs.mkdirSync(layouts, { recursive: true });
  fs.writeFileSync(
    path.join(layouts, 'nord.yaml'),
    'name: nord\nsupplier: NORD\ncolumns: { vendor: Item, location: Location, on_hand: On hand }\n',
  );
  await ingest(gateway(), [file('a.csv', 'Item,Location,On hand\nBRK-2210,HAM,400\nNONE-1,HAM,5\n')], {
    receivedAt: NOW,
    supplier: 'NORD',
  });
  await evaluate(gateway(), 'all', NOW);
}, 60_000);
afterAll(() => fs.rmSync(folder, { recursive: true }));

const send = ({ at, method, in: place, parameter }: (typeof ASKED)[number], text: string, raw = encodeURIComponent(text)): Promise<Answered> => {
  const plain = at.replace(/\{(\w+)\}/g, (_, name: string) => (place === 'path' && name === parameter ? raw : name === 'kind' ? 'items' : NOBODY));
  const body = /^P/.test(method) ? { body: at.includes('/feed/') ? '[]' : '{"reason":"x","email":null,"do":"comment","sku":"NOPE","columns":{}}' } : {};
  const headers = { 'content-type': 'application/json' };
  return ask(method, `${plain}${place === 'query' ? `?${parameter}=${raw}` : ''}`, { key, headers, ...body });
}; // prettier-ignore
const cursor = (text: string): string => Buffer.from(JSON.stringify(text)).toString('base64url');
/** What came back, as far as it could tell of what was asked. */
const seen = (answer: Answered): readonly [number, number | null] => [
  answer.status,
  (answer.json?.data as unknown[] | undefined)?.length ?? null,
];

const unknown = new Map<object, readonly [number, number | null]>();
beforeAll(async () => {
  for (const p of ASKED) unknown.set(p, seen(await send(p, 'zzz-unknown')));
}, 30_000);

hostile(
  'SQL',
  PAYLOADS,
  async ({ text, raw }: Sql) => {
    const before = await sumsOfTables(gateway().db.pool);
    const tries = ASKED.flatMap((p) => [{ p, given: text, raw }, ...(p.parameter === 'cursor' ? [{ p, given: cursor(text), raw: undefined }] : [])]);
    // All of them at once: a sleep in one of them would hold them up.
    let took = Infinity;
    for (let n = 0; n < 3 && took > 1000; n++) {
      const begun = performance.now();
      const answers = await Promise.all(tries.map(({ p, given, raw }) => send(p, given, raw)));
      took = performance.now() - begun; // once more where it took long: the machine may be busy
      for (const [i, { p, given }] of tries.entries()) {
        const word = unknown.get(p)!;
        const [status, rows] = seen(answers[i]!);
        // Refused as no name at all, or as what no text may hold; a cursor of another list may be one of this.
        const refused = status === 400 && (word[0] === 404 || given !== text || /\0|\ufffd/.test(text));
        if (!refused && !(given !== text && status === 200)) expect([p, status, rows]).toEqual([p, ...word]);
      }
    }
    expect(took).toBeLessThan(5000); // they would sleep for ten seconds
    expect(changedTables(before, await sumsOfTables(gateway().db.pool))).toEqual([]);
    // The same from a supplier: it is a name that nobody knows, letter by letter.
    const cell = `V${text.replace('\0', '')}`;
    const list = `Item,Location,On hand\n${[cell, cell].map((c) => `"${c.replaceAll('"', '""')}"`).join(',')},5\n`;
    const [{ documents }] = (await ingest(gateway(), [file('b.csv', list)], { receivedAt: new Date().toISOString(), supplier: 'NORD' })) as [Awaited<ReturnType<typeof ingest>>[0]];
    const [document] = await reportDocuments(gateway().db.pool, EVERYTHING, { id: documents[0]!.id }, true);
    expect(JSON.stringify([document!.status, document!.issues, document!.lines.map((l) => l.given)])).toContain(JSON.stringify(cell));
  },
  60_000,
); // prettier-ignore

test('every parameter is asked, and an unknown word finds nothing', () => {
  expect(ASKED.length).toBeGreaterThanOrEqual(55);
  const found = [...unknown.values()];
  expect(found.filter(([status, n]) => status === 200 && n === 0).length).toBeGreaterThan(10);
  expect(found.filter(([status, n]) => status >= 500 || (status === 200 && n !== 0 && n !== null))).toEqual([]);
});

test('as text of a statement, each would do something else than a word', async () => {
  const clone = await cloneDatabase();
  const client = new Client({ connectionString: clone.url });
  await client.connect();
  client.on('error', () => undefined);
  const as = async (sql: string): Promise<string> => {
    await client.query(`begin; set local statement_timeout = '500ms'`);
    try {
      const all = [(await client.query(sql)) as unknown].flat() as { rowCount: number | null; command: string }[];
      return all.map((r) => `${r.command} ${r.rowCount}`).join(', ');
    } catch (error) {
      return (error as Error).message;
    } finally {
      await client.query('rollback');
    }
  };
  await client.query(`insert into supplier (id, code, name) values (gen_random_uuid(), 'NORD', 'Nordluft')`);
  const places = [
    (p: string) => `select code from supplier where code = '${p}'`,
    (p: string) => `select code from supplier where (code = '${p}')`,
    (p: string) => `select code from supplier where ((code = '${p}'))`,
    (p: string) => `select code from supplier where code like '${p}'`,
    (p: string) => `select code from supplier where length(code) = ${p}`,
    (p: string) => `select code from supplier order by ${p}`,
  ];
  const harmless = await Promise.resolve(as(places[0]!('zzz')));
  const words: string[] = [];
  for (const { name, text } of PAYLOADS) {
    let differs = false;
    for (const place of places) differs ||= (await as(place(text))) !== harmless;
    if (!differs) words.push(name);
  }
  await client.end();
  await clone.drop();
  expect(words).toEqual([]);
}, 60_000);
