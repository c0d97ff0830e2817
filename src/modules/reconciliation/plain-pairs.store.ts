import type { PoolClient } from 'pg';
import { WATERMARK } from './feed-views.store';

/**
 * Settles in SQL the pairs on which there is nothing to say, by far the most: one exact book over the whole window, the
 * supplier's number well inside its tolerance, both above min and zero, nothing open about them, and the buyer's data reach
 * beyond the window; and those of which the supplier never said a number, with stock enough. Everything else (a doubt counts as everything else) is left in `pair_left` for the pure rules.
 */
export async function settlePlainPairs(client: PoolClient, now: string): Promise<void> {
  await client.query(SAID, [now]);
  await client.query(REPEATED);
  await client.query(`
create temp table pair_place on commit drop as select w.location_id, w.watermark from (${WATERMARK}) w join location l on l.id = w.location_id
where l.kind in ('own', 'hub', 'third_party');
analyze pair_place`);
  await client.query(PLAIN);
  await client.query(SILENT);
  await client.query(`
create temp table pair_left on commit drop as
select p.item_id, p.location_id, p.supplier_id, p.direct, t.terms from pair p join pair_terms t on t.a = p.a and t.b = p.b and t.c = p.c and t.d = p.d
left join pair_plain q on q.item_id = p.item_id and q.location_id = p.location_id and q.supplier_id = p.supplier_id
left join pair_silent r on r.item_id = p.item_id and r.location_id = p.location_id and r.supplier_id = p.supplier_id
where q.item_id is null and r.item_id is null`);
}

/** Moved or posted on another side of the count than the other, or of another status or owner: for the pure rules to say. */
const DOUBTFUL = `m.moved_from <= c.counted_at or m.posted_from <= c.counted_at or m.status <> 'unrestricted' or m.to_status is not null
  or m.owner <> 'buyer' or m.count_ref is not null`;

/** One stock of one owner in one status, counted in one piece, and no part of a chain of items. */
const SINGLE = (
  pair: string,
): string => `not exists (select 1 from stock_count o where o.item_id = ${pair}.item_id and o.location_id = ${pair}.location_id
    and (o.status <> 'unrestricted' or o.owner <> 'buyer' or o.lot <> ''))
  and not exists (select 1 from pair_chain k where ${pair}.item_id in (k.item_id, k.successor_id))`;

/** The supplier's number that stands for each pair: the latest as-of, of these the last received. */
const SAID = `
create temp table pair_said on commit drop as
select distinct on (p.item_id, p.location_id, p.supplier_id) p.item_id, p.location_id, p.supplier_id, p.tolerance_qty, p.tolerance_pct, p.low, p.plain,
  o.quantity, o.as_of_from, o.as_of_to, o.document_id, o.measure, o.place
from pair p join observation o on o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
  and o.measure = case when p.available then 'available' else 'on_hand' end
join document d on d.id = o.document_id and d.current and not d.supply_fact
where o.received_at <= $1::timestamptz
order by p.item_id, p.location_id, p.supplier_id, o.as_of_to desc, o.received_at desc, o.document_id desc`;

/** Several lines of one report about one pair add up, which the pure rules do. */
const REPEATED = `
analyze pair_said;
create temp table pair_repeated on commit drop as
select o.item_id, o.location_id, o.supplier_id from observation o
join (select distinct document_id, measure from pair_said) d on d.document_id = o.document_id and d.measure = o.measure
group by o.document_id, o.item_id, o.location_id, o.supplier_id having count(*) > 1;
delete from pair_said s using pair_repeated r
where r.item_id = s.item_id and r.location_id = s.location_id and r.supplier_id = s.supplier_id`;

/** The last count and what moved since; left out where a second count, a status, an owner or a day makes it less than certain. */
const PLAIN = `
create temp table pair_plain on commit drop as
select s.item_id, s.location_id, s.supplier_id, s.quantity, b.book, s.as_of_from, s.as_of_to, w.watermark, s.document_id, s.place, b.tolerance
from pair_said s
join lateral (select c.quantity, c.counted_at, c.status, c.owner, c.lot from stock_count c
  where c.item_id = s.item_id and c.location_id = s.location_id order by c.counted_at desc limit 1) c on true
left join lateral (
  select sum(m.signed) filter (where m.moved_to <= s.as_of_from) upto, sum(m.signed) total,
    bool_or(${DOUBTFUL} or (m.moved_to > s.as_of_from and m.moved_from <= s.as_of_to)) doubtful
  from movement m where m.item_id = s.item_id and m.location_id = s.location_id and (m.moved_to > c.counted_at or m.posted_at > c.counted_at)) m on true
cross join lateral (select c.quantity + coalesce(m.upto, 0) book, c.quantity + coalesce(m.total, 0) on_hand,
  greatest(s.tolerance_qty, s.tolerance_pct / 100 * abs(c.quantity + coalesce(m.upto, 0))) tolerance) b
join pair_place w on w.location_id = s.location_id
where s.plain and c.counted_at <= s.as_of_from and c.status = 'unrestricted' and c.owner = 'buyer' and c.lot = ''
  and not coalesce(m.doubtful, false) and ${SINGLE('s')} and w.watermark >= s.as_of_to
  and abs(s.quantity - b.book) <= b.tolerance / 2 and least(s.quantity, b.book, b.on_hand) > s.low
  and not exists (select 1 from demand d where d.item_id = s.item_id and d.location_id = s.location_id)
  and not exists (select 1 from supply_exception e where e.status <> 'resolved' and e.item_id = s.item_id and e.location_id = s.location_id)`;

const SILENT = `
create temp table pair_silent on commit drop as
select p.item_id, p.location_id, p.supplier_id, p.agreed from pair p
join lateral (select c.quantity, c.counted_at, c.status, c.owner, c.lot from stock_count c
  where c.item_id = p.item_id and c.location_id = p.location_id order by c.counted_at desc limit 1) c on true
left join lateral (select sum(m.signed) total, bool_or(${DOUBTFUL}) doubtful from movement m
  where m.item_id = p.item_id and m.location_id = p.location_id and (m.moved_to > c.counted_at or m.posted_at > c.counted_at)) m on true
where not exists (select 1 from pair_said s where s.item_id = p.item_id and s.location_id = p.location_id and s.supplier_id = p.supplier_id)
  and not exists (select 1 from observation o where o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id)
  and p.plain and c.status = 'unrestricted' and c.owner = 'buyer' and c.lot = '' and not coalesce(m.doubtful, false)
  and c.quantity + coalesce(m.total, 0) > p.low and ${SINGLE('p')}
  and not exists (select 1 from supply_exception e where e.status <> 'resolved' and e.item_id = p.item_id and e.location_id = p.location_id)`;
