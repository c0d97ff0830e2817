import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { ANSWERS } from '../../src/modules/console/answers';
import { descriptionOf } from '../../src/modules/console/http';
import { insertKey, newKey, revokeKey } from '../../src/modules/access/keys.store';
import { hostile } from '../security/hostile';
import { useApi } from '../support/api';

/** What stands before every route: the description, keys, problems. */
const { ask, get, keys, gateway, app, port } = useApi();
const FILE = path.join(__dirname, '../../docs/openapi.json');
const described = JSON.parse(fs.readFileSync(FILE, 'utf8')) as { paths: Record<string, Record<string, Record<string, unknown>>> };
const NOBODY = '00000000-0000-7000-8000-000000000000';
const ROUTES = Object.entries(described.paths).flatMap(([at, operations]) =>
  Object.entries(operations)
    .filter(([, o]) => o['x-right'] !== undefined && o['x-right'] !== 'nobody')
    .map(
      ([m]) =>
        [
          m.toUpperCase(),
          at
            .replace('parked/{id}', 'parked/q_000000000000')
            .replace('drifts/{id}', 'drifts/drift_000000000000')
            .replace('{id}', NOBODY)
            .replace('{kind}', 'items')
            .replace('people/{name}', 'people/Anna')
            .replace('{name}', 'erp'),
        ] as const,
    ),
);
const jsonFor = (): { body: string; headers: Record<string, string> } => ({ body: '{}', headers: { 'content-type': 'application/json' } });
const UNKNOWN = `cck_${'A'.repeat(43)}`;
let address = 10;
/** Each from an address of its own, or the twenty-first failure would be told to wait. */
const from = (): { from: string } => ({ from: `127.0.${10 + Math.floor(++address / 250)}.${1 + (address % 250)}` });

test('docs/openapi.json is what the routes say; after a change: npm run openapi', () => {
  expect(fs.readFileSync(FILE, 'utf8')).toBe(descriptionOf(app()));
  expect(ROUTES.length).toBeGreaterThanOrEqual(30);
});

/** Who may do what stands in matrix.spec.ts; here, that nobody comes in without a key, and how that is said. */
describe.each(ROUTES)('%s %s', (method, at) => {
  test.each([
    ['no key', undefined],
    ['a key that is none', UNKNOWN],
  ])('with %s', async (_, key) => {
    const answer = await ask(method, at, { key, ...from(), ...(/^P/.test(method) ? jsonFor() : {}) });
    expect(answer.status).toBe(401);
    expect(ANSWERS.Problem.strict().parse(answer.json)).toMatchObject({ status: 401, instance: at });
    expect(answer.headers['www-authenticate']).toBe('Bearer realm="crosscount"');
  });
});

test('a route that is spelled otherwise is no way around the key', async () => {
  for (const at of ['/api/v1/%64ocuments', '/API/v1/documents', '//api/v1/documents', '/api/v1//documents', '/api/v1/documents/'])
    expect([401, 404]).toContain((await ask('GET', at, from())).status);
  expect((await ask('HEAD', '/api/v1/documents', from())).status).toBe(401);
});

test('a key whose time is over is not taken, and leaves its name to another', async () => {
  const { pool } = gateway().db;
  const [first, second] = [newKey(), newKey()];
  const now = new Date().toISOString();
  await insertKey(pool, first, { name: 'for-a-day', scopes: ['read'], now, expires: new Date(Date.now() + 86_400_000).toISOString() });
  const taken = async (key: string): Promise<number> => (await ask('GET', '/api/v1/items', { key })).status;
  expect([await taken(first), await insertKey(pool, second, { name: 'for-a-day', scopes: ['read'], now })]).toEqual([200, null]);
  await pool.query(`update api_key set expires_at = now() - interval '1 second' where name = 'for-a-day'`);
  expect(await taken(first)).toBe(401);
  expect(await insertKey(pool, second, { name: 'for-a-day', scopes: ['read'], now: new Date().toISOString() })).not.toBeNull();
  expect([await taken(first), await taken(second)]).toEqual([401, 200]);
});

