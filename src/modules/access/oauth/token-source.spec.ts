import { createPublicKey, createVerify, generateKeyPairSync } from 'node:crypto';
import { useDatabase } from '../../../../test/support/database';
import { authorizationServer, SECRET } from '../../../../test/support/oauth';
import { Dialer } from '../../../platform/dialer/dialer';
import { createLogger } from '../../../platform/logger';
import { type Key, newKey, Vault } from '../../../platform/vault';
import { resealSecrets } from '../secrets.store';
import type { SignInRefused } from './refusals';
import { oauth2 } from './settings';
import { forgetSignIn, keepSignIn } from './sign-ins.store';
import { TokenSource } from './token-source';

// A real authorization server; what is played is the clock.
const { db } = useDatabase();
let server: Awaited<ReturnType<typeof authorizationServer>>;
let made = 0;
afterEach(() => server.close());

interface Given {
  readonly auth?: object;
  readonly keys?: Key[];
  readonly signedIn?: boolean;
}
/** One sign-in, and as many processes that need its tokens as one likes. */
async function signIn({ auth = {}, keys = [newKey()], signedIn = true }: Given = {}) {
  server = await authorizationServer();
  const name = `imap t${++made}`;
  const clock = { at: Date.parse('2026-11-17T08:00:00Z'), now: (): string => new Date(clock.at).toISOString() };
  const told: string[] = [];
  const say = (...said: unknown[]): void => void told.push(String(said.at(-1)));
  const log = { ...createLogger('silent'), info: say, warn: say };
  const kept = keys;
  const services = { pool: db().pool, keys: () => kept, dialer: new Dialer(['127.0.0.1']), log, clock };
  const settings = oauth2.parse(server.auth(auth));
  const again = async (): Promise<void> => {
    server.state.granted += 1;
    const refresh = `refresh-${server.state.granted}-${SECRET}`;
    server.state.refresh.add(refresh);
    const granted = { access: `access-0-${SECRET}`, seconds: 3600, refresh, refreshSeconds: undefined };
    await keepSignIn(db().pool, new Vault(kept), { name, author: 'ann', now: clock.now(), granted });
  };
  if (signedIn) await again();
  const process = (): TokenSource => new TokenSource(name, settings, 'vmi@acme.example', services);
  const row = async (): Promise<Record<string, unknown>> =>
    (await db().pool.query('select * from sign_in where name = $1', [name])).rows[0];
  return { name, clock, told, kept, process, again, row, minutes: (n: number) => void (clock.at += n * 60_000) };
}
const refusal = (asked: Promise<unknown>): Promise<SignInRefused> =>
  asked.then(
    () => Promise.reject(new Error('it was given')),
    (error: SignInRefused) => error,
  );
const down = { status: 503, body: 'down' };
const revoked = { status: 400, body: { error: 'invalid_grant', error_description: 'AADSTS50173: revoked' } };

test('a token is used for four fifths of its life, then renewed; the refresh token that came with it is used the next time', async () => {
  const { process, minutes, row } = await signIn();
  const one = process();
  minutes(47);
  expect((await one.access()).token).toBe(`access-0-${SECRET}`);
  expect(server.asked).toEqual([]);
  minutes(1);
  expect((await one.access()).token).toBe(`access-2-${SECRET}`);
  minutes(48);
  expect((await one.access()).token).toBe(`access-3-${SECRET}`);
  expect(server.tokens().map((a) => [a.form['grant_type'], a.form['refresh_token'], a.form['client_id']])).toEqual([
    ['refresh_token', `refresh-1-${SECRET}`, 'gateway'],
    ['refresh_token', `refresh-2-${SECRET}`, 'gateway'],
  ]);
  expect((await process().access()).token).toBe(`access-3-${SECRET}`); // a process that starts now asks nobody
  expect(server.tokens()).toHaveLength(2);
  expect(JSON.stringify(await row())).not.toContain(SECRET);
});

test('a server that gives no new refresh token means the one before', async () => {
  const { process, minutes } = await signIn();
  server.state.rotates = false;
  const one = process();
  for (let i = 0; i < 3; i++) {
    minutes(50);
    await one.access();
  }
  expect(new Set(server.tokens().map((a) => a.form['refresh_token']))).toEqual(new Set([`refresh-1-${SECRET}`]));
});

test('ten processes and the same one ten times, all at once: it is renewed once, and all have the new token', async () => {
  const { process, minutes } = await signIn();
  minutes(61);
  const one = process();
  const tokens = await Promise.all(
    [...Array.from({ length: 10 }, process), ...Array.from({ length: 10 }, () => one)].map((s) => s.access()),
  );
  expect(new Set(tokens.map((t) => t.token)).size).toBe(1);
  expect(server.tokens()).toHaveLength(1);
});

