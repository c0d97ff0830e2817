import type { PoolClient } from 'pg';
import { WATERMARK } from './feed-views.store';

/**
 * Settles in SQL the pairs on which there is nothing to say, by far the most: one exact book over the whole window, the
 * supplier's number well inside its tolerance, both above min and zero, nothing open about them, and the buyer's data reach
 * beyond the window; and those of which the supplier never said a number, with stock enough. Everything else (a doubt counts as everything else) is left in `pair_left` for the pure rules.
 */
export async function settlePlainPairs(client: PoolClient, now: string, pairs: number): Promise<void> {
  if (pairs > MANY) await client.query('set local enable_nestloop = off');
  await client.query(SAID, [now]);
  await client.query(`
create temp table pair_place on commit drop as select w.location_id, w.watermark from (${WATERMARK}) w join location l on l.id = w.location_id
where l.kind in ('own', 'hub', 'third_party');
create temp table pair_chained on commit drop as select item_id from pair_chain union select successor_id from pair_chain;
analyze pair_said; analyze pair_place; analyze pair_chained`);
  await client.query(COUNTED);
  await client.query(PLAIN);
  await client.query(SILENT);
  await client.query(`
create temp table pair_left on commit drop as
select p.item_id, p.location_id, p.supplier_id, p.direct, t.terms from pair p join pair_terms t on t.a = p.a and t.b = p.b and t.c = p.c and t.d = p.d
left join pair_plain q on q.item_id = p.item_id and q.location_id = p.location_id and q.supplier_id = p.supplier_id
left join pair_silent r on r.item_id = p.item_id and r.location_id = p.location_id and r.supplier_id = p.supplier_id
where q.item_id is null and r.item_id is null`);
  if (pairs > MANY) await client.query('set local enable_nestloop = on');
}

/**
 * From here on every table is read once and hashed. The planner cannot tell how many pairs pass the tests, expects a few hundred
 * of a hundred thousand, and would look into each table, empty ones as well, for every pair. For a few pairs that is right.
 */
const MANY = 2000;

/** Moved or posted on another side of the count than the other, or of another status or owner: for the pure rules to say. */
const DOUBTFUL = `m.moved_from <= t.counted_at or m.posted_from <= t.counted_at or m.status <> 'unrestricted' or m.to_status is not null
  or m.owner <> 'buyer' or m.count_ref is not null`;

/** One stock of one owner in one status, counted in one piece, and no part of a chain of items. */
const SINGLE = `not exists (select 1 from stock_count o where o.item_id = t.item_id and o.location_id = t.location_id
    and (o.status <> 'unrestricted' or o.owner <> 'buyer' or o.lot <> ''))
  and not exists (select 1 from pair_chained k where k.item_id = t.item_id)`;

/**
 * The supplier's number that stands for each pair: the latest as-of, of these the last received. Several lines of one report
 * about one pair stand one after the other here; they add up, which the pure rules do.
 */
const SAID = `
create temp table pair_said on commit drop as
select distinct on (p.item_id, p.location_id, p.supplier_id) p.item_id, p.location_id, p.supplier_id,
  o.quantity, o.as_of_from, o.as_of_to, o.document_id, o.place, coalesce(lead(o.document_id) over stands = o.document_id, false) repeated
from pair p join observation o on o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
  and o.measure = case when p.available then 'available' else 'on_hand' end
join document d on d.id = o.document_id and d.current and not d.supply_fact
where o.received_at <= $1::timestamptz
window stands as (partition by p.item_id, p.location_id, p.supplier_id order by o.as_of_to desc, o.received_at desc, o.document_id desc)
order by p.item_id, p.location_id, p.supplier_id, o.as_of_to desc, o.received_at desc, o.document_id desc`;

/** The last count of each pair, where it is the buyer's plain stock, and what moved since; most have not moved at all. */
const COUNTED = `
create temp table pair_counted on commit drop as
select p.item_id, p.location_id, p.supplier_id, p.agreed, p.low, p.tolerance_qty, p.tolerance_pct, s.document_id is not null said,
  s.quantity, s.as_of_from, s.as_of_to, s.document_id, s.place, s.repeated, c.quantity counted, c.counted_at
from pair p left join pair_said s on s.item_id = p.item_id and s.location_id = p.location_id and s.supplier_id = p.supplier_id
cross join lateral (select c.quantity, c.counted_at, c.status, c.owner, c.lot from stock_count c
  where c.item_id = p.item_id and c.location_id = p.location_id order by c.counted_at desc limit 1) c
where p.plain and c.status = 'unrestricted' and c.owner = 'buyer' and c.lot = '';
analyze pair_counted;
create temp table pair_moved on commit drop as
select t.item_id, t.location_id, t.supplier_id, sum(m.signed) filter (where m.moved_to <= t.as_of_from) upto, sum(m.signed) total,
  bool_or(${DOUBTFUL}) doubtful, bool_or(m.moved_to > t.as_of_from and m.moved_from <= t.as_of_to) meanwhile
from pair_counted t join movement m on m.item_id = t.item_id and m.location_id = t.location_id
  and (m.moved_to > t.counted_at or m.posted_at > t.counted_at)
group by t.item_id, t.location_id, t.supplier_id;
analyze pair_moved`;

/** Left out where a second count, a status, an owner or a day makes the book less than certain. */
const PLAIN = `
create temp table pair_plain on commit drop as
select t.item_id, t.location_id, t.supplier_id, t.quantity, b.book, t.as_of_from, t.as_of_to, w.watermark, t.document_id, t.place, b.tolerance
from pair_counted t
left join pair_moved m on m.item_id = t.item_id and m.location_id = t.location_id and m.supplier_id = t.supplier_id
cross join lateral (select t.counted + coalesce(m.upto, 0) book, t.counted + coalesce(m.total, 0) on_hand,
  greatest(t.tolerance_qty, t.tolerance_pct / 100 * abs(t.counted + coalesce(m.upto, 0))) tolerance) b
join pair_place w on w.location_id = t.location_id
where t.said and not t.repeated and t.counted_at <= t.as_of_from and w.watermark >= t.as_of_to
  and not coalesce(m.doubtful or m.meanwhile, false) and ${SINGLE}
  and abs(t.quantity - b.book) <= b.tolerance / 2 and least(t.quantity, b.book, b.on_hand) > t.low
  and not exists (select 1 from demand d where d.item_id = t.item_id and d.location_id = t.location_id)
  and not exists (select 1 from supply_exception e where e.status <> 'resolved' and e.item_id = t.item_id and e.location_id = t.location_id)`;

/** Nothing was ever said of it, and there is enough. */
const SILENT = `
create temp table pair_silent on commit drop as
select t.item_id, t.location_id, t.supplier_id, t.agreed from pair_counted t
left join pair_moved m on m.item_id = t.item_id and m.location_id = t.location_id and m.supplier_id = t.supplier_id
where not t.said and not coalesce(m.doubtful, false) and t.counted + coalesce(m.total, 0) > t.low and ${SINGLE}
  and not exists (select 1 from observation o where o.item_id = t.item_id and o.location_id = t.location_id and o.supplier_id = t.supplier_id)
  and not exists (select 1 from supply_exception e where e.status <> 'resolved' and e.item_id = t.item_id and e.location_id = t.location_id)`;
