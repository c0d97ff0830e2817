import type { PoolClient } from 'pg';
import { PgBoss, type Db, type Job } from 'pg-boss';
import { uuidv7 } from './ids';
import type { Logger } from './logger';

/** Work that waits in the same database; a queue is one line. */
const QUEUES = {
  'process-document': { retryLimit: 5, retryDelay: 10, retryBackoff: true, retryDelayMax: 900, expireInSeconds: 900 },
  evaluate: { policy: 'exclusive', retryLimit: 5, retryDelay: 5, retryBackoff: true, expireInSeconds: 1800 },
} as const;
export type QueueName = keyof typeof QUEUES;
const DEAD = 'dead-letter';

const through = (client: PoolClient): Db => ({
  executeSql: async (text: string, values?: unknown[]) => ({ rows: (await client.query(text, values)).rows }),
});

/**
 * The queue of the cluster, pg-boss on our own database: a job is written by the transaction that caused it, is leased to one
 * worker at a time, tried again with growing pauses, and laid aside where people see it when it will not go.
 */
export class Jobs {
  private readonly boss: PgBoss;
  private started: Promise<void> | undefined;

  constructor(
    url: string,
    private readonly log: Logger,
    supervise: boolean,
  ) {
    this.boss = new PgBoss({
      connectionString: url,
      schema: 'jobs',
      application_name: 'crosscount-jobs',
      max: 4,
      supervise,
      schedule: false,
      useListenNotify: supervise,
    });
    this.boss.on('error', (error: Error) => this.log.warn(`queue: ${error.message}`));
  }

  /** Makes the queues on an empty database; cheap when they are there. */
  private async start(): Promise<void> {
    await this.boss.start();
    if (await this.boss.getQueue('evaluate')) return;
    await this.boss.createQueue(DEAD, {});
    for (const [name, options] of Object.entries(QUEUES)) await this.boss.createQueue(name, { ...options, deadLetter: DEAD, notify: true });
  }
  private ready(): Promise<void> {
    this.started ??= this.start();
    return this.started;
  }

  /** Written in the caller's transaction: no job without what caused it, and nothing caused without its job. */
  async send(client: PoolClient, queue: QueueName, data: object, key?: string): Promise<void> {
    await this.ready();
    await this.boss.send(queue, data, { id: uuidv7(), db: through(client), ...(key === undefined ? {} : { singletonKey: key }) });
  }

  /** Takes jobs as they come, `concurrency` at a time in this process. An error thrown by the handler brings the job back. */
  async work<T extends object>(queue: QueueName, concurrency: number, handler: (data: T, lease: string) => Promise<void>): Promise<void> {
    await this.ready();
    const options = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 5, localConcurrency: concurrency };
    const id: string = await this.boss.work<T>(queue, options, async ([job]: Job<T>[]) => {
      try {
        await handler(job!.data, job!.id);
      } catch (error) {
        this.log.warn(`${queue} ${job!.id}: ${(error as Error).message}`);
        throw error;
      } finally {
        // A worker fetches once per polling interval however full the queue is, unless it is woken after each job.
        setImmediate(() => this.boss.notifyWorker(id));
      }
    });
  }

  async counts(): Promise<{ queue: string; waiting: number }[]> {
    await this.ready();
    const queues = await this.boss.getQueues();
    return queues.map((q) => ({ queue: q.name, waiting: q.queuedCount }));
  }

  async stop(): Promise<void> {
    if (!this.started) return;
    await this.started.catch(() => undefined);
    await this.boss.stop({ graceful: true, timeout: 20_000 });
  }
}