test('a revoked key is not taken from that moment on', async () => {
  const key = newKey();
  const now = new Date().toISOString();
  await insertKey(gateway().db.pool, key, { name: 'short', scopes: ['read'], now });
  expect((await ask('GET', '/api/v1/items', { key })).status).toBe(200);
  expect(await revokeKey(gateway().db.pool, 'short', now)).toBe(true);
  expect((await ask('GET', '/api/v1/items', { key })).status).toBe(401);
});

test('keys are kept as hashes, and their use is noted', async () => {
  const { rows } = await gateway().db.pool.query('select * from api_key');
  expect(rows.length).toBeGreaterThanOrEqual(3);
  for (const key of Object.values(keys)) expect(JSON.stringify(rows)).not.toContain(key.slice(12));
  await get('/api/v1/items');
  const used = await gateway().db.pool.query(`select last_used_at from api_key where name = 'both'`);
  expect(used.rows[0].last_used_at).not.toBeNull();
});

hostile('floods', [{ name: 'who tries keys is told to wait; a good key from the same address is not' }], async () => {
  const here = { from: '127.0.9.1' };
  expect((await ask('GET', '/api/v1/items', { key: keys.read, ...here })).status).toBe(200);
  const tries = [];
  for (let i = 0; i < 22; i++) tries.push((await ask('GET', '/api/v1/items', { key: UNKNOWN, ...here })).status);
  expect(tries).toEqual([...Array<number>(20).fill(401), 429, 429]);
  const answer = await ask('GET', '/api/v1/items', { key: UNKNOWN, ...here });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('GET', '/api/v1/items', { key: keys.read, ...here })).status).toBe(200);
  const unused = newKey(); // as every key is after a start
  await insertKey(gateway().db.pool, unused, { name: 'unused', scopes: ['read'], now: new Date().toISOString() });
  expect((await ask('GET', '/api/v1/items', { key: unused, ...here })).status).toBe(200);
});

