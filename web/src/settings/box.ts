import type { Settings } from '../api/types';
import type { Channel } from './use-settings';

export const KEPT = '•••';
export const PROVIDERS = {
  microsoft: { says: 'Microsoft 365', host: 'outlook.office365.com' },
  google: { says: 'Google', host: 'imap.gmail.com' },
  other: { says: 'Another server', host: '' },
} as const;
export type Provider = keyof typeof PROVIDERS;

/** A mailbox as it is entered. */
export interface Box {
  readonly provider: Provider;
  readonly name: string;
  readonly host: string;
  readonly port: string;
  readonly tls: '' | 'implicit' | 'starttls' | 'none';
  readonly user: string;
  readonly way: 'password' | 'oauth';
  readonly password: string;
  readonly tenant: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly flow: 'person' | 'alone'; // the application by itself
  readonly authRest: Readonly<Record<string, unknown>>; // of `auth` what is not shown here; all of it for another provider
  readonly folders: readonly string[];
  readonly junk: boolean;
  readonly skip: string;
  readonly since: string;
  readonly after: 'nothing' | 'move' | 'flag';
  readonly moveTo: string;
  readonly canary: string;
  readonly rest: Readonly<Record<string, unknown>>; // what is set and not shown here
}
const text = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');

export function begun(known: Channel | undefined): Box {
  const s = known?.settings ?? {};
  const { host, port, tls, user, password, auth, folders, junk, since, after, canary, rules, ...rest } = s;
  const a = (auth ?? {}) as Record<string, unknown>;
  const provider = text(a.provider) === 'custom' ? 'other' : text(a.provider) === 'microsoft' || /office365|outlook/.test(text(host)) ? 'microsoft' : text(a.provider) === 'google' || /gmail/.test(text(host)) ? 'google' : 'other'; // prettier-ignore
  const { kind: _k, provider: named, tenant: _t, client_id: _c, client_secret: _s, service_account: _a, flow, ...more } = a;
  const authRest = named === 'custom' ? a : { ...more, ...(flow === undefined || flow === 'client_credentials' ? {} : { flow }) };
  const [own, others] = skipsOf(rules);
  return {
    provider: known ? provider : 'other',
    name: known?.name ?? '',
    host: text(host),
    port: text(port),
    tls: text(tls) as Box['tls'],
    user: text(user),
    way: auth === undefined ? 'password' : 'oauth',
    password: text(password),
    tenant: text(a.tenant),
    clientId: text(a.client_id),
    clientSecret: text(a.client_secret) || text(a.service_account),
    authRest,
    flow: a.flow === 'client_credentials' || a.service_account !== undefined ? 'alone' : 'person',
    folders: [folders ?? 'INBOX'].flat() as string[],
    junk: junk !== false,
    skip: own.join('\n'),
    since: text(since),
    after: after === undefined || after === 'nothing' ? 'nothing' : 'move' in (after as object) ? 'move' : 'flag',
    moveTo: text((after as { move?: unknown } | undefined)?.move) || 'Done',
    canary: text(canary),
    rest: {
      ...rest,
      ...(others.length > 0 ? { rules: others } : {}),
      ...(after && typeof after === 'object' && 'flag' in after ? { flag: after.flag } : {}),
    },
  };
}

/** The rules that this screen writes (one that leaves alone by subject, at the end), and the others as they are. */
function skipsOf(rules: unknown): [string[], unknown[]] {
  const all = Array.isArray(rules) ? rules : [];
  const last = all.at(-1) as { skip?: { subject?: string | string[] } } | undefined;
  const own = last?.skip && Object.keys(last.skip).join() === 'subject' ? [last.skip.subject ?? []].flat() : [];
  return [own, own.length > 0 ? all.slice(0, -1) : all];
}

/** As it stands under `channels`; what is usual is left out. */
export function settingsOf(b: Box): Record<string, unknown> {
  const { rules = [], flag = '$Crosscount', ...rest } = b.rest;
  const skip = b.skip.split('\n').map((l) => l.trim()).filter(Boolean); // prettier-ignore
  const all = [...(rules as unknown[]), ...(skip.length > 0 ? [{ skip: { subject: skip } }] : [])];
  return {
    name: b.name,
    host: b.host.trim(),
    ...(b.port.trim() ? { port: Number(b.port) } : {}),
    ...(b.tls ? { tls: b.tls } : {}),
    user: b.user.trim(),
    ...(b.way === 'password' ? { password: b.password } : { auth: authOf(b) }),
    ...(b.folders.join() === 'INBOX' ? {} : { folders: b.folders }),
    ...(b.junk ? {} : { junk: false }),
    ...(b.since ? { since: b.since } : {}),
    ...(all.length > 0 ? { rules: all } : {}),
    ...(b.after === 'nothing' ? {} : { after: b.after === 'move' ? { move: b.moveTo.trim() } : { flag } }),
    ...(b.canary.trim() ? { canary: b.canary.trim() } : {}),
    ...rest,
  };
}

function authOf(b: Box): Record<string, unknown> {
  if (b.provider === 'other') return b.authRest;
  if (b.provider === 'google')
    return b.flow === 'alone'
      ? { ...b.authRest, kind: 'oauth2', provider: 'google', service_account: b.clientSecret }
      : { ...b.authRest, kind: 'oauth2', provider: 'google', client_id: b.clientId.trim(), client_secret: b.clientSecret };
  const alone = b.flow === 'alone' ? { flow: 'client_credentials', client_secret: b.clientSecret } : {};
  return { ...b.authRest, kind: 'oauth2', provider: 'microsoft', tenant: b.tenant.trim(), client_id: b.clientId.trim(), ...alone };
}

/** What is still missing, in words; null when it can be tried. */
export function problemOf(b: Box, { channels }: Settings, known: Channel | undefined): string | null {
  if (!/^[\w.-]{1,60}$/.test(b.name)) return 'Give it a short name of letters, digits, dots and dashes';
  if (!known && channels.some((c) => c.kind === 'imap' && c.name === b.name)) return 'There is a mailbox of that name';
  if (b.host.trim() === '') return 'Name its server';
  if (b.user.trim() === '') return 'Say who signs in';
  if (b.way === 'password') return b.password === '' ? 'Give its password' : null;
  if (b.provider === 'microsoft' && (b.tenant.trim() === '' || b.clientId.trim() === '')) return 'Give the tenant and the application id';
  if (b.provider === 'google' && b.flow === 'person' && b.clientId.trim() === '') return 'Give the client id';
  if ((b.flow === 'alone' || b.provider === 'google') && b.clientSecret === '') return 'Give the secret';
  return null;
}
