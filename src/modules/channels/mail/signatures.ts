import { setImmediate } from 'node:timers/promises';
import { Readable } from 'node:stream';
import type { ARCData, DKIMResult } from 'mailauth';
import { NO_SIGNATURES, type Sealed, type Signature, type Signatures } from '../../../domain/mail/signatures';
import { headerBlock } from '../../../domain/syntax/mail-headers';
import { LIMITS } from '../../../domain/syntax/limits';
import { type AskTxt, isSilence } from '../../../platform/dns-txt';

const KEY_BITS = 1024;
const CHUNK = 32 * 1024;

export interface Checking {
  readonly ask: AskTxt;
  readonly sealers: readonly string[]; // whose seal counts
  readonly at: string; // when it came: a signature that has expired since was good then
}

/** Which signatures of a mail hold, by the keys in DNS. Never throws for what a stranger wrote. */
export async function checkSignatures(bytes: Buffer, { ask, sealers, at }: Checking): Promise<Signatures> {
  const head = headerBlock(bytes);
  if (!/^(dkim-signature|arc-seal)\s*:/im.test(head)) return NO_SIGNATURES;
  const signatures = head.match(/^dkim-signature\s*:/gim)?.length ?? 0;
  if (signatures > LIMITS.mailSignatures)
    return unlooked(`it bears ${signatures} signatures; at most ${LIMITS.mailSignatures} are looked at`);
  if (head.length >= LIMITS.mailHeadBytes || (head.match(/\n/g)?.length ?? 0) > LIMITS.mailSignedLines)
    return unlooked('its header is too long');
  const [{ dkimVerify }, { arc }] = await Promise.all([import('mailauth/lib/dkim/verify.js'), import('mailauth/lib/arc/index.js')]);
  let silence = false;
  let keys = 0;
  const resolver = async (name: string): Promise<string[][]> => {
    try {
      if (++keys > LIMITS.mailKeys) throw Object.assign(new Error('too many keys'), { code: 'ENOTFOUND' });
      return await ask(name);
    } catch (error) {
      const silent = isSilence(error);
      silence ||= silent;
      throw Object.assign(new Error('no key'), { code: silent ? 'ETIMEOUT' : 'ENOTFOUND' });
    }
  };
  const options = { resolver, minBitLength: KEY_BITS };
  const found = await dkimVerify(inPieces(bytes), { ...options, rejectRsaSha1: true, curTime: new Date(at) });
  const dkim = found.results.filter((r) => r.status.result !== 'none').map(signatureOf);
  const chain = found.arc?.chain || [];
  const counts = (i: number): boolean => sealers.includes(sealerOf(chain[i]));
  if (chain.length === 0 || !counts(chain.length - 1)) return { ...NO_SIGNATURES, dkim };
  const sealed = await arc(found.arc as ARCData, options);
  const whole = sealed.status.result === 'pass' && sealed.signature && sealed.signature.canonBodyLengthLimited === false;
  if (!whole) return { dkim, sealed: [], sealUnknown: sealed.status.result !== 'pass' && silence };
  // From the last sealer backwards, as long as each counts: who stands behind one that does not may be invented by it.
  const out: Sealed[] = [];
  for (let i = chain.length - 1; i >= 0 && counts(i); i--) out.push({ sealer: sealerOf(chain[i]), results: resultsOf(chain[i]) });
  return { dkim, sealed: out, sealUnknown: false };
}

export const unlooked = (why: string): Signatures => ({
  ...NO_SIGNATURES,
  dkim: [{ domain: 'unknown', aligned: true, result: 'fail', why }],
});

/** The library hashes what it is given in one go; fifty megabytes of that would keep everything else waiting for seconds. */
const inPieces = (bytes: Buffer): Readable =>
  Readable.from(
    (async function* () {
      for (let at = 0; at < bytes.length; at += CHUNK) {
        yield bytes.subarray(at, at + CHUNK);
        await setImmediate();
      }
    })(),
    { objectMode: false },
  );

function signatureOf(r: DKIMResult): Signature {
  const { status } = r;
  const about = { domain: (r.signingDomain ?? '').toLowerCase().slice(0, 253), aligned: Boolean(status.aligned) };
  if (status.result === 'temperror') return { ...about, result: 'unknown', why: 'DNS does not tell its key' };
  const why =
    status.result !== 'pass'
      ? status.policy?.['dkim-rules'] === 'weak-key'
        ? `its key has fewer than ${KEY_BITS} bits`
        : (status.comment ?? status.result)
      : r.canonBodyLengthLimited
        ? 'it signs only the beginning of the mail (l=)'
        : status.testing
          ? 'its domain is only trying it out (t=y)'
          : '';
  return { ...about, result: why === '' ? 'pass' : 'fail', why: why.slice(0, 100) };
}

interface Link {
  readonly 'arc-seal'?: { readonly parsed?: { readonly d?: { readonly value?: unknown } } };
  readonly 'arc-authentication-results'?: { readonly original?: Buffer };
}
const sealerOf = (link: unknown): string => String((link as Link)['arc-seal']?.parsed?.d?.value ?? '').toLowerCase();
const resultsOf = (link: unknown): string => {
  const line = (link as Link)['arc-authentication-results']?.original?.toString('latin1') ?? '';
  return line.slice(line.indexOf(':') + 1).replace(/\s+/g, ' ');
};
