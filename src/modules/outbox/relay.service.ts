import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GATEWAY } from '../../gateway.token';
import type { Database } from '../../database/open';
import { wallClock } from '../../platform/clock';
import type { Config } from '../../platform/config';
import type { Logger } from '../../platform/logger';
import { Relay } from './relay';
import { openWriters } from './writers';

const LOOK_EVERY_MS = 1_000;

/** Looks into the outbox once a second, and at once when a hand becomes free. */
@Injectable()
export class RelayService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly relay: Relay;
  private timer: NodeJS.Timeout | undefined;
  private looking = false;
  private away = false;

  constructor(@Inject(GATEWAY) private readonly gateway: { readonly db: Database; readonly config: Config; readonly log: Logger }) {
    this.relay = new Relay(gateway.db.pool, openWriters(gateway.config.settings, gateway), wallClock, gateway.log);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
  }

  private async look(): Promise<void> {
    if (this.looking || this.timer === undefined) return;
    this.looking = true;
    try {
      await this.relay.look(() => void this.look());
      this.away = false;
    } catch (error) {
      if (!this.away) this.gateway.log.warn(`the outbox waits for the database: ${(error as Error).message}`);
      this.away = true;
    } finally {
      this.looking = false;
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.relay.idle();
  }
}
