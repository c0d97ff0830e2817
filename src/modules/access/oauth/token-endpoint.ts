import { NotDialed, type Dialer } from '../../../platform/dialer/dialer';
import { fetchThrough } from '../../../platform/dialer/fetch';
import { adviceOn, SignInRefused } from './refusals';
import type { OAuth2 } from './settings';

/** Where a server does not say how long a token lasts. */
const UNTOLD_SECONDS = 1800;
const LONGEST_WAIT_MS = 3_600_000;

export interface Granted {
  readonly access: string;
  readonly seconds: number;
  readonly refresh: string | undefined; // absent: the one before still is the one
  readonly refreshSeconds: number | undefined;
}
type Form = Readonly<Record<string, string>>;
type Json = Readonly<Record<string, unknown>>;
export interface Asking {
  readonly dialer: Dialer;
  readonly auth: OAuth2;
  readonly how: string; // the command by which a person signs in again
}

/**
 * Forms to an authorization server (RFC 6749), by hand: a few fields there and a few back. openid-client drops what the server says
 * where that comes with a challenge, which is the code that a person needs, and its errors carry what was answered, tokens included.
 */
export async function askForToken(asking: Asking, form: Form): Promise<Granted> {
  const { auth } = asking;
  const json = await ask(asking, auth.tokenEndpoint, { ...clientOf(auth), ...form });
  const { access_token: access, refresh_token: refresh, token_type: type } = json;
  if (typeof access !== 'string' || access === '' || (typeof type === 'string' && type.toLowerCase() !== 'bearer'))
    throw new SignInRefused('no_token', `${hostOf(auth.tokenEndpoint)} answers without a token that could be used`, undefined, {
      permanent: false,
    });
  return {
    access,
    seconds: positive(json['expires_in']) ?? UNTOLD_SECONDS,
    refresh: typeof refresh === 'string' && refresh !== '' ? refresh : undefined,
    refreshSeconds: positive(json['refresh_token_expires_in']),
  };
}

/** What is answered, where that is no refusal. Throws SignInRefused, in words that hold none of what was sent. */
export async function ask(asking: Asking, url: string, form: Form): Promise<Json> {
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json', 'user-agent': 'Crosscount' };
  const answer = await fetchThrough(asking.dialer)(url, { method: 'POST', headers, body: new URLSearchParams(form) }).catch(
    (error: Error) => {
      const said = `${hostOf(url)}: ${error.message || 'the connection broke'}`;
      throw new SignInRefused('unreachable', said, undefined, { permanent: error instanceof NotDialed });
    },
  );
  const json = objectOf(await answer.text());
  if (answer.ok && json && typeof json['error'] !== 'string') return json;
  throw refusalOf(asking, url, form, answer, json);
}

function refusalOf({ how }: Asking, url: string, form: Form, answer: Response, json: Json | undefined): SignInRefused {
  const waitMs = waitOf(answer.headers.get('retry-after'));
  if (typeof json?.['error'] !== 'string') {
    const what = answer.status >= 300 && answer.status < 400 ? 'a redirect, which is not followed' : `HTTP ${answer.status}`;
    return new SignInRefused('http', `${hostOf(url)} answers with ${what}`, undefined, { permanent: false, waitMs });
  }
  const description =
    typeof json['error_description'] === 'string' ? json['error_description'].split(/\r?\n|Trace ID/)[0]!.replace(/[.\s]+$/, '') : '';
  const said = without([json['error'], description].filter(Boolean).join(': '), form).slice(0, 300);
  const later = answer.status >= 500 || answer.status === 429;
  return new SignInRefused(without(json['error'], form).slice(0, 60), said, adviceOn(said, how), {
    ...(later ? { permanent: false } : {}),
    waitMs,
  });
}

export const clientOf = ({ clientId, clientSecret }: OAuth2): Record<string, string> => ({
  ...(clientId === '' ? {} : { client_id: clientId }),
  ...(clientSecret === undefined ? {} : { client_secret: clientSecret }),
});

const SECRET = ['client_secret', 'refresh_token', 'assertion', 'device_code', 'code', 'code_verifier'];
/** A server may repeat what it was sent; a secret of a few letters would be found in every word. */
const without = (text: string, form: Form): string =>
  SECRET.flatMap((name) => ((form[name]?.length ?? 0) < 8 ? [] : form[name]!)).reduce(
    (t, secret) => t.replaceAll(secret, '…'),
    text.replace(/[\u0000-\u001f\u007f]+/g, ' '),
  );

const hostOf = (url: string): string => new URL(url).host;
const positive = (value: unknown): number | undefined => (Number(value) > 0 && Number.isFinite(Number(value)) ? Number(value) : undefined);

function objectOf(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function waitOf(retryAfter: string | null): number | undefined {
  return retryAfter !== null && /^\d{1,9}$/.test(retryAfter) ? Math.min(Number(retryAfter) * 1000, LONGEST_WAIT_MS) : undefined;
}
