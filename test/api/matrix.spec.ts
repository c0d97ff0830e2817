import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inTransaction } from '../../src/database/transaction';
import { insertKey, newKey } from '../../src/modules/access/keys.store';
import { insertPerson } from '../../src/modules/access/people/people.store';
import { startSession } from '../../src/modules/access/people/sessions.store';
import { type Right, RIGHTS_OF, type Role, ROLES, rightsOf, type Scope } from '../../src/modules/access/rights';
import { EVERYTHING, type Sees } from '../../src/modules/access/sees';
import { importFeed } from '../../src/modules/feed/import-feed';
import { evaluate } from '../../src/modules/pipeline/evaluate';
import { ingest } from '../../src/modules/pipeline/ingest';
import { insertLink } from '../../src/modules/sharing/links.store';
import { insertStatement } from '../../src/modules/sharing/statements.store';
import { share } from '../../src/modules/sharing/share';
import { fixedClock } from '../../src/platform/clock';
import { type Answered, useApi } from '../support/api';
import { ASKED, type Side } from '../support/asked-of-routes';
import { NOW } from '../support/feed';
import { proposalOf } from '../support/proposal';

/**
 * Every route of the description, asked by every role, by keys, and by nobody; about what is their own and what is another's.
 * A route that is added without a line in ASKED fails.
 */
const { ask, gateway } = useApi();
const described = JSON.parse(fs.readFileSync(path.join(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, Record<string, { operationId: string; 'x-right': Right | 'anybody' | 'nobody' | undefined }>>;
};
const OPERATIONS = Object.entries(described.paths).flatMap(([at, by]) =>
  Object.entries(by).map(([method, { operationId, 'x-right': right }]) => ({ at, method: method.toUpperCase(), operationId, right })),
);
const GUARDED = OPERATIONS.filter((o) => o.at.startsWith('/api/v1/'));

const side = (n: string): Side => {
  const rest = {
    document: '',
    exception: '',
    question: '',
    drift: '',
    receipt: '',
    acknowledgement: '',
    reorder: '',
    reply: '',
    snapshot: '',
    link: '',
    statement: '',
    proposal: '',
    claim: '',
    request: '',
    person: '',
    key: '',
  };
  return { supplier: `SUP${n}`, location: `LOC${n}`, sku: `SKU-${n}`, ...rest };
};
const own = side('OWN');
const foreign = side('FOREIGN');
/** What may not be in anything that is answered to who sees their own. Who sees some places knows all suppliers. */
const OTHER_SUPPLIER = /FOREIGN/i;
const OTHER_PLACE = /LOCFOREIGN/i;

interface Asker {
  readonly called: string;
  readonly rights: readonly Right[];
  readonly sees: Sees;
  readonly kind: 'person' | 'key';
  come: () => Promise<Record<string, string>>; // headers
}
const OWN_ONLY: Sees = { suppliers: [own.supplier], locations: null };
const HERE_ONLY: Sees = { suppliers: null, locations: [own.location] };
const person = (role: Role, sees: Sees, called: string): Asker => ({
  ...{ called, rights: RIGHTS_OF[role], sees, kind: 'person' },
  come: async () => {
    const { pool } = gateway().db;
    const name = `${called} ${Math.random().toString(36).slice(2)}`;
    const meant = { name, email: null, role, ...sees };
    const id = (await insertPerson(pool, meant, 'test', NOW))!;
    const token = await startSession(pool, { ...meant, id }, 'password', { address: '::1', agent: null }, new Date().toISOString());
    return { cookie: `other=1; __Host-crosscount=${token}`, 'sec-fetch-site': 'same-origin' };
  },
});
const keyed = (scopes: readonly Scope[], sees: Sees, called: string): Asker => ({
  ...{ called, rights: rightsOf(scopes), sees, kind: 'key' },
  come: async () => {
    const key = newKey();
    await insertKey(gateway().db.pool, key, { name: `k${Math.random().toString(36).slice(2)}`, scopes, now: NOW, sees });
    return { authorization: `Bearer ${key}` };
  },
});
/** Came in once; anew only where they go again. */
const once = new Map<Asker, Promise<Record<string, string>>>();
function cameIn(asker: Asker, operation: string): Promise<Record<string, string>> {
  if (/^signOut/.test(operation)) return asker.come();
  const came = once.get(asker) ?? asker.come();
  once.set(asker, came);
  return came;
}
const ASKERS: readonly Asker[] = [
  ...ROLES.filter((r) => r !== 'supplier').map((role) => person(role, EVERYTHING, role)),
  ...ROLES.map((role) => person(role, OWN_ONLY, `${role} of a supplier`)),
  person('admin', HERE_ONLY, 'admin of a place'),
  person('viewer', { ...OWN_ONLY, ...{ locations: [own.location] } }, 'viewer of a supplier at a place'),
  keyed(['read'], EVERYTHING, 'key read'),
  keyed(['write'], EVERYTHING, 'key write'),
  keyed(['read', 'write', 'audit', 'manage', 'approve'], OWN_ONLY, 'key of a supplier'),
  keyed(['read', 'write'], HERE_ONLY, 'key of a place'),
];

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'matrix-'));
afterAll(() => fs.rmSync(folder, { recursive: true }));
const csv = (name: string, ...lines: string[]): string => {
  fs.writeFileSync(path.join(folder, name), `${lines.join('\n')}\n`);
  return path.join(folder, name);
};

