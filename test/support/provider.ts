import type http from 'node:http';
import type { AddressInfo } from 'node:net';

export const CLIENT = { id: 'crosscount', secret: 'a-secret-of-the-client' } as const;
/** Who may sign in there: any password; groups and the rest as the provider says them. */
export interface Account {
  readonly preferred_username: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly groups?: readonly string[] | string;
}

/** A real OpenID provider (oidc-provider, certified) on the loopback net, with a login that is a form. */
export async function startProvider(accounts: Map<string, Account>) {
  const { default: Oidc } = (await import('oidc-provider' as string)) as {
    default: new (issuer: string, c: object) => { callback(): http.RequestListener };
  };
  const { createServer } = await import('node:http');
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = (redirect: string): http.RequestListener => {
    const { warn } = console;
    console.warn = () => undefined; // that it is no provider to run a company on
    const made = new Oidc(issuer, {
      clients: [
        { client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirect], token_endpoint_auth_method: 'client_secret_post' },
      ],
      claims: { openid: ['sub'], profile: ['preferred_username', 'groups'], email: ['email', 'email_verified'] },
      conformIdTokenClaims: false,
      pkce: { required: () => true },
      features: { devInteractions: { enabled: true } },
      cookies: { keys: ['test'] },
      ttl: Object.fromEntries(
        ['Interaction', 'Session', 'Grant', 'AccessToken', 'IdToken', 'AuthorizationCode'].map((what) => [what, 600]),
      ),
      findAccount: (_: unknown, sub: string) => accounts.has(sub) ? { accountId: sub, claims: () => ({ sub, ...accounts.get(sub) }) } : undefined, // prettier-ignore
    }).callback();
    console.warn = warn;
    return made;
  };
  return {
    issuer,
    serve: (redirect: string) => void server.on('request', provider(redirect)),
    close: () => new Promise<void>((resolve) => server.close(() => resolve()) && server.closeAllConnections()),
  };
}

/** Settings with which people sign in there, and in no other way; back at `url`, as the roles say. */
export const signInBy = (issuer: string, url: string, roles: readonly string[]): string => `
outgoing: { allow: [127.0.0.1] }
alerts: { url: '${url}' }
sign_in:
  password: false
  provider:
    issuer: ${issuer}
    client_id: ${CLIENT.id}
    client_secret: ${CLIENT.secret}
    called: Acme
    roles:
${roles.map((r) => `      - ${r}\n`).join('')}`;

/** A browser that follows redirects within the provider, fills its forms, and stops where it is sent elsewhere. */
export async function signInThere(url: string, login: string): Promise<string> {
  const jar = new Map<string, string>();
  const { origin } = new URL(url);
  const go = async (at: string, form?: Record<string, string>): Promise<string> => {
    const answer = await fetch(at, {
      redirect: 'manual',
      headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const set of answer.headers.getSetCookie()) jar.set(set.split('=')[0]!, set.split(';')[0]!.slice(set.indexOf('=') + 1));
    const location = answer.headers.get('location');
    if (location) {
      const next = new URL(location, at);
      return next.origin === origin ? go(next.href) : next.href;
    }
    const text = await answer.text();
    const action = /<form[^>]* action="([^"]+)"/.exec(text)?.[1];
    if (!action) throw new Error(`${answer.status} at the provider: ${text.slice(0, 300)}`);
    const prompt = /name="prompt" value="(\w+)"/.exec(text)![1]!;
    return go(new URL(action, at).href, prompt === 'login' ? { prompt, login, password: 'x' } : { prompt });
  };
  return go(url);
}
