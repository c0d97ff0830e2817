import type { PoolClient } from 'pg';
import { noteUpkeep } from '../access/audit/upkeep.store';

/** What waited when the backup was taken may have left since: nothing of it leaves again before a person says so. */
export async function askFirst(client: PoolClient): Promise<number> {
  const { rowCount } = await client.query(`update outbox set state = 'confirm', lease = null, leased_until = null where state = 'waiting'`);
  return rowCount!;
}

/** The same by hand, for a database that went back by other means than ours. */
export async function holdWaiting(client: PoolClient, d: Omit<Decision, 'ids'>): Promise<number> {
  const held = await askFirst(client);
  await note(client, 'outbox hold', { ...d, ids: 'all' }, held);
  return held;
}

/** An earlier word after a later one would open again what is closed: its receiver got the later one already. */
const OVERTAKEN = `exists (select 1 from outbox n where n.kind = o.kind and n.target = o.target and n.sequence = o.sequence and n.id > o.id and n.state = 'sent')`;

export interface Decision {
  readonly ids: readonly string[] | 'all';
  readonly author: string;
  readonly now: string;
}

/** Sent after all, as if it had waited until now; but for those that were overtaken. Returns how many there were of each. */
export async function releaseHeld(client: PoolClient, d: Decision): Promise<{ readonly released: number; readonly overtaken: string[] }> {
  const { rows: overtaken } = await client.query<{ id: string }>(
    `select o.id from outbox o where o.state = 'confirm' and ($1::uuid[] is null or o.id = any ($1)) and ${OVERTAKEN} order by o.id`,
    [idsOf(d)],
  );
  const { rowCount } = await client.query(
    `update outbox o set state = 'waiting', attempts = 0, next_at = $2 where o.state = 'confirm' and ($1::uuid[] is null or o.id = any ($1)) and not ${OVERTAKEN}`,
    [idsOf(d), d.now],
  );
  await note(client, 'outbox release', d, rowCount!);
  return { released: rowCount!, overtaken: overtaken.map((r) => r.id) };
}

/** Never sent; it stays to be looked up. */
export async function dropHeld(client: PoolClient, d: Decision): Promise<number> {
  const { rowCount } = await client.query(
    `update outbox set state = 'dropped' where state = 'confirm' and ($1::uuid[] is null or id = any ($1))`,
    [idsOf(d)],
  );
  await note(client, 'outbox drop', d, rowCount!);
  return rowCount!;
}
const idsOf = ({ ids }: Decision): readonly string[] | null => (ids === 'all' ? null : ids);

const note = async (client: PoolClient, what: string, { ids, author, now }: Decision, messages: number): Promise<void> => {
  if (messages > 0) await noteUpkeep(client, { at: now, author, what, said: { ids, messages } });
};
