import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { SchedulerRegistry } from '@nestjs/schedule';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { txtByDns } from '../../platform/dns-txt';
import type { Gateway } from '../pipeline/gateway';
import type { Inbound } from './channel';
import { Followed } from './followed';
import { noteRemoved } from './health.store';
import { inboundOf } from './inbound';
import { Leading } from './leading';
import { recheckSenders } from './mail/recheck';
import { resumable } from './pause.store';
import { Round } from './round';
import { channelsOf, type Planned } from './settings';

const SWEEP_EVERY_MS = 3_600_000;
const RECHECK_EVERY_MS = 60_000;
const FOLLOW_EVERY_MS = 2_000;

/** Looks into every channel at its own pace, one process of the cluster at each; and follows the settings as they change. */
@Injectable()
export class PollingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly rounds = new Map<string, { readonly round: Round; readonly as: string }>();
  private readonly leading: Leading;
  private readonly ask = txtByDns();
  private readonly into: Inbound;
  private readonly followed: Followed;
  private rechecking: Promise<void> | undefined;
  private following: Promise<void> | undefined;

  constructor(
    @Inject(GATEWAY) private readonly gateway: Gateway,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {
    this.leading = new Leading(gateway.db.pool);
    this.into = inboundOf({ ...gateway, ask: this.ask });
    this.followed = new Followed(gateway);
  }

  onApplicationBootstrap(): void {
    void this.sweep();
    const every = (name: string, ms: number, run: () => void): void => this.schedule.addInterval(name, setInterval(run, ms));
    every('sweep', SWEEP_EVERY_MS, () => void this.sweep());
    every('senders', RECHECK_EVERY_MS, () => (this.rechecking ??= this.recheck().finally(() => (this.rechecking = undefined))));
    every('settings', FOLLOW_EVERY_MS, () => (this.following ??= this.follow().finally(() => (this.following = undefined))));
    const planned = channelsOf(this.gateway.config);
    void this.forgetOthers(planned.map((p) => p.name));
    for (const p of planned) this.begin(p, this.gateway);
  }

  private begin({ name, as, make }: Planned, gateway: Gateway): void {
    const channel = make(gateway);
    const round = new Round(channel, this.gateway, this.into, this.leading);
    this.rounds.set(name, { round, as });
    this.schedule.addInterval(
      `look ${name}`,
      setInterval(() => round.tick(), channel.everySeconds * 1000),
    );
    round.tick();
  }

  private async end(name: string): Promise<void> {
    this.clear(`look ${name}`);
    const { round } = this.rounds.get(name)!;
    this.rounds.delete(name);
    await round.stop();
  }

  /** At the end the schedule itself may have been before us. */
  private clear(name: string): void {
    if (this.schedule.doesExist('interval', name)) this.schedule.deleteInterval(name);
  }

  /** Only what is another now is ended and begun: a mailbox that stays as it is does not notice. */
  private async follow(): Promise<void> {
    for (const name of await resumable(this.gateway.db.pool).catch(() => [])) this.rounds.get(name)?.round.resume();
    const config = await this.followed.changed().catch(() => undefined);
    if (!config) return;
    const planned = channelsOf(config);
    const gateway = { ...this.gateway, config };
    for (const [name, { as }] of [...this.rounds])
      if (!planned.some((p) => p.name === name && p.as === as)) {
        await this.end(name);
        this.gateway.log.info({ channel: name }, `${name} is another in the settings now, or stands in them no more: its looks end`);
      }
    for (const p of planned) {
      if (this.rounds.has(p.name)) continue;
      this.begin(p, gateway);
      this.gateway.log.info({ channel: p.name }, `${p.name} is looked into as the settings say now`);
    }
    await this.forgetOthers(planned.map((p) => p.name));
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
    for (const name of ['sweep', 'senders', 'settings']) if (this.schedule.doesExist('interval', name)) this.schedule.deleteInterval(name);
    await this.following;
    await Promise.all([...this.rounds.keys()].map((name) => this.end(name)));
    await this.rechecking;
    await this.leading.close();
  }
}
