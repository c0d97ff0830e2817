import { wallClock } from '../../platform/clock';
import type { Gateway } from '../pipeline/gateway';
import { adviceFor } from './advice';
import type { Channel, Inbound, Tally } from './channel';
import { noteExpiries } from './expiries.store';
import { noteCompleted, noteFailed, noteStarted, noteStopped } from './health.store';
import type { Leading } from './leading';
import { isPaused } from './pause.store';

/** How long an untroubled channel may go without its health being written down: a look every second is no news. */
const QUIET_MS = 15_000;

/** The looks into one channel, one after the other: a channel that hangs or fails keeps no other waiting. */
export class Round {
  private looking: Promise<void> | undefined;
  private again = false;
  private stopped = false;
  private led = false;
  private failing = false;
  private away = false;
  private notedAt = 0;
  private tally = '';
  private expiries = '';
  private arrivedAt: string | null = null;
  private readonly into: Inbound;

  constructor(
    private readonly channel: Channel,
    private readonly gateway: Pick<Gateway, 'db' | 'log'>,
    into: Inbound,
    private readonly leading: Leading,
  ) {
    this.into = {
      ...into,
      keep: async (arrival, also) => {
        const kept = await into.keep(arrival, also);
        if (kept.fresh) this.arrivedAt = wallClock.now();
        return kept;
      },
    };
    channel.onNudge?.(() => this.tick());
  }

  /** Somebody may have taken it up again: looked into and noted as after a start, unless it is paused still. */
  resume(): void {
    this.led = false;
    this.tick();
  }

  tick(): void {
    if (this.stopped) return;
    if (this.looking) {
      this.again = true; // something came while we looked, perhaps behind our back
      return;
    }
    this.looking = this.look()
      .catch((error: Error) => {
        if (!this.away) this.gateway.log.warn(`${this.channel.name}: the database is away, what comes waits: ${error.message}`);
        this.away = true;
      })
      .finally(() => {
        this.looking = undefined;
        if (this.again) setImmediate(() => this.tick());
        this.again = false;
      });
  }

  private async look(): Promise<void> {
    const { channel } = this;
    const leads = channel.everywhere || (await this.leading.of(channel.name));
    if (!leads) this.led = false; // another process looks now: our end is not the channel's
    if (!leads) return;
    if (await isPaused(this.gateway.db.pool, channel.name)) {
      this.led = false; // taken up again it begins as after a start
      return;
    }
    const startedAt = wallClock.now();
    const due = this.failing || !this.led || Math.abs(Date.parse(startedAt) - this.notedAt) >= QUIET_MS;
    if (due) await noteStarted(this.gateway.db.pool, { channel: channel.name, kind: channel.kind, startedAt });
    this.led = true;
    this.away = false;
    const look = (): Parameters<typeof noteCompleted>[1] => ({
      channel: channel.name,
      kind: channel.kind,
      startedAt,
      endedAt: wallClock.now(),
      arrivedAt: this.arrivedAt,
    });
    try {
      const tally = (await channel.look(this.into)) ?? undefined;
      await this.completed(look(), tally, due);
    } catch (error) {
      if (!this.stopped) await this.failed(look(), error as Error); // else it was cut off by us, and nothing is wrong
    }
  }

  private async completed(look: Parameters<typeof noteCompleted>[1], tally: Tally | undefined, due: boolean): Promise<void> {
    const now = JSON.stringify(tally ?? null);
    if (this.failing) this.gateway.log.info(`${this.channel.name}: it answers again`);
    if (due || this.failing || look.arrivedAt !== null || now !== this.tally) {
      await noteCompleted(this.gateway.db.pool, look, tally);
      await this.noteExpiries();
      this.arrivedAt = null;
      this.notedAt = Date.parse(look.endedAt);
    }
    if (tally && tally.listed !== tally.received + tally.explained && now !== this.tally)
      this.gateway.log.error(`${this.channel.name}: ${unexplained(tally)}`);
    this.tally = now;
    this.failing = false;
  }

  private async noteExpiries(): Promise<void> {
    const expiries = this.channel.expiries?.();
    const seen = JSON.stringify(expiries);
    if (expiries === undefined || seen === this.expiries) return;
    await noteExpiries(this.gateway.db.pool, this.channel.name, expiries);
    this.expiries = seen;
  }

  private async failed(look: Parameters<typeof noteCompleted>[1], error: Error): Promise<void> {
    const advice = adviceFor(error);
    // First, since where this fails as well the database is away, and that is what people are told, once.
    await noteFailed(this.gateway.db.pool, look, error.message, advice);
    // Once and not every minute: a log that repeats itself is not read.
    if (!this.failing) this.gateway.log.warn(`${this.channel.name}: ${error.message}; it will look again. ${advice}`);
    this.failing = true;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await this.channel.close?.().catch((error: Error) => this.gateway.log.warn(`${this.channel.name}: ${error.message}`));
    await this.looking;
    if (!this.led) return;
    await noteStopped(this.gateway.db.pool, this.channel.name, this.arrivedAt, wallClock.now()).catch(() => undefined);
  }
}

const unexplained = (t: Tally): string =>
  `${t.listed} listed, but ${t.received} received and ${t.explained} explained; ${t.listed - t.received - t.explained} are unaccounted for`;