test('a process that died while it renewed is waited for, and then another does it', async () => {
  const { process, minutes, name } = await signIn();
  minutes(61);
  await db().pool.query(`update sign_in set lease = gen_random_uuid(), lease_until = '2026-11-17T09:01:20Z' where name = $1`, [name]);
  const asked = process().access();
  setTimeout(() => minutes(1), 400);
  expect((await asked).token).toBe(`access-2-${SECRET}`);
});

test('a server that is away while the token still holds: nobody notices, it is tried with growing pauses, and told before the token ends', async () => {
  const { process, minutes, told, clock } = await signIn();
  const one = process();
  await one.access();
  const ends = clock.at + 60 * 60_000;
  server.state.refuse = () => down;
  minutes(48);
  const seen: (readonly unknown[])[] = [];
  for (let i = 0; i < 11; i++) {
    expect((await one.access()).token).toBe(`access-0-${SECRET}`);
    seen.push(one.expiries());
    minutes(1);
  }
  expect(server.tokens()).toHaveLength(4); // after 0, 1, 3 and 7 minutes
  expect(seen.map((s) => s.length)).toEqual([0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  expect(seen.at(-1)).toEqual([
    {
      what: expect.stringMatching(
        /^the access to vmi@acme\.example, which cannot be renewed \(127\.0\.0\.1:\d+ answers with HTTP 503\),$/,
      ) as string,
      from: null,
      to: ends,
    },
  ]);
  minutes(2);
  expect((await refusal(one.access())).message).toMatch(/HTTP 503/);
  server.state.refuse = undefined;
  minutes(15);
  expect((await one.access()).token).toBe(`access-2-${SECRET}`);
  expect(one.expiries()).toEqual([]);
  expect(told).toEqual([expect.stringMatching(/could not be renewed.*503/), expect.stringMatching(/renewed again/)]);
});

test('a sign-in that was revoked: told at once with what to do, tried four times in an hour, and taken up as soon as somebody signs in', async () => {
  const { process, minutes, again } = await signIn();
  const one = process();
  await one.access();
  server.state.refuse = () => revoked;
  minutes(48);
  expect((await one.access()).token).toBe(`access-0-${SECRET}`);
  expect(one.expiries()).toEqual([
    {
      what: expect.stringMatching(/revoked.*sign in again: crosscount channels sign-in t\d+\),$/) as string,
      from: null,
      to: expect.any(Number) as number,
    },
  ]);
  for (let i = 0; i < 60; i++) {
    await one.keepFresh();
    minutes(1);
  }
  expect(server.tokens()).toHaveLength(4);
  const error = await refusal(one.access());
  expect([error.permanent, error.message, error.advice]).toEqual([
    true,
    expect.stringMatching(/AADSTS50173: revoked \(next try in \d+ s\)/),
    expect.stringMatching(/sign in again/),
  ]);
  server.state.refuse = undefined;
  await again();
  expect((await one.access()).token).toBe(`access-0-${SECRET}`);
  expect(one.expiries()).toEqual([]);
});

test('the server says how long to wait', async () => {
  const { process, minutes } = await signIn();
  const one = process();
  server.state.refuse = () => ({ status: 429, headers: { 'retry-after': '600' }, body: { error: 'busy' } });
  minutes(61);
  await refusal(one.access());
  minutes(9);
  await refusal(one.access());
  expect(server.tokens()).toHaveLength(1);
  minutes(2);
  await refusal(one.access());
  expect(server.tokens()).toHaveLength(2);
});

test('a token that the mail server does not take is renewed before its time, by whoever asks', async () => {
  const { process } = await signIn();
  const [one, two] = [process(), process()];
  await one.refused(await one.access());
  expect((await two.access()).token).toBe(`access-2-${SECRET}`);
  expect((await one.access()).token).toBe(`access-2-${SECRET}`);
  expect(server.tokens()).toHaveLength(1);
});

test('nobody has signed in yet, or it was forgotten', async () => {
  const { process, name, again } = await signIn({ signedIn: false });
  const one = process();
  expect((await refusal(one.access())).advice).toMatch(/^Sign in: crosscount channels sign-in/);
  expect(server.asked).toEqual([]);
  await again();
  expect((await one.access()).token).toBe(`access-0-${SECRET}`);
  expect([await forgetSignIn(db().pool, name), await forgetSignIn(db().pool, name)]).toEqual([true, false]);
  expect((await refusal(process().access())).advice).toMatch(/^Sign in/);
});

test('what ends by itself: the client secret, and a sign-in of which the server says until when', async () => {
  const { process, minutes } = await signIn({ auth: { client_secret: 's', client_secret_ends: '2027-01-31' } });
  const one = process();
  server.state.more = { refresh_token_expires_in: 604_800 };
  minutes(50);
  await one.access();
  expect(one.expiries()).toEqual([
    { what: expect.stringMatching(/^the client secret of imap/) as string, from: null, to: Date.parse('2027-02-01T00:00:00Z') },
    {
      what: expect.stringMatching(/^the sign-in of imap/) as string,
      from: Date.parse('2026-11-17T08:50:00Z'),
      to: Date.parse('2026-11-24T08:50:00Z'),
    },
  ]);
});

test('an application signs in by itself; sealed where there is a key, and by each process where there is none', async () => {
  const client = { flow: 'client_credentials', client_secret: SECRET };
  for (const [keys, asked] of [
    [[newKey()], 1],
    [[], 2],
  ] as const) {
    const { process, row } = await signIn({ auth: client, keys: [...keys], signedIn: false });
    const [one, two] = [process(), process()];
    await one.access();
    await one.access();
    await two.access();
    expect(server.tokens().map((a) => a.form)).toEqual(
      Array.from({ length: asked }, () => ({
        grant_type: 'client_credentials',
        client_id: 'gateway',
        client_secret: SECRET,
        scope: 'imap offline_access',
      })),
    );
    expect(JSON.stringify(await row())).not.toContain(SECRET);
    await server.close();
  }
});

test('a service account says for whom it acts, signed with its key', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const file = {
    client_email: 'gateway@project.example',
    private_key_id: 'k1',
    private_key: privateKey.export({ type: 'pkcs8', format: 'pem' }),
  };
  const auth = { flow: 'service_account', client_id: undefined, service_account: JSON.stringify(file) };
  const { process } = await signIn({ auth, signedIn: false });
  await process().access();
  const { assertion, ...form } = server.tokens()[0]!.form;
  expect(form).toEqual({ grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer' });
  const [head, claims, signature] = assertion!.split('.') as [string, string, string];
  const read = (part: string): unknown => JSON.parse(Buffer.from(part, 'base64url').toString());
  expect(
    createVerify('sha256')
      .update(`${head}.${claims}`)
      .verify(createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })), signature, 'base64url'),
  ).toBe(true);
  expect([read(head), read(claims)]).toEqual([
    { alg: 'RS256', typ: 'JWT', kid: 'k1' },
    {
      iss: 'gateway@project.example',
      sub: 'vmi@acme.example',
      scope: 'imap offline_access',
      aud: `${server.url}/token`,
      iat: 1_794_902_400,
      exp: 1_794_906_000,
    },
  ]);
});

