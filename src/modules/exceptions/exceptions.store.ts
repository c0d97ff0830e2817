import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import type { SnoozeKind } from '../../domain/exceptions/snooze';

/** An exception as contract section 3 prints it. */
export interface ExceptionReport {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly severity: string;
  readonly status: string;
  readonly suppressed_by: string | null;
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly as_of: string | null;
  readonly reported: string | null;
  readonly expected: { readonly low: string; readonly high: string } | null;
  readonly difference: string | null;
  readonly uom: string | null;
  readonly value: { readonly amount: string; readonly currency: string } | null;
  readonly cause: { readonly code: string; readonly text: string; readonly evidence: readonly string[] } | null;
  readonly documents: readonly { readonly id: string; readonly file: string; readonly place: string | null }[];
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly opened_at: string;
  readonly last_seen_at: string;
  readonly resolved_at: string | null;
  readonly resolution: string | null;
  readonly occurrences: number;
  readonly previous: string | null; // the one that was resolved too long ago to be opened again
  readonly owner: string | null;
  readonly snoozed: { readonly until: SnoozeKind; readonly at: string | null; readonly percent: number | null } | null;
  readonly acknowledged_at: string | null;
  readonly accepted_until: string | null;
  readonly shadow: boolean; // its supplier was in shadow when it was raised: nobody is told
  readonly version: number; // of the row as people change it; a change that names another one is refused
}

export interface ExceptionFilter {
  readonly id?: string | undefined;
  readonly supplier?: string | undefined; // code
  readonly type?: string | undefined;
  readonly location?: string | undefined; // code
  readonly sku?: string | undefined;
  readonly severity?: string | undefined;
  readonly owner?: string | undefined;
  readonly openedBefore?: string | undefined;
  readonly shadow?: boolean | 'any' | undefined; // of suppliers in shadow, which are left out otherwise
  readonly under?: string | undefined; // consequences of this one; `none`: no consequences of anything
  readonly clearedSince?: string | undefined; // closed by the engine itself, at or after this instant
}
/**
 * The newest first, those behind `before`: by ids, which never change, so that a list read page by page misses nothing and
 * holds nothing twice while severities move and others are opened. By impact it is behind where that one stands by now: who
 * reads on while severities move may meet one twice, and asks again from the start to see all.
 */
export interface ExceptionPage {
  readonly before?: string | undefined;
  readonly limit: number;
  readonly by?: 'newest' | 'impact' | undefined;
}

const SELECT = `select 'exc_' || e.id id, e.key, e.type, e.severity, e.status, 'exc_' || e.suppressed_by suppressed_by, e.supplier, e.sku, e.location,
  e.as_of, e.reported,
  case when e.expected_low is not null then json_build_object('low', e.expected_low, 'high', e.expected_high) end expected,
  e.difference, e.uom,
  case when e.value_amount is not null then json_build_object('amount', e.value_amount, 'currency', e.value_currency) end value,
  e.cause, e.documents, e.message, e.details, ${instant('e.opened_at')} opened_at, ${instant('e.last_seen_at')} last_seen_at,
  ${instant('e.resolved_at')} resolved_at, e.resolution, e.occurrences,
  'exc_' || e.previous_id previous, e.owner,
  case when e.snooze is not null then json_build_object('until', e.snooze->>'kind', 'at', ${instant('e.snoozed_until')},
    'percent', (e.snooze->>'percent')::int) end snoozed,
  ${instant('e.acknowledged_at')} acknowledged_at, ${instant('e.accepted_until')} accepted_until, e.shadow,
  (select coalesce(max(v.id), 0)::int from exception_event v where v.exception_id = e.id) "version"
from supply_exception e`;
/** How often the row e was opened, opened again, woken: which of its lives somebody was told of. */
export const RAISED = 'cardinality(e.raised_at) + e.woken';
/** Whether somebody sees the row e, by what they see: codes of suppliers and of locations. */
export const SEEN = (suppliers: string, locations: string): string =>
  `(${suppliers}::text[] is null or e.supplier = any (${suppliers})) and (${locations}::text[] is null or e.location is null or e.location = any (${locations}))`;
/** The row e was ended by the engine: the last thing that happened to it is that its condition was over. */
export const CLEARED = `(select v.what from exception_event v where v.exception_id = e.id order by v.id desc limit 1) = 'clear'`;
/** Worst first, then what is worth most (whatever the currency), then what has waited longest. */
const IMPACT = (e: string): string =>
  `array_position(array['critical', 'high', 'medium', 'low'], ${e}.severity), -coalesce(abs(${e}.value_amount::numeric), -1), ${e}.opened_at, ${e}.id`;
const WORST_FIRST = `array_position(array['critical', 'high', 'medium', 'low'], e.severity), e.opened_at, e.id`;

