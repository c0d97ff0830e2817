import { createHash } from 'node:crypto';
import http from 'node:http';
import { authorizationServer, SECRET } from '../../../../test/support/oauth';
import { Dialer } from '../../../platform/dialer/dialer';
import type { SignInRefused } from './refusals';
import { oauth2 } from './settings';
import { byBrowser, byDeviceCode } from './sign-in';
import type { Asking, Granted } from './token-endpoint';

// A real authorization server; the person, and the pauses between two questions, are played.
let server: Awaited<ReturnType<typeof authorizationServer>>;
beforeEach(async () => void (server = await authorizationServer()));
afterEach(() => server.close());
const asking = (more: object = {}): Asking => ({
  dialer: new Dialer(['127.0.0.1']),
  auth: oauth2.parse(server.auth(more)),
  how: 'crosscount channels sign-in vmi',
});
const outcome = (asked: Promise<Granted>): Promise<string> =>
  asked.then(
    (granted) => granted.access,
    (error: SignInRefused) => `${error.error}: ${error.advice ?? ''}`,
  );

describe('by a code', () => {
  const said = (error: string): { status: number; body: object } => ({ status: 400, body: { error } });
  /** What the server answers, one after the other; then it grants. */
  const answers = (...each: ({ status: number; body: object | string } | 'away')[]): void => {
    server.state.refuse = ({ path }) => (path === '/token' ? (each.shift() as { status: number; body: object } | undefined) : undefined);
  };
  const run = async (more: object = {}): Promise<{ told: string[]; pauses: number[]; became: string }> => {
    const [told, pauses]: [string[], number[]] = [[], []];
    const asked = byDeviceCode(
      asking(more),
      'imap',
      { tell: (line) => void told.push(line) },
      { sleep: async (ms) => void pauses.push(ms) },
    );
    return { told, pauses, became: await outcome(asked) };
  };

  test('the person is told where to enter it, and asked for until it was entered', async () => {
    answers(said('authorization_pending'), said('authorization_pending'));
    const { told, pauses, became } = await run({ client_secret: 's' });
    expect(told).toEqual(['open https://login.example/device and enter the code ABCD-EFGH']);
    expect([pauses, became]).toEqual([[20, 20, 20], `access-1-${SECRET}`]);
    expect(server.asked[0]!.form).toEqual({ client_id: 'gateway', client_secret: 's', scope: 'imap' });
    expect(server.tokens()[0]!.form).toMatchObject({
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      device_code: `device-${SECRET}`,
    });
  });

  test('slower, as soon as the server asks for it', async () => {
    answers(said('slow_down'), said('authorization_pending'), said('slow_down'));
    expect((await run()).pauses).toEqual([20, 5020, 5020, 10_020]);
  });

  test('a server that is away for a moment is asked less often, and not given up', async () => {
    answers({ status: 502, body: 'x' }, { status: 503, body: 'x' });
    expect(await run()).toMatchObject({ pauses: [20, 40, 80], became: `access-1-${SECRET}` });
  });

  test.each([
    ['the person refuses', said('access_denied'), /^access_denied: .*sign in again/],
    ['the code has expired', said('expired_token'), /^expired_token: .*not entered in time/],
    ['conditional access', { status: 400, body: { error: 'invalid_grant', error_description: 'AADSTS53003: blocked' } }, /^invalid_grant: .*conditional access/],
    ['no public client', { status: 401, body: { error: 'invalid_client', error_description: 'AADSTS7000218: x' } }, /allow public client flows/],
  ])('%s', async (_, answer, expected) => {
    answers(said('authorization_pending'), answer);
    expect((await run()).became).toMatch(expected);
    expect(server.tokens()).toHaveLength(2);
  }); // prettier-ignore

  test('nobody enters it', async () => {
    server.state.device = {
      body: { device_code: 'd', user_code: 'U', verification_uri: 'https://x.example', expires_in: 60, interval: 5 },
    };
    server.state.refuse = ({ path }) => (path === '/token' ? said('authorization_pending') : undefined);
    const { pauses, became } = await run();
    expect([pauses.length, became]).toEqual([12, 'expired_token: Call it again: crosscount channels sign-in vmi']);
  });

  test('a server that gives no code', async () => {
    server.state.device = { body: {} };
    expect((await run()).became).toMatch(/^no_code/);
  });
});

describe('by the browser', () => {
  const get = (url: string): Promise<number> =>
    new Promise((resolve, reject) => {
      http.get(url, (r) => (r.resume(), resolve(r.statusCode!))).on('error', reject);
    });
  /** The person's browser: it is sent where the authorization server says. */
  const run = (
    browse: (asked: URL, back: (more: Record<string, string>) => string) => Promise<unknown>,
    pasted?: () => Promise<string | undefined>,
  ) => {
    const told: string[] = [];
    const tell = (line: string): void => {
      told.push(line);
      if (!line.startsWith('open ')) return;
      const asked = new URL(line.slice(5));
      const { redirect_uri, state } = Object.fromEntries(asked.searchParams);
      void browse(asked, (more) => `${redirect_uri}?${new URLSearchParams({ state: state!, ...more }).toString()}`);
    };
    return { told, became: outcome(byBrowser(asking({ flow: 'authorization_code' }), 'imap', { tell, ...(pasted ? { pasted } : {}) })) };
  };

  test('it comes back to this machine; who has no verifier can do nothing with the code', async () => {
    let asked: URL | undefined;
    const { became } = run(async (url, back) => {
      asked = url;
      expect(await get(back({ code: 'stolen', state: 'of another' }))).toBe(404);
      expect(await get(`${back({}).split('?')[0]}favicon.ico`)).toBe(404);
      await get(back({ code: 'the-code' }));
    });
    expect(await became).toBe(`access-1-${SECRET}`);
    const { code_verifier, ...form } = server.tokens()[0]!.form;
    expect(form).toEqual({
      client_id: 'gateway',
      grant_type: 'authorization_code',
      code: 'the-code',
      redirect_uri: asked!.searchParams.get('redirect_uri'),
    });
    expect(asked!.searchParams.get('code_challenge')).toBe(createHash('sha256').update(code_verifier!).digest('base64url'));
    expect(asked!.searchParams.get('redirect_uri')).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test('on another machine: the address of its last page is pasted', async () => {
    let hand: (line: string) => void;
    const lines = new Promise<string>((resolve) => (hand = resolve));
    let n = 0;
    const { told, became } = run(
      async (_, back) => hand(back({ code: 'pasted' })),
      async () => (n++ === 0 ? 'https://elsewhere.example/?code=x' : lines),
    );
    expect(await became).toBe(`access-1-${SECRET}`);
    expect(told.at(-1)).toMatch(/that is not the address/);
    expect(server.tokens()[0]!.form['code']).toBe('pasted');
  });

  test('the person refuses', async () => {
    const { became } = run((_, back) => get(back({ error: 'access_denied', error_description: 'no' })));
    expect(await became).toMatch(/^access_denied: .*sign in again/);
    expect(server.tokens()).toEqual([]);
  });
});
