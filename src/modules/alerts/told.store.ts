import type { PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Severity } from '../../domain/canonical/vocabulary';
import type { About } from '../../domain/exceptions/routing';
import type { Changed } from '../exceptions/desk';
import { plannerOf } from '../exceptions/desk.store';
import { RAISED } from '../exceptions/exceptions.store';

const RANK = `array_position(array['low', 'medium', 'high', 'critical'], e.severity)`;
/** What says who hears of it; the planner where a route asks for one. */
export const ABOUT = (now: string, planners: string): string =>
  `e.supplier, e.sku, e.location, case when ${planners}::boolean then ${plannerOf('e.supplier_id', 'e', now)} end planner`;
export interface Asking {
  readonly now: string;
  readonly planners: boolean;
}
/** Which life of an exception a person was told of: opened, opened again, woken. */
export const LIFE = RAISED;

/** An open exception that somebody has not been told of as it is now. */
export interface Untold extends About {
  readonly id: string;
  readonly type: string;
  readonly severity: Severity;
  readonly runsOut: boolean; // of a shortage: to nothing, and not only below its minimum
  readonly raised: number; // how often it was opened so far
  readonly rank: number;
  readonly news: 'new' | 'again' | 'worse';
  readonly withheld: boolean; // history recorded it, and nobody was to be told at once
}

/**
 * What is open, stands for itself, and has not been told this person in its present life and gravity. Asked of what is, not of
 * what just changed: a child whose parent is gone, and what a pause held back, come out by themselves. What history recorded as
 * withheld counts as told when it comes to mails at once (a backfill of a year must not end in a flood), and not for the digest.
 */
export async function untold(client: PoolClient, who: string, withheldCounts: boolean, { now, planners }: Asking): Promise<Untold[]> {
  const { rows } = await client.query<Untold>(
    `select e.id, e.type, e.severity, ${ABOUT('$3', '$4')}, e.type = 'PROJECTED_SHORTAGE' and e.expected_high = '0' "runsOut", ${LIFE} raised, ${RANK} rank,
  case when exists (select 1 from told t where t.target = $1 and t.exception_id = e.id and t.raised = ${LIFE} and not t.withheld)
    then 'worse' when ${LIFE} > 1 then 'again' else 'new' end news,
  exists (select 1 from told t where t.target = $1 and t.exception_id = e.id and t.raised = ${LIFE} and t.withheld) withheld
from supply_exception e
where e.status <> 'resolved' and e.status <> 'snoozed' and e.suppressed_by is null and not e.shadow
  and not exists (select 1 from told t where t.target = $1 and t.exception_id = e.id and t.raised = ${LIFE}
    and t.said >= ${RANK} and ($2 or not t.withheld))
order by ${RANK} desc, e.supplier, e.opened_at, e.id`,
    [who, withheldCounts, now, planners],
  );
  return rows;
}

/** Resolved ones of which this person knows that they were open, and not yet that they are over. */
export async function untoldEnds(client: PoolClient, who: string, { now, planners }: Asking): Promise<(About & { readonly id: string })[]> {
  const { rows } = await client.query<About & { id: string }>(
    `select e.id, ${ABOUT('$2', '$3')} from supply_exception e
where e.status = 'resolved' and exists (select 1 from told t where t.target = $1 and t.exception_id = e.id
    and t.raised = ${LIFE} and t.said > 0 and not t.withheld)
  and not exists (select 1 from told t where t.target = $1 and t.exception_id = e.id and t.raised = ${LIFE} and t.said = 0)
order by e.resolved_at, e.id`,
    [who, now, planners],
  );
  return rows;
}

