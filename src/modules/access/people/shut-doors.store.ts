import type { PoolClient } from 'pg';

/** After a restore: whoever was let in then may have been shut out since, and what was used up then is unused again. */
export async function shutDoors(client: PoolClient, author: string, now: string): Promise<void> {
  await client.query('update person_session set ended_at = $1, author = $2 where ended_at is null', [now, author]);
  await client.query('update invitation set expires_at = $1, author = $2 where used_at is null and expires_at > $1', [now, author]);
}
