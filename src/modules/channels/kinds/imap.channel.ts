import type { Expiry } from '../../../domain/rules/channel-view';
import { type Dialer, dialerOf } from '../../../platform/dialer/dialer';
import { wallClock } from '../../../platform/clock';
import type { Clock } from '../../../platform/clock';
import { ConfigError } from '../../../platform/errors';
import { tokensFor } from '../../access/oauth/tokens-for';
import type { TokenSource } from '../../access/oauth/token-source';
import { mailSettings } from '../../outbox/settings';
import type { Gateway } from '../../pipeline/gateway';
import type { Channel, ChannelKind, Inbound, Tally } from '../channel';
import { lookIntoFolder } from '../imap/look-into-folder';
import type { Looking } from '../imap/looking';
import { probeMailbox } from '../imap/probe';
import { ImapSession } from '../imap/session';
import { type ImapSettings, imapSettings } from '../imap/settings';
import { sendCanary } from '../mail/send-canary';

/** Bodies are fetched for so long in one look; the rest in the next, which follows at once. */
const LOOK_MS = 45_000;

/**
 * A mailbox. The numbers of the server (UIDVALIDITY and UID) are the work list, never a flag; a look is taken every minute
 * whatever IDLE says, since an IDLE that has died says nothing as well.
 */
export class ImapChannel implements Channel {
  readonly kind = 'imap';
  readonly everySeconds: number;
  private readonly session: ImapSession;
  private wake = (): void => undefined;
  private junk: string | undefined;

  constructor(
    readonly name: string,
    private readonly settings: ImapSettings,
    private readonly gateway: Pick<Gateway, 'db' | 'log'>,
    private readonly dialer: Dialer,
    private readonly clock: Clock = wallClock,
    private readonly mailFrom?: string, // absent: no test mail is sent
    private readonly tokens?: TokenSource, // absent: signed in to by password
  ) {
    this.everySeconds = settings.every_seconds;
    this.session = new ImapSession(settings, dialer, () => this.wake(), tokens);
  }

  onNudge(wake: () => void): void {
    this.wake = wake;
  }

  expiries(): readonly Expiry[] {
    const { certificate } = this.session;
    return [...(certificate ? [certificate] : []), ...(this.tokens?.expiries() ?? [])];
  }

  async look(into: Inbound): Promise<Tally> {
    this.session.fresh = false;
    await this.tokens?.keepFresh();
    try {
      return await this.lookOnce(into);
    } catch (error) {
      // A connection kept since the last look may have died unseen; one made just now has not.
      if (this.session.fresh || this.session.alive) throw error;
      return this.lookOnce(into);
    }
  }

  private async lookOnce(into: Inbound): Promise<Tally> {
    const { db, log } = this.gateway;
    const { name: channel, settings, session } = this;
    const at: Looking = { channel, settings, session, db: db.pool, into, log, now: this.clock.now };
    const folders = await this.folders();
    const until = Date.now() + LOOK_MS;
    const sum = { listed: 0, received: 0, explained: 0 };
    let more = false;
    let trouble: Error | undefined;
    for (const folder of folders) {
      try {
        const looked = await lookIntoFolder(at, folder, until);
        for (const k of ['listed', 'received', 'explained'] as const) sum[k] += looked.tally[k];
        more ||= looked.more;
      } catch (error) {
        trouble ??= error as Error; // a folder that is gone keeps the others from nobody
        if (!session.alive) throw error;
      }
    }
    if (trouble) throw trouble;
    await session.run('going back', (c) => c.mailboxOpen(folders[0]!, { readOnly: true })); // where IDLE listens
    if (more) this.wake();
    // Sent when the mailbox has just been read: one that cannot be is silent for a plainer reason.
    if (settings.canary && this.mailFrom) await sendCanary(db.pool, channel, this.mailFrom, settings.canary, this.clock.now());
    return sum;
  }

  private async folders(): Promise<readonly string[]> {
    const wanted = [...new Set(this.settings.folders)];
    if (!this.settings.junk) return wanted;
    if (this.junk === undefined || this.session.fresh) {
      const listed = await this.session.run('listing folders', (c) => c.list());
      this.junk = listed.find((f) => f.specialUse === '\\Junk')?.path ?? '';
    }
    return this.junk === '' || wanted.includes(this.junk) ? wanted : [...wanted, this.junk];
  }

  probe(): Promise<string> {
    return probeMailbox(this.settings, this.dialer, this.tokens);
  }

  close(): Promise<void> {
    return this.session.close();
  }
}

export const imap: ChannelKind<ImapSettings> = {
  kind: 'imap',
  settings: imapSettings,
  make: (name, settings, gateway) => {
    const from = mailSettings(gateway.config.settings)?.from;
    if (settings.canary && !from) throw new ConfigError(`${name}: a canary is sent by the server of section "mail", and there is none`);
    const { auth, user } = settings;
    const tokens = auth && tokensFor(gateway, { name, auth, user });
    return new ImapChannel(name, settings, gateway, dialerOf(gateway.config.settings), wallClock, from, tokens);
  },
};