/** Without those of suppliers in shadow, of which nobody hears. */
export async function heard(client: PoolClient, changed: Changed): Promise<Changed> {
  const ids = [...new Set(Object.values(changed).flat() as string[])];
  if (ids.length === 0) return changed;
  const { rows } = await client.query<{ id: string }>('select id from supply_exception where shadow and id = any ($1)', [ids]);
  if (rows.length === 0) return changed;
  const silent = new Set(rows.map((r) => r.id));
  const kept = (all: readonly string[]): string[] => all.filter((id) => !silent.has(id));
  return {
    opened: kept(changed.opened),
    reopened: kept(changed.reopened),
    escalated: kept(changed.escalated),
    resolved: kept(changed.resolved),
  };
}

export interface Telling {
  readonly who: string;
  readonly digest: boolean;
  readonly withheld: boolean;
  readonly now: string;
}

/** Remembered in the transaction that wrote the mail; `over`: told that it is over. */
export async function remember(client: PoolClient, ids: readonly string[], over: boolean, t: Telling): Promise<void> {
  await client.query(
    `insert into told (target, exception_id, raised, said, digest, withheld, at)
select $1, e.id, ${LIFE}, case when $3 then 0 else ${RANK} end, $4, $5, $6 from supply_exception e where e.id = any ($2)
on conflict (target, exception_id, raised, said) do update set withheld = told.withheld and excluded.withheld,
  digest = case when told.withheld then excluded.digest else told.digest end, at = case when told.withheld then excluded.at else told.at end`,
    [t.who, ids, over, t.digest, t.withheld, t.now],
  );
}

/** When this person last had a mail at once. */
export async function lastAtOnce(client: PoolClient, who: string): Promise<number | null> {
  const { rows } = await client.query<{ at: Date | null }>(
    'select max(at) at from told where target = $1 and not digest and not withheld',
    [who],
  );
  return rows[0]?.at?.getTime() ?? null;
}

/** How many things this person was told of at once since an instant. */
export async function toldAtOnce(client: PoolClient, who: string, since: string): Promise<number> {
  const { rows } = await client.query<{ told: number }>(
    'select count(*)::int told from told where target = $1 and not digest and not withheld and at > $2',
    [who, since],
  );
  return rows[0]!.told;
}

/** The key of a digest is its day: whoever writes it first decides, whatever other processes and restarts think. */
export async function beginDigest(client: PoolClient, who: string, day: string, now: string): Promise<boolean> {
  const { rowCount } = await client.query(`insert into digest_day (target, day, decided_at) values ($1, $2, $3) on conflict do nothing`, [
    who,
    day,
    now,
  ]);
  return rowCount === 1;
}

/** When this person's last digest was decided, sent or not. */
export async function lastDigest(client: PoolClient, who: string): Promise<string | null> {
  const { rows } = await client.query<{ at: Date | null }>('select max(decided_at) at from digest_day where target = $1', [who]);
  return rows[0]?.at?.toISOString() ?? null;
}

const CALENDAR_DAYS = 120; // back, for the working days since somebody was told
/** What the calendar says of the days before an instant, and of the next. */
export async function daysOf(client: PoolClient, calendar: string, now: string): Promise<ReadonlyMap<string, boolean>> {
  const { rows } = await client.query<{ date: string; working: boolean }>(
    `select to_char(date, 'YYYY-MM-DD') date, working from calendar_day where calendar = $1 and date between $2::timestamptz::date - ${CALENDAR_DAYS} and $2::timestamptz::date + 2`,
    [calendar, now],
  );
  return new Map(rows.map((r) => [r.date, r.working]));
}

/** What is open, one by one: of which of it somebody hears is no matter of SQL. */
export interface Standing extends About {
  readonly name: string | null; // of its supplier
  readonly opened: string;
}
export async function standing(client: PoolClient, without: readonly string[], { now, planners }: Asking): Promise<Standing[]> {
  const { rows } = await client.query<Standing>(
    `select ${ABOUT('$2', '$3')}, s.name, ${instant('e.opened_at')} opened
from supply_exception e left join supplier s on s.code = e.supplier
where e.status <> 'resolved' and e.status <> 'snoozed' and e.suppressed_by is null and not e.shadow and e.id <> all ($1)`,
    [without, now, planners],
  );
  return rows;
}
