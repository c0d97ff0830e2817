import { inviteFirst } from '../../src/modules/access/people/sign-in';
import { hostile } from '../security/hostile';
import { type Answered, type Asked, useApi } from '../support/api';

/** How people come in, stay, and go. */
const { ask, gateway, port } = useApi();
const PASSWORD = 'several words are good';
const JSON_TYPE = { 'content-type': 'application/json' };
const SAME = { 'sec-fetch-site': 'same-origin' };

let address = 0;
const from = (): string => `127.0.5.${1 + (address++ % 250)}`;
const say = (at: string, body: unknown, more: Asked = {}): Promise<Answered> =>
  ask('POST', `/api/v1${at}`, { body: JSON.stringify(body), from: from(), ...more, headers: { ...JSON_TYPE, ...more.headers } });
const cookieIn = (answer: Answered): string => /__Host-crosscount=([^;]*)/.exec(answer.headers['set-cookie']?.join('\n') ?? '')?.[1] ?? '';
const signIn = async (name: string, password = PASSWORD, more: Asked = {}): Promise<Answered> => say('/session', { name, password }, more);
const as = (cookie: string, more: Record<string, string> = {}): Record<string, string> => ({
  cookie: `__Host-crosscount=${cookie}`,
  ...SAME,
  ...more,
});
const me = async (cookie: string): Promise<number> => (await ask('GET', '/api/v1/session', { headers: as(cookie), from: from() })).status;
const now = (): string => new Date().toISOString();
let admin: string;

/** Somebody who has come in once; their cookie. */
async function person(name: string, role = 'planner', more: object = {}): Promise<string> {
  const invited = await say('/people', { name, role, ...more }, { headers: as(admin) });
  expect(invited.status).toBe(201);
  const accepted = await say('/invitation', { token: invited.json.invitation, password: PASSWORD });
  expect(accepted.status).toBe(200);
  return cookieIn(accepted);
}

beforeAll(async () => {
  const { pool } = gateway().db;
  expect((await pool.query('select 1 from person')).rowCount).toBe(0); // nobody comes with the product
  const token = (await inviteFirst(pool, now()))!;
  expect((await say('/invitation', { token, password: PASSWORD })).json.detail).toContain('say the name'); // and is not used up by it
  const answer = await say('/invitation', { token, name: 'Root of all', password: PASSWORD });
  expect([answer.status, answer.json]).toEqual([200, { kind: 'person', name: 'Root of all', rights: expect.arrayContaining(['manage', 'audit']), suppliers: null, locations: null }]); // prettier-ignore
  admin = cookieIn(answer);
  expect(await inviteFirst(pool, now())).toBeNull();
});

