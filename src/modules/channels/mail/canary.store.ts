import type { Pool } from 'pg';

const TOKEN = /^[\w-]{1,64}$/;

/** Marks a test mail of ours as seen; false where it is none, whatever its header says. */
export async function canaryArrived(db: Pool, channel: string, token: string, at: string): Promise<boolean> {
  if (!TOKEN.test(token)) return false; // a stranger's word, perhaps with bytes that no query may hold
  const { rowCount } = await db.query('update canary set seen_at = coalesce(seen_at, $3) where token = $1 and channel = $2', [
    token,
    channel,
    at,
  ]);
  return rowCount === 1;
}
