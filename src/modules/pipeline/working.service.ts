import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { EVERYTHING } from '../access/sees';
import { SchedulerRegistry } from '@nestjs/schedule';
import { GATEWAY } from '../../gateway.token';
import { wallClock } from '../../platform/clock';
import { reportDocuments } from '../documents/document-report.store';
import { PROCESS_QUEUE } from '../documents/keep';
import { noteJudged } from '../documents/receipt-report.store';
import { shareDue } from '../sharing/due';
import { stateDue } from '../sharing/statements-due';
import { lookAgain } from '../suppliers/senders';
import { evaluateNow } from './evaluate';
import { giveUp } from './given-up.store';
import type { Gateway } from './gateway';
import { processDocument } from './process-document';
import { SharedRuns } from './shared-runs';

const RECONCILE_EVERY_MS = 60_000;
const AT_ONCE = 4; // two cores read two; the others wait for their comparison, which is then one for all of them

/** Takes deliveries from the queue, and once a minute has the rules look at what the clock alone decides. */
@Injectable()
export class WorkingService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly comparing = new SharedRuns(() => this.compare('touched'));

  constructor(
    @Inject(GATEWAY) private readonly gateway: Gateway,
    @Inject(SchedulerRegistry) private readonly schedule: SchedulerRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await lookAgain(this.gateway.db.pool, wallClock.now()); // the settings may trust somebody now whom they did not
    await this.gateway.jobs.work<{ receiptId: string }>(PROCESS_QUEUE, AT_ONCE, async ({ receiptId }, lease) => {
      await processDocument(this.gateway, receiptId, lease);
      await this.comparing.run();
      await this.tell(receiptId);
    });
    await this.gateway.jobs.work<{ at: string }>('evaluate', 1, async () => {
      await this.compare('live');
      await shareDue(this.gateway, wallClock.now());
      await stateDue(this.gateway, wallClock.now());
    });
    this.schedule.addInterval(
      'reconcile',
      setInterval(() => void this.enqueue(), RECONCILE_EVERY_MS),
    );
  }

  private async compare(what: 'touched' | 'live'): Promise<void> {
    await evaluateNow(this.gateway, what, wallClock.now());
  }

  /** A line for each document, under the ids by which it is found everywhere else. */
  private async tell(receiptId: string): Promise<void> {
    const { db, log } = this.gateway;
    await noteJudged(db.pool, receiptId, wallClock.now());
    for (const d of await reportDocuments(db.pool, EVERYTHING, { receiptId }, false))
      log.info({ receiptId, documentId: d.id, supplier: d.supplier, format: d.format, status: d.status }, `read ${d.file}: ${d.status}`);
  }

  /** Every process ticks; the queue takes the job once, and it runs where a worker is free. */
  private async enqueue(): Promise<void> {
    try {
      for (const { id, name } of await giveUp(this.gateway.db.pool))
        this.gateway.log.error({ receiptId: id }, `${name}: it was kept, but could not be read here`);
      const client = await this.gateway.db.pool.connect();
      try {
        await this.gateway.jobs.send(client, 'evaluate', { at: wallClock.now() }, { key: 'all' });
      } finally {
        client.release();
      }
    } catch (error) {
      this.gateway.log.warn(`the reconciliation waits for the database: ${(error as Error).message}`);
    }
  }

  async beforeApplicationShutdown(): Promise<void> {
    if (this.schedule.doesExist('interval', 'reconcile')) this.schedule.deleteInterval('reconcile');
    await this.gateway.jobs.stop();
  }
}
