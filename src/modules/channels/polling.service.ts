import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';
import { inboundOf } from './inbound';
import { channelsOf } from './kinds';
import { oncePerCluster } from './once';

const LOOKING = 0x63726f75;

/** Looks into every channel every few seconds, one process of the cluster at a time. */
@Injectable()
export class PollingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private looking: Promise<void> | undefined;
  private stopped = false;

  constructor(
    @Inject(GATEWAY) private readonly gateway: Gateway,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {}

  onApplicationBootstrap(): void {
    const channels = channelsOf(this.gateway.config);
    const into = inboundOf(this.gateway);
    const look = async (): Promise<void> => {
      for (const channel of channels) {
        if (this.stopped) return;
        await channel.look(into).catch((error: Error) => this.gateway.log.warn(`${channel.name}: ${error.message}; it will look again`));
      }
    };
    const tick = (): void => {
      this.looking ??= oncePerCluster(this.gateway.db.pool, LOOKING, look)
        .then(
          () => undefined,
          (error: Error) => this.gateway.log.warn(`the database is away, files wait: ${error.message}`),
        )
        .finally(() => (this.looking = undefined));
    };
    this.schedule.addInterval('look', setInterval(tick, this.gateway.config.lookSeconds * 1000));
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    if (this.schedule.doesExist('interval', 'look')) this.schedule.deleteInterval('look');
    await this.looking;
  }
}
