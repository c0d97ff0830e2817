import type { PoolClient } from 'pg';
import { USAGE_DAYS } from '../../domain/ledger/usage';
import type { Waiting } from '../../domain/exceptions/budget';

/**
 * What waiting with these costs: the days by which the buyer's plain stock ends before the lead time, by its last count and the usage
 * of four weeks. A hint for an order, not a verdict, and so in days of the calendar.
 */
export async function costsOfWaiting(client: PoolClient, ids: readonly string[], now: string): Promise<Map<string, Waiting>> {
  const { rows } = await client.query<Waiting>(
    `select e.id, e.severity, (extract(epoch from e.opened_at) * 1000)::float8 "openedAt",
  case when e.value_amount is not null then json_build_object('amount', e.value_amount, 'currency', e.value_currency) end value,
  case when u.used > 0 then (t.days - k.stock / (u.used / ${USAGE_DAYS}))::float8 end "shortDays"
from supply_exception e
left join lateral (select (p.terms->>'lead_time_days')::numeric days from program p where p.supplier_id = e.supplier_id and p.sku in ('*', e.sku)
  and p.location in ('*', e.location) and p.valid_from <= $2 and (p.valid_to is null or p.valid_to > $2) and p.terms ? 'lead_time_days'
  order by (p.sku <> '*') desc, (p.location <> '*') desc, p.valid_from desc limit 1) t on true
left join lateral (select n.quantity + coalesce((select sum(m.signed) from movement m where m.item_id = n.item_id and m.location_id = n.location_id
    and m.owner = 'buyer' and m.moved_to > n.counted_at and m.moved_to <= $2), 0) stock
  from stock_count n where n.item_id = e.item_id and n.location_id = e.location_id and n.owner = 'buyer' and n.status = 'unrestricted' and n.counted_at <= $2
  order by n.counted_at desc limit 1) k on true
left join lateral (select -sum(m.signed) used from movement m where m.item_id = e.item_id and m.location_id = e.location_id and m.owner = 'buyer'
  and m.kind = 'usage' and m.moved_to > $2::timestamptz - interval '${USAGE_DAYS} days' and m.moved_to <= $2) u on true
where e.id = any ($1)`,
    [ids, now],
  );
  return new Map(rows.map((r) => [r.id, r]));
}
