import { utils } from 'ssh2';
import { hostKeyOf } from '../../src/platform/sftp/host-keys';

export interface TestSftp {
  readonly port: number;
  readonly folder: string; // on this machine
  readonly path: string; // the same for who signs in
  readonly kind: 'sshd' | 'ssh2';
  readonly hostKeys: readonly string[]; // fingerprints
  readonly signIn: { readonly username: string; readonly password?: string; readonly private_key?: string };
  stop(): Promise<void>;
}
export type KeyType = 'ed25519' | 'ecdsa' | 'rsa';
export interface ServerKey {
  readonly type: KeyType;
  readonly private: string;
  readonly fingerprint: string;
}
export function makeKey(type: KeyType = 'ed25519'): ServerKey {
  for (;;) {
    const { private: text } =
      type === 'ed25519'
        ? utils.generateKeyPairSync(type)
        : utils.generateKeyPairSync(type as 'rsa', { bits: type === 'rsa' ? 2048 : 256 });
    const parsed = utils.parseKey(text);
    if (parsed instanceof Error) continue; // of 400 that ssh2 makes, one cannot be read by anybody
    return { type, private: text, fingerprint: hostKeyOf([parsed].flat()[0]!.getPublicSSH()).fingerprint };
  }
}
