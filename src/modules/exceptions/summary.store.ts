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
    `with seen as (
  select e.id, e.status, e.suppressed_by is not null folded, e.owner, e.opened_at, e.raised_at[cardinality(e.raised_at)] raised
  from supply_exception e where e.status <> 'resolved' and not e.shadow and ${SEEN('$1', '$2')}
  union all
  select e.id, e.status, e.suppressed_by is not null, e.owner, e.opened_at, e.raised_at[cardinality(e.raised_at)]
  from supply_exception e where e.status = 'resolved' and e.resolved_at >= $4 and not e.shadow and ${SEEN('$1', '$2')})
select json_build_object(
  'open', count(*) filter (where not folded and status = 'open'),
  'mine', count(*) filter (where not folded and status <> 'resolved' and owner = $3),
  'acknowledged', count(*) filter (where not folded and status = 'acknowledged'),
  'waiting', count(*) filter (where not folded and status = 'waiting'),
  'snoozed', count(*) filter (where not folded and status = 'snoozed'),
  'folded', count(*) filter (where folded and status <> 'resolved'),
  'since', json_build_object(
    'opened', count(*) filter (where opened_at >= $4),
    'reopened', count(*) filter (where opened_at < $4 and raised >= $4),
    'cleared', count(*) filter (where status = 'resolved' and ${CLEARED}))) s from seen e`,
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
