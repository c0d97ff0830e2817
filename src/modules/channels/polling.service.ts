import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { txtByDns } from '../../platform/dns-txt';
import type { Gateway } from '../pipeline/gateway';
import { noteRemoved } from './health.store';
import { inboundOf } from './inbound';
import { Leading } from './leading';
import { recheckSenders } from './mail/recheck';
import { Round } from './round';
import { plannedChannels } from './settings';

const SWEEP_EVERY_MS = 3_600_000;
const RECHECK_EVERY_MS = 60_000;

/** Looks into every channel at its own pace, one process of the cluster at each. */
@Injectable()
export class PollingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Map<string, Round>();
  private readonly leading: Leading;
  private readonly ask = txtByDns();
  private rechecking: Promise<void> | undefined;

  constructor(
    @Inject(GATEWAY) private readonly gateway: Gateway,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {
    this.leading = new Leading(gateway.db.pool);
  }

  onApplicationBootstrap(): void {
    void this.sweep();
    this.schedule.addInterval(
      'sweep',
      setInterval(() => void this.sweep(), SWEEP_EVERY_MS),
    );
    this.schedule.addInterval(
      'senders',
      setInterval(() => (this.rechecking ??= this.recheck().finally(() => (this.rechecking = undefined))), RECHECK_EVERY_MS),
    );
    const into = inboundOf({ ...this.gateway, ask: this.ask });
    const channels = plannedChannels(this.gateway.config).map((make) => make(this.gateway));
    void this.forgetOthers(channels.map((c) => c.name));
    for (const channel of channels) {
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

  /** A process that was killed could not say that it stopped looking into what the settings do not name any more. */
  private async forgetOthers(planned: readonly string[]): Promise<void> {
    const { db, log } = this.gateway;
    const removed = await noteRemoved(db.pool, planned, wallClock.now()).catch((error: Error) => {
      log.warn(`the channels that are no longer in the settings cannot be noted: ${error.message}`);
      return [];
    });
    for (const channel of removed) log.info({ channel }, `${channel} is no longer in the settings and is not watched`);
  }

  private async sweep(): Promise<void> {
    const { storage, log } = this.gateway;
    await storage.sweep(wallClock.now()).catch((error: Error) => log.warn(`the raw store cannot be swept: ${error.message}`));
  }

  private async recheck(): Promise<void> {
    const { log } = this.gateway;
    await recheckSenders({ ...this.gateway, ask: this.ask }, wallClock.now()).catch((error: Error) =>
      log.warn(`senders of mails cannot be looked at again: ${error.message}`),
    );
  }

  async beforeApplicationShutdown(): Promise<void> {
    for (const name of ['sweep', 'senders', ...this.rounds.keys()])
      if (this.schedule.doesExist('interval', name)) this.schedule.deleteInterval(name);
    await Promise.all([...this.rounds.values()].map((round) => round.stop()));
    await this.rechecking;
    await this.leading.close();
  }
}