describe('an invitation', () => {
  test('is good once', async () => {
    const { json } = await say('/people', { name: 'Once', role: 'viewer' }, { headers: as(admin) });
    const both = await Promise.all([1, 2].map(() => say('/invitation', { token: json.invitation, password: PASSWORD })));
    expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  test('is over after a day, and when another one is made', async () => {
    const first = (await say('/people', { name: 'Late', role: 'viewer' }, { headers: as(admin) })).json.invitation;
    const second = (await say('/people/Late/invitation', {}, { headers: as(admin) })).json.invitation;
    expect((await say('/invitation', { token: first, password: PASSWORD })).status).toBe(409);
    await gateway().db.pool.query(`update invitation set expires_at = now() - interval '1 second' where used_at is null`);
    expect((await say('/invitation', { token: second, password: PASSWORD })).status).toBe(409);
  });

  test('a password that is not taken leaves it good', async () => {
    const { invitation: token } = (await say('/people', { name: 'Picky', role: 'viewer' }, { headers: as(admin) })).json;
    expect((await say('/invitation', { token, password: 'short' })).status).toBe(400);
    expect((await say('/invitation', { token, password: PASSWORD })).status).toBe(200);
  });

  test('the first admin is one, though two come at once with two letters', async () => {
    const { pool } = gateway().db;
    await pool.query(`update person set disabled_at = now() where role = 'admin'`);
    const tokens = [(await inviteFirst(pool, now()))!, (await inviteFirst(pool, now()))!];
    const both = await Promise.all(tokens.map((token, i) => say('/invitation', { token, name: `First ${i}`, password: PASSWORD })));
    await pool.query(`delete from person where name like 'First %'`);
    await pool.query(`update person set disabled_at = null`);
    expect(both.map((a) => a.status).sort()).toEqual([200, 409]);
  });

  test('nothing of it, and of no password, is kept that could be used', async () => {
    const { json } = await say('/people', { name: 'Kept', role: 'viewer' }, { headers: as(admin) });
    const cookie = cookieIn(await say('/invitation', { token: json.invitation, password: PASSWORD }));
    const { pool } = gateway().db;
    const tables = (await pool.query<{ t: string }>(`select quote_ident(tablename) t from pg_tables where schemaname = 'public'`)).rows;
    for (const { t } of tables) {
      const { rows } = await pool.query(`select * from ${t}`);
      const text = JSON.stringify(rows);
      for (const secret of [json.invitation, cookie, PASSWORD]) expect([t, text.includes(secret)]).toEqual([t, false]);
    }
    const audit = await pool.query(`select entry::text from audit_entry`);
    expect(JSON.stringify(audit.rows)).not.toMatch(/argon2/);
  });
});

describe('signing in', () => {
  test('the cookie: of this host alone, for no script, and a new one each time', async () => {
    await person('Anna');
    const [one, two] = [
      await signIn('Anna', PASSWORD, { headers: { cookie: '__Host-crosscount=chosen-by-somebody-else' } }),
      await signIn('anna'),
    ];
    expect(one.headers['set-cookie']).toEqual([
      expect.stringMatching(/^__Host-crosscount=ccs_[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
    ]);
    expect(cookieIn(one)).not.toBe(cookieIn(two));
    expect(one.json).toEqual({ kind: 'person', name: 'Anna', rights: ['read', 'work', 'send'], suppliers: null, locations: null });
    expect(one.headers['cache-control']).toBe('no-store');
    expect([await me(cookieIn(one)), await me(cookieIn(two)), await me('chosen-by-somebody-else')]).toEqual([200, 200, 401]);
  });

  const wrong = [
    { name: 'a wrong password', as: 'Anna', password: 'several words are bad' },
    { name: 'nobody', as: 'Nobody at all', password: PASSWORD },
    { name: 'somebody who has no password yet', as: 'Waiting', password: PASSWORD },
    { name: 'somebody who may not come in any longer', as: 'Gone', password: PASSWORD },
    { name: 'a name that is a pattern', as: 'Ann_', password: PASSWORD },
    { name: 'a name that is SQL', as: "Anna' or '1'='1", password: PASSWORD },
  ];
  /** All of them are told the same. */
  hostile('sessions and origins', wrong, async ({ as: name, password }) => {
    if (name === 'Waiting') await say('/people', { name, role: 'viewer' }, { headers: as(admin) });
    if (name === 'Gone') {
      await person(name);
      await ask('PATCH', `/api/v1/people/${name}`, { body: '{"disabled":true}', headers: as(admin, JSON_TYPE) });
    }
    const answer = await signIn(name, password);
    expect([answer.status, answer.json.detail, answer.headers['set-cookie']]).toEqual([
      401,
      'name, password or code is not right',
      undefined,
    ]);
  });

  hostile('floods', [{ name: 'after ten failures a name has to wait, from there; from elsewhere it does not' }], async () => {
    await person('Tried');
    const there = { from: '127.0.6.1' };
    const tries = [];
    for (let i = 0; i < 11; i++) tries.push((await signIn('Tried', 'not that one, no', there)).status);
    expect(tries).toEqual([...Array<number>(10).fill(401), 429]);
    const waits = await signIn('Tried', PASSWORD, there);
    expect([waits.status, Number(waits.headers['retry-after']) > 800, Number(waits.headers['retry-after']) <= 900]).toEqual([
      429,
      true,
      true,
    ]);
    expect((await signIn('Tried', PASSWORD, { from: '127.0.6.2' })).status).toBe(200);
    await gateway().db.pool.query(`update sign_in_failure set at = at - interval '16 minutes'`);
    expect((await signIn('Tried', PASSWORD, there)).status).toBe(200);
  });

  hostile('floods', [{ name: 'fifty names from one address are one who tries' }], async () => {
    const there = { from: '127.0.6.3' };
    await gateway().db.pool.query(
      `insert into sign_in_failure (name, address, at) select 'x' || n, '127.0.6.3', now() from generate_series(1, 50) n`,
    );
    expect((await signIn('Anna', PASSWORD, there)).status).toBe(429);
  });

  hostile('floods', [{ name: 'two hundred tries from everywhere shut a name for the window, and no longer' }], async () => {
    await person('Wanted');
    await gateway().db.pool.query(
      `insert into sign_in_failure (name, address, at) select 'wanted', 'a' || n, now() from generate_series(1, 200) n`,
    );
    expect((await signIn('Wanted')).status).toBe(429);
    await gateway().db.pool.query(`update sign_in_failure set at = at - interval '16 minutes'`);
    expect((await signIn('Wanted')).status).toBe(200);
  });
});

describe('a session ends', () => {
  const session = (set: string): Promise<unknown> =>
    gateway().db.pool.query(`update person_session set ${set} where person_id = (select id from person where name = 'Bert')`);
  let cookie: string;
  beforeEach(async () => {
    cookie = (await gateway().db.pool.query(`select 1 from person where name = 'Bert'`)).rowCount
      ? cookieIn(await signIn('Bert'))
      : await person('Bert');
    expect(await me(cookie)).toBe(200);
  });
  const leave = (method: string, at: string): Promise<Answered> => ask(method, `/api/v1${at}`, { headers: as(cookie), from: from() });

  test.each([
    ['half an hour without a request', `seen_at = now() - interval '30 minutes 1 second'`],
    ['twelve hours after it began', `started_at = now() - interval '12 hours 1 second'`],
  ])('%s', async (_, set) => {
    await session(set);
    const answer = await ask('GET', '/api/v1/session', { headers: as(cookie), from: from() });
    expect([answer.status, answer.json.type]).toEqual([401, 'urn:crosscount:problem:session-over']);
  });
  test('and lives a second before', async () => {
    await session(`seen_at = now() - interval '29 minutes 58 seconds', started_at = now() - interval '11 hours 59 minutes'`);
    expect(await me(cookie)).toBe(200);
  });
  test('by signing out, there alone', async () => {
    const other = cookieIn(await signIn('Bert'));
    const left = await leave('DELETE', '/session');
    expect([left.status, left.headers['set-cookie']?.[0]]).toEqual([204, expect.stringMatching(/^__Host-crosscount=; .*Max-Age=0$/)]);
    expect([await me(cookie), await me(other)]).toEqual([401, 200]);
  });
  test('at one place, from another', async () => {
    const other = cookieIn(await signIn('Bert'));
    const { json } = await ask('GET', '/api/v1/sessions', { headers: as(other), from: from() });
    const mine = json.data.filter((s: { this: boolean }) => !s.this);
    for (const { id } of mine)
      expect((await ask('DELETE', `/api/v1/sessions/${id}`, { headers: as(other), from: from() })).status).toBe(204);
    expect([await me(cookie), await me(other)]).toEqual([401, 200]);
    const foreign = await ask('GET', '/api/v1/sessions', { headers: as(admin), from: from() });
    expect((await ask('DELETE', `/api/v1/sessions/${foreign.json.data[0].id}`, { headers: as(other), from: from() })).status).toBe(404);
  });
  test('everywhere', async () => {
    const other = cookieIn(await signIn('Bert'));
    expect((await leave('DELETE', '/sessions')).status).toBe(204);
    expect([await me(cookie), await me(other)]).toEqual([401, 401]);
  });
  test('when an admin says so, or the person may not come in any longer', async () => {
    expect((await ask('DELETE', '/api/v1/people/Bert/sessions', { headers: as(admin), from: from() })).json.ended).toBeGreaterThan(0);
    expect(await me(cookie)).toBe(401);
    cookie = cookieIn(await signIn('Bert'));
    const disable = (disabled: boolean): Promise<Answered> =>
      ask('PATCH', '/api/v1/people/Bert', { body: JSON.stringify({ disabled }), headers: as(admin, JSON_TYPE), from: from() });
    expect((await disable(true)).json.disabled_at).not.toBeNull();
    expect(await me(cookie)).toBe(401);
    expect((await disable(false)).json.disabled_at).toBeNull();
    expect(await me(cookie)).toBe(401);
  });
  test('when the password is changed, which asks for the old one', async () => {
    const change = (old: string, password: string): Promise<Answered> => say('/password', { old, password }, { headers: as(cookie) });
    expect((await change('not the old one', 'another that is long')).status).toBe(409);
    expect((await change(PASSWORD, 'short')).status).toBe(400);
    expect(await me(cookie)).toBe(200);
    expect((await change(PASSWORD, 'another that is long')).status).toBe(204);
    expect([await me(cookie), (await signIn('Bert')).status, (await signIn('Bert', 'another that is long')).status]).toEqual([
      401, 401, 200,
    ]);
    await gateway().db.pool.query(`delete from person where name = 'Bert'`);
  });
});

describe('what a person may do', () => {
  test('changes at their next request', async () => {
    const cookie = await person('Carla', 'viewer');
    const tries = (): Promise<Answered> => say('/replays', { problem: 'none' }, { headers: as(cookie) });
    expect((await tries()).status).toBe(403);
    await ask('PATCH', '/api/v1/people/carla', { body: '{"role":"planner"}', headers: as(admin, JSON_TYPE), from: from() });
    expect((await tries()).status).toBe(200);
  });

  test('the last admin who can come in stays one', async () => {
    for (const to of ['{"role":"viewer"}', '{"disabled":true}']) {
      const answer = await ask('PATCH', '/api/v1/people/Root%20of%20all', { body: to, headers: as(admin, JSON_TYPE), from: from() });
      expect([answer.status, answer.json.detail]).toEqual([409, 'Root of all is the last admin who can come in']);
    }
    expect(await me(admin)).toBe(200);
  });

  test.each([
    ['a supplier reader of all suppliers', { name: 'Reader', role: 'supplier' }, 400],
    ['of a supplier that there is not', { name: 'Reader', role: 'supplier', suppliers: ['NOPE'] }, 400],
    ['at a place that there is not', { name: 'Reader', role: 'viewer', locations: ['NOPE'] }, 400],
    ['of no supplier at all', { name: 'Reader', role: 'viewer', suppliers: [] }, 400],
    ['of a role that there is not', { name: 'Reader', role: 'owner' }, 400],
    ['with a field that is set here alone', { name: 'Reader', role: 'viewer', sealed: 'x' }, 400],
    ['who is called <script>', { name: '<script>', role: 'viewer' }, 400],
    ['who exists', { name: 'ROOT OF ALL', role: 'viewer' }, 400],
  ])('nobody is made: %s', async (_, body, status) => {
    expect((await say('/people', body, { headers: as(admin) })).status).toBe(status);
  });

  test('is written down with their name, and `by` is for programs', async () => {
    const cookie = await person('Dora');
    const other = await say(`/parked/q_000000000000/decision`, { sku: 'X', by: 'Anna' }, { headers: as(cookie) });
    expect(other.status).toBe(404); // there is no such question; who it was is asked after that
    const { rows } = await gateway().db.pool.query(
      `select entry->>'by' "by" from audit_entry where entry->>'what' = 'person_session insert' and entry->'after'->>'author' = 'Dora'`,
    );
    expect(rows).toEqual([{ by: 'Dora' }]);
  });

  test('nobody gives what they do not have', async () => {
    const manage = await say('/keys', { name: 'hr', scopes: ['manage'] }, { headers: as(admin) });
    const key = { key: manage.json.key };
    expect((await say('/keys', { name: 'more', scopes: ['read'] }, key)).status).toBe(403);
    expect((await say('/people', { name: 'More', role: 'admin' }, key)).status).toBe(403);
    expect((await say('/keys', { name: 'same', scopes: ['manage'] }, key)).status).toBe(201);
    expect((await ask('DELETE', '/api/v1/keys/same', { ...key, from: from() })).status).toBe(204);
  });
});

/** A browser sends the cookie whoever made it ask. */
describe('a change from another site is refused', () => {
  const host = (): string => `127.0.0.1:${port()}`;
  const ours: readonly (readonly [string, () => Record<string, string>])[] = [
    ['the page itself', () => ({ origin: `http://${host()}`, 'sec-fetch-site': 'same-origin' })],
    ['the page itself, behind a proxy that ends TLS', () => ({ origin: `https://${host()}`, 'sec-fetch-site': 'same-origin' })],
    ['the page itself, of an old browser', () => ({ origin: `http://${host()}` })],
    ['a browser without Origin on the same site', () => ({ 'sec-fetch-site': 'same-origin' })],
  ];
  const others: readonly { readonly name: string; readonly headers: () => Record<string, string> }[] = [
    { name: 'nothing that says where from', headers: () => ({}) },
    { name: 'another site', headers: () => ({ origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }) },
    { name: 'another site of an old browser', headers: () => ({ origin: 'https://evil.example' }) },
    { name: 'another port', headers: () => ({ origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' }) },
    { name: 'a neighbour of the same domain', headers: () => ({ origin: `http://${host()}`, 'sec-fetch-site': 'same-site' }) },
    { name: 'a sandboxed frame', headers: () => ({ origin: 'null', 'sec-fetch-site': 'cross-site' }) },
    { name: 'a sandboxed frame of an old browser', headers: () => ({ origin: 'null' }) },
    { name: 'a name that begins like ours', headers: () => ({ origin: `http://${host()}.evil.example` }) },
    { name: 'a user that looks like ours', headers: () => ({ origin: `http://${host()}@evil.example` }) },
    { name: 'a link that was typed', headers: () => ({ 'sec-fetch-site': 'none' }) },
    { name: 'no URL at all', headers: () => ({ origin: 'x' }) },
    {
      name: 'a forwarded host that nobody vouches for',
      headers: () => ({ origin: 'https://evil.example', 'x-forwarded-host': 'evil.example' }),
    },
  ];
  let cookie: string;
  beforeAll(async () => void (cookie = await person('Eva')));
  const change = (headers: Record<string, string>): Promise<Answered> =>
    ask('POST', '/api/v1/replays', { body: '{"problem":"none"}', headers, from: from() });
  const withCookie = (): Record<string, string> => ({ cookie: `__Host-crosscount=${cookie}`, ...JSON_TYPE });
  hostile('sessions and origins', others, async ({ headers }) =>
    expect((await change({ ...withCookie(), ...headers() })).status).toBe(403),
  );
  test.each(ours)('%s is no other', async (_, headers) => expect((await change({ ...withCookie(), ...headers() })).status).toBe(200));

  const forms = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''];
  hostile(
    'sessions and origins',
    forms.map((type) => ({ name: `what a form can send is no JSON: ${type}`, type })),
    async ({ type }) => expect((await change(as(cookie, type ? { 'content-type': type } : {}))).status).toBe(415),
  );
  test.each(['GET', 'HEAD'])('%s looks, and needs no origin', async (method) => {
    expect((await ask(method, '/api/v1/session', { headers: { cookie: `__Host-crosscount=${cookie}` }, from: from() })).status).toBe(200);
  });
  const nowhere = [
    { name: 'the name of the cookie without its prefix', as: 'crosscount' },
    { name: 'the name of the cookie in other letters', as: '__host-crosscount' },
    { name: 'a session as a key', as: '' },
  ];
  hostile('sessions and origins', nowhere, async ({ as: name }) => {
    const headers: Record<string, string> = name === '' ? { authorization: `Bearer ${cookie}` } : { cookie: `${name}=${cookie}` };
    expect((await ask('GET', '/api/v1/session', { headers, from: from() })).status).toBe(401);
  });
});

test('every answer says that it is no page to be framed, sniffed, or run', async () => {
  for (const at of ['/healthz', '/api/v1/session', '/api/v1/nothing', '/api/openapi.json', '/go/nothing', '/']) {
    const { headers } = await ask('GET', at, { from: from() });
    expect([at, headers]).toEqual([at, expect.objectContaining({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    })]); // prettier-ignore
  }
});
