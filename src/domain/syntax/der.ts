import { NotOpened } from './limits';

/** One element of DER, or of BER with lengths that are left open. */
export interface DerNode {
  readonly tag: number;
  readonly from: number; // of its content
  readonly to: number;
  readonly next: number; // behind it and its end mark
}

const DEPTH = 40;
const OCTETS = 4;
const CONSTRUCTED = 32;

export const damagedAt = (at: number): NotOpened =>
  new NotOpened('file.corrupt', `the signed mail is damaged: nothing can be made of byte ${at}`);

export function derNode(b: Uint8Array, at: number, end: number, depth = 0): DerNode {
  if (at + 2 > end || depth > DEPTH || (b[at]! & 31) === 31) throw damagedAt(at);
  const tag = b[at]!;
  const first = b[at + 1]!;
  if (first === 0x80) {
    if ((tag & 32) === 0) throw damagedAt(at);
    let i = at + 2;
    while (i + 2 <= end && (b[i] !== 0 || b[i + 1] !== 0)) i = derNode(b, i, end, depth + 1).next;
    if (i + 2 > end) throw new NotOpened('file.corrupt', 'the signed mail is cut off');
    return { tag, from: at + 2, to: i, next: i + 2 };
  }
  let from = at + 2;
  let length = first;
  if (first > 0x80) {
    const n = first & 127;
    if (n > 6) throw damagedAt(at);
    length = 0;
    for (let i = 0; i < n; i++) length = length * 256 + (b[from + i] ?? 0);
    from += n;
  }
  if (from + length > end) throw new NotOpened('file.corrupt', 'the signed mail is cut off');
  return { tag, from, to: from + length, next: from + length };
}

/** What stands in an element, which may not be more than an honest one holds. */
export function derChildren(b: Uint8Array, node: DerNode, most = 64): DerNode[] {
  const out: DerNode[] = [];
  for (let at = node.from; at < node.to;) {
    if (out.length === most) throw damagedAt(at);
    const child = derNode(b, at, node.to);
    out.push(child);
    at = child.next;
  }
  return out;
}

/** The bytes of a string, which may come in pieces within pieces: millions of them, so that none is kept by itself. */
export function derOctets(b: Uint8Array, node: DerNode): Uint8Array {
  if (node.tag === OCTETS) return b.subarray(node.from, node.to);
  const out = Buffer.alloc(node.to - node.from);
  let size = 0;
  const walk = (n: DerNode, depth: number): void => {
    if (depth > DEPTH) throw damagedAt(n.from);
    if (n.tag === OCTETS) {
      out.set(b.subarray(n.from, n.to), size);
      size += n.to - n.from;
      return;
    }
    if (n.tag !== (OCTETS | CONSTRUCTED)) throw damagedAt(n.from);
    for (let at = n.from; at < n.to;) {
      const child = derNode(b, at, n.to);
      walk(child, depth + 1);
      at = child.next;
    }
  };
  walk(node, 0);
  return out.subarray(0, size);
}