beforeAll(async () => {
  const g = gateway();
  const both = [own, foreign];
  await importFeed(
    g.db,
    [
      csv('suppliers.csv', 'supplier,name,edi_id', ...both.map((s) => `${s.supplier},Name of ${s.supplier},ZZ:${s.supplier}`)),
      csv('locations.csv', 'location,name,timezone', ...both.map((s) => `${s.location},Name of ${s.location},UTC`)),
      csv('items.csv', 'sku,description,uom', ...both.map((s) => `${s.sku},Thing of ${s.sku},EA`)),
      csv('programs.csv', 'supplier,sku,location,managed_by,owned_by,min,max,approval', ...both.map((s) => `${s.supplier},${s.sku},${s.location},supplier,buyer,60,100,required`)), // prettier-ignore
      csv('counts.csv', 'sku,location,counted_at,quantity,uom', ...both.map((s) => `${s.sku},${s.location},2026-11-16T06:00:00Z,50,EA`)),
      csv('feeds.csv', 'location,complete_through', ...both.map((s) => `${s.location},2026-11-17T12:00:00Z`)),
    ],
    { clock: fixedClock(NOW) },
  );
  const layouts = path.join(g.config.home, 'config/suppliers');
  fs.mkdirSync(layouts, { recursive: true });
  for (const s of both) {
    const columns = '{ buyer: Art, location: Ort, on_hand: Menge }';
    fs.writeFileSync(path.join(layouts, `${s.sku.toLowerCase()}.yaml`), `name: ${s.sku.toLowerCase()}\nsupplier: ${s.supplier}\nfile: ${s.sku}-l*\ncolumns: ${columns}\n`); // prettier-ignore
    const send = (file: string): Promise<unknown> => ingest(g, [file], { receivedAt: NOW, supplier: s.supplier });
    await send(csv(`${s.sku}-stock.csv`, 'Item,Location,On hand', `${s.sku},${s.location},90`, `${s.sku}X1,${s.location},5`));
    await send(csv(`${s.sku}.855`, proposalOf(s.supplier, [`N1*ST*X*92*${s.location}`, `PO1*1*30*EA***BP*${s.sku}`])));
    await send(csv(`${s.sku}-layout.csv`, 'Art,Ort,Lagermenge', `${s.sku},${s.location},91`));
  }
  await evaluate(g, 'all', NOW);
  const { pool } = g.db;
  const one = async (sql: string, s: Side): Promise<string> => (await pool.query<{ id: string }>(sql, [s.supplier])).rows[0]!.id;
  for (const s of both) {
    s.document = await one(
      `select 'doc_' || d.id id from document d join supplier s on s.id = d.supplier_id where s.code = $1 and d.lines > 0 and d.kind = 'stock_report'`,
      s,
    );
    s.receipt = await one(`select 'rcp_' || d.receipt_id id from document d join supplier s on s.id = d.supplier_id where s.code = $1 and d.lines > 0 and d.kind = 'stock_report'`, s); // prettier-ignore
    s.acknowledgement = await one(`select 'ack_' || a.id id from acknowledgement a join supplier s on s.id = a.supplier_id where s.code = $1`, s); // prettier-ignore
    s.reorder = await one(`select 'reo_' || r.id id from reorder r join supplier s on s.id = r.supplier_id where s.code = $1`, s);
    s.reply = await one(`insert into reply (id, receipt_id, supplier_id, outcome, state, address, made_at) select r.id, r.id, s.id, 'partly', 'not_sent', 'x@' || s.code, r.received_at from supplier s, receipt r where s.code = $1 and r.id = '${s.receipt.slice(4)}' returning 'rpl_' || id id`, s); // prettier-ignore
    s.proposal = await one(`select 'doc_' || d.id id from document d join supplier s on s.id = d.supplier_id where s.code = $1 and d.kind = 'proposal'`, s); // prettier-ignore
    s.exception = await one(`select 'exc_' || id id from supply_exception where supplier = $1 and sku is not null`, s);
    const taking = { cause: 'asked', slot: 'asked', now: NOW, author: 'test', withheld: false } as const;
    s.snapshot = (await share(g, s.supplier, taking))!.snapshot.id;
    const supplierId = await one('select id from supplier where code = $1', s);
    s.link = (await insertLink(pool, { supplierId, madeFor: '', now: NOW, until: '2099-01-01T00:00:00Z', author: 'test' })).id;
    const locationId = (await pool.query<{ id: string }>('select id from location where code = $1', [s.location])).rows[0]!.id;
    s.statement = `stm_${await inTransaction(pool, (client) => insertStatement(client, { supplierId, locationId, month: '2026-10', digest: '', now: NOW, author: 'test', lines: [] }))}`; // prettier-ignore
    s.claim = await one(
      `insert into claim (id, exception_id, supplier_id, item_id, location_id, state, lines, evidence, made_at, author)
select gen_random_uuid(), gen_random_uuid(), s.id, i.id, l.id, 'settled', '[]', '{"message": ""}', now(), 'test' from supplier s, item i, location l
where s.code = $1 and i.sku = replace(s.code, 'SUP', 'SKU-') and l.code = replace(s.code, 'SUP', 'LOC') returning 'clm_' || id id`,
      s,
    );
    s.request = await one(
      `insert into feed_request (id, kind, exception_id, item_id, location_id, evidence, state, leaves, made_at, author)
select gen_random_uuid(), 'count', gen_random_uuid(), i.id, l.id, json_build_object('supplier', s.code), 'answered', false, now(), 'test' from supplier s, item i, location l
where s.code = $1 and i.sku = replace(s.code, 'SUP', 'SKU-') and l.code = replace(s.code, 'SUP', 'LOC') returning 'req_' || id id`,
      s,
    );
    s.person = `Person ${s.supplier}`;
    s.key = `key-${s.supplier}`;
    await insertPerson(pool, { name: s.person, email: null, role: 'viewer', suppliers: null, locations: null }, 'test', NOW);
    await insertKey(pool, newKey(), { name: s.key, scopes: ['read'], now: NOW });
  }
  const all = (await person('admin', EVERYTHING, 'first').come()) satisfies Record<string, string>;
  for (const s of both) {
    s.question = (await ask('GET', `/api/v1/parked?supplier=${s.supplier}`, { headers: all })).json.data[0].id;
    s.drift = (await ask('GET', `/api/v1/drifts?supplier=${s.supplier}`, { headers: all })).json.data[0].id;
  }
});