test('a key file that is none is told without a word of it', async () => {
  const { process } = await signIn({ auth: { flow: 'service_account', service_account: `{"private_key":"${SECRET}"}` }, signedIn: false });
  const error = await refusal(process().access());
  expect([error.message, error.advice, server.asked]).toEqual([
    expect.stringMatching(/no key file/),
    expect.stringMatching(/whole JSON file/),
    [],
  ]);
  expect(`${error.stack}`).not.toContain(SECRET);
});

test('the key is exchanged while a token is renewed: what was got is sealed with the new one', async () => {
  await db().pool.query('delete from sign_in');
  const [old, fresh] = [newKey(), newKey()];
  const { process, minutes, kept, row } = await signIn({ keys: [old] });
  minutes(61);
  server.state.refuse = async () => {
    await resealSecrets(db().pool, new Vault([fresh, old]));
    kept[0] = fresh;
    return undefined;
  };
  const one = process();
  await one.access();
  server.state.refuse = undefined;
  expect(new Vault([fresh]).open(String((await row())['sealed']), `sign_in ${one.name}`)).toContain(`refresh-2-${SECRET}`);
  minutes(61);
  expect((await process().access()).token).toBe(`access-3-${SECRET}`);
});

test('a process that does not know the new key leaves what is sealed with it alone, and says so', async () => {
  await db().pool.query('delete from sign_in');
  const [old, fresh] = [newKey(), newKey()];
  const { process, minutes, row } = await signIn({ keys: [old] });
  minutes(61);
  server.state.refuse = () => resealSecrets(db().pool, new Vault([fresh, old])).then(() => undefined);
  expect((await refusal(process().access())).message).toMatch(/sealed with the key .*, which is not there/);
  expect(new Vault([fresh]).isCurrent(String((await row())['sealed']))).toBe(true);
});

test('a person signs in while a token is renewed: what they got is used', async () => {
  const { process, minutes, again } = await signIn();
  minutes(61);
  server.state.refuse = () => again().then(() => undefined);
  const one = process();
  const token = await one.access();
  expect([token.token, (await one.access()).token]).toEqual([`access-0-${SECRET}`, `access-0-${SECRET}`]);
});

test('a person who signs in, or forgets it, stands in the audit log; a renewal does not', async () => {
  const { process, minutes, name } = await signIn();
  minutes(61);
  await process().access();
  await forgetSignIn(db().pool, name);
  const { rows } = await db().pool.query(
    `select entry->>'what' what, entry->>'by' "by" from audit_entry where entry::text like $1 order by n`,
    [`%"${name}"%`],
  );
  expect(rows).toEqual([
    { what: 'sign_in insert', by: 'ann' },
    { what: 'sign_in delete', by: expect.any(String) as string },
  ]);
});
