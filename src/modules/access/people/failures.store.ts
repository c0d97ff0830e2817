import type { Pool } from 'pg';

const WINDOW_S = 15 * 60;
/** In a window: of one name from one address, of one address whatever the names, of one name from wherever. */
const MOST = { both: 10, address: 50, name: 200 } as const;
const KEPT = '1 day';

/**
 * Seconds until somebody may try again, or 0. Kept in the database, so that more processes give nobody more tries. A name is shut for
 * everybody only by hundreds of tries, and never for longer than the window: an outsider must not be able to keep a person out.
 */
export async function waitOf(db: Pool, name: string, address: string, now: string): Promise<number> {
  const { rows } = await db.query<{ both: number; address: number; name: number; oldest: number }>(
    `select count(*) filter (where name = $1 and address = $2)::int both, count(*) filter (where address = $2)::int address,
  count(*) filter (where name = $1)::int name, coalesce(extract(epoch from $3::timestamptz - min(at)), 0)::float8 oldest
from sign_in_failure where at > $3::timestamptz - ${WINDOW_S} * interval '1 s' and (name = $1 or address = $2)`,
    [name.toLowerCase(), address, now],
  );
  const { both, address: from, name: of, oldest } = rows[0]!;
  return both >= MOST.both || from >= MOST.address || of >= MOST.name ? Math.max(1, Math.ceil(WINDOW_S - oldest)) : 0;
}

export async function noteFailure(db: Pool, name: string, address: string, now: string): Promise<void> {
  await db.query('insert into sign_in_failure (name, address, at) values ($1, $2, $3)', [name.toLowerCase().slice(0, 200), address, now]);
  await db.query(`delete from sign_in_failure where at < $1::timestamptz - interval '${KEPT}'`, [now]);
}

/** Who came in is no stranger: what they mistyped before is forgotten. */
export async function forgetFailures(db: Pool, name: string, address: string): Promise<void> {
  await db.query('delete from sign_in_failure where name = $1 and address = $2', [name.toLowerCase(), address]);
}
