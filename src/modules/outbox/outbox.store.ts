import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import { uuidv7 } from '../../platform/ids';
import type { Outgoing } from './message';

/**
 * Written in the transaction that decided it: no message without its reason, and nothing decided without its message. Returns
 * the ids of those that were not there before.
 */
export async function putInOutbox(client: PoolClient, messages: readonly Outgoing[], now: string): Promise<string[]> {
  if (messages.length === 0) return [];
  const rows = messages.map((m) => ({
    id: uuidv7(),
    event_key: m.eventKey,
    kind: m.kind,
    target: m.target,
    sequence: m.sequence ?? null,
    payload: m.payload,
    about: m.about ?? {},
    state: m.withheld ? 'withheld' : 'waiting',
  }));
  const { rows: fresh } = await client.query<{ id: string }>(
    `insert into outbox (id, event_key, kind, target, sequence, payload, about, created_at, state, next_at)
select id, event_key, kind, target, sequence, payload, about, $2, state, $2 from jsonb_populate_recordset(null::outbox, $1::jsonb)
on conflict (event_key) do nothing returning id`,
    [jsonb(rows), now],
  );
  return fresh.map((r) => r.id);
}
