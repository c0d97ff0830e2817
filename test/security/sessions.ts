import { createHash } from 'node:crypto';

export interface Known {
  readonly key: string; // that may read
  readonly cookie: string; // of a viewer
  readonly admin: string; // cookie of an admin
  readonly session: string; // id of the admin's
}
/** A way in, or up, that there must not be. */
export interface WayIn {
  readonly name: string;
  readonly method?: string; // GET
  readonly at: string | ((k: Known) => string);
  readonly headers?: (k: Known) => Record<string, string>;
  readonly body?: object | string;
  readonly status: number;
}
const cookie = (value: string): Record<string, string> => ({
  cookie: `__Host-crosscount=${value}`,
  'sec-fetch-site': 'same-origin',
  'content-type': 'application/json',
});
const ITEMS = '/api/v1/items';
const bearer = (name: string, made: (k: Known) => string): WayIn => ({
  ...{ name, at: ITEMS, status: 401 },
  headers: (k) => ({ authorization: made(k) }),
});
const withHeader = (name: string, header: string, value: string): WayIn => ({
  ...{ name, at: ITEMS, status: 401 },
  headers: () => ({ [header]: value }),
});
const path = (at: string): WayIn => ({ name: `a path: ${at}`, at, status: 404 });
const viewer = (k: Known): Record<string, string> => cookie(k.cookie);
const admin = (k: Known): Record<string, string> => cookie(k.admin);
const NONE = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"admin"}').toString('base64url')}.`;

export const WAYS_IN: readonly WayIn[] = [
  { name: 'a key in the address', at: (k) => `${ITEMS}?key=${k.key}`, status: 401 },
  { name: 'a key in the address as a token', at: (k) => `${ITEMS}?access_token=${k.key}`, status: 401 },
  bearer('a key as a password', (k) => `Basic ${Buffer.from(`x:${k.key}`).toString('base64')}`),
  bearer('a key of another scheme', (k) => `Token ${k.key}`),
  bearer('a key without a scheme', (k) => k.key),
  bearer('a key that lacks a letter', (k) => `Bearer ${k.key.slice(0, -1)}`),
  bearer('a key that has one more', (k) => `Bearer ${k.key}A`),
  bearer('a key in other letters', (k) => `Bearer ${k.key.toLowerCase()}`),
  bearer('what is kept of a key', (k) => `Bearer ${createHash('sha256').update(k.key).digest('hex')}`),
  bearer('a token that nobody signed', () => `Bearer ${NONE}`),
  bearer('a key as a session', (k) => `x, __Host-crosscount=${k.key}`),
  { name: 'a key in the cookie', at: ITEMS, headers: (k) => cookie(k.key), status: 401 },
  withHeader('a user whom a proxy names', 'x-forwarded-user', 'admin'),
  withHeader('a user whom the server names', 'remote-user', 'admin'),
  withHeader('a request from this machine, it says', 'x-forwarded-for', '127.0.0.1'),
  withHeader('another address, it says', 'x-original-url', '/healthz'),
  path('/healthz/../api/v1/items'),
  path('/api/v1/./items'),
  path('/api/v1/items;x=1'),
  path('/api/v1/items%00'),
  path('/api/v1/items%2f'),
  path('/api/v1%2fitems'),
  path('/api\\v1\\items'),
  { name: 'TRACE', method: 'TRACE', at: ITEMS, headers: viewer, status: 404 },
  { name: 'another method in a header', method: 'POST', at: (k) => `/api/v1/sessions/${k.session}`, headers: (k) => ({ ...admin(k), 'x-http-method-override': 'DELETE' }), status: 404 },
  { name: 'another method in the address', at: '/api/v1/sessions?_method=DELETE', headers: admin, status: 200 },
  { name: 'the session of another', method: 'DELETE', at: (k) => `/api/v1/sessions/${k.session}`, headers: viewer, status: 404 },
  { name: 'a role for oneself', method: 'PATCH', at: '/api/v1/people/Viewer', headers: viewer, body: { role: 'admin' }, status: 403 },
  { name: 'a role with the password', method: 'POST', at: '/api/v1/password', headers: viewer, body: { old: 'x', password: 'several other words', role: 'admin' }, status: 400 },
  { name: 'a field that nobody asked for', method: 'PATCH', at: '/api/v1/people/Viewer', headers: admin, body: { id: '00000000-0000-7000-8000-000000000000' }, status: 400 },
  { name: 'a field of the language', method: 'PATCH', at: '/api/v1/people/Viewer', headers: admin, body: '{"__proto__":{"role":"admin"}}', status: 400 },
  { name: 'a field of the language, in another', method: 'PATCH', at: '/api/v1/people/Viewer', headers: admin, body: '{"constructor":{"prototype":{"role":"admin"}}}', status: 400 },
  { name: 'a key that can do more', method: 'POST', at: '/api/v1/keys', headers: viewer, body: { name: 'mine', scopes: ['manage'] }, status: 403 },
  { name: 'in the name of another', method: 'POST', at: '/api/v1/exceptions/actions', headers: viewer, body: { ids: [], do: 'comment', reason: 'x', by: 'Root' }, status: 403 },
]; // prettier-ignore
