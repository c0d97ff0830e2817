import type { PoolClient } from 'pg';
import { SEEN } from './exceptions.store';
import type { Sees } from '../access/sees';
import { jsonb } from '../../database/jsonb';
import type { Acted, ActedRow } from '../../domain/exceptions/actions';

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/** A row as somebody is about to change it; nobody else does meanwhile. */
export interface Held extends ActedRow {
  readonly version: number;
  readonly supplierId: string | null;
  readonly shipment: string | null; // that it is about, or that it waits for
  readonly aboutShipment: boolean;
}

/**
 * Which shipment a row waits for: the one that is named, else the one that it is about, else the next to come of its item at its
 * place. Its arrival is as its notice says by now.
 */
export async function heldRows(
  client: PoolClient,
  sees: Sees,
  ids: readonly string[],
  shipment: string | null,
  now: string,
): Promise<Held[]> {
  await client.query('select 1 from supply_exception where id = any ($1) order by id for update', [ids]);
  const { rows } = await client.query<Held>(
    `select e.id, e.type, e.status, e.severity, e.owner, ${ms('e.as_of_to')} "asOfTo", e.difference, e.documents, ${ms('w.eta_to')} eta, e.resolution,
  ${ms('e.accepted_until')} "acceptedUntil", e.snooze, e.supplier_id "supplierId", w.reference shipment, e.type = 'ASN_OVERDUE' "aboutShipment",
  exists (select 1 from supply_exception o where o.key = e.key and o.id <> e.id and o.status <> 'resolved') another,
  (select coalesce(max(v.id), 0)::int from exception_event v where v.exception_id = e.id) "version"
from supply_exception e left join lateral (
  select s.reference, s.eta_to from shipment s where s.supplier_id = e.supplier_id and s.current and s.state = 'open'
    and case when coalesce($2, e.details->>'shipment') is not null then s.reference = coalesce($2, e.details->>'shipment')
      else s.eta_to > $3 and exists (select 1 from shipment_line l where l.shipment_id = s.id and l.item_id = e.item_id and l.location_id = e.location_id) end
  order by s.eta_to nulls last, s.reference limit 1) w on true
where e.id = any ($1) and ${SEEN('$4', '$5')}`,
    [ids, shipment, now, sees.suppliers, sees.locations],
  );
  return rows;
}

export async function writeActed(
  client: PoolClient,
  changes: readonly { readonly row: Held; readonly change: Acted }[],
  now: string,
): Promise<void> {
  if (changes.length === 0) return;
  const at = (t: number | null | undefined): string | null => (t == null ? null : new Date(t).toISOString());
  const written = changes.map(({ row, change: c }) => ({
    id: row.id,
    status: c.status ?? row.status,
    ended: c.status === 'resolved',
    reopened: row.status === 'resolved' && c.status === 'open',
    woken: row.status === 'snoozed' && c.status === 'open',
    owner: c.owner === undefined ? row.owner : c.owner,
    snooze: c.snooze === undefined ? row.snooze : c.snooze && { ...c.snooze, shipment: row.shipment },
    snoozed_until: at((c.snooze === undefined ? row.snooze : c.snooze)?.at),
    acknowledged_at: at(c.acknowledgedAt),
    resolution: c.resolution ?? null,
    accepted_until: at(c.acceptedUntil),
    accepted: c.accepted ?? null,
    held: c.held ?? false,
    moves: c.status !== undefined,
  }));
  await client.query(
    `update supply_exception e set status = r.status, owner = r.owner, snooze = r.snooze, snoozed_until = r.snoozed_until, woken = e.woken + r.woken::int,
  acknowledged_at = coalesce(r.acknowledged_at, e.acknowledged_at),
  resolution = case when r.moves then r.resolution else e.resolution end,
  resolved_at = case when r.ended then $2 when r.moves then null else e.resolved_at end,
  resolved_as_of = case when r.ended then coalesce(e.as_of_to, $2) when r.moves then null else e.resolved_as_of end,
  raised_at = case when r.reopened then e.raised_at || $2::timestamptz else e.raised_at end,
  accepted_until = case when r.moves then r.accepted_until else e.accepted_until end,
  accepted = case when r.moves then r.accepted else e.accepted end, held = case when r.moves then r.held else e.held end
from jsonb_to_recordset($1::jsonb) r (id uuid, status text, ended boolean, reopened boolean, woken boolean, owner text, snooze jsonb,
  snoozed_until timestamptz, acknowledged_at timestamptz, resolution text, accepted_until timestamptz, accepted jsonb, held boolean, moves boolean)
where e.id = r.id`,
    [jsonb(written), now],
  );
}

/**
 * The rest of a shipment that is written off is waited for no longer, and is no cover; noted, so that what hangs on it is judged
 * again. Opened again, it is waited for again.
 */
export async function writeOff(
  client: PoolClient,
  shipments: readonly WrittenOff[],
  { by, reason }: { readonly by: string; readonly reason: string },
  now: string,
): Promise<void> {
  if (shipments.length === 0) return;
  await client.query(
    `insert into shipment_write_off (supplier_id, reference, exception_id, at, author, reason)
select r."supplierId", r.reference, r."exceptionId", $2, $3, $4 from jsonb_to_recordset($1::jsonb) r ("supplierId" uuid, reference text, "exceptionId" uuid)
on conflict (supplier_id, reference) do nothing`,
    [jsonb(shipments), now, by, reason],
  );
  await touchShipments(client, shipments, now);
}
export interface WrittenOff {
  readonly supplierId: string;
  readonly reference: string;
  readonly exceptionId: string | null; // by which it was; null where nothing was raised about it yet
}

export async function takeWriteOffsBack(client: PoolClient, exceptions: readonly string[], now: string): Promise<void> {
  if (exceptions.length === 0) return;
  const { rows } = await client.query<{ supplierId: string; reference: string }>(
    'delete from shipment_write_off where exception_id = any ($1) returning supplier_id "supplierId", reference',
    [exceptions],
  );
  await touchShipments(client, rows, now);
}

const touchShipments = (
  client: PoolClient,
  shipments: readonly Pick<WrittenOff, 'supplierId' | 'reference'>[],
  now: string,
): Promise<unknown> =>
  client.query(
    `insert into touched (supplier_id, kind, ref, at) select h.supplier_id, 'document', h.document_id::text, $2::timestamptz
from jsonb_to_recordset($1::jsonb) r ("supplierId" uuid, reference text) join shipment h on h.supplier_id = r."supplierId" and h.reference = r.reference
where h.current`,
    [jsonb(shipments), now],
  );
