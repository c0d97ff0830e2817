import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { GATEWAY } from '../../gateway.token';
import type { Gateway } from '../pipeline/gateway';
import { inboundOf } from './inbound';
import { Leading } from './leading';
import { Round } from './round';
import { plannedChannels } from './settings';

/** Looks into every channel at its own pace, one process of the cluster at each. */
@Injectable()
export class PollingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Map<string, Round>();
  private readonly leading: Leading;

  constructor(
    @Inject(GATEWAY) private readonly gateway: Gateway,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {
    this.leading = new Leading(gateway.db.pool);
  }

  onApplicationBootstrap(): void {
    const into = inboundOf(this.gateway);
    for (const make of plannedChannels(this.gateway.config)) {
      const channel = make(this.gateway);
      const round = new Round(channel, this.gateway, into, this.leading);
      const name = `look ${channel.name}`;
      this.rounds.set(name, round);
      this.schedule.addInterval(
        name,
        setInterval(() => round.tick(), channel.everySeconds * 1000),
      );
      round.tick();
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const name of this.rounds.keys()) if (this.schedule.doesExist('interval', name)) this.schedule.deleteInterval(name);
    await Promise.all([...this.rounds.values()].map((round) => round.stop()));
    await this.leading.close();
  }
}