describe('every error is a problem', () => {
  const csv = { 'content-type': 'text/csv' };
  test.each<[string, string, string, object, number, string]>([
    ['an unknown path', 'GET', '/api/v1/nothing', {}, 404, 'not-found'],
    ['an unknown path outside', 'GET', '/api/nothing', {}, 404, 'not-found'],
    ['an unknown path at the root', 'GET', '/nowhere', {}, 404, 'not-found'],
    ['another method', 'DELETE', '/api/v1/documents', {}, 404, 'not-found'],
    ['no such document', 'GET', `/api/v1/documents/doc_${NOBODY}`, {}, 404, 'not-found'],
    ['no such raw file', 'GET', `/api/v1/documents/doc_${NOBODY}/raw`, {}, 404, 'not-found'],
    ['no such exception', 'GET', `/api/v1/exceptions/exc_${NOBODY}`, {}, 404, 'not-found'],
    ['no such upload', 'GET', `/api/v1/uploads/rcp_${NOBODY}`, {}, 404, 'not-found'],
    ['an id that is none', 'GET', '/api/v1/documents/doc_1', {}, 400, 'wrong-request'],
    ['an id of something else', 'GET', `/api/v1/documents/exc_${NOBODY}`, {}, 400, 'wrong-request'],
    ['a parameter that is none', 'GET', '/api/v1/documents?suplier=A', {}, 400, 'wrong-request'],
    ['a parameter twice', 'GET', '/api/v1/documents?supplier=A&supplier=B', {}, 400, 'wrong-request'],
    ['a limit too high', 'GET', '/api/v1/items?limit=501', {}, 400, 'wrong-request'],
    ['a limit that is none', 'GET', '/api/v1/items?limit=x', {}, 400, 'wrong-request'],
    ['a state that is none', 'GET', '/api/v1/exceptions?status=opne', {}, 400, 'wrong-request'],
    ['a since without offset', 'GET', '/api/v1/documents?since=2026-11-17', {}, 400, 'wrong-request'],
    ['a since by week', 'GET', '/api/v1/documents?since=2026-W47-2T10:00:00Z', {}, 400, 'wrong-request'],
    ['an offset of no clock', 'GET', '/api/v1/documents?since=2026-11-17T10:00:00%2B23:59', {}, 400, 'wrong-request'],
    ['a zero byte', 'GET', '/api/v1/exceptions?sku=%00', {}, 400, 'wrong-request'],
    ['a cursor that is none', 'GET', '/api/v1/documents?cursor=abc', {}, 400, 'wrong-request'],
    ['a cursor of another list', 'GET', `/api/v1/comparisons?cursor=${Buffer.from('"x"').toString('base64url')}`, {}, 400, 'wrong-request'],
    ['a kind that is none', 'POST', '/api/v1/feed/stock', { body: 'a', headers: csv }, 404, 'not-found'],
    [
      'a type that is not taken',
      'POST',
      '/api/v1/feed/items',
      { body: 'a', headers: { 'content-type': 'text/xml' } },
      415,
      'wrong-media-type',
    ],
    ['a body without a type', 'POST', '/api/v1/feed/items', { body: 'a' }, 415, 'wrong-media-type'],
    ['JSON that is none', 'POST', '/api/v1/feed/items', { body: '[{]', headers: jsonFor().headers }, 400, 'wrong-request'],
    ['JSON that is no list', 'POST', '/api/v1/feed/items', { body: '{}', headers: jsonFor().headers }, 400, 'wrong-request'],
    ['nothing to read anew', 'POST', '/api/v1/replays', jsonFor(), 400, 'wrong-request'],
    ['what has no name', 'POST', '/api/v1/replays', { ...jsonFor(), body: '{"documents":["x"]}' }, 400, 'wrong-request'],
    [
      'an effect that was not shown',
      'POST',
      '/api/v1/replays',
      { ...jsonFor(), body: '{"problem":"none","apply":"abc","reason":"x"}' },
      409,
      'refused',
    ],
    ['nothing in an upload', 'POST', '/api/v1/uploads', { body: '' }, 400, 'wrong-request'],
    ['a supplier that is none', 'POST', '/api/v1/uploads?supplier=NOBODY', { body: 'x' }, 422, 'unknown-supplier'],
    [
      'a form that is none',
      'POST',
      '/api/v1/uploads',
      { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=a' } },
      400,
      'wrong-request',
    ],
    [
      'a key for repeats with spaces',
      'POST',
      '/api/v1/uploads',
      { body: 'x', headers: { 'idempotency-key': 'a b' } },
      400,
      'wrong-request',
    ],
    [
      'a body that says it is too large',
      'POST',
      '/api/v1/uploads',
      { headers: { 'content-length': String(101 * 1024 * 1024) } },
      413,
      'too-large',
    ],
  ])('%s', async (_, method, at, asked, status, code) => {
    const answer = await ask(method, at, { key: keys.both, ...asked });
    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(ANSWERS.Problem.strict().parse(answer.json)).toMatchObject({
      type: `urn:crosscount:problem:${code}`,
      status,
      instance: at.split('?')[0],
      requestId: answer.headers['x-request-id'],
    });
    expect(answer.status).toBe(status);
    expect(answer.bytes.toString()).not.toMatch(/\.(ts|js):\d|node_modules|select /);
  });

  test('what we did not foresee says nothing of itself', async () => {
    await gateway().db.pool.query('alter table item rename to item_away');
    const answer = await get('/api/v1/items');
    await gateway().db.pool.query('alter table item_away rename to item');
    expect(answer.status).toBe(500);
    expect(answer.json).toMatchObject({ type: 'urn:crosscount:problem:failed', status: 500 });
    expect(answer.bytes.toString()).not.toMatch(/item_away|relation|select/);
  });
});

test('a body without end is cut off at the limit', async () => {
  const net = await import('node:net');
  const sent = await new Promise<{ head: string; bytes: number }>((resolve, reject) => {
    const socket = net.connect(port(), '127.0.0.1');
    let bytes = 0;
    let head = '';
    const chunk = Buffer.concat([Buffer.from('100000\r\n'), Buffer.alloc(0x100000, 65), Buffer.from('\r\n')]);
    const more = (): void => {
      while (head === '' && bytes < 200 * 1024 * 1024) {
        bytes += 0x100000;
        if (!socket.write(chunk)) return void socket.once('drain', more);
      }
    };
    socket.on('data', (d) => {
      head += d.toString();
      socket.destroy();
      resolve({ head, bytes });
    });
    socket.on('error', reject); // a broken pipe instead of an answer
    socket.write(
      `POST /api/v1/uploads HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.both}\r\ntransfer-encoding: chunked\r\ncontent-type: application/octet-stream\r\n\r\n`,
    );
    more();
  });
  expect(sent.head).toMatch(/^HTTP\/1.1 413 /);
  expect(sent.bytes).toBeLessThan(140 * 1024 * 1024);
});

test("the caller's request id is kept where it is one, and everything has one", async () => {
  const mine = await ask('GET', '/healthz', { headers: { 'x-request-id': 'abc-1' } });
  expect(mine.headers['x-request-id']).toBe('abc-1');
  const odd = await ask('GET', '/healthz', { headers: { 'x-request-id': 'a"b{c}' } });
  expect(odd.headers['x-request-id']).toMatch(/^req_/);
});

test('the page of the description loads nothing from elsewhere', async () => {
  const page = await ask('GET', '/api/docs');
  expect(page.status).toBe(200);
  const links = [...page.bytes.toString().matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1]!);
  expect(links.length).toBeGreaterThan(2);
  expect(links.filter((l) => /^(https?:)?\/\//.test(l))).toEqual([]);
  for (const link of links) expect((await ask('GET', new URL(link, 'http://x/api/docs').pathname)).status).toBe(200);
  expect((await ask('GET', '/api/openapi.json')).json).toMatchObject({ openapi: '3.1.0' });
});

/** RFC 9112: where a proxy and we could see two different ends of a message, there is none. */
test.each([
  ['two lengths', 'content-length: 5\r\ncontent-length: 6\r\n'],
  ['a length beside chunks', 'content-length: 5\r\ntransfer-encoding: chunked\r\n'],
  ['a coding that we do not know', 'transfer-encoding: xchunked\r\n'],
  ['a coding behind a space', 'transfer-encoding : chunked\r\n'],
  ['a length that is none', 'content-length: +5\r\n'],
  ['a line that begins with a space', 'x: y\r\n content-length: 5\r\n\tz\r\n: a\r\n'],
])('a message that ends at two places is refused: %s', async (_, heads) => {
  const net = await import('node:net');
  const answer = await new Promise<string>((resolve, reject) => {
    const socket = net.connect(port(), '127.0.0.1', () =>
      socket.write(
        `POST /api/v1/replays HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${keys.both}\r\ncontent-type: application/json\r\n${heads}\r\n0\r\n\r\nGET /healthz HTTP/1.1\r\nhost: x\r\n\r\n`,
      ),
    );
    let text = '';
    socket
      .on('data', (d) => (text += d.toString()))
      .on('close', () => resolve(text))
      .on('error', reject);
  });
  expect(answer).toMatch(/^HTTP\/1\.1 400 /);
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
});

test.each(['TRACE', 'CONNECT', 'PROPFIND', 'OPTIONS'])('%s is nothing here', async (method) => {
  const answer = await new Promise<{ status: number; allow: string | undefined }>((resolve) => {
    const request = http.request({ host: '127.0.0.1', port: port(), method, path: '/api/v1/documents' }, (r) =>
      resolve({ status: r.statusCode!, allow: r.headers['access-control-allow-origin'] }),
    );
    request
      .on('connect', (r) => resolve({ status: r.statusCode!, allow: undefined }))
      .on('error', () => resolve({ status: 0, allow: undefined }))
      .end();
  });
  expect([0, 400, 401, 404, 405]).toContain(answer.status);
  expect(answer.allow).toBeUndefined();
});
