import type { Pool } from 'pg';

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
