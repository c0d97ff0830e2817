import type { Dialer } from '../dialer/dialer';
import { Patience } from '../patience';
import { SignInRefused } from './errors';
import { HostKeyRefused } from './host-keys';
import { SftpSession } from './session';
import type { SftpServer } from './settings';

/** The way to one server. It is not tried again at once by whom it has refused, or who does not know it again. */
export class SftpAccess {
  private readonly patience = new Patience();
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly server: SftpServer,
    private readonly dialer: Dialer,
  ) {}

  /** One after the other: of ten messages that leave at once, one finds out that the password is wrong. */
  open(signal?: AbortSignal): Promise<SftpSession> {
    const opened = this.last.then(() => this.openNow(signal));
    this.last = opened.catch(() => undefined);
    return opened;
  }

  private async openNow(signal?: AbortSignal): Promise<SftpSession> {
    this.patience.check();
    try {
      const session = await SftpSession.open(this.server, this.dialer, signal);
      this.patience.forget();
      return session;
    } catch (error) {
      if (error instanceof SignInRefused || error instanceof HostKeyRefused) this.patience.refused(error);
      throw error;
    }
  }
}
