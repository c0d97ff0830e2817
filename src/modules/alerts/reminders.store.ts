import type { PoolClient } from 'pg';
import type { About } from '../../domain/exceptions/routing';
import { instant } from '../../database/instant';
import { ABOUT, type Asking, LIFE } from './told.store';

/** What somebody was told of and nobody has taken up: it is open still, and not acknowledged, waited for or put aside. */
export interface Unheeded extends About {
  readonly id: string;
  readonly toldAt: string; // last, as it is now or graver than before
  readonly reminded: number; // how often; counted from one, 0: not yet
}
export async function unheeded(client: PoolClient, who: string, { now, planners }: Asking): Promise<Unheeded[]> {
  const { rows } = await client.query<Unheeded>(
    `select e.id, ${ABOUT('$2', '$3')}, ${instant('t.at')} "toldAt",
  coalesce((select max(r.step) from reminded r where r.target = $1 and r.exception_id = e.id and r.raised = ${LIFE}), 0) reminded
from supply_exception e cross join lateral (select max(t.at) at from told t
  where t.target = $1 and t.exception_id = e.id and t.raised = ${LIFE} and t.said > 0 and not t.withheld) t
where e.status = 'open' and e.suppressed_by is null and not e.shadow and t.at is not null
order by array_position(array['critical', 'high', 'medium', 'low'], e.severity), e.supplier, e.opened_at, e.id`,
    [who, now, planners],
  );
  return rows;
}

/** In the transaction that wrote the mail. */
export async function noteReminded(
  client: PoolClient,
  who: string,
  all: readonly { readonly id: string; readonly step: number }[],
  now: string,
): Promise<void> {
  if (all.length === 0) return;
  await client.query(
    `insert into reminded (target, exception_id, raised, step, at) select $1, e.id, ${LIFE}, r.step, $3
from jsonb_to_recordset($2::jsonb) r (id uuid, step int) join supply_exception e on e.id = r.id on conflict do nothing`,
    [who, JSON.stringify(all), now],
  );
}