const request = (o: (typeof GUARDED)[number], s: Side, headers: Record<string, string>, from: string): Promise<Answered> => {
  const { at, body, headers: more } = ASKED[o.operationId]!;
  const sent = body?.(s);
  return ask(o.method, `/api/v1${at?.(s) ?? o.at.slice('/api/v1'.length)}`, {
    headers: { 'content-type': 'application/json', ...headers, ...more },
    from,
    ...(sent === undefined ? {} : { body: typeof sent === 'string' ? sent : JSON.stringify(sent) }),
  });
};

/** What must come, by the rules alone. */
function expected(o: (typeof GUARDED)[number], asker: Asker | null, s: Side): number {
  const a = ASKED[o.operationId]!;
  if (o.right === 'nobody') return a.may;
  if (!asker) return 401;
  if (o.right !== 'anybody' && !asker.rights.includes(o.right!)) return 403;
  if (asker.kind === 'key' && a.key !== undefined) return a.key;
  const { suppliers, locations } = asker.sees;
  if (a.limited !== undefined && (suppliers ?? locations) !== null) return a.limited;
  if (a.places !== undefined && locations !== null) return a.places;
  const sees = (suppliers?.includes(s.supplier) ?? true) && (a.anyPlace === true || (locations?.includes(s.location) ?? true));
  return sees ? a.may : (a.foreign ?? a.may);
}

