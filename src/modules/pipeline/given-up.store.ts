import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Jobs } from '../../platform/jobs';
import { PROCESS_QUEUE } from '../documents/keep';

/**
 * Deliveries whose reading failed here however often it was tried, by the dead letters: a worker that was killed each time
 * could not note it itself. They stay, with their bytes, and are named by `doctor`; the deliveries behind them go on.
 */
export async function giveUp(db: Pool): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `update receipt r set state = 'failed' from jobs.job j
where j.name = 'dead-letter' and j.state in ('created', 'retry') and r.id::text = j.data->>'receiptId' and r.state = 'kept' returning r.id, r.name`,
  );
  return rows;
}

export async function givenUp(db: Pool): Promise<string[]> {
  const { rows } = await db.query<{ name: string }>(`select name from receipt where state = 'failed' order by received_at desc limit 20`);
  return rows.map((r) => r.name);
}

export interface GivenUp {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly received_at: string;
}
/** The newest first; with all that could be tried once more. */
export async function listGivenUp(db: Pool, limit: number): Promise<GivenUp[]> {
  const { rows } = await db.query<GivenUp>(
    `select 'rcp_' || id id, name, channel, ${instant('received_at')} received_at from receipt where state = 'failed' order by receipt.received_at desc limit $1`,
    [limit],
  );
  return rows;
}

/** Read once more, with all its tries before it. Its dead letter goes first, or it would be given up again at once. */
export async function tryAgain(client: PoolClient, jobs: Jobs, id: string): Promise<boolean> {
  const receiptId = id.replace(/^rcp_/, '');
  const { rowCount } = await client.query(`update receipt set state = 'kept' where id = $1 and state = 'failed'`, [receiptId]);
  if (rowCount === 0) return false;
  await client.query(`delete from jobs.job where name = 'dead-letter' and data->>'receiptId' = $1`, [receiptId]);
  await jobs.send(client, PROCESS_QUEUE, { receiptId });
  return true;
}
