import type { PoolClient } from 'pg';
import { PgBoss, type Db, type Job, type JobWithMetadata } from 'pg-boss';
import { uuidv7 } from './ids';
import type { Logger } from './logger';
import { DEAD, QUEUES, type QueueName, WAITS_SECONDS } from './queues';

export type { QueueName } from './queues';

/** The right to do one piece of work, until another is given it because nothing was heard of us. */
export interface Lease {
  readonly name: string; // the same for every holder, one after the other
  /** Throws when the work was given to another. `toTheEnd`: nobody can be given it before the client's transaction ends. */
  readonly hold: (client: PoolClient, toTheEnd?: 'toTheEnd') => Promise<void>;
}
const SAY_AGAIN_MS = 600_000;

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
  private readonly said = new Map<string, number>();

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
      superviseIntervalSeconds: 10,
      monitorIntervalSeconds: 10,
      schedule: false,
      useListenNotify: supervise,
    });
    this.boss.on('error', (error: Error) => this.trouble(error));
  }

  /** Every worker meets a database that is away every two seconds; a log that repeats itself is not read. */
  private trouble(error: Error): void {
    const what = (error as NodeJS.ErrnoException).code ?? error.message;
    if (Date.now() - (this.said.get(what) ?? 0) < SAY_AGAIN_MS) return;
    this.said.set(what, Date.now());
    this.log.warn(`queue: ${error.message || what}; what waits in it is taken up when the database answers`);
  }

  /** Makes the queues on an empty database; cheap when they are there as they have to be. */
  private async start(): Promise<void> {
    await this.boss.start();
    const retentionSeconds = WAITS_SECONDS;
    const there = await this.boss.getQueue('evaluate');
    if (there?.retentionSeconds === retentionSeconds) return;
    if (!there) {
      await this.boss.createQueue(DEAD, { retentionSeconds });
      for (const [name, options] of Object.entries(QUEUES))
        await this.boss.createQueue(name, { ...options, retentionSeconds, deadLetter: DEAD, notify: true });
    } else for (const name of [DEAD, ...Object.keys(QUEUES)].reverse()) await this.boss.updateQueue(name, { retentionSeconds });
  }
  private ready(): Promise<void> {
    this.started ??= this.start().catch((error: unknown) => {
      this.started = undefined; // the next one tries again
      throw error;
    });
    return this.started;
  }

  /**
   * Written in the caller's transaction: no job without what caused it, and nothing caused without its job. Of one `key` there is
   * one job; of one `group` (whose work it is) not all hands of a process are taken.
   */
  async send(
    client: PoolClient,
    queue: QueueName,
    data: object,
    of: { readonly key?: string; readonly group?: string } = {},
  ): Promise<void> {
    await this.ready();
    const { key, group } = of;
    await this.boss.send(queue, data, {
      ...{ id: uuidv7(), db: through(client) },
      ...(key === undefined ? {} : { singletonKey: key }),
      ...(group === undefined ? {} : { group: { id: group } }),
    });
  }

  /**
   * Takes jobs as they come, `concurrency` at a time in this process, and of one group half as many: who sends two hundred files
   * keeps nobody else's waiting until they are read. An error thrown by the handler brings the job back.
   */
  async work<T extends object>(queue: QueueName, concurrency: number, handler: (data: T, lease: Lease) => Promise<void>): Promise<void> {
    await this.ready();
    const options = {
      pollingIntervalSeconds: 2,
      notifyPollingIntervalSeconds: 5,
      localConcurrency: concurrency,
      localGroupConcurrency: Math.ceil(concurrency / 2),
      includeMetadata: true,
    } as const;
    await this.boss.work<T>(queue, options, async ([job]: Job<T>[]) => {
      try {
        await handler(job!.data, leaseOf(queue, job as JobWithMetadata<T>));
      } catch (error) {
        this.log.warn({ jobId: job!.id, ...(job!.data as object) }, `${queue} ${job!.id}: ${(error as Error).message}`);
        throw error;
      } finally {
        setImmediate(() => this.wake(queue));
      }
    });
  }

  /** A worker fetches once per polling interval however full the queue is, unless it is woken; all are, or one would do it alone. */
  private wake(queue: QueueName): void {
    for (const { id, name } of this.boss.getWipData()) if (name === queue) this.boss.notifyWorker(id);
  }

  /**
   * What waits now, and for how many seconds the oldest has been due by the database's clock, which is the queue's own. Counted
   * here: the library answers from a count that may be an hour old.
   */
  async counts(): Promise<{ queue: string; waiting: number; oldest: number }[]> {
    await this.ready();
    const { rows } = await this.boss.getDb().executeSql(
      `select q.name queue, count(j.id)::int waiting, greatest(coalesce(extract(epoch from now() - min(j.start_after)), 0), 0)::float8 oldest
from jobs.queue q left join jobs.job j on j.name = q.name and j.state in ('created', 'retry') where q.name = any ($1) group by q.name order by q.name`,
      [[DEAD, ...Object.keys(QUEUES)]],
    );
    return rows as { queue: string; waiting: number; oldest: number }[];
  }

  async stop(): Promise<void> {
    if (!this.started) return;
    await this.started.catch(() => undefined);
    await this.boss.stop({ graceful: true, timeout: 15_000 });
  }
}

/** Fenced by the attempt: a process that was stopped and wakes up after its work was given away finds another number there. */
const leaseOf = (queue: QueueName, job: JobWithMetadata<object>): Lease => ({
  name: `crosscount job ${job.id}`,
  hold: async (client, toTheEnd) => {
    const { rowCount } = await client.query(
      `select 1 from jobs.job where name = $1 and id = $2 and state = 'active' and retry_count = $3 ${toTheEnd ? 'for update' : ''}`,
      [queue, job.id, job.retryCount],
    );
    if (rowCount === 0) throw new Error('the work was given to another worker in between; nothing of it is kept here');
  },
});
