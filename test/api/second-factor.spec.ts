import { inviteFirst } from '../../src/modules/access/people/sign-in';
import { codeAt, stepOf } from '../../src/modules/access/people/totp';
import { type Answered, useApi } from '../support/api';

/** Six digits beside the password, where a person or the house wants them. */
const { ask, gateway } = useApi({ key: true, settings: () => 'sign_in: { second_factor: required }\n' });
const PASSWORD = 'several words are good';
const now = (): string => new Date().toISOString();
let address = 0;
const from = (): string => `127.0.8.${1 + address++}`;
const say = (method: string, at: string, body?: unknown, cookie?: string): Promise<Answered> =>
  ask(method, `/api/v1${at}`, {
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    from: from(),
    headers: {
      'content-type': 'application/json',
      ...(body === undefined ? {} : { 'content-length': String(Buffer.byteLength(JSON.stringify(body))) }),
      ...(cookie ? { cookie: `__Host-crosscount=${cookie}`, 'sec-fetch-site': 'same-origin' } : {}),
    },
  });
const cookieIn = (answer: Answered): string => /__Host-crosscount=([^;]*)/.exec(answer.headers['set-cookie']?.join('\n') ?? '')?.[1] ?? '';
const signIn = (code?: string): Promise<Answered> =>
  say('POST', '/session', { name: 'Anna', password: PASSWORD, ...(code ? { code } : {}) });
const bytesOf = (base32: string): Buffer => {
  const bits = [...base32].map((c) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(c).toString(2).padStart(5, '0')).join('');
  return Buffer.from(bits.match(/.{8}/g)!.map((b) => parseInt(b, 2)));
};
let cookie: string;
let secret: Buffer;
/** Codes are good once: each next one is that of a half minute that nobody used yet. */
let step: number;
const another = async (): Promise<string> => {
  await gateway().db.pool.query('update second_factor set used_step = $1', [stepOf(now()) - 2]);
  step = stepOf(now());
  return codeAt(secret, step);
};

beforeAll(async () => {
  const token = (await inviteFirst(gateway().db.pool, now()))!;
  cookie = cookieIn(await say('POST', '/invitation', { token, name: 'Anna', password: PASSWORD }));
});

test('where the house wants one, who has none may get one, and nothing else', async () => {
  expect((await say('GET', '/session', undefined, cookie)).json).toMatchObject({ name: 'Anna', rights: [] });
  for (const at of ['/documents', '/people', '/audit']) expect((await say('GET', at, undefined, cookie)).status).toBe(403);
  expect((await say('GET', '/second-factor', undefined, cookie)).json).toEqual({ in_force: false });
});

test('it asks for the password, shows the secret once, and is in force with a first code', async () => {
  expect((await say('POST', '/second-factor', { password: 'not the one it is' }, cookie)).status).toBe(409);
  const begun = await say('POST', '/second-factor', { password: PASSWORD }, cookie);
  expect(begun.json).toEqual({
    secret: expect.stringMatching(/^[A-Z2-7]{32}$/),
    uri: expect.stringMatching(/^otpauth:\/\/totp\/Crosscount:Anna\?secret=/),
  });
  secret = bytesOf(begun.json.secret);
  expect((await say('GET', '/second-factor', undefined, cookie)).json).toEqual({ in_force: false });
  const wrong = codeAt(secret, stepOf(now()) + 100);
  expect((await say('POST', '/second-factor/code', { code: wrong }, cookie)).status).toBe(409);
  expect((await say('POST', '/second-factor/code', { code: codeAt(secret, stepOf(now())) }, cookie)).status).toBe(204);
  expect((await say('GET', '/second-factor', undefined, cookie)).json).toEqual({ in_force: true });
  expect((await say('GET', '/people', undefined, cookie)).json.data).toEqual([
    expect.objectContaining({ name: 'Anna', second_factor: true }),
  ]);
  expect((await say('POST', '/second-factor', { password: PASSWORD }, cookie)).status).toBe(409);
});

