import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';

/** `confirm`: it waited when a backup was taken that was restored since; whether it left after that nobody knows, and a person says. */
export const OUTBOX_STATES = ['waiting', 'sent', 'given_up', 'withheld', 'confirm', 'dropped'] as const;
export type OutboxState = (typeof OUTBOX_STATES)[number];

/** A message of the outbox with its tries, the oldest first. */
export interface OutboxReport {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly state: OutboxState;
  readonly about: Readonly<Record<string, unknown>>; // which exception, document or delivery
  readonly subject: string; // of a mail; the event of a webhook; the name of a file
  readonly created_at: string;
  readonly attempts: number;
  readonly next_at: string | null;
  readonly sent_at: string | null;
  readonly tries: readonly {
    readonly at: string;
    readonly outcome: string;
    readonly detail: string | null;
    readonly took_ms: number | null;
  }[];
}

export interface OutboxFilter {
  readonly id?: string | undefined;
  readonly kind?: string | undefined;
  readonly about?: string | undefined; // id of an exception, a document or a delivery, with its prefix or without
  readonly before?: string | undefined; // older than this one
}
/** The newest first; of all states where none is named. */
export async function listOutbox(
  db: Pool | PoolClient,
  states: readonly OutboxState[],
  limit: number,
  { id, kind, about, before }: OutboxFilter = {},
): Promise<OutboxReport[]> {
  const { rows } = await db.query<OutboxReport>(
    `select o.id, o.kind, o.target, o.state, o.about, coalesce(o.payload->>'subject', o.payload->>'type', o.payload->>'name', '') subject, ${instant('o.created_at')} created_at,
  o.attempts, case when o.state = 'waiting' then ${instant('o.next_at')} end next_at, ${instant('o.sent_at')} sent_at,
  coalesce((select json_agg(json_build_object('at', ${instant('d.at')}, 'outcome', d.outcome, 'detail', d.detail, 'took_ms', d.took_ms) order by d.id)
    from outbox_delivery d where d.outbox_id = o.id), '[]') tries
from outbox o where ($1::text[] = '{}' or o.state = any ($1)) and ($3::uuid is null or o.id = $3) and ($4::text is null or o.kind = $4)
  and ($5::uuid is null or o.id < $5)
  and ($6::text is null or exists (select 1 from jsonb_path_query(o.about, '$.**') v where regexp_replace(v #>> '{}', '^[a-z]+_', '') = $6))
order by o.id desc limit $2`,
    [states, limit, id ?? null, kind ?? null, before ?? null, about?.replace(/^[a-z]+_/, '') ?? null],
  );
  return rows;
}

export async function countOutbox(db: Pool | PoolClient): Promise<Record<OutboxState, number>> {
  const { rows } = await db.query<{ state: OutboxState; n: number }>('select state, count(*)::int n from outbox group by state');
  const none = { waiting: 0, sent: 0, given_up: 0, withheld: 0, confirm: 0, dropped: 0 };
  return { ...none, ...Object.fromEntries(rows.map((r) => [r.state, r.n])) };
}

/** Sent again under its old id, with all its tries before it; an endpoint that was closed is open again by that. */
export async function resend(client: PoolClient, id: string, now: string): Promise<boolean> {
  const { rows } = await client.query<{ kind: string; target: string }>(
    `update outbox set state = 'waiting', attempts = 0, next_at = $2, lease = null, leased_until = null where id = $1 returning kind, target`,
    [id, now],
  );
  if (!rows[0]) return false;
  await client.query('delete from outbox_closed where kind = $1 and target = $2', [rows[0].kind, rows[0].target]);
  return true;
}
