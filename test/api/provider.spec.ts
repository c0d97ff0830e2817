import { Provider } from '../../src/modules/access/people/provider';
import { Dialer } from '../../src/platform/dialer/dialer';
import { hostile } from '../security/hostile';
import { type Answered, useApi } from '../support/api';
import { type Account, CLIENT, signInBy, signInThere, startProvider } from '../support/provider';

/** Sign-in at a real OpenID provider, and what of it is not taken. */
const accounts = new Map<string, Account>([
  ['u1', { preferred_username: 'Anna Schmidt', email: 'anna@acme.example', groups: ['everybody', 'vmi-planners'] }],
  ['u2', { preferred_username: 'Bert', email: 'bert@acme.example', email_verified: false, groups: ['vmi-admins', 'vmi-planners'] }],
  ['u3', { preferred_username: 'Carla', groups: ['everybody'] }],
  ['u4', { preferred_username: 'Local', groups: ['vmi-planners'] }],
  ['u5', { preferred_username: 'Nord', groups: 'nord-readers' }],
]);
const CONSOLE = 'https://crosscount.acme.example';
let provider: Awaited<ReturnType<typeof startProvider>>;
const { ask, gateway } = useApi({
  settings: async () => {
    provider = await startProvider(accounts);
    provider.serve(`${CONSOLE}/api/v1/session/provider/callback`);
    return signInBy(provider.issuer, CONSOLE, [
      '{ group: vmi-admins, role: admin }',
      '{ group: vmi-planners, role: planner, locations: [HAM] }',
      '{ group: nord-readers, role: supplier, suppliers: [NORD] }',
    ]);
  },
});
afterAll(() => provider.close());

const cookieIn = (answer: Answered, name: string): string =>
  answer.headers['set-cookie']?.map((c) => new RegExp(`^${name}=([^;]*)`).exec(c)?.[1]).find((c) => c) ?? '';
let address = 0;
const from = (): string => `127.0.7.${1 + address++}`;
const begin = async (): Promise<{ url: string; errand: string }> => {
  const answer = await ask('GET', '/api/v1/session/provider', { from: from() });
  expect(answer.status).toBe(303);
  return { url: answer.headers.location!, errand: cookieIn(answer, '__Host-crosscount-errand') };
};
const back = (url: string, errand: string): Promise<Answered> =>
  ask('GET', url.slice(CONSOLE.length), { headers: { cookie: `__Host-crosscount-errand=${errand}` }, from: from() });
async function signIn(login: string): Promise<Answered> {
  const { url, errand } = await begin();
  return back(await signInThere(url, login), errand);
}
const me = async (answer: Answered) =>
  (await ask('GET', '/api/v1/session', { headers: { cookie: `__Host-crosscount=${cookieIn(answer, '__Host-crosscount')}` }, from: from() }))
    .json;

test('the way there asks for a code that is bound to the browser: PKCE, state, nonce', async () => {
  const { url, errand } = await begin();
  const asked = new URL(url).searchParams;
  expect(Object.fromEntries(asked)).toMatchObject({ response_type: 'code', code_challenge_method: 'S256', client_id: CLIENT.id, redirect_uri: `${CONSOLE}/api/v1/session/provider/callback` }); // prettier-ignore
  const kept = JSON.parse(Buffer.from(errand, 'base64url').toString());
  expect([kept.state, kept.nonce]).toEqual([asked.get('state'), asked.get('nonce')]);
  expect(url).not.toContain(kept.verifier);
});

test('who is in a group comes in, with its role and scope, and again as the same person', async () => {
  const answer = await signIn('u1');
  expect([answer.status, answer.headers.location]).toEqual([303, '/']);
  expect(answer.headers['set-cookie']).toEqual([
    expect.stringMatching(/^__Host-crosscount-errand=; .*Max-Age=0$/),
    expect.stringMatching(/^__Host-crosscount=ccs_[\w-]{43}; Path=\/; Secure; HttpOnly; SameSite=Lax$/),
  ]);
  expect(await me(answer)).toEqual({
    kind: 'person',
    name: 'Anna Schmidt',
    rights: ['read', 'work', 'send'],
    suppliers: null,
    locations: ['HAM'],
  });
  await signIn('u1');
  const { rows } = await gateway().db.pool.query(`select name, email, role, sealed from person where name = 'Anna Schmidt'`);
  expect(rows).toEqual([{ name: 'Anna Schmidt', email: 'anna@acme.example', role: 'planner', sealed: null }]);
});

test('the first fitting group counts; an address that nobody verified is not kept', async () => {
  expect((await me(await signIn('u2'))).rights).toContain('manage');
  expect((await gateway().db.pool.query(`select email from person where name = 'Bert'`)).rows).toEqual([{ email: null }]);
  accounts.set('u2', { ...accounts.get('u2')!, groups: ['vmi-planners'] });
  expect((await me(await signIn('u2'))).rights).toEqual(['read', 'work', 'send']); // from then on
});

