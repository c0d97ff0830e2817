import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { inTransaction } from '../../database/transaction';
import type { Clock } from '../../platform/clock';
import { failpoint } from '../../platform/failpoints';
import type { Logger } from '../../platform/logger';
import type { Outcome } from './message';
import { claim, type Claimed, closeTarget, settle, type Settling } from './relay.store';
import { pauseAfter } from './schedule';
import type { Writer } from './writers/writer';

const AT_ONCE = 8;
const PER_TARGET = 4;
const LEASE_MS = 120_000; // longer than any writer takes
const SETTLE_AGAIN_MS = 2_000;

/**
 * Sends what waits in the outbox. Any number of processes may do so: a lease makes each message one process's own for a while,
 * and no network is touched within a transaction. At least once, and always under the same id.
 */
export class Relay {
  private readonly writers: ReadonlyMap<string, Writer>;
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    private readonly pool: Pool,
    writers: readonly Writer[],
    private readonly clock: Clock,
    private readonly log: Logger,
    private readonly leaseMs = LEASE_MS,
  ) {
    this.writers = new Map(writers.map((w) => [w.kind, w]));
  }

  /** Takes as much as hands are free, and begins to send it; how much it took. */
  async look(each: () => void = () => undefined): Promise<number> {
    const free = AT_ONCE - this.inHand.size;
    if (free <= 0 || this.writers.size === 0) return 0;
    const what = { kinds: [...this.writers.keys()], most: free, perTarget: PER_TARGET, leaseMs: this.leaseMs };
    const rows = await claim(this.pool, what, this.clock.now());
    for (const row of rows) {
      const sending: Promise<void> = this.send(row)
        .catch((error: Error) => this.log.warn(idsOf(row), `outbox ${row.id}: ${error.message}`))
        .finally(() => {
          this.inHand.delete(sending);
          each();
        });
      this.inHand.add(sending);
    }
    return rows.length;
  }

  /** What is in hand is finished. */
  async idle(): Promise<void> {
    while (this.inHand.size > 0) await Promise.all(this.inHand);
  }

  /** Until nothing is due any more. */
  async drain(): Promise<void> {
    while ((await this.look()) > 0 || this.inHand.size > 0) await this.idle();
  }

  private async send(row: Claimed): Promise<void> {
    const begun = performance.now();
    failpoint('outbox.O1');
    const outcome: Outcome =
      row.closed === null
        ? await this.writers.get(row.kind)!.write(row, this.clock.now())
        : { outcome: 'refused', detail: `nothing is sent there any more: ${row.closed}` };
    failpoint(row.kind === 'mail' ? 'outbox.O6' : 'outbox.O3');
    await this.mark(row, outcome, Math.round(performance.now() - begun));
  }

  /** The database may be away just now: what was sent must be marked, or it is sent again when the lease ends. */
  private async mark(row: Claimed, outcome: Outcome, tookMs: number): Promise<void> {
    for (const until = performance.now() + this.leaseMs; ;) {
      try {
        const settling = settlingOf(row, outcome, tookMs, this.clock.now());
        const own = await inTransaction(this.pool, async (client) => {
          const done = await settle(client, row, settling, this.clock.now());
          if (done && outcome.outcome === 'gone') await closeTarget(client, row, outcome.detail, this.clock.now());
          failpoint('outbox.O4');
          return done;
        });
        this.tell(row, settling, own);
        return;
      } catch (error) {
        if (performance.now() + SETTLE_AGAIN_MS > until) throw error;
        this.log.warn(idsOf(row), `outbox ${row.id} waits to be marked as ${outcome.outcome}: ${(error as Error).message}`);
        await pause(SETTLE_AGAIN_MS);
      }
    }
  }

  private tell(row: Claimed, s: Settling, own: boolean): void {
    const what = `outbox ${row.id}: ${row.kind} to ${row.target}`;
    const ids = idsOf(row);
    if (!own) this.log.warn(ids, `${what}: the lease ran out while it was sent; another process has it now`);
    else if (s.state === 'sent') this.log.info(ids, `${what} sent`);
    else
      this.log.warn(
        ids,
        `${what} ${s.state === 'given_up' ? 'given up' : `tried ${row.attempts} times, again at ${s.nextAt}`}: ${s.detail}`,
      );
  }
}

/** Under these it is found in the log with all else that was said of the same delivery, document or exception. */
const idsOf = ({ id, about }: Claimed): object => ({
  outboxId: id,
  ...(about.receipt === undefined ? {} : { receiptId: about.receipt }),
  ...(about.document === undefined ? {} : { documentId: about.document }),
  ...(about.exception === undefined ? {} : { exceptionId: about.exception }),
});

export function settlingOf(row: Pick<Claimed, 'attempts'>, outcome: Outcome, tookMs: number, now: string): Settling {
  const common = { outcome: outcome.outcome, detail: outcome.detail.slice(0, 1000), tookMs };
  if (outcome.outcome === 'sent') return { state: 'sent', nextAt: now, ...common };
  const wait = outcome.outcome === 'failed' ? pauseAfter(row.attempts) : null;
  if (wait === null) return { state: 'given_up', nextAt: now, ...common };
  const atLeast = outcome.outcome === 'failed' ? (outcome.notBeforeMs ?? 0) : 0;
  return { state: 'waiting', nextAt: new Date(Date.parse(now) + Math.max(wait, atLeast)).toISOString(), ...common };
}