/** Those of the named states, worst first; without any, all that are not resolved. What is wider than a place is about each of them. */
export async function reportExceptions(
  db: Pool | PoolClient,
  sees: Sees,
  states: readonly string[],
  filter: ExceptionFilter = {},
  page?: ExceptionPage,
): Promise<ExceptionReport[]> {
  const byImpact = page?.by === 'impact';
  const after = byImpact && page.before !== undefined ? await standing(db, page.before) : undefined;
  if (after === null) return []; // the one behind which to read on is gone
  const impact = byImpact ? `(${IMPACT('e')}) > ($17, $18, $19, $7)` : 'e.id < $7';
  // Said as they stand in the indexes, which otherwise are not used.
  const live = states.every((s) => s !== 'all' && s !== 'resolved') ? `and e.status <> 'resolved'` : '';
  const plain = filter.under === 'none' ? 'and e.suppressed_by is null' : '';
  const { rows } = await db.query<ExceptionReport>(
    `${SELECT}
where case when $1::text[] = '{all}' then true when $1::text[] = '{}' then e.status <> 'resolved' else e.status = any ($1) end
  and ($2::uuid is null or e.id = $2) and ($3::text is null or e.supplier = $3) and ($4::text is null or e.type = $4)
  and ($5::text is null or e.location = $5) and ($6::text is null or e.sku = $6) and (num_nonnulls($7::uuid, $17::int, $18::numeric, $19::timestamptz) = 0 or ${impact})
  and ($9::text is null or e.severity = $9) and ($10::text is null or e.owner = $10) and ($11::timestamptz is null or e.opened_at < $11)
  and ($12::boolean is null or e.shadow = $12) and ${SEEN('$13', '$14')}
  ${live} ${plain} and ($15::uuid is null or e.suppressed_by = $15)
  and ($16::timestamptz is null or (e.status = 'resolved' and e.resolved_at >= $16 and ${CLEARED}))
order by ${byImpact ? IMPACT('e') : page ? 'e.id desc' : WORST_FIRST} limit $8`,
    [
      states,
      filter.id?.replace(/^exc_/, '') ?? null,
      filter.supplier ?? null,
      filter.type ?? null,
      filter.location ?? null,
      filter.sku ?? null,
      page?.before?.replace(/^exc_/, '') ?? null,
      page?.limit ?? null,
      filter.severity ?? null,
      filter.owner ?? null,
      filter.openedBefore ?? null,
      filter.shadow === 'any' ? null : (filter.shadow ?? (filter.id === undefined ? false : null)),
      sees.suppliers,
      sees.locations,
      filter.under === undefined || filter.under === 'none' ? null : filter.under.replace(/^exc_/, ''),
      filter.clearedSince ?? null,
      after?.rank ?? null,
      after?.worth ?? null,
      after?.opened ?? null,
    ],
  );
  return rows;
}

/** Where a row stands by impact; null where there is none. */
async function standing(db: Pool | PoolClient, id: string): Promise<{ rank: number; worth: string; opened: string } | null> {
  const { rows } = await db.query<{ rank: number; worth: string; opened: string }>(
    `select array_position(array['critical', 'high', 'medium', 'low'], severity) rank, (-coalesce(abs(value_amount::numeric), -1))::text worth,
  opened_at::text opened from supply_exception where id = $1`,
    [id.replace(/^exc_/, '')],
  );
  return rows[0] ?? null;
}

/** What is open under these keys: the id outside, and what it is about. */
export async function openUnder(
  db: Pool | PoolClient,
  keys: readonly string[],
): Promise<{ readonly id: string; readonly message: string }[]> {
  if (keys.length === 0) return [];
  const { rows } = await db.query<{ id: string; message: string }>(
    `select 'exc_' || id id, message from supply_exception where key = any ($1) and status <> 'resolved' order by opened_at, id`,
    [keys],
  );
  return rows;
}

/** What happened to an exception, in the order in which it did. */
export interface ExceptionEvent {
  readonly at: string;
  readonly what: string;
  readonly details: Readonly<Record<string, unknown>>;
  readonly by: string | null; // null: the engine itself
  readonly reason: string | null;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}
export async function eventsOf(db: Pool | PoolClient, id: string): Promise<ExceptionEvent[]> {
  const { rows } = await db.query<ExceptionEvent>(
    `select ${instant('at')} at, what, details, author "by", reason, before, after from exception_event where exception_id = $1 order by id`,
    [id.replace(/^exc_/, '')],
  );
  return rows;
}

/** Events behind a number, for whoever follows them. */
export async function eventsBehind(
  db: Pool,
  number: number,
): Promise<{ readonly n: number; readonly exception: string; readonly at: string; readonly what: string }[]> {
  const { rows } = await db.query<{ n: number; exception: string; at: string; what: string }>(
    `select id::int n, 'exc_' || exception_id exception, ${instant('at')} at, what from exception_event where id > $1 order by id`,
    [number],
  );
  return rows;
}

/** Those of the table's own ids, worst first. */
export async function exceptionsOf(db: Pool | PoolClient, ids: readonly string[]): Promise<ExceptionReport[]> {
  const { rows } = await db.query<ExceptionReport>(`${SELECT} where e.id = any ($1) order by ${WORST_FIRST}`, [ids]);
  return rows;
}

/** Null where there is none. */
export async function raisedOf(db: Pool | PoolClient, id: string): Promise<number | null> {
  const { rows } = await db.query<{ raised: number }>(`select ${RAISED} raised from supply_exception e where e.id = $1`, [
    id.replace(/^exc_/, ''),
  ]);
  return rows[0]?.raised ?? null;
}