test('a group that comes as one word, and a supplier reader', async () => {
  expect(await me(await signIn('u5'))).toMatchObject({ rights: ['read'], suppliers: ['NORD'] });
});

describe('is not let in', () => {
  const refused = async (answer: Answered, why: string | RegExp): Promise<void> => {
    expect([answer.status, cookieIn(answer, '__Host-crosscount')]).toEqual([403, '']);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.bytes.toString()).toMatch(why);
  };
  test('who is in no group', async () => refused(await signIn('u3'), 'none of the groups'));
  test('who bears the name of a local account', async () => {
    await gateway().db.pool.query(`insert into person (id, name, role, created_at) values (gen_random_uuid(), 'local', 'admin', now())`);
    await refused(await signIn('u4'), 'there is a local with a password');
  });
  test('who may not come in any longer', async () => {
    await signIn('u1');
    await gateway().db.pool.query(`update person set disabled_at = now() where name = 'Anna Schmidt'`);
    await refused(await signIn('u1'), 'any longer');
    await gateway().db.pool.query(`update person set disabled_at = null where name = 'Anna Schmidt'`);
  });
  type Change = (url: URL, errand: string) => readonly [URL, string];
  const CHANGED: readonly { readonly name: string; readonly change: Change }[] = [
    { name: 'back from the provider: another state', change: (url, errand) => (url.searchParams.set('state', 'x'), [url, errand]) },
    { name: 'back from the provider: no state', change: (url, errand) => (url.searchParams.delete('state'), [url, errand]) },
    { name: 'back from the provider: another code', change: (url, errand) => (url.searchParams.set('code', 'x'), [url, errand]) },
    { name: 'back from the provider: no code', change: (url, errand) => (url.searchParams.delete('code'), [url, errand]) },
    {
      name: 'back from the provider: another issuer',
      change: (url, errand) => (url.searchParams.set('iss', 'https://evil.example'), [url, errand]),
    },
    { name: 'back from the provider: no errand: it began in another browser', change: (url) => [url, ''] },
    { name: 'back from the provider: an errand that is none', change: (url) => [url, 'e30'] },
    {
      name: 'back from the provider: an errand of another sign-in',
      change: (url) => [url, Buffer.from(JSON.stringify({ state: 'a', nonce: 'b', verifier: 'c'.repeat(43) })).toString('base64url')],
    },
    { name: 'back from the provider: another nonce', change: (url, errand) => [url, changed(errand, { nonce: 'other' })] },
    { name: 'back from the provider: another verifier', change: (url, errand) => [url, changed(errand, { verifier: 'v'.repeat(43) })] },
  ];
  hostile('sessions and origins', CHANGED, async ({ change }) => {
    const { url, errand } = await begin();
    const [to, kept] = change(new URL(await signInThere(url, 'u1')), errand);
    await refused(await back(to.href, kept), /not in order|began in another|invalid_grant/);
  });
  test('a code twice', async () => {
    const { url, errand } = await begin();
    const there = await signInThere(url, 'u1');
    expect((await back(there, errand)).status).toBe(303);
    await refused(await back(there, errand), /invalid_grant/);
  });
  test('what the provider refused, in its words and as text', async () => {
    const { errand } = await begin();
    const { state } = JSON.parse(Buffer.from(errand, 'base64url').toString()) as { state: string };
    const at = `${CONSOLE}/api/v1/session/provider/callback?error=access_denied&error_description=%3Cscript%3E&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
    await refused(await back(at, errand), /access_denied: &#60;script&#62;/);
  });
});
const changed = (errand: string, to: object): string =>
  Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(errand, 'base64url').toString()), ...to })).toString('base64url');

test('local passwords can be switched off: none is taken, and none can be set', async () => {
  const json = { headers: { 'content-type': 'application/json' } };
  expect((await ask('GET', '/api/v1/session/ways', { from: from() })).json).toEqual({ password: false, provider: 'Acme' });
  for (const [at, body] of [
    ['session', { name: 'local', password: 'x' }],
    ['invitation', { token: `cci_${'a'.repeat(43)}`, password: 'x' }],
  ] as const)
    expect((await ask('POST', `/api/v1/${at}`, { ...json, body: JSON.stringify(body), from: from() })).status).toBe(409);
});

test('a provider that is away is told as such, and asked again when it is back', async () => {
  const settings = {
    issuer: 'http://127.0.0.1:1',
    client_id: 'x',
    called: 'x',
    scopes: ['openid'],
    name_claim: 'x',
    groups_claim: 'x',
    roles: [],
  };
  const away = new Provider(settings, new Dialer(['127.0.0.1']), `${CONSOLE}/x`);
  await expect(away.start()).rejects.toThrow();
  (settings as { issuer: string }).issuer = provider.issuer;
  expect((await away.start()).url).toContain(provider.issuer);
  await expect(new Provider(settings, new Dialer([]), `${CONSOLE}/x`).start()).rejects.toThrow(); // not without being allowed by name
});
