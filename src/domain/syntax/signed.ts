import { damagedAt, derChildren, derNode, type DerNode, derOctets } from './der';

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
  const outer = derNode(b, 0, b.length);
  if (!b.subarray(outer.next).every((x) => x === 0 || x === 10 || x === 13)) throw damagedAt(outer.next);
  const signed = only(b, childOf(b, outer, 1, 0xa0, 2), 0x30);
  const encapsulated = childOf(b, signed, 2, 0x30);
  const [type, content, more] = derChildren(b, encapsulated);
  if (type?.tag !== 6 || more) throw damagedAt(encapsulated.from);
  if (!content) return null;
  if (content.tag !== 0xa0) throw damagedAt(content.from);
  return derOctets(b, only(b, content));
}

function childOf(b: Uint8Array, node: DerNode, index: number, tag: number, count?: number): DerNode {
  const children = derChildren(b, node);
  const child = children[index];
  if (child?.tag !== tag || (count !== undefined && children.length !== count)) throw damagedAt(node.from);
  return child;
}

/** What stands alone in an element: a second thing in it would be lost. */
function only(b: Uint8Array, node: DerNode, tag?: number): DerNode {
  const [child, more] = derChildren(b, node, 2);
  if (!child || more || (tag !== undefined && child.tag !== tag)) throw damagedAt(node.from);
  return child;
}
