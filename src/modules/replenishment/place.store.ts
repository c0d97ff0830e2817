import type { PoolClient } from 'pg';
import { uuidv7 } from '../../platform/ids';

/** An approved draft that becomes a line. */
export interface ApprovedLine {
  readonly reorderId: string; // bare
  readonly sku: string;
  readonly uom: string;
  readonly quantity: string;
  readonly suggested: string;
  readonly sum: string;
  readonly theirs: string | null; // the supplier's own number of it
}
export interface OrderTo {
  readonly supplierId: string;
  readonly supplier: string;
  readonly supplierName: string;
  readonly ediId: string | null; // the first of the masters
  readonly contact: string | null; // likewise
  readonly locationId: string;
  readonly location: string;
  readonly locationName: string;
  readonly lines: readonly ApprovedLine[];
}

/** What was approved, as it is ordered: by supplier and place. The supplier's number only where it is one, and of the base unit. */
export async function ordersToPlace(client: PoolClient, reorderIds: readonly string[]): Promise<OrderTo[]> {
  const { rows } = await client.query<OrderTo>(
    `select s.id "supplierId", s.code supplier, s.name "supplierName", nullif(trim(split_part(s.edi_id, ';', 1)), '') "ediId",
  nullif(trim(split_part(s.contact_email, ';', 1)), '') contact, l.id::text "locationId", l.code as location, l.name "locationName",
  json_agg(json_build_object('reorderId', r.id, 'sku', i.sku, 'uom', r.numbers->>'uom', 'quantity', coalesce(r.set_quantity, r.quantity)::text,
    'suggested', r.quantity::text, 'sum', r.numbers->>'sum', 'theirs', (select min(x.value) from item_crossref x
      where x.supplier_id = s.id and x.item_id = i.id and x.qualifier = 'VN' and coalesce(x.uom, i.uom) = i.uom and x.valid_to = 'infinity'
      having count(distinct x.value) = 1)) order by i.sku, r.id) lines
from reorder r join supplier s on s.id = r.supplier_id join item i on i.id = r.item_id join location l on l.id = r.location_id
where r.id = any ($1::uuid[]) group by s.id, l.id order by s.code, l.code`,
    [reorderIds],
  );
  return rows;
}

export interface Placed {
  readonly id: string;
  readonly n: number;
  readonly name: string;
}
export async function insertOrder(client: PoolClient, to: OrderTo, way: string, author: string, now: string): Promise<Placed> {
  const id = uuidv7();
  const { rows } = await client.query<{ n: number }>(
    `insert into reorder_order (id, supplier_id, location_id, way, state, placed_at, author) values ($1, $2, $3, $4, 'approved', $5, $6) returning n::int`,
    [id, to.supplierId, to.locationId, way, now, author],
  );
  const { n } = rows[0]!;
  return { id, n, name: `R-${n}` };
}

/**
 * The lines of an order, and which orders of each item were known by then: one that is told later may be this very one. Noted, so
 * that what is on order is reckoned with at the next look.
 */
export async function writeLines(client: PoolClient, order: Placed, lines: readonly ApprovedLine[], now: string): Promise<void> {
  const rows = lines.map(({ reorderId, quantity }, i) => ({ id: reorderId, line: String(i + 1), quantity }));
  await client.query(
    `update reorder r set order_id = $2, line = x.line, approved_quantity = x.quantity,
  known_orders = (select coalesce(array_agg(n.po || ' ' || n.line), '{}') from order_line n
    where n.supplier_id = r.supplier_id and n.item_id = r.item_id and n.location_id = r.location_id)
from jsonb_to_recordset($1::jsonb) x (id uuid, line text, quantity numeric) where r.id = x.id`,
    [JSON.stringify(rows), order.id],
  );
  await touchLines(client, order.id, now);
}

export const touchLines = (client: PoolClient, orderId: string, now: string): Promise<unknown> =>
  client.query(
    `insert into touched (item_id, location_id, supplier_id, kind, at)
select item_id, location_id, supplier_id, 'pair', $2::timestamptz from reorder where order_id = $1`,
    [orderId, now],
  );

export interface Sent {
  readonly state: 'leaves' | 'to_fetch';
  readonly po: string | null;
  readonly interchange: number | null;
  readonly group: number | null;
}
export async function writeSent(client: PoolClient, orderId: string, sent: Sent): Promise<void> {
  await client.query('update reorder_order set state = $2, po = $3, interchange_control = $4, group_control = $5 where id = $1', [
    ...[orderId, sent.state, sent.po, sent.interchange, sent.group],
  ]);
}
