import fs from 'node:fs';
import path from 'node:path';
import { insertPerson } from '../../src/modules/access/people/people.store';
import { startSession } from '../../src/modules/access/people/sessions.store';
import { EVERYTHING } from '../../src/modules/access/sees';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { inTransaction } from '../../src/database/transaction';
import { share } from '../../src/modules/sharing/share';
import { insertStatement } from '../../src/modules/sharing/statements.store';
import { fixedClock } from '../../src/platform/clock';
import { changedTables, sumsOfTables } from '../support/all-rows';
import { type Answered, useApi } from '../support/api';
import { COMPANY, NOW } from '../support/feed';
import { MAIL } from '../support/papers';
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
  fs.writeFileSync(answered, proposalOf('NORD', ['N1*ST*X*92*HAM', 'PO1*1*30*EA***BP*BRK-2210']));
  await ingest(gateway(), [answered], { receivedAt: NOW, supplier: 'NORD' });
  const mail = path.join(gateway().config.home, 'a.eml');
  fs.writeFileSync(mail, MAIL);
  const [{ documents: mailed }] = (await ingest(gateway(), [mail], { receivedAt: NOW, supplier: 'NORD' })) as unknown as [
    { documents: { id: string }[] },
  ];
  await evaluate(gateway(), 'all', NOW);
  const viewer = await cameIn('Viewer', 'viewer');
  const admin = await cameIn('Root', 'admin');
  known = { key: keys.read, cookie: viewer.token, admin: admin.token, session: admin.session };
  const exception = (await pool.query<{ id: string }>('select id from supply_exception limit 1')).rows[0]!.id;
  const acknowledgement = (await pool.query<{ id: string }>('select id from acknowledgement limit 1')).rows[0]!.id;
  const one = async (sql: string): Promise<string> => (await pool.query<{ id: string }>(sql)).rows[0]!.id;
  const [supplierId, locationId] = [
    await one(`select id from supplier where code = 'NORD'`),
    await one(`select id from location where code = 'HAM'`),
  ];
  const stated = { supplierId, locationId, month: '2026-10', digest: '', now: NOW, author: 'test', lines: [] };
  const taking = { cause: 'asked', slot: 'asked', now: NOW, author: 'test', withheld: false } as const;
  await pool.query(`insert into mapping_version (name, version, supplier, text, author, note, published_at) values ('nord-week', 1, 'NORD', 'name: nord-week', 'test', '', now())`); // prettier-ignore
  ids = {
    reorders:
      await one(`insert into reorder (id, supplier_id, item_id, location_id, state, quantity, version, numbers, drafted_at, recalculated_at)
select gen_random_uuid(), '${supplierId}', i.id, '${locationId}', 'closed', 12, '0', '{"sum": "", "terms": [], "uom": "EA"}', now(), now() from item i limit 1 returning 'reo_' || id id`),
    proposals: await one(`select 'doc_' || id id from document where kind = 'proposal'`),
    replies: await one(`insert into reply (id, receipt_id, supplier_id, outcome, state, address, made_at) select id, id, '${supplierId}', 'partly', 'not_sent', 'x@y.example', received_at from receipt limit 1 returning 'rpl_' || id id`), // prettier-ignore
    claims: await one(`insert into claim (id, exception_id, supplier_id, item_id, location_id, state, lines, evidence, made_at, author)
select gen_random_uuid(), gen_random_uuid(), '${supplierId}', i.id, '${locationId}', 'settled', '[]', '{"message": ""}', now(), 'test' from item i limit 1 returning 'clm_' || id id`),
    snapshots: (await share(gateway(), 'NORD', taking))!.snapshot.id,
    statements: `stm_${await inTransaction(pool, (client) => insertStatement(client, stated))}`,
    acknowledgements: `ack_${acknowledgement}`,
    documents: documents[0]!.id,
    mails: mailed[0]!.id,
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
const ASKED: Readonly<Record<string, string>> = {
  '/api/v1/events': '?seconds=0',
  '/api/v1/mappings/{name}/differences': '?from=1&to=1',
  '/api/v1/exceptions/summary': '?since=2026-11-01T00:00:00Z',
  '/api/v1/due-times': '?cron=0+10+*+*+1&timezone=Europe/Berlin',
  '/api/v1/timeline': '?supplier=NORD&sku=BRK-2210&location=HAM',
};
hostile('sessions and origins', LOOKS.map((at) => ({ name: `GET ${at} changes nothing`, at })), async ({ at }) => {
  const before = await sumsOfTables(gateway().db.pool);
  const headers = { cookie: `__Host-crosscount=${known.admin}`, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  const named = `${at}${ASKED[at] ?? ''}`
    .replace('{supplier}', 'NORD')
    .replace('{measure}', 'rows_accepted')
    .replace('documents/{id}/mail/attachments/{n}', `documents/${ids.mails!}/mail/attachments/0`)
    .replace('{run}', ids.documents!)
    .replace('{name}', 'nord-week');
  const answer = await ask('GET', named.replace(/(\w+)\/\{id\}/, (_, list: string) => `${list}/${ids[list]!}`), { headers, from: from() });
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
