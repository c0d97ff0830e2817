import type { TokenSource } from '../../access/oauth/token-source';
import { tokensFor } from '../../access/oauth/tokens-for';
import { settingsNow } from '../../channels/followed';
import { type ImapSettings, imapSettings } from '../../channels/imap/settings';
import type { Gateway } from '../../pipeline/gateway';
import { type Dialer, dialerOf } from '../../../platform/dialer/dialer';
import { HIDDEN } from '../../../platform/settings/hidden';
import { Problem } from '../problems';
import { orRefused } from './refusing';

type Given = Readonly<Record<string, unknown>>;
const SECRETS = [['password'], ['auth', 'client_secret'], ['auth', 'service_account']] as const;
const BOUND_TO = [['host'], ['user'], ['auth', 'provider'], ['auth', 'token_endpoint']] as const;

export interface Meant {
  readonly settings: ImapSettings;
  readonly dialer: Dialer;
  readonly tokens: TokenSource | undefined;
}

/** A mailbox as it is described, not as it is in force: to see whether it would do. */
export async function mailboxMeant(gateway: Gateway, given: Given): Promise<Meant> {
  const config = await orRefused(() => settingsNow(gateway));
  const kept = await orRefused(async () => config.settings.entries('channels').map((e) => e.value as Given));
  const settings = parsed(withKept({ ...given, kind: 'imap' }, kept));
  const { name, user, auth } = settings;
  const tokens = auth && tokensFor({ ...gateway, config }, { name: `imap ${name}`, auth, user });
  return { settings, dialer: dialerOf(config.settings), tokens };
}

const at = (o: unknown, path: readonly string[]): unknown => path.reduce((v, k) => (v as Given | undefined)?.[k], o);

/** A secret that is kept is used for what it was given for, and sent nowhere else. */
function withKept(given: Given, all: readonly Given[]): Given {
  const kept = all.find((c) => c.kind === 'imap' && c.name === given.name);
  const out = structuredClone(given) as Record<string, unknown>;
  for (const path of SECRETS) {
    const value = at(given, path);
    if (typeof value !== 'string' || !(value === HIDDEN || /\$\{/.test(value))) continue;
    const found = at(kept, path);
    const same = kept !== undefined && BOUND_TO.every((p) => at(given, p) === at(kept, p));
    if (typeof found !== 'string' || !same) throw wrong(path.join('.'), 'give it once more: what is kept is for another mailbox');
    const holder = path.length === 1 ? out : (out.auth as Record<string, unknown>);
    holder[path.at(-1)!] = found;
  }
  return out;
}

function parsed(given: Given): ImapSettings {
  const read = imapSettings.safeParse(given);
  if (read.success) return read.data;
  const errors = read.error.issues.map((i) => {
    const parameter = i.path.join('.') || 'settings';
    return { code: `parameter.${parameter}`, detail: `${parameter}: ${i.message.replace(/^Invalid input: /, '')}`, parameter };
  });
  throw new Problem(400, 'wrong-request', errors.map((e) => e.detail).join('; '), { errors });
}

const wrong = (parameter: string, detail: string): Problem =>
  new Problem(400, 'wrong-request', `${parameter}: ${detail}`, { errors: [{ code: `parameter.${parameter}`, detail, parameter }] });
