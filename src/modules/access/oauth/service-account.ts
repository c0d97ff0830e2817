import { createPrivateKey, createSign } from 'node:crypto';
import { SignInRefused } from './refusals';
import type { OAuth2 } from './settings';

const LASTS_SECONDS = 3600;

/** A word of the service account that it acts for the mailbox's owner, signed with its key (RFC 7523). */
export function assertionOf({ serviceAccount, scope, tokenEndpoint }: OAuth2, user: string, now: string): string {
  const { client_email, private_key, private_key_id } = keyFileOf(serviceAccount ?? '');
  const at = Math.floor(Date.parse(now) / 1000);
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const claims = { iss: client_email, sub: user, scope, aud: tokenEndpoint, iat: at, exp: at + LASTS_SECONDS };
  const text = `${part({ alg: 'RS256', typ: 'JWT', ...(private_key_id ? { kid: private_key_id } : {}) })}.${part(claims)}`;
  return `${text}.${createSign('sha256').update(text).sign(createPrivateKey(private_key)).toString('base64url')}`;
}

interface KeyFile {
  readonly client_email: string;
  readonly private_key: string;
  readonly private_key_id?: string;
}

/** What is wrong with it is told without a word of it. */
function keyFileOf(text: string): KeyFile {
  try {
    const read = JSON.parse(text) as KeyFile;
    createPrivateKey(read.private_key);
    if (typeof read.client_email === 'string') return read;
  } catch {
    // told below
  }
  const advice = 'Keep the whole JSON file that Google made: crosscount secret set NAME < key.json';
  throw new SignInRefused('service_account', '`service_account` is no key file of a service account', advice, { permanent: true });
}