test('every route says what it needs, and is asked here', () => {
  expect(GUARDED.filter((o) => o.right === undefined).map((o) => o.operationId)).toEqual([]);
  expect(GUARDED.map((o) => o.operationId).sort()).toEqual(Object.keys(ASKED).sort());
});

let address = 0;
const from = (): string => `127.0.${3 + Math.floor(address / 250)}.${1 + (address++ % 250)}`;

describe.each(GUARDED.map((o) => [o.operationId, o] as const))('%s', (_, o) => {
  test('nobody', async () => {
    for (const s of [own, foreign]) expect((await request(o, s, {}, from())).status).toBe(expected(o, null, s));
  });
  test.each(ASKERS.map((a) => [a.called, a] as const))('%s', async (_called, asker) => {
    for (const [name, s] of [
      ['own', own],
      ['foreign', foreign],
    ] as const) {
      // prettier-ignore
      const answer = await request(o, s, await cameIn(asker, o.operationId), from());
      expect([name, answer.status, answer.status === expected(o, asker, s) ? '' : answer.json?.detail]).toEqual([
        name,
        expected(o, asker, s),
        '',
      ]);
      if (o.right === 'nobody' || (asker.sees.suppliers ?? asker.sees.locations) === null) continue;
      // What was asked is told back in `instance` and `detail`; what was not asked about is never told.
      const told = answer.json?.type === undefined ? answer.bytes.toString() : '';
      if (o.operationId !== 'actOnExceptions') expect(told).not.toMatch(asker.sees.suppliers === null ? OTHER_PLACE : OTHER_SUPPLIER);
    }
  });
});

test('of many exceptions, what somebody does not see is not there', async () => {
  for (const asker of ASKERS.filter((a) => a.rights.includes('work') && (a.sees.suppliers ?? a.sees.locations) !== null)) {
    const answer = await ask('POST', '/api/v1/exceptions/actions', {
      headers: { 'content-type': 'application/json', ...(await asker.come()) },
      body: JSON.stringify({ ids: [own.exception, foreign.exception], do: 'comment', reason: 'x' }),
    });
    expect(answer.json.outcomes.map((r: { done: boolean; code?: string }) => r.code ?? r.done)).toEqual([true, 'exception.unknown']);
  }
});

test('the matrix, in numbers', () => {
  const cells = GUARDED.length * (ASKERS.length + 1) * 2;
  expect(cells).toBeGreaterThan(1000);
});
