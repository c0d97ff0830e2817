import http from 'node:http';
import type { AddressInfo } from 'node:net';

export type Form = Readonly<Record<string, string>>;
export interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown; // text as it is, else JSON
}
export interface Asked {
  readonly path: string;
  readonly form: Form;
  readonly at: number;
}

/**
 * An authorization server on this machine: what it answers is said by each test, and what it gave out is known to `/introspect`, as a
 * mail server asks. `refuse`: before anything else. A rotated refresh token is not taken any more unless `keepsOld`.
 */
export async function authorizationServer(options: { readonly seconds?: number; readonly user?: string } = {}) {
  const asked: Asked[] = [];
  const state = {
    refuse: undefined as ((asked: Asked) => Answer | undefined | Promise<Answer | undefined>) | undefined,
    seconds: options.seconds ?? 3600,
    user: options.user ?? 'edi',
    keepsOld: false,
    rotates: true,
    refresh: new Set<string>(),
    access: new Map<string, { user: string; to: number }>(),
    granted: 0,
    device: undefined as Answer | undefined,
    more: {} as Record<string, unknown>,
  };
  const give = (used?: string): Answer => {
    const n = ++state.granted;
    const access = `access-${n}-${SECRET}`;
    state.access.set(access, { user: state.user, to: Date.now() + state.seconds * 1000 });
    const rotated = used === undefined || state.rotates;
    const refresh = rotated ? `refresh-${n}-${SECRET}` : used;
    if (rotated && used !== undefined && !state.keepsOld) state.refresh.delete(used);
    state.refresh.add(refresh);
    const of = rotated ? { refresh_token: refresh } : {};
    return { body: { access_token: access, token_type: 'Bearer', expires_in: state.seconds, ...of, ...state.more } };
  };
  const answer = ({ path, form }: Asked): Answer => {
    if (path === '/device')
      return state.device ?? { body: { device_code: `device-${SECRET}`, user_code: 'ABCD-EFGH', verification_uri: 'https://login.example/device', expires_in: 900, interval: 0.02 } }; // prettier-ignore
    if (path === '/introspect') {
      const known = state.access.get(form['token'] ?? '');
      return { body: known && known.to > Date.now() ? { active: true, username: known.user } : { active: false } };
    }
    if (path !== '/token') return { status: 404, body: 'nothing is here' };
    if (form['grant_type'] !== 'refresh_token') return give();
    return state.refresh.has(form['refresh_token'] ?? '')
      ? give(form['refresh_token'])
      : {
          status: 400,
          body: { error: 'invalid_grant', error_description: 'AADSTS70008: The provided authorization code or refresh token has expired.' },
        };
  };
  const server = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (c: Buffer) => chunks.push(c));
    request.on('end', () => void respond());
    const respond = async (): Promise<void> => {
      const text = Buffer.concat(chunks).toString();
      const one: Asked = { path: request.url!.split('?')[0]!, form: Object.fromEntries(new URLSearchParams(text)), at: Date.now() };
      if (one.path !== '/introspect') asked.push(one);
      const { status = 200, headers = {}, body = '' } = (one.path === '/introspect' ? undefined : await state.refuse?.(one)) ?? answer(one);
      response.writeHead(status, { 'content-type': 'application/json', ...headers });
      response.end(typeof body === 'string' ? body : JSON.stringify(body));
    };
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const close = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(() => resolve()));
  };
  /** `auth` of a mailbox, as it stands in gateway.yaml. */
  const auth = (more: object = {}): object => ({
    ...{ kind: 'oauth2', provider: 'custom', client_id: 'gateway', scope: 'imap offline_access' },
    ...{ token_endpoint: `${url}/token`, device_endpoint: `${url}/device`, authorization_endpoint: `${url}/authorize`, ...more },
  });
  return { asked, state, url, auth, close, tokens: (): Asked[] => asked.filter((a) => a.path === '/token') };
}

/** A part of every token, to be looked for in everything that is kept or said. */
export const SECRET = 'canary-5b1f0e7a44';
