import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { DeskRow } from '../../domain/exceptions/lifecycle';
import type { OpenRow, Refolding } from '../../domain/exceptions/suppression';

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** Every row, open or resolved, under these keys. */
export async function rowsUnder(client: PoolClient, keys: readonly string[]): Promise<DeskRow[]> {
  const { rows } = await client.query<DeskRow>(
    `select id, key, type, severity, status, ${ms('as_of_to')} "asOfTo", ${ms('opened_at')} "openedAt", ${ms('last_seen_at')} "lastSeenAt",
  ${ms('resolved_at')} "resolvedAt", resolution, ${ms('resolved_as_of')} "resolvedAsOf", occurrences, documents,
  array(select ${ms('r')} from unnest(raised_at) r) "raisedAt", ${ms('accepted_until')} "acceptedUntil"
from supply_exception where key = any ($1)`,
    [keys],
  );
  return rows;
}

/** Keys of what is open, of the named types: what a rule no longer speaks of must not stay open for ever. */
export async function openRows(client: PoolClient): Promise<OpenRow[]> {
  const { rows } = await client.query<OpenRow>(
    `select id, key, type, supplier, sku, location, ${ms('opened_at')} "openedAt", suppressed_by "suppressedBy", folded_under "foldedUnder", details
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

export async function insertRows(client: PoolClient, rows: readonly WrittenRow[], now: string): Promise<void> {
  if (rows.length === 0) return;
  await client.query(
    `insert into supply_exception (id, key, previous_id, status, supplier_id, item_id, location_id, opened_at, last_seen_at, raised_at, ${VALUES.join(', ')})
select r.id, r.key, r.previous_id, 'open', s.id, i.id, l.id, $2, $2, array[$2::timestamptz], ${VALUES.map((v) => `r.${v}`).join(', ')}
from jsonb_populate_recordset(null::supply_exception, $1::jsonb) r
left join supplier s on s.code = r.supplier left join item i on i.sku = r.sku left join location l on l.code = r.location`,
    [jsonb(rows), now],
  );
}

/** Its values replace the row's; a reopened one is open again from now on and keeps the day on which it was first opened. */
export async function updateRows(client: PoolClient, rows: readonly WrittenRow[], now: string, reopened: boolean): Promise<void> {
  if (rows.length === 0) return;
  const life = reopened
    ? `, status = 'open', resolved_at = null, resolution = null, resolved_as_of = null, raised_at = e.raised_at || $2::timestamptz`
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
    `update supply_exception e set status = 'resolved', resolved_at = $2, last_seen_at = $2, resolution = r.resolution, resolved_as_of = r.resolved_as_of
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

export async function writeEvents(
  client: PoolClient,
  events: readonly { readonly exception_id: string; readonly what: string; readonly details: object }[],
  now: string,
): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `insert into exception_event (exception_id, at, what, details)
select exception_id, $2, what, details from jsonb_to_recordset($1::jsonb) e (exception_id uuid, what text, details jsonb)`,
    [jsonb(events), now],
  );
}
