import type { Pool } from 'pg';
import type { Sees } from '../access/sees';
import { CLEARED, SEEN } from './exceptions.store';

/** How much stands on the desk, consequences apart: one late report hides dozens, and they are no work of their own. */
export interface DeskSummary {
  readonly open: number;
  readonly mine: number;
  readonly acknowledged: number;
  readonly waiting: number;
  readonly snoozed: number;
  readonly folded: number;
  readonly since: { readonly opened: number; readonly reopened: number; readonly cleared: number };
}

export async function deskSummary(db: Pool, sees: Sees, name: string, since: string): Promise<DeskSummary> {
  const { rows } = await db.query<{ s: DeskSummary }>(
    `with seen as (select * from supply_exception e where not e.shadow and ${SEEN('$1', '$2')}),
live as (select * from seen where status <> 'resolved')
select json_build_object(
  'open', (select count(*) from live where suppressed_by is null and status = 'open'),
  'mine', (select count(*) from live where suppressed_by is null and owner = $3),
  'acknowledged', (select count(*) from live where suppressed_by is null and status = 'acknowledged'),
  'waiting', (select count(*) from live where suppressed_by is null and status = 'waiting'),
  'snoozed', (select count(*) from live where suppressed_by is null and status = 'snoozed'),
  'folded', (select count(*) from live where suppressed_by is not null),
  'since', json_build_object(
    'opened', (select count(*) from seen where opened_at >= $4),
    'reopened', (select count(*) from seen where opened_at < $4 and raised_at[cardinality(raised_at)] >= $4),
    'cleared', (select count(*) from seen e where e.status = 'resolved' and e.resolved_at >= $4 and ${CLEARED}))) s`,
    [sees.suppliers, sees.locations, name, since],
  );
  return rows[0]!.s;
}

/** How many open ones are folded under each of these, by the ids outside. */
export async function consequencesOf(db: Pool, sees: Sees, ids: readonly string[]): Promise<Map<string, number>> {
  if (ids.length === 0) return new Map();
  const { rows } = await db.query<{ id: string; n: number }>(
    `select 'exc_' || e.suppressed_by id, count(*)::int n from supply_exception e
where e.status <> 'resolved' and e.suppressed_by = any ($3) and ${SEEN('$1', '$2')} group by e.suppressed_by`,
    [sees.suppliers, sees.locations, ids.map((id) => id.replace(/^exc_/, ''))],
  );
  return new Map(rows.map((r) => [r.id, r.n]));
}
