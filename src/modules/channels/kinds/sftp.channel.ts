import { type Dialer, dialerOf } from '../../../platform/dialer/dialer';
import { SftpAccess } from '../../../platform/sftp/access';
import { SftpError } from '../../../platform/sftp/errors';
import type { SftpSession } from '../../../platform/sftp/session';
import type { Gateway } from '../../pipeline/gateway';
import type { Channel, ChannelKind, Inbound, Tally } from '../channel';
import { lookIntoServer } from '../sftp/look-into-server';
import { Memory } from '../sftp/looking';
import { probeServer } from '../sftp/probe';
import { type SftpSettings, sftpSettings } from '../sftp/settings';

/** Files are fetched for so long in one look; the rest in the next, which follows at once. */
const LOOK_MS = 45_000;

/**
 * Files on somebody's server. A file is taken when it is whole, and touched there only after it was kept here; a connection is
 * made for a look and ended with it, since a server that is asked once a minute need not hold one.
 */
export class SftpChannel implements Channel {
  readonly kind = 'sftp';
  readonly everySeconds: number;
  private readonly access: SftpAccess;
  private readonly memory: Memory;
  private readonly over = new AbortController();
  private wake = (): void => undefined;

  constructor(
    readonly name: string,
    private readonly settings: SftpSettings,
    private readonly gateway: Pick<Gateway, 'db'>,
    dialer: Dialer,
    now: () => number = () => performance.now(),
  ) {
    this.everySeconds = settings.every_seconds;
    this.memory = new Memory(now);
    this.access = new SftpAccess(settings, dialer);
  }

  onNudge(wake: () => void): void {
    this.wake = wake;
  }

  look(into: Inbound): Promise<Tally> {
    const { name: channel, settings, memory } = this;
    return this.connected(async (session) => {
      const at = { channel, settings, session, db: this.gateway.db.pool, into, memory };
      const { tally, more } = await lookIntoServer(at, Date.now() + LOOK_MS);
      if (more) this.wake();
      return tally;
    });
  }

  probe(): Promise<string> {
    return this.connected((session) => probeServer(session, this.settings));
  }

  private async connected<T>(work: (session: SftpSession) => Promise<T>): Promise<T> {
    const session = await this.access.open(this.over.signal);
    try {
      return await work(session);
    } finally {
      session.close();
    }
  }

  async close(): Promise<void> {
    this.over.abort(new SftpError('the channel was closed', 'ECLOSED'));
  }
}

export const sftp: ChannelKind<SftpSettings> = {
  kind: 'sftp',
  settings: sftpSettings,
  make: (name, settings, gateway) => new SftpChannel(name, settings, gateway, dialerOf(gateway.config.settings)),
};
