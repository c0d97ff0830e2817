import type { PoolClient } from 'pg';
import { instant } from '../../database/instant';

/** A message of the outbox that was given up. */
export interface Lost {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
  readonly subject: string;
  readonly at: string; // of its last try
  readonly detail: string | null; // what was answered
}
export const LOST = 'lost'; // what such a mail is about; one of those that is lost is told to nobody, or two wrong addresses would write about each other for ever
const RECENT = "interval '14 days'"; // ten tries take four days; what was given up long before anybody asked is no news

/** What somebody has not been told of yet. */
export async function untoldLost(client: PoolClient, who: string, now: string): Promise<Lost[]> {
  const { rows } = await client.query<Lost>(
    `select o.id, o.kind, o.target, coalesce(o.payload->>'subject', o.payload->>'type', o.payload->>'name', '') subject, ${instant('d.at')} at, d.detail
from outbox o cross join lateral (select d.at, d.detail from outbox_delivery d where d.outbox_id = o.id order by d.id desc limit 1) d
where o.state = 'given_up' and o.created_at > $2::timestamptz - ${RECENT} and coalesce(o.about->>'what', '') <> '${LOST}'
  and not exists (select 1 from told_lost t where t.target = $1 and t.outbox_id = o.id)
order by o.id`,
    [who, now],
  );
  return rows;
}

export async function noteLost(client: PoolClient, who: string, all: readonly Lost[], now: string): Promise<void> {
  await client.query('insert into told_lost (target, outbox_id, at) select $1, id, $3 from unnest($2::uuid[]) id on conflict do nothing', [
    who,
    all.map((l) => l.id),
    now,
  ]);
}

/** When this person was last told of one. */
export async function lastLost(client: PoolClient, who: string): Promise<number | null> {
  const { rows } = await client.query<{ at: Date | null }>('select max(at) at from told_lost where target = $1', [who]);
  return rows[0]?.at?.getTime() ?? null;
}
