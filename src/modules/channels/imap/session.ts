import { ImapFlow, type ImapFlowOptions } from 'imapflow';
import type { Expiry } from '../../../domain/rules/channel-view';
import { type Dialer, type Pinned, servernameOf } from '../../../platform/dialer/dialer';
import type { AccessToken, TokenSource } from '../../access/oauth/token-source';
import { certificateOf } from './certificate';
import type { ImapSettings } from './settings';

const COMMAND_MS = 60_000;
/** Four sign-ins within the first hour that they are refused, and two in the next ones. */
const FAILED_SIGN_IN_MS = [60_000, 300_000, 1_800_000];
/** Exchange takes the sign-in, and then has no mailbox for it. */
const NO_MAILBOX = /authenticated but not connected/i;

const TOKEN_REFUSED =
  'The mailbox is not one of whoever signed in: check `user`, that IMAP is allowed for it, and that the application may read it; then `crosscount channels sign-in` once more.';
type Refusal = Error & { readonly advice?: string };

/**
 * The connection to one mailbox: kept between looks, replaced when in doubt. A command that is not answered in time ends the
 * connection, since the answer to it could come at any moment and be taken for that of the next one.
 */
export class ImapSession {
  private client: ImapFlow | undefined;
  private refusals = 0;
  private notBefore = 0;
  private lastRefusal: Refusal | undefined;
  private signedInAt: string | null = null; // by whom a refusal was earned: who signs in anew is not kept waiting for it
  private closed = false;
  /** Whether the connection was made for this look; an old one may have died unseen. */
  fresh = false;

  constructor(
    private readonly settings: ImapSettings,
    private readonly dialer: Dialer,
    private readonly nudged: () => void,
    private readonly tokens?: TokenSource,
  ) {}

  /** Does something on the connection, within a time. */
  async run<T>(what: string, work: (client: ImapFlow) => Promise<T>, ms = this.settings.timeout_seconds * 1000): Promise<T> {
    const client = await this.connected();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`${what}: the server did not answer within ${ms / 1000} s`)), ms);
    });
    const done = work(client);
    done.catch(() => undefined); // when it fails after the time has run out, that has been told already
    try {
      const result = await Promise.race([done, late]);
      this.refusals = 0;
      return result;
    } catch (error) {
      const told = readable(what, error as Error);
      if ((timer && !client.usable) || told.message.includes('did not answer within')) this.drop();
      if (NO_MAILBOX.test(told.message)) {
        if (this.fresh) this.refusedAgain(told);
        this.drop();
      }
      throw told;
    } finally {
      clearTimeout(timer);
    }
  }

  get alive(): boolean {
    return this.client?.usable ?? false;
  }

  /** Undefined where the connection is not encrypted, or there is none. */
  get certificate(): Expiry | undefined {
    return certificateOf((this.client as { readonly socket?: unknown } | undefined)?.socket, this.settings.host);
  }

  private async connected(): Promise<ImapFlow> {
    if (this.client?.usable) return this.client;
    // A look that is cut off by the end tries once more; the connection that it then made would keep the process from ending.
    if (this.closed) throw new Error('the channel was closed');
    this.drop();
    // A password that is refused is not tried again and again: that locks accounts.
    if (performance.now() < this.notBefore && !(await this.isSignedInAnew())) throw this.refusedBefore();
    const token = await this.tokens?.access();
    this.signedInAt = token?.signedInAt ?? null;
    const client = new ImapFlow(optionsOf(this.settings, await this.dialer.pin(this.settings.host), token));
    client.on('error', () => undefined); // the command in hand fails and tells
    client.on('exists', this.nudged);
    try {
      await client.connect();
    } catch (error) {
      client.close();
      const told = readable('sign-in', error as Error);
      if (!(error as { authenticationFailed?: boolean }).authenticationFailed) throw told;
      const refusal = Object.assign(told, token ? { advice: TOKEN_REFUSED } : {});
      this.refusedAgain(refusal);
      if (token) await this.tokens!.refused(token);
      throw refusal;
    }
    if (this.closed) {
      client.close(); // asked to end while it signed in: nobody else would, and it keeps the process from ending
      throw new Error('the channel was closed');
    }
    this.fresh = true;
    this.client = client;
    return client;
  }

  private refusedAgain(told: Refusal): void {
    this.notBefore = performance.now() + FAILED_SIGN_IN_MS[Math.min(this.refusals, FAILED_SIGN_IN_MS.length - 1)]!;
    this.refusals += 1;
    this.lastRefusal = told;
  }

  private refusedBefore(): Refusal {
    const { message = '', advice } = this.lastRefusal ?? {};
    const next = Math.ceil((this.notBefore - performance.now()) / 1000);
    return Object.assign(new Error(`${message} (next try in ${next} s)`), advice === undefined ? {} : { advice });
  }

  private async isSignedInAnew(): Promise<boolean> {
    return this.tokens !== undefined && (await this.tokens.signedInAt()) !== this.signedInAt;
  }

  drop(): void {
    const client = this.client;
    this.client = undefined;
    client?.removeAllListeners('exists');
    client?.close();
  }

  async close(): Promise<void> {
    this.closed = true;
    const client = this.client;
    this.client = undefined;
    if (!client?.usable) return client?.close();
    client.removeAllListeners('exists');
    await Promise.race([client.logout().catch(() => undefined), new Promise((r) => setTimeout(r, 2000).unref())]);
    client.close();
  }
}

function optionsOf(s: ImapSettings, to: Pinned, token: AccessToken | undefined): ImapFlowOptions {
  return {
    host: to.address,
    ...servernameOf(to),
    port: s.port,
    secure: s.tls === 'implicit',
    ...(s.tls === 'starttls' ? { doSTARTTLS: true } : s.tls === 'none' ? { doSTARTTLS: false } : {}),
    auth: { user: s.user, ...(token ? { accessToken: token.token } : { pass: s.password! }) },
    logger: false,
    connectionTimeout: 30_000,
    greetingTimeout: 16_000,
    socketTimeout: Math.max(90_000, COMMAND_MS),
    maxIdleTime: 4 * 60_000,
    autoIdleDelay: 1000,
    maxLiteralSize: 64 * 1024 * 1024,
    maxResponseSize: 96 * 1024 * 1024,
    disableCompression: true,
    clientInfo: { name: 'crosscount' },
  };
}

/** imapflow says "Command failed" and keeps what the server said beside it. */
function readable(what: string, error: Error & { responseText?: string; code?: string }): Error {
  const said =
    error.responseText && !error.message.includes(error.responseText) ? `${error.message}: ${error.responseText}` : error.message;
  return Object.assign(new Error(said.startsWith(what) ? said : `${what}: ${said}`), { code: error.code });
}
