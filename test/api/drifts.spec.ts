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
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'drifts-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const decide = (id: string, body: unknown, key = keys.write) =>
  ask('POST', `/api/v1/drifts/${id}/decision`, { key, body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
interface Drift {
  id: string;
  mapping: string;
  lost: { heading: string | null }[];
}
const drifts = async (): Promise<Drift[]> => (await allPages(get, '/api/v1/drifts?limit=1')) as Drift[];

beforeAll(async () => {
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  const [supplier] = (await gateway().db.pool.query<{ code: string }>('select code from supplier order by code')).rows;
  const layouts = path.join(gateway().config.home, 'config/suppliers');
  fs.mkdirSync(layouts, { recursive: true });
  for (const [name, count] of [
    ['a', 'Menge'],
    ['b', 'Q9'],
  ] as const) {
    const columns = `{ buyer: Art, location: Ort, on_hand: ${count} }`;
    fs.writeFileSync(
      path.join(layouts, `${name}.yaml`),
      `name: ${name}\nsupplier: ${supplier!.code}\nfile: ${name}*\ncolumns: ${columns}\n`,
    );
    const file = path.join(folder, `${name}.csv`);
    fs.writeFileSync(file, `Art,Ort,Lagermenge\nBRK-2210,HAM,${name === 'a' ? 400 : 401}\n`); // equal bytes at one moment are one delivery
    await ingest(gateway(), [file], { receivedAt: NOW, supplier: supplier!.code });
  }
  await evaluate(gateway(), 'all', NOW);
});

test('page by page, with what is proposed and why', async () => {
  expect((await drifts()).map((d) => [d.mapping, d.lost.map((l) => l.heading)]).sort()).toEqual([
    ['a', ['Lagermenge']],
    ['b', ['Lagermenge']],
  ]);
  ANSWERS.Drifts.parse((await get('/api/v1/drifts')).json);
  expect((await get('/api/v1/drifts?supplier=NOBODY')).json).toEqual({ data: [], nextCursor: null });
});

test('a decision publishes, reads what waited, and is kept with the name of the key', async () => {
  const { id } = (await drifts()).find((d) => d.mapping === 'a')!;
  const done = await decide(id, { reason: 'new export' });
  expect([done.status, done.json]).toEqual([
    200,
    expect.objectContaining({ name: 'a', version: 2, columns: { on_hand: 'Lagermenge' }, read_again: 1 }),
  ]);
  ANSWERS.DriftAccepted.parse(done.json);
  const { rows } = await gateway().db.pool.query("select author, note from mapping_version where name = 'a'");
  expect(rows).toEqual([{ author: 'write', note: 'new export' }]);
  expect((await decide(id, {})).status).toBe(404);
});

test.each([
  ['a field that is not missing', { columns: { buyer: 'Ort' } }, 400],
  ['a heading that there is not', { columns: { on_hand: 'Nirgends' } }, 400],
  ['no text', { columns: { on_hand: 5 } }, 400],
  ['no object', { columns: 'Lagermenge' }, 400],
  ['a field that is unknown', { other: 1 }, 400],
])('refused: %s', async (_, body, status) => {
  const { id } = (await drifts()).find((d) => d.mapping === 'b')!;
  const done = await decide(id, body);
  expect(done.status).toBe(status);
  expect(done.json.detail).not.toBe('');
  expect((await gateway().db.pool.query("select 1 from mapping_version where name = 'b'")).rowCount).toBe(0);
});

test('a key that may only read decides nothing', async () => {
  const [{ id }] = (await drifts()) as [Drift];
  expect((await decide(id, {}, keys.read)).status).toBe(403);
  expect((await decide('drift_1', {})).status).toBe(400);
});

test('what is kept in files is read-only here, and the answer says how it is changed', async () => {
  const { id, mapping } = (await drifts()).find((d) => d.mapping === 'b')!;
  const text = fs.readFileSync(path.join(gateway().config.home, 'config/suppliers/b.yaml'), 'utf8');
  const { pool } = gateway().db;
  await pool.query(
    "insert into mapping_version (name, version, supplier, text, author, note, published_at) select $1, 1, $3, $2, 'Ada', '', now()",
    [mapping, text, /supplier: (\S+)/.exec(text)![1]],
  );
  await pool.query("insert into mapping_head (name, version, author, changed_at, managed) values ($1, 1, 'Ada', now(), 'git')", [mapping]);
  const refused = await decide(id, {});
  expect([refused.status, refused.json.detail]).toEqual([409, expect.stringContaining(`crosscount mapping accept ${id}`)]);
  await pool.query('update mapping_head set managed = null where name = $1', [mapping]);
  expect((await decide(id, {})).json).toMatchObject({ name: 'b', version: 2 });
});
