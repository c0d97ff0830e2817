import { createHash } from 'node:crypto';

/** What a server proves who it is with; the fingerprint as `ssh-keygen -l` prints it. */
export interface HostKey {
  readonly type: string;
  readonly fingerprint: string;
}

export function hostKeyOf(key: Buffer): HostKey {
  const type = key.toString('latin1', 4, 4 + key.readUInt32BE(0)).replace(/[^\w.@-]/g, '');
  return { type, fingerprint: `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}` };
}

/** The ways to prove a key that are still safe; SHA-1 (`ssh-rsa`) and DSA are not among them. */
export const HOST_KEY_ALGORITHMS = [
  'ssh-ed25519',
  'ecdsa-sha2-nistp256',
  'ecdsa-sha2-nistp384',
  'ecdsa-sha2-nistp521',
  'rsa-sha2-512',
  'rsa-sha2-256',
] as const;
export type HostKeyAlgorithm = (typeof HOST_KEY_ALGORITHMS)[number];

/** A server has several keys, and shows the first of those that it is asked for: with this one left out, the next. */
export const without = (algorithms: readonly HostKeyAlgorithm[], { type }: HostKey): HostKeyAlgorithm[] =>
  algorithms.filter((a) => a !== type && !(type === 'ssh-rsa' && a.startsWith('rsa-')));

/** Another key than those that were written down: the same server with a new one, or somebody else in between. */
export class HostKeyRefused extends Error {
  readonly code = 'EHOSTKEY';
  constructor(shown: readonly HostKey[], expected: readonly string[]) {
    const keys = shown.map((k) => `${k.fingerprint} (${k.type})`).join(', ');
    super(`host key: the server shows ${keys}, and ${expected.join(' or ')} is expected; it was told no user and no password`);
  }
}
