import net from 'node:net';
import { type AuthenticationType, Client, type ConnectConfig } from 'ssh2';
import type { Dialer, Pinned } from '../dialer/dialer';
import { plain, SftpError, SignInRefused, told } from './errors';
import { type HostKey, HOST_KEY_ALGORITHMS, HostKeyRefused, type HostKeyAlgorithm, hostKeyOf, without } from './host-keys';
import type { SftpServer } from './settings';

/** Nothing that is known to be weak: no SHA-1, no CBC, and no compression, which could unpack to anything. */
const ALGORITHMS = {
  cipher: ['aes256-gcm@openssh.com', 'aes128-gcm@openssh.com', 'chacha20-poly1305@openssh.com', 'aes256-ctr', 'aes192-ctr', 'aes128-ctr'],
  hmac: ['hmac-sha2-256-etm@openssh.com', 'hmac-sha2-512-etm@openssh.com', 'hmac-sha2-256', 'hmac-sha2-512'],
  compress: ['none'],
} satisfies ConnectConfig['algorithms'];

interface Door {
  readonly to: Pinned;
  readonly port: number;
  readonly ms: number; // for each step
  readonly signal?: AbortSignal | undefined;
}

/** Signed in at a server that has shown one of the keys that are written down; one that has not is told nothing. */
export async function connect(server: SftpServer, dialer: Dialer, signal?: AbortSignal): Promise<Client> {
  const door = { to: await dialer.pin(server.host), port: server.port, ms: server.timeout_seconds * 1000, signal };
  const shown: HostKey[] = [];
  for await (const got of knock(door, (key) => server.host_keys.includes(key.fingerprint), server))
    if (got instanceof Client) return got;
    else shown.push(got);
  throw new HostKeyRefused(shown, server.host_keys);
}

/** All keys of a server, for a person who compares them. Nobody signs in. */
export async function hostKeysOf(host: string, port: number, dialer: Dialer, ms = 15_000): Promise<HostKey[]> {
  const shown: HostKey[] = [];
  for await (const got of knock({ to: await dialer.pin(host), port, ms }, () => false)) if (!(got instanceof Client)) shown.push(got);
  return shown;
}

/** Asks for one kind of key after the other until one is accepted: which one was written down, the fingerprint does not say. */
async function* knock(door: Door, accept: (key: HostKey) => boolean, server?: SftpServer): AsyncGenerator<HostKey | Client> {
  let left: HostKeyAlgorithm[] = [...HOST_KEY_ALGORITHMS];
  for (let first = true; left.length > 0; first = false) {
    const got = await shakeHands(door, left, accept, server).catch((error: Error) => {
      if (first || !error.message.includes('no matching host key format')) throw error;
      return undefined; // it has no more
    });
    if (got === undefined) return;
    yield got;
    if (got instanceof Client) return;
    left = without(left, got);
  }
}

function shakeHands(
  { to, port, ms, signal }: Door,
  serverHostKey: HostKeyAlgorithm[],
  accept: (key: HostKey) => boolean,
  server?: SftpServer,
): Promise<HostKey | Client> {
  return new Promise((resolve, reject) => {
    // Without noDelay small steps wait for the acknowledgement of those before them, which a server may hold back.
    const socket = net.connect({ host: to.address, port, noDelay: true });
    const client = new Client();
    const signIn = signInOf(server);
    let refused: HostKey | undefined;
    let phase = 'connecting';
    let timer: NodeJS.Timeout;
    const end = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    };
    const fail = (error: Error): void => {
      end();
      socket.destroy();
      if (refused) resolve(refused);
      else reject(signIn.refused(error) ?? told(phase, error));
    };
    const stop = (): void => fail(signal!.reason as Error);
    const step = (name: string): void => {
      phase = name;
      clearTimeout(timer);
      timer = setTimeout(() => fail(new Error(`the server did not answer within ${ms / 1000} s`)), ms);
    };
    step('connecting');
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) return stop();
    socket.once('connect', () => step('key exchange'));
    client
      .once('handshake', () => step('sign-in')) // keys are exchanged anew later, too
      .on('ready', () => {
        end();
        resolve(client);
      })
      .on('keyboard-interactive', (_name, _instructions, _lang, prompts, answer) =>
        answer(prompts.length === 1 && !prompts[0]!.echo ? [server!.password!] : []),
      )
      .on('error', fail)
      .on('close', () => fail(new Error('the server ended the connection')));
    try {
      client.connect({
        sock: socket,
        username: server?.username ?? 'nobody',
        ...(server?.password === undefined ? {} : { password: server.password, tryKeyboard: true }),
        ...(server?.private_key === undefined ? {} : { privateKey: server.private_key }),
        ...(server?.passphrase === undefined ? {} : { passphrase: server.passphrase }),
        readyTimeout: 0, // ours are by the step
        algorithms: { ...ALGORITHMS, serverHostKey },
        authHandler: signIn.next as unknown as NonNullable<ConnectConfig['authHandler']>,
        hostVerifier: (key: Buffer): boolean => {
          const shown = hostKeyOf(key);
          const ok = accept(shown);
          if (!ok) refused = shown;
          return ok;
        },
      });
    } catch (error) {
      fail(error as Error);
    }
  });
}

/**
 * The server is asked what it takes, and then given that once: a wrong password that is tried in two ways counts as two. Keys
 * come first; a server that wants both says so.
 */
function signInOf(server: SftpServer | undefined) {
  const tried: string[] = [];
  let takes: readonly string[] = [];
  const has: readonly (readonly [AuthenticationType, boolean])[] = [
    ['publickey', server?.private_key !== undefined],
    ['password', server?.password !== undefined],
    ['keyboard-interactive', server?.password !== undefined],
  ];
  const next = (methods: readonly AuthenticationType[] | null): AuthenticationType | false => {
    if (methods === null) return 'none';
    takes = methods;
    const usable = has.find(([m, ours]) => ours && methods.includes(m) && !tried.includes(m) && !(m === 'keyboard-interactive' && tried.includes('password')));
    if (usable) tried.push(usable[0]);
    return usable?.[0] ?? false;
  }; // prettier-ignore
  const refused = (error: Error & { readonly level?: string }): SftpError | undefined => {
    if (error.level !== 'client-authentication') return undefined;
    const how = tried.length > 0 ? `with ${tried.join(' and ')}` : 'with what the settings have';
    return new SignInRefused(`sign-in: ${server!.username} was refused ${how}; the server takes ${plain(takes.join(', ')) || 'nothing'}`);
  };
  return { next, refused };
}