test('a sign-in needs a code, which is good once', async () => {
  const without = await signIn();
  expect([without.status, without.json.type]).toEqual([401, 'urn:crosscount:problem:code-needed']);
  const code = await another();
  expect((await signIn(code)).status).toBe(200);
  const again = await signIn(code);
  expect([again.status, again.json.type, cookieIn(again)]).toEqual([401, 'urn:crosscount:problem:sign-in-failed', '']);
});

test('of many sign-ins with one code, one comes in', async () => {
  const code = await another();
  const all = await Promise.all(Array.from({ length: 6 }, () => signIn(code)));
  expect(all.map((a) => a.status).sort()).toEqual([200, 401, 401, 401, 401, 401]);
});

test.each([['of another secret', () => '000000'], ['of an hour ago', () => codeAt(secret, stepOf(now()) - 120)], ['of the next half minute', () => codeAt(secret, stepOf(now()) + 1)]])(
  'no code: %s', async (_, code) => {
    await another();
    expect((await signIn(code())).status).toBe(401);
  },
); // prettier-ignore

test('codes cannot be tried out', async () => {
  const there = '127.0.9.1';
  const tries = [];
  for (let i = 0; i < 11; i++)
    tries.push((await ask('POST', '/api/v1/session', { body: JSON.stringify({ name: 'Anna', password: PASSWORD, code: String(100000 + i) }), headers: { 'content-type': 'application/json' }, from: there })).status); // prettier-ignore
  expect(tries).toEqual([...Array<number>(10).fill(401), 429]);
  const headers = { 'content-type': 'application/json', cookie: `__Host-crosscount=${cookie}`, 'sec-fetch-site': 'same-origin' };
  for (const [at, body] of [
    ['second-factor/code', { code: '000000' }],
    ['password', { old: 'x', password: PASSWORD }],
  ] as const) {
    const waits = await ask('POST', `/api/v1/${at}`, { body: JSON.stringify(body), headers, from: there });
    expect([at, waits.status, Number(waits.headers['retry-after']) > 0]).toEqual([at, 429, true]);
  }
  await gateway().db.pool.query('delete from sign_in_failure');
});

test('an invitation to set the password anew is no way around it', async () => {
  const { invitation: token } = (await say('POST', '/people/Anna/invitation', {}, cookie)).json;
  expect((await say('POST', '/invitation', { token, password: PASSWORD })).status).toBe(409);
  const done = await say('POST', '/invitation', { token, password: PASSWORD, code: await another() });
  expect(done.status).toBe(200);
  cookie = cookieIn(done);
});

test('it is sealed, and no table and no log of changes holds it', async () => {
  const { rows } = await gateway().db.pool.query(
    `select (select string_agg(entry::text, '') from audit_entry) log, (select string_agg(s::text, '') from second_factor s) kept`,
  );
  for (const text of [secret.toString('base64'), secret.toString('hex')]) expect(JSON.stringify(rows)).not.toContain(text);
  expect(rows[0].kept).toContain('v1.');
  expect(rows[0].log).not.toContain('v1.');
});

test('it is taken off by a code, or by an admin for who lost it', async () => {
  expect((await say('DELETE', '/second-factor', { code: '000000' }, cookie)).status).toBe(409);
  expect((await say('DELETE', '/second-factor', { code: await another() }, cookie)).status).toBe(204);
  expect((await say('GET', '/second-factor', undefined, cookie)).json).toEqual({ in_force: false });
  const begun = await say('POST', '/second-factor', { password: PASSWORD }, cookie);
  secret = bytesOf(begun.json.secret);
  expect((await say('POST', '/second-factor/code', { code: codeAt(secret, stepOf(now())) }, cookie)).status).toBe(204);
  expect((await say('DELETE', '/people/Anna/second-factor', undefined, cookie)).status).toBe(204);
  expect((await say('DELETE', '/people/Anna/second-factor', undefined, cookie)).status).toBe(403); // the house wants one
  expect((await signIn()).status).toBe(200);
});
