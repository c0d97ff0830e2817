import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { DeskRow } from '../../domain/exceptions/lifecycle';
import type { OpenRow, Refolding } from '../../domain/exceptions/suppression';

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** Every row, open or resolved, under these keys; whoever works on one of them at the desk waits, or is waited for. */
export async function rowsUnder(client: PoolClient, keys: readonly string[]): Promise<DeskRow[]> {
  const { rows } = await client.query<DeskRow>(
    `select id, key, type, severity, status, ${ms('as_of_to')} "asOfTo", ${ms('opened_at')} "openedAt", ${ms('last_seen_at')} "lastSeenAt",
  ${ms('resolved_at')} "resolvedAt", resolution, ${ms('resolved_as_of')} "resolvedAsOf", occurrences, documents,
  array(select ${ms('r')} from unnest(raised_at) r) "raisedAt", ${ms('accepted_until')} "acceptedUntil", accepted, held, snooze
from supply_exception where key = any ($1) order by id for update`,
    [keys],
  );
  return rows;
}

export interface Shown extends OpenRow {
  readonly shadow: boolean;
}
/** All that is open. */
export async function openRows(client: PoolClient): Promise<Shown[]> {
  const { rows } = await client.query<Shown>(
    `select id, key, type, supplier, sku, location, ${ms('opened_at')} "openedAt", ${ms('as_of_to')} "asOfTo", suppressed_by "suppressedBy", folded_under "foldedUnder", details, shadow
from supply_exception where status <> 'resolved'`,
  );
  return rows;
}

/** A row as it is written; names are the table's. */
export interface WrittenRow {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly severity: string;
  readonly supplier: string | null;
  readonly sku: string | null;
  readonly location: string | null;
  readonly as_of: string | null;
  readonly as_of_to: string | null;
  readonly reported: string | null;
  readonly expected_low: string | null;
  readonly expected_high: string | null;
  readonly difference: string | null;
  readonly uom: string | null;
  readonly value_amount: string | null;
  readonly value_currency: string | null;
  readonly cause: object | null;
  readonly documents: readonly object[];
  readonly message: string;
  readonly details: object;
  readonly occurrences: number;
  readonly folded_under: string | null;
  readonly previous_id: string | null;
}

const VALUES = `type, severity, supplier, sku, location, as_of, as_of_to, reported, expected_low, expected_high, difference, uom,
  value_amount, value_currency, cause, documents, message, details, occurrences, folded_under`.split(/,\s*/);

/** The planner of the most specific program that covers all of the row r, from that supplier. */
export const plannerOf = (
  supplierId: string,
  r: string,
  now: string,
): string => `(select x.planner from (select distinct on (p.sku, p.location) p.sku, p.location, p.terms->>'planner' planner from program p
  where p.supplier_id = ${supplierId} and p.sku in ('*', ${r}.sku) and p.location in ('*', ${r}.location)
    and p.valid_from <= ${now} and (p.valid_to is null or p.valid_to > ${now})
  order by p.sku, p.location, p.valid_from desc) x where x.planner is not null order by (x.sku <> '*') desc, (x.location <> '*') desc limit 1)`;

export async function insertRows(client: PoolClient, rows: readonly WrittenRow[], now: string): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into supply_exception (id, key, previous_id, status, supplier_id, item_id, location_id, opened_at, last_seen_at, raised_at, owner, shadow, shadow_period, ${VALUES.join(', ')})
select r.id, r.key, r.previous_id, 'open', s.id, i.id, l.id, $2, $2, array[$2::timestamptz], ${plannerOf('s.id', 'r', '$2')},
  h.id is not null, h.id, ${VALUES.map((v) => `r.${v}`).join(', ')}
from jsonb_populate_recordset(null::supply_exception, $1::jsonb) r
left join supplier s on s.code = r.supplier left join item i on i.sku = r.sku left join location l on l.code = r.location
left join shadow_period h on h.supplier_id = s.id and h.off_at is null`,
    [jsonb(rows), now],
  );
}

/** Its values replace the row's; a reopened one is open again from now on and keeps the day on which it was first opened. */
export async function updateRows(client: PoolClient, rows: readonly WrittenRow[], now: string, reopened: boolean): Promise<void> {
  if (rows.length === 0) return;
  const life = reopened
    ? `, status = 'open', resolved_at = null, resolution = null, resolved_as_of = null, raised_at = e.raised_at || $2::timestamptz,
  accepted_until = null, accepted = null, held = false, acknowledged_at = null`
    : '';
  await client.query(
    `update supply_exception e set last_seen_at = $2, ${VALUES.map((v) => `${v} = r.${v}`).join(', ')}${life}
from jsonb_populate_recordset(null::supply_exception, $1::jsonb) r where e.id = r.id`,
    [jsonb(rows), now],
  );
}

export async function resolveRows(
  client: PoolClient,
  rows: readonly { readonly id: string; readonly resolution: string; readonly resolved_as_of: string }[],
  now: string,
): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `update supply_exception e set status = 'resolved', resolved_at = $2, last_seen_at = $2, resolution = r.resolution, resolved_as_of = r.resolved_as_of,
  snooze = null, snoozed_until = null
from jsonb_populate_recordset(null::supply_exception, $1::jsonb) r where e.id = r.id`,
    [jsonb(rows), now],
  );
}

export async function foldRows(client: PoolClient, folds: readonly Refolding[]): Promise<void> {
  if (folds.length === 0) return;
  await client.query(
    `update supply_exception e set suppressed_by = r.parent from jsonb_to_recordset($1::jsonb) r (id uuid, parent uuid) where e.id = r.id`,
    [jsonb(folds.map((f) => ({ id: f.id, parent: f.suppressedBy })))],
  );
}

/** Something that happened to an exception; without an author it was the engine. */
export interface WrittenEvent {
  readonly exception_id: string;
  readonly what: string;
  readonly details?: object;
  readonly author?: string;
  readonly reason?: string;
  readonly before?: object;
  readonly after?: object;
}
export async function writeEvents(client: PoolClient, events: readonly WrittenEvent[], now: string): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `insert into exception_event (exception_id, at, what, details, author, reason, before, after)
select exception_id, $2, what, coalesce(details, '{}'), author, reason, before, after
from jsonb_to_recordset($1::jsonb) e (exception_id uuid, what text, details jsonb, author text, reason text, before jsonb, after jsonb)`,
    [jsonb(events), now],
  );
}
