import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { GATEWAY } from '../../gateway.token';
import type { Database } from '../../database/open';
import { wallClock } from '../../platform/clock';
import type { Config } from '../../platform/config';
import type { Logger } from '../../platform/logger';
import type { Storage } from '../../platform/storage';
import { tonight } from './nightly';
import { type Periods, periodsOf } from './settings';

const LOOK_EVERY_MS = 600_000;

/** Looks whether this night's work is done, and does it; any number of processes may look. */
@Injectable()
export class NightlyService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly periods: Periods;
  private timer: NodeJS.Timeout | undefined;
  private working: Promise<void> | undefined;
  private going = true;

  constructor(
    @Inject(GATEWAY)
    private readonly gateway: { readonly db: Database; readonly config: Config; readonly log: Logger; readonly storage: Storage },
  ) {
    this.periods = periodsOf(gateway.config.settings);
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => this.look(), LOOK_EVERY_MS);
    this.timer.unref();
  }

  private look(): void {
    const { db, storage, log } = this.gateway;
    this.working ??= tonight({ pool: db.pool, storage, log, periods: this.periods, clock: wallClock, going: () => this.going })
      .then(() => undefined)
      .catch((error: Error) => log.warn(`the night's upkeep waits: ${error.message}`))
      .finally(() => (this.working = undefined));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.going = false;
    clearInterval(this.timer);
    await this.working;
  }
}
