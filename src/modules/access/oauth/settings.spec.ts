import { oauth2 } from './settings';

const of = (given: object): ReturnType<typeof oauth2.safeParse> => oauth2.safeParse({ kind: 'oauth2', ...given });
const MICROSOFT = { provider: 'microsoft', tenant: 'acme.example', client_id: 'c' };
const GOOGLE = { provider: 'google', client_id: 'c', client_secret: 's' };
const CUSTOM = {
  provider: 'custom',
  client_id: 'c',
  scope: 'imap',
  token_endpoint: 'https://id.acme.example/token',
  device_endpoint: 'https://id.acme.example/device',
};

test.each<[string, object, object]>([
  ['Microsoft, as a person', MICROSOFT, { flow: 'device_code', scope: 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access', tokenEndpoint: 'https://login.microsoftonline.com/acme.example/oauth2/v2.0/token' }],
  ['Microsoft, as an application', { ...MICROSOFT, flow: 'client_credentials', client_secret: 's' }, { scope: 'https://outlook.office365.com/.default' }],
  ['Google, as a person', GOOGLE, { flow: 'authorization_code', scope: 'https://mail.google.com/', tokenEndpoint: 'https://oauth2.googleapis.com/token' }],
  ['Google, as a service account', { provider: 'google', service_account: '{}' }, { flow: 'service_account', clientId: '' }],
  ['a server of one’s own', CUSTOM, { flow: 'device_code', scope: 'imap', deviceEndpoint: 'https://id.acme.example/device' }],
  ['another scope', { ...MICROSOFT, scope: ['a', 'b'] }, { scope: 'a b', sendScope: undefined }],
  ['on the same machine without TLS', { ...CUSTOM, token_endpoint: 'http://127.0.0.1:8080/token' }, { tokenEndpoint: 'http://127.0.0.1:8080/token' }],
])('%s', (_, given, expected) => {
  expect(of(given).data).toMatchObject(expected);
}); // prettier-ignore

test.each<[string, object, string, RegExp]>([
  ['no tenant', { ...MICROSOFT, tenant: undefined }, 'tenant', /microsoft needs it/],
  ['a tenant that is an address', { ...MICROSOFT, tenant: 'a/b?c' }, 'tenant', /the id of the tenant/],
  ['an application in every tenant', { ...MICROSOFT, flow: 'client_credentials', client_secret: 's', tenant: 'common' }, 'tenant', /one tenant/],
  ['an application without its secret', { ...MICROSOFT, flow: 'client_credentials' }, 'client_secret', /client_credentials needs it/],
  ['Google by device code', { ...GOOGLE, flow: 'device_code' }, 'flow', /no access to mails by device code/],
  ['Microsoft by a service account', { ...MICROSOFT, flow: 'service_account', service_account: '{}' }, 'flow', /client_credentials/],
  ['no client', { provider: 'google' }, 'client_id', /authorization_code needs it/],
  ['no endpoint to enter codes', { ...CUSTOM, device_endpoint: undefined }, 'device_endpoint', /device_code needs it/],
  ['no endpoint for the browser', { ...CUSTOM, flow: 'authorization_code' }, 'authorization_endpoint', /needs it/],
  ['no scope', { ...CUSTOM, scope: undefined }, 'scope', /custom needs it/],
  ['in clear over the network', { ...CUSTOM, token_endpoint: 'http://id.acme.example/token' }, 'token_endpoint', /expected https/],
  ['a name that only begins alike', { ...CUSTOM, token_endpoint: 'http://localhost.evil.example/token' }, 'token_endpoint', /expected https/],
  ['Microsoft’s at another place', { ...MICROSOFT, token_endpoint: 'https://evil.example/' }, 'token_endpoint', /only of provider custom/],
  ['a word that there is not', { ...MICROSOFT, clientid: 'x' }, '', /clientid/],
  ['a day that there is not', { ...MICROSOFT, client_secret_ends: '2026-13-01' }, 'client_secret_ends', /date/],
])('%s: %s', (_, given, path, message) => {
  expect(of(given).error!.issues).toContainEqual(expect.objectContaining({ path: path === '' ? [] : [path], message: expect.stringMatching(message) as string }));
}); // prettier-ignore
