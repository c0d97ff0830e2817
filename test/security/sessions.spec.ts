import fs from 'node:fs';
import path from 'node:path';
import { insertPerson } from '../../src/modules/access/people/people.store';
import { startSession } from '../../src/modules/access/people/sessions.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { fixedClock } from '../../src/platform/clock';
import { changedTables, sumsOfTables } from '../support/all-rows';
import { type Answered, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { proposalOf } from '../support/proposal';
import { hostile } from './hostile';
import { type Known, type WayIn, WAYS_IN } from './sessions';

// What is tried at the sign-in itself, with links and at the provider, stands in test/api, and who may do what in matrix.spec.ts.
const { ask, keys, gateway } = useApi();
let known: Known;
let ids: Readonly<Record<string, string>>;

async function cameIn(name: string, role: 'viewer' | 'admin'): Promise<{ token: string; session: string }> {
  const { pool } = gateway().db;
  const meant = { name, email: null, role, ...EVERYTHING };
  const id = (await insertPerson(pool, meant, 'test', NOW))!;
  const token = await startSession(pool, { ...meant, id }, 'password', { address: '::1', agent: null }, new Date().toISOString());
  return { token, session: (await pool.query<{ id: string }>('select id from person_session where person_id = $1', [id])).rows[0]!.id };
}
beforeAll(async () => {
  const { pool } = gateway().db;
  await importFeed(gateway().db, [COMPANY], { clock: fixedClock(NOW) });
  const file = path.join(gateway().config.home, 'a.csv');
  fs.writeFileSync(file, 'Item,Location,On hand\nBRK-2210,HAM,400\nNONE-1,HAM,5\n');
  const [{ receiptId, documents }] = (await ingest(gateway(), [file], { receivedAt: NOW, supplier: 'NORD' })) as [
    Awaited<ReturnType<typeof ingest>>[0],
  ];
  const answered = path.join(gateway().config.home, 'a.855');
  fs.writeFileSync(answered, proposalOf('NORD'));
  await ingest(gateway(), [answered], { receivedAt: NOW, supplier: 'NORD' });
  await evaluate(gateway(), 'all', NOW);
  const viewer = await cameIn('Viewer', 'viewer');
  const admin = await cameIn('Root', 'admin');
  known = { key: keys.read, cookie: viewer.token, admin: admin.token, session: admin.session };
  const exception = (await pool.query<{ id: string }>('select id from supply_exception limit 1')).rows[0]!.id;
  const acknowledgement = (await pool.query<{ id: string }>('select id from acknowledgement limit 1')).rows[0]!.id;
  ids = {
    acknowledgements: `ack_${acknowledgement}`,
    documents: documents[0]!.id,
    exceptions: `exc_${exception}`,
    uploads: `rcp_${receiptId}`,
  };
});

let address = 0;
const from = (): string => `127.0.8.${1 + address++}`;
const tryIn = ({ method = 'GET', at, headers, body }: WayIn): Promise<Answered> =>
  ask(method, typeof at === 'string' ? at : at(known), {
    ...{ headers: headers?.(known) ?? {}, from: from() },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

hostile('sessions and origins', WAYS_IN, async (way) => {
  const before = await sumsOfTables(gateway().db.pool);
  const answer = await tryIn(way);
  expect(answer.status).toBe(way.status);
  if (way.status === 401) expect(answer.headers['set-cookie']).toBeUndefined();
  expect(changedTables(before, await sumsOfTables(gateway().db.pool))).toEqual([]);
});

/** A page of another site can have a browser send any GET, with the cookie. */
const { paths } = JSON.parse(fs.readFileSync(path.join(__dirname, '../../docs/openapi.json'), 'utf8')) as { paths: Record<string, object> };
const LOOKS = [...Object.keys(paths).filter((at) => 'get' in paths[at]!), '/healthz', '/readyz', '/metrics', '/api/docs', '/api/openapi.json', '/go/x']; // prettier-ignore
hostile('sessions and origins', LOOKS.map((at) => ({ name: `GET ${at} changes nothing`, at })), async ({ at }) => {
  const before = await sumsOfTables(gateway().db.pool);
  const headers = { cookie: `__Host-crosscount=${known.admin}`, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const answer = await ask('GET', at.replace(/(\w+)\/\{id\}/, (_, list: string) => `${list}/${ids[list]!}`), { headers, from: from() });
  expect(at.includes('provider') || at === '/go/x' ? [404] : [200]).toContain(answer.status);
  expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  expect(changedTables(before, await sumsOfTables(gateway().db.pool))).toEqual([]);
}); // prettier-ignore

test('the ways that there are: the key, the session; and a change is seen', async () => {
  const cookie = { cookie: `__Host-crosscount=${known.admin}`, 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' };
  expect((await ask('GET', '/api/v1/items', { key: known.key })).status).toBe(200);
  expect((await ask('GET', '/api/v1/items', { headers: { cookie: `__Host-crosscount=${known.cookie}` } })).status).toBe(200);
  const before = await sumsOfTables(gateway().db.pool);
  expect((await ask('PATCH', '/api/v1/people/Viewer', { headers: cookie, body: '{"role":"planner"}' })).status).toBe(200);
  expect(changedTables(before, await sumsOfTables(gateway().db.pool))).toEqual(['public.audit_entry', 'public.person']);
  const preflight = { origin: 'https://evil.example', 'access-control-request-method': 'DELETE' };
  expect((await ask('OPTIONS', '/api/v1/items', { headers: preflight })).headers['access-control-allow-methods']).toBeUndefined();
});
