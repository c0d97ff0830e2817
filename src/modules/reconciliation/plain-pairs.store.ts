import type { PoolClient } from 'pg';
import { WATERMARK } from './feed-views.store';

/**
 * Settles in SQL the pairs on which there is nothing to say, by far the most: one exact book over the whole window, the
 * supplier's number well inside its tolerance, both above min and zero, nothing open about them, and the buyer's data reach
 * beyond the window; and those of which the supplier never said a number, with stock enough. Everything else (a doubt counts as everything else) is left in `pair_left` for the pure rules.
 */
export async function settlePlainPairs(client: PoolClient, now: string): Promise<void> {
  await client.query(`
create temp table pair_said on commit drop as
select distinct on (p.item_id, p.location_id, p.supplier_id) p.item_id, p.location_id, p.supplier_id, p.terms,
  o.quantity, o.as_of_from, o.as_of_to, o.document_id, o.place,
  count(*) over (partition by p.item_id, p.location_id, p.supplier_id, o.document_id) lines
from pair p join observation o on o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
  and o.measure = coalesce(p.terms->>'compare_to', 'on_hand')
join document d on d.id = o.document_id and d.current and not d.supply_fact
where o.received_at <= '${now}'
order by p.item_id, p.location_id, p.supplier_id, o.as_of_to desc, o.received_at desc, o.document_id desc, o.n desc;
analyze pair_said;
create temp table pair_book on commit drop as
select s.item_id, s.location_id, s.supplier_id, c.quantity + coalesce(m.upto, 0) book, c.quantity + coalesce(m.total, 0) on_hand
from pair_said s
join lateral (select c.quantity, c.counted_at, c.status, c.owner, c.lot from stock_count c
  where c.item_id = s.item_id and c.location_id = s.location_id order by c.counted_at desc limit 1) c on true
left join lateral (
  select sum(m.signed) filter (where m.moved_to <= s.as_of_from) upto, sum(m.signed) total,
    bool_or(m.moved_from <= c.counted_at or m.status <> 'unrestricted' or m.owner <> 'buyer' or m.count_ref is not null
      or (m.moved_to > s.as_of_from and m.moved_from <= s.as_of_to)) doubtful
  from movement m where m.item_id = s.item_id and m.location_id = s.location_id and m.moved_to > c.counted_at) m on true
where s.lines = 1 and c.counted_at <= s.as_of_from and c.status = 'unrestricted' and c.owner = 'buyer' and c.lot = ''
  and not coalesce(m.doubtful, false)
  and not exists (select 1 from stock_count e where e.item_id = s.item_id and e.location_id = s.location_id and e.counted_at = c.counted_at
    and (e.status, e.owner, e.lot) <> (c.status, c.owner, c.lot));
create temp table pair_plain on commit drop as
select s.item_id, s.location_id, s.supplier_id, s.quantity, b.book, s.as_of_from, s.as_of_to, w.watermark, s.document_id, s.place, t.tolerance
from pair_said s join pair_book b using (item_id, location_id, supplier_id)
join (${WATERMARK}) w on w.location_id = s.location_id
join location l on l.id = s.location_id
cross join lateral (select greatest(coalesce((s.terms->>'tolerance_qty')::numeric, 0),
  coalesce((s.terms->>'tolerance_pct')::numeric, 0) / 100 * abs(b.book)) tolerance) t
cross join lateral (select coalesce((s.terms->>'min')::numeric, 0) low) k
where w.watermark >= s.as_of_to and l.kind in ('own', 'hub', 'third_party')
  and coalesce(s.terms->>'owned_by', 'buyer') = 'buyer' and coalesce(s.terms->>'basis', 'physical') = 'physical'
  and abs(s.quantity - b.book) <= t.tolerance / 2
  and least(s.quantity, b.book, b.on_hand) > k.low
  and not exists (select 1 from demand d where d.item_id = s.item_id and d.location_id = s.location_id);
delete from pair_plain p using supply_exception e
where e.status <> 'resolved' and e.item_id = p.item_id and e.location_id = p.location_id;
create temp table pair_silent on commit drop as
select p.item_id, p.location_id, p.supplier_id, p.terms from pair p
join lateral (select c.quantity, c.counted_at, c.status, c.owner, c.lot from stock_count c
  where c.item_id = p.item_id and c.location_id = p.location_id order by c.counted_at desc limit 1) c on true
left join lateral (select sum(m.signed) total, bool_or(m.moved_from <= c.counted_at or m.status <> 'unrestricted' or m.owner <> 'buyer'
    or m.count_ref is not null) doubtful from movement m
  where m.item_id = p.item_id and m.location_id = p.location_id and m.moved_to > c.counted_at) m on true
where not exists (select 1 from observation o where o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id)
  and coalesce(p.terms->>'owned_by', 'buyer') = 'buyer' and c.status = 'unrestricted' and c.owner = 'buyer' and c.lot = ''
  and not coalesce(m.doubtful, false)
  and c.quantity + coalesce(m.total, 0) > coalesce((p.terms->>'min')::numeric, 0)
  and not exists (select 1 from supply_exception e where e.status <> 'resolved' and e.item_id = p.item_id and e.location_id = p.location_id);
create temp table pair_left on commit drop as
select p.* from pair p left join pair_plain q using (item_id, location_id, supplier_id)
left join pair_silent r using (item_id, location_id, supplier_id) where q.item_id is null and r.item_id is null`);
}
