import { adviceFor } from './advice';

test.each([
  ['NO BASIC AUTH DISABLED', /needs sign-in \(OAuth\).*channels sign-in/],
  ['sign-in: Command failed: Basic authentication is disabled.', /needs sign-in \(OAuth\)/],
  ['listing folders: Command failed: User is authenticated but not connected.', /there is no mailbox for it/],
  ['sign-in: Unsupported authentication mechanism', /knows no sign-in by OAuth2/],
  [
    'Invalid login: 535 5.7.139 Authentication unsuccessful, SmtpClientAuthentication is disabled for the Tenant',
    /Sending by SMTP is switched off/,
  ],
  ['Application-specific password required', /Google wants an app password or a sign-in/],
  ['Invalid login: 535 5.7.8 Error: authentication failed', /does not accept user and password/],
  ['getaddrinfo ENOTFOUND imap.exmaple.com', /no server of that name/],
  ['something else', /not clear why/],
])('%s', (said, advice) => {
  expect(adviceFor(new Error(said))).toMatch(advice);
});

test('what knows better says so itself', () => {
  expect(adviceFor(Object.assign(new Error('authentication failed'), { advice: 'Sign in again.' }))).toBe('Sign in again.');
});
