import { authorizationServer, SECRET } from '../../../../test/support/oauth';
import { Dialer } from '../../../platform/dialer/dialer';
import { SignInRefused } from './refusals';
import { oauth2 } from './settings';
import { askForToken } from './token-endpoint';

// A real server that says what Microsoft and Google say.
let server: Awaited<ReturnType<typeof authorizationServer>>;
beforeAll(async () => void (server = await authorizationServer()));
afterAll(() => server.close());
const refusal = async (form: Record<string, string> = {}, url?: string): Promise<SignInRefused> => {
  const auth = oauth2.parse(server.auth({ client_secret: SECRET, ...(url === undefined ? {} : { token_endpoint: url }) }));
  const asking = { dialer: new Dialer(['127.0.0.1']), auth, how: 'crosscount channels sign-in vmi' };
  return askForToken(asking, { grant_type: 'refresh_token', refresh_token: SECRET, ...form }).then(
    () => new SignInRefused('none', 'it was granted', undefined),
    (error: SignInRefused) => error,
  );
};
const microsoft = (code: number, error = 'invalid_grant', status = 400): [number, object] => [
  status,
  {
    error,
    error_description: `AADSTS${code}: Something is wrong. Trace ID: 1 Correlation ID: 2 Timestamp: 2026-11-17 09:00:00Z`,
    error_codes: [code],
  },
];
const AGAIN = /Then sign in again: crosscount channels sign-in vmi$/;

test.each<[string, [number, object | string], boolean, RegExp]>([
  ['the client secret has expired', microsoft(7000222, 'invalid_client', 401), true, /has expired: make a new one/],
  ['its id was given', microsoft(7000215, 'invalid_client', 401), true, /its id/],
  ['no public client', microsoft(7000218, 'invalid_client', 401), true, /allow public client flows/],
  ['no such application', microsoft(700016, 'unauthorized_client'), true, /check `client_id` and `tenant`/],
  ['no such tenant', microsoft(90002, 'invalid_request'), true, /check `tenant`/],
  ['not used for ninety days', microsoft(700082), true, AGAIN],
  ['the password was changed', microsoft(50173), true, AGAIN],
  ['a second factor', microsoft(50076, 'interaction_required'), true, AGAIN],
  ['no consent', microsoft(65001), true, /administrator has to consent.*sign in again/],
  ['conditional access', microsoft(53003, 'access_denied'), true, /conditional access/],
  ['a scope that there is not', microsoft(70011, 'invalid_scope'), true, /check `scope`/],
  ['Microsoft, busy', microsoft(90033, 'temporarily_unavailable', 503), false, /error\?code=90033$/],
  ['busy, told as a refusal', microsoft(90033, 'invalid_request'), false, /error\?code=90033$/],
  ['Google: revoked, or under test', [400, { error: 'invalid_grant', error_description: 'Token has been expired or revoked.' }], true, /seven days.*sign in again/],
  ['Google: no delegation', [401, { error: 'unauthorized_client', error_description: 'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.' }], true, /domain-wide delegation/],
  ['Google: the key was deleted', [400, { error: 'invalid_grant', error_description: 'Invalid JWT Signature.' }], true, /make a new key/],
  ['Google: a wrong clock', [400, { error: 'invalid_grant', error_description: 'Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe.' }], true, /clock/],
  ['Google: no such account', [400, { error: 'invalid_grant', error_description: 'Invalid email or User ID' }], true, /check `user`/],
  ['Google: the client is gone', [401, { error: 'deleted_client', error_description: 'The OAuth client was deleted.' }], true, /The client is gone/],
  ['any other server', [400, { error: 'invalid_grant' }], true, AGAIN],
  ['a client that is not known', [401, { error: 'invalid_client' }], true, /check `client_id` and `client_secret`/],
  ['a way that is not allowed', [400, { error: 'unauthorized_client' }], true, /kinds of sign-in/],
  ['too often', [429, { error: 'invalid_request' }], false, /^$/],
  ['a gateway in between', [502, '<html>Bad Gateway</html>'], false, /^$/],
  ['no JSON', [200, 'welcome'], false, /^$/],
  ['no token', [200, { token_type: 'Bearer' }], false, /^$/],
  ['a token of another type', [200, { access_token: 'x', token_type: 'mac' }], false, /^$/],
  ['a redirect', [302, ''], false, /^$/],
])('%s', async (_, [status, body], permanent, advice) => {
  server.state.refuse = () => ({ status, body, headers: { 'www-authenticate': 'Bearer error="x"', ...(status === 302 ? { location: 'https://evil.example/' } : {}) } });
  const error = await refusal();
  expect([error.name, error.permanent, error.advice ?? '']).toEqual(['SignInRefused', permanent, expect.stringMatching(advice)]);
  expect(error.message).not.toMatch(/Trace ID|Correlation/);
}); // prettier-ignore

test('what the server repeats of what it was sent is not told, and nothing hangs on the error', async () => {
  server.state.refuse = ({ form }) => ({
    status: 400,
    body: { error: 'invalid_grant', error_description: `${form['refresh_token']} of ${form['client_secret']} is not known` },
  });
  const error = await refusal();
  expect(error.message).toBe('invalid_grant: … of … is not known');
  expect(JSON.stringify([error, error.cause, error.stack, Object.entries(error)])).not.toContain(SECRET);
});

test('how long to wait, as the server says', async () => {
  server.state.refuse = () => ({ status: 429, headers: { 'retry-after': '120' }, body: { error: 'slow' } });
  expect((await refusal()).waitMs).toBe(120_000);
});

test.each<[string, string, boolean, RegExp]>([
  ['nobody listens', 'http://127.0.0.1:1/token', false, /ECONNREFUSED/],
  ['on the own network, and not allowed', 'https://10.1.2.3/token', true, /private network.*outgoing/],
])('%s', async (_, url, permanent, message) => {
  const error = await refusal({}, url);
  expect([error.permanent, error.message]).toEqual([permanent, expect.stringMatching(message)]);
});

test('an answer without end is not read to its end', async () => {
  server.state.refuse = () => ({ body: 'x'.repeat(2_000_000) });
  expect((await refusal()).message).toMatch(/answers with more than/);
});
