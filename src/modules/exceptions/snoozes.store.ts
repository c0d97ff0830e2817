import type { PoolClient } from 'pg';

/**
 * Whose day has come. What waits for goods goes by the day on which they are due by now: the notice may have been changed since,
 * and who looks at a truck that was put off on the day first told looks in vain.
 */
export async function dueSnoozes(client: PoolClient, now: string): Promise<{ readonly id: string; readonly why: string }[]> {
  await client.query(
    `update supply_exception e set snoozed_until = s.eta_to from shipment s
where e.status = 'snoozed' and e.snoozed_until <= $1 and e.snooze->>'kind' = 'eta' and s.supplier_id = e.supplier_id
  and s.reference = e.snooze->>'shipment' and s.current and s.state = 'open' and s.eta_to > $1`,
    [now],
  );
  const { rows } = await client.query<{ id: string; why: string }>(
    `select id, case when snooze->>'kind' = 'eta' then 'the goods are due' else 'its day has come' end why
from supply_exception where status = 'snoozed' and snoozed_until <= $1 order by id for update`,
    [now],
  );
  return rows;
}

/** Awake, and to be told of again. */
export async function wakeRows(client: PoolClient, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await client.query(
    `update supply_exception set status = 'open', snooze = null, snoozed_until = null, woken = woken + 1 where id = any ($1)`,
    [ids],
  );
}

/** What a person ended is over by itself as well: when it begins again, that is news. */
export async function lapseRows(client: PoolClient, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await client.query('update supply_exception set held = false where id = any ($1)', [ids]);
}
