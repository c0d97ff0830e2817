/**
 * What was approved and the buyer's own orders do not know yet: on order all the same, and counted once. Once the feed has an
 * order of that number its line speaks for itself. Before the number is known, an order of the same supplier, item and place that
 * was told only after the approval is taken for it: to count both would leave the stock short by as much.
 */
export const ON_ORDER = `select r.supplier_id, r.item_id, r.location_id, coalesce(o.po, 'R-' || o.n) || ' ' || r.line "order", o.placed_at,
  coalesce(o.po, 'R-' || o.n) po, r.line, r.approved_quantity,
  greatest(0, r.approved_quantity - coalesce(case when o.po is not null
    then (select sum(m.signed) from movement m where m.item_id = r.item_id and m.location_id = r.location_id and m.kind = 'receipt' and m.po = o.po)
    else (select sum(n.quantity) from order_line n where n.item_id = r.item_id and n.location_id = r.location_id and n.supplier_id = r.supplier_id
      and n.status <> 'cancelled' and not (n.po || ' ' || n.line) = any (r.known_orders) and n.ordered_at > o.placed_at - interval '1 day') end, 0)) open
from reorder r join reorder_order o on o.id = r.order_id
where r.state = 'approved' and o.refused is null
  and not exists (select 1 from order_line n where o.po is not null and n.po = o.po and n.item_id = r.item_id and n.supplier_id = r.supplier_id)`;
