import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { sealMessage } from 'mailauth/lib/arc/index.js';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import type { AskTxt } from '../../src/platform/dns-txt';

export interface SigningKey {
  readonly pem: string;
  readonly record: string; // as it stands in DNS
}
const keyOf = (kind: string, privateKey: KeyObject, published: Buffer): SigningKey => ({
  pem: privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  record: `v=DKIM1; k=${kind}; p=${published.toString('base64')}`,
});
export function rsaKey(bits = 1024): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: bits });
  return keyOf('rsa', privateKey, publicKey.export({ type: 'spki', format: 'der' }));
}
export function ed25519Key(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return keyOf('ed25519', privateKey, publicKey.export({ type: 'spki', format: 'der' }).subarray(-32));
}

/** DNS that is played: what is in it is answered, what is marked so is silent, and nothing else is there. */
export function playedDns(records: Readonly<Record<string, string | 'silent'>>): AskTxt & { readonly asked: string[] } {
  const asked: string[] = [];
  const ask = async (name: string): Promise<string[][]> => {
    asked.push(name);
    const record = records[name];
    if (record === undefined) throw Object.assign(new Error(`queryTxt ENOTFOUND ${name}`), { code: 'ENOTFOUND' });
    if (record === 'silent') throw Object.assign(new Error(`queryTxt ETIMEOUT ${name}`), { code: 'ETIMEOUT' });
    return [record.match(/.{1,200}/g)!]; // long records are in parts
  };
  return Object.assign(ask, { asked });
}

export interface Signing {
  readonly domain: string;
  readonly key: SigningKey;
  readonly selector?: string;
  readonly canonicalization?: string;
  readonly headers?: readonly string[];
  readonly bytes?: number; // l=
  readonly expires?: string;
}

/** The mail with a signature above it. */
export async function signed(raw: string, s: Signing): Promise<string> {
  const who = { signingDomain: s.domain, selector: s.selector ?? 's1', privateKey: s.key.pem };
  const { signatures, errors } = await dkimSign(Buffer.from(raw, 'latin1'), {
    ...who,
    signatureData: [
      {
        ...who,
        canonicalization: s.canonicalization ?? 'relaxed/relaxed',
        ...(s.headers === undefined ? {} : { headerList: [...s.headers] }),
        ...(s.bytes === undefined ? {} : { maxBodyLength: s.bytes }),
      },
    ],
    signTime: '2026-11-16T07:00:00Z',
    ...(s.expires === undefined ? {} : { expires: s.expires }),
  });
  if (errors.length > 0) throw errors[0]!.err;
  return signatures + raw;
}

/**
 * The same, by hand: of exactly these headers, also of one that the mail has not, so that whoever adds it breaks the signature. The
 * library signs what is there, and always the From.
 */
export function signedByHand(raw: string, { domain, key }: Signing, names: readonly string[]): string {
  const end = raw.indexOf('\r\n\r\n');
  const signedHeaders = names.flatMap((name) => {
    const value = new RegExp(`^${name}: *(.*)$`, 'im').exec(raw.slice(0, end))?.[1];
    return value === undefined ? [] : [`${name}:${value.trim()}\r\n`];
  });
  const hash = createHash('sha256')
    .update(raw.slice(end + 4), 'latin1')
    .digest('base64');
  const tags = `v=1; a=rsa-sha256; c=relaxed/simple; d=${domain}; s=s1; h=${names.join(':')}; bh=${hash}; b=`;
  const signature = sign('sha256', Buffer.from(`${signedHeaders.join('')}dkim-signature:${tags}`), key.pem).toString('base64');
  return `DKIM-Signature: ${tags}${signature}\r\n${raw}`;
}

/** The mail with what a forwarder found out, sealed by it (ARC). */
export async function sealed(raw: string, domain: string, key: SigningKey, found: string): Promise<string> {
  const seal = { signingDomain: domain, selector: 'arc', privateKey: key.pem, cv: 'none', authResults: `mx.${domain}; ${found}`, i: 1 };
  return (await sealMessage(Buffer.from(raw, 'latin1'), seal)).toString('latin1') + raw;
}
