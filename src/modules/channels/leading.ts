import type { Pool, PoolClient } from 'pg';

const CHANNELS = 0x63726f75;

/**
 * Which channels this process looks into: each is one process's, by a lock that belongs to a connection and is kept until that
 * ends. All locks of a process lie on one connection, so that two hundred mailboxes need no two hundred. A process that dies
 * lets go at once, and one that was stopped after two minutes, when the server ends the silent session.
 */
export class Leading {
  private client: PoolClient | undefined;
  private readonly held = new Set<string>();
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly pool: Pool) {}

  /** Throws where the database is away. */
  of(channel: string): Promise<boolean> {
    const asked = this.queue.then(() => this.ask(channel));
    this.queue = asked.catch(() => undefined);
    return asked;
  }

  private async ask(channel: string): Promise<boolean> {
    try {
      this.client ??= await this.open();
      if (this.held.has(channel)) {
        await this.client.query('select 1'); // still there, and heard of
        return true;
      }
      const { rows } = await this.client.query<{ mine: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) mine', [
        CHANNELS,
        channel,
      ]);
      if (rows[0]!.mine) this.held.add(channel);
      return rows[0]!.mine;
    } catch (error) {
      this.lose();
      throw error;
    }
  }

  private async open(): Promise<PoolClient> {
    const client = await this.pool.connect();
    client.on('error', () => this.client === client && this.lose());
    try {
      await client.query(`set idle_session_timeout = '120s'`);
    } catch (error) {
      client.release(true); // not given back it would keep the pool from closing, and the process from ending
      throw error;
    }
    return client;
  }

  private lose(): void {
    this.held.clear();
    this.client?.release(true);
    this.client = undefined;
  }

  async close(): Promise<void> {
    await this.queue;
    this.lose();
  }
}
