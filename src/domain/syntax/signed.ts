import { damagedAt, derChildren, derNode, derOctets } from './der';

const PKCS7 = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
const AUTH_ENVELOPED = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01, 0x17];

/** What a cryptographic message is (RFC 5652): signed, and can be read by anybody; or encrypted for somebody. */
export function sealedAs(b: Uint8Array): 'signed' | 'encrypted' | null {
  if (b[0] !== 0x30) return null;
  const at = b[1]! < 0x81 ? 2 : 2 + (b[1]! & 127);
  const is = (oid: readonly number[]): boolean => b[at] === 6 && oid.every((v, i) => b[at + 2 + i] === v);
  if (is(AUTH_ENVELOPED) || (is(PKCS7) && (b[at + 10] === 3 || b[at + 10] === 6))) return 'encrypted';
  return is(PKCS7) && b[at + 10] === 2 ? 'signed' : null;
}

/**
 * What was signed, without its signature: nobody checks that here, since it takes a store of certificates to say whose it is.
 * Null where the signature came without what it signs.
 */
export function signedContent(b: Uint8Array): Uint8Array | null {
  const [, explicit] = derChildren(b, derNode(b, 0, b.length));
  if (explicit?.tag !== 0xa0) throw damagedAt(0);
  const signed = derNode(b, explicit.from, explicit.to);
  const [, , encapsulated] = derChildren(b, signed);
  if (encapsulated?.tag !== 0x30) throw damagedAt(signed.from);
  const [, content] = derChildren(b, encapsulated);
  if (!content) return null;
  if (content.tag !== 0xa0) throw damagedAt(encapsulated.from);
  return derOctets(b, derNode(b, content.from, content.to));
}
