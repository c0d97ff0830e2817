import type { PoolClient } from 'pg';
import { LOOKS_BACK_DAYS } from '../../domain/rules/pair-view';
import { USAGE_DAYS } from '../../domain/ledger/usage';
import { recordPlain, recordSilent } from './comparisons.store';
import { WATERMARK } from './feed-views.store';
import { WITH_TERMS } from './pairs.store';
import { comingOf, type MatchedLines } from './incoming';
import { ON_ORDER } from '../replenishment/on-order.sql';
import { FEW } from './tables.store';

/**
 * Settles in SQL the pairs on which there is nothing to say, by far the most: one exact book over the whole window, the
 * supplier's number well inside its tolerance, both above min and zero, nothing open about them, and the buyer's data reach
 * beyond the window; and those of which the supplier never said a number, with stock enough. Everything else (a doubt counts as everything else) is left in `pair_left` for the pure rules; so many are.
 */
export async function settlePlainPairs(client: PoolClient, now: string, pairs: number, incoming: MatchedLines): Promise<number> {
  if (pairs === 0) return 0;
  const many = pairs > MANY;
  const longHistory = !many || (await rowsOf(client, 'observation')) > LOOKUP * pairs;
  if (longHistory) await client.query(LAST_SAID, [now]);
  if (many) await client.query('set local enable_nestloop = off');
  if (!longHistory) await client.query(SAID, [now]);
  if (many) await client.query('analyze pair_said');
  const fewCounts = many && (await rowsOf(client, 'stock_count')) <= LOOKUP * pairs;
  const counts = await client.query(counted(fewCounts ? ALL_LAST_COUNTS : LAST_COUNT));
  if (counts.rowCount! > 0) {
    await client.query(COMING, [JSON.stringify(comingOf(incoming, Date.parse(now)))]);
    if (counts.rowCount! > FEW) await client.query('analyze pair_counted');
    const moved = await client.query(MOVED, [now]);
    if (moved.rowCount! > FEW) await client.query('analyze pair_moved');
    const plain = await client.query(PLAIN, [now]);
    const silent = await client.query(SILENT, [now]);
    if (plain.rowCount! > 0) await recordPlain(client, now);
    if (silent.rowCount! > 0) await recordSilent(client, now);
  }
  const left = await client.query(LEFT);
  if (many) await client.query('create index if not exists pair_left_n on pair_left (n)'); // fetched a thousand at a time
  if (many) await client.query('set local enable_nestloop = on');
  return left.rowCount!;
}

/**
 * From here on every table is read once and hashed. The planner cannot tell how many pairs pass the tests, expects a few hundred
 * of a hundred thousand, and would look into each table, empty ones as well, for every pair; and into the comparisons, empty when
 * it looks, through all that this very statement has written to them. For a few pairs that is right.
 */
const MANY = 2000;

/** To look up the last row of one pair takes as long as to read ten rows in their order. */
const LOOKUP = 10;

/** As the planner knows it; NaN, which is neither more nor less than anything, where nobody has counted yet. */
async function rowsOf(client: PoolClient, table: 'observation' | 'stock_count'): Promise<number> {
  const { rows } = await client.query<{ n: number }>('select reltuples::float8 n from pg_class where oid = $1::regclass', [table]);
  return rows[0]!.n < 0 ? NaN : rows[0]!.n;
}

/** Of another status or owner, or a count's correction. */
const SPECIAL = `m.status <> 'unrestricted' or m.to_status is not null or m.owner <> 'buyer' or m.count_ref is not null`;

/** Moved or posted on another side of the count than the other, or of another status or owner: for the pure rules to say. */
const DOUBTFUL = `m.moved_from <= t.counted_at or m.posted_from <= t.counted_at or ${SPECIAL}`;

/** One stock of one owner in one status, counted in one piece, and no part of a chain of items. */
const SINGLE = `not exists (select 1 from stock_count o where o.item_id = t.item_id and o.location_id = t.location_id
    and (o.status <> 'unrestricted' or o.owner <> 'buyer' or o.lot <> ''))
  and not exists (select 1 from pair_chain k where k.item_id = t.item_id) and not exists (select 1 from pair_chain k where k.successor_id = t.item_id)`;

/**
 * The supplier's number that stands for each pair: the latest as-of, of these the last received. Several lines of one report
 * about one pair stand one after the other here; they add up, which the pure rules do.
 */
export const SAID = `
insert into pair_said
select distinct on (p.n) p.n, o.quantity, o.as_of_from, o.as_of_to, o.document_id, o.place,
  coalesce(lead(o.document_id) over stands = o.document_id, false) repeated
from pair p ${WITH_TERMS} join observation o on o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
  and o.measure = case when t.available then 'available' else 'on_hand' end
join document d on d.id = o.document_id and d.current and not d.supply_fact
where o.received_at <= $1::timestamptz
window stands as (partition by p.n order by o.as_of_to desc, o.received_at desc, o.document_id desc)
order by p.n, o.as_of_to desc, o.received_at desc, o.document_id desc`;

/** The same, looked up pair by pair: as quick after a year of reports as after the first. Two tell whether a report says it twice. */
export const LAST_SAID = `
insert into pair_said
select p.n, s.quantity, s.as_of_from, s.as_of_to, s.document_id, s.place, s.repeated
from pair p ${WITH_TERMS} cross join lateral (
  select l.*, coalesce(lead(l.document_id) over stands = l.document_id, false) repeated from (
    select o.quantity, o.as_of_from, o.as_of_to, o.received_at, o.document_id, o.place
    from observation o join document d on d.id = o.document_id and d.current and not d.supply_fact
    where o.item_id = p.item_id and o.location_id = p.location_id and o.supplier_id = p.supplier_id
      and o.measure = case when t.available then 'available' else 'on_hand' end and o.received_at <= $1::timestamptz
    order by o.as_of_to desc, o.received_at desc, o.document_id desc limit 2) l
  window stands as (order by l.as_of_to desc, l.received_at desc, l.document_id desc)
  order by l.as_of_to desc, l.received_at desc, l.document_id desc limit 1) s`;

/** The last count of each pair, and the one before it: looked up for it, or all read once in the order of their key. */
const NEWEST = 'quantity, counted_at, status, owner, lot, lag(quantity) over earlier before, lag(counted_at) over earlier before_at';
const LAST_COUNT = `cross join lateral (select * from (select ${NEWEST} from (select * from stock_count c
    where c.item_id = p.item_id and c.location_id = p.location_id order by c.counted_at desc limit 2) c window earlier as (order by counted_at)) c
  order by c.counted_at desc limit 1) c`;
const ALL_LAST_COUNTS = `join (select distinct on (item_id, location_id) item_id, location_id, ${NEWEST} from stock_count
  window earlier as (partition by item_id, location_id order by counted_at)
  order by item_id, location_id, counted_at desc) c on c.item_id = p.item_id and c.location_id = p.location_id`;

/** The last count, where it is the buyer's plain stock. */
const counted = (lastCount: string): string => `
insert into pair_counted
select p.n, p.item_id, p.location_id, p.supplier_id, t.terms is not null agreed, t.low, t.high, t.lead_days, t.tolerance_qty, t.tolerance_share,
  s.n is not null said, s.quantity, s.as_of_from, s.as_of_to, s.document_id, s.place, s.repeated, c.quantity counted, c.counted_at, c.before, c.before_at
from pair p ${WITH_TERMS} left join pair_said s on s.n = p.n ${lastCount}
where t.plain and c.status = 'unrestricted' and c.owner = 'buyer' and c.lot = ''`;

/** What is on its way, by the notices or ordered; an order and its shipment are added up here, which only sends more to the pure rules. */
const COMING = `
insert into pair_coming
select p.n, sum(x.coming), bool_or(x.drifts) from pair p join (
  select s.id supplier_id, i.id item_id, l.id location_id, r.coming, r.drifts
  from jsonb_to_recordset($1::jsonb) r (supplier text, sku text, place text, coming numeric, drifts boolean)
  join supplier s on s.code = r.supplier join item i on i.sku = r.sku join location l on l.code = r.place
  union all select supplier_id, item_id, location_id, coalesce(open_quantity, quantity), false from order_line where status = 'open'
  union all select a.supplier_id, a.item_id, a.location_id, a.open, false from (${ON_ORDER}) a where a.open > 0) x
  on x.item_id = p.item_id and x.location_id = p.location_id and x.supplier_id = p.supplier_id group by p.n`;

/** What moved since, between the last two counts, and was used lately; most have not moved at all. */
const MOVED = `
insert into pair_moved
select t.n, sum(m.signed) filter (where m.moved_to > t.counted_at and m.moved_to <= t.as_of_from) upto,
  sum(m.signed) filter (where m.moved_to > t.counted_at or m.posted_at > t.counted_at) total,
  sum(m.signed) filter (where m.moved_to > t.before_at and m.moved_to <= t.counted_at) between_counts,
  -sum(m.signed) filter (where m.kind = 'usage' and m.moved_from > $1::timestamptz - interval '${USAGE_DAYS} days') used,
  count(distinct m.moved_from::date) filter (where m.kind = 'usage')::int used_days, max(m.moved_from) filter (where m.kind = 'usage') last_used,
  bool_or((m.moved_to > t.counted_at or m.posted_at > t.counted_at) and (${DOUBTFUL})
    or (m.moved_to > t.before_at or m.posted_at > t.before_at) and m.moved_to <= t.counted_at
      and (m.moved_from <= t.before_at or m.posted_from <= t.before_at or m.posted_at > t.counted_at or ${SPECIAL})) doubtful,
  bool_or(m.moved_to > t.as_of_from and m.moved_from <= t.as_of_to) meanwhile
from pair_counted t join movement m on m.item_id = t.item_id and m.location_id = t.location_id
  and (m.moved_to > least(coalesce(t.before_at, t.counted_at), $1::timestamptz - interval '${LOOKS_BACK_DAYS} days') or m.posted_at > t.counted_at)
group by t.n`;

/** The book by these; `offset 0` keeps its sums from being worked out anew wherever they are named. */
const BOOKED = `(select t.*, t.counted + coalesce(m.upto, 0) book, t.counted + coalesce(m.total, 0) on_hand,
  coalesce(m.doubtful, false) doubtful, coalesce(m.meanwhile, false) meanwhile, coalesce(m.used, 0) used, coalesce(m.used_days, 0) used_days, m.last_used,
  abs(t.counted - coalesce(t.before + coalesce(m.between_counts, 0), t.counted)) gap, coalesce(k.coming, 0) coming, coalesce(k.drifts, false) drifts,
  greatest(t.tolerance_qty, t.tolerance_share * abs(t.counted)) counted_tolerance,
  greatest(t.tolerance_qty, t.tolerance_share * abs(t.counted + coalesce(m.upto, 0))) tolerance
from pair_counted t left join pair_moved m on m.n = t.n left join pair_coming k on k.n = t.n offset 0) t`;

/**
 * Nothing that any rule about a pair's own book and thresholds would say: counted within the year, the counts join each other,
 * not above max with all that is on its way, enough for the lead time (its days off counted in) where more is to come, and the
 * min covers what is used. A test holds this against the pure rules.
 */
const QUIET = `t.gap <= t.counted_tolerance and t.counted_at > $1::timestamptz - interval '366 days' and not t.drifts
  and (t.high is null or t.on_hand + t.coming <= t.high)
  and (t.coming = 0 or t.lead_days is null or t.on_hand - t.used * (2 * t.lead_days + 14) / ${USAGE_DAYS} > t.low)
  and (t.lead_days is null or t.used <= 0 or t.used * t.lead_days / ${USAGE_DAYS} <= t.low)
  and not exists (select 1 from demand d where d.item_id = t.item_id and d.location_id = t.location_id)`;

/** Until then no clock changes it; what is on its way may be overdue tomorrow. */
const QUIET_UNTIL = `case when t.coming > 0 then '-infinity' else t.counted_at + interval '366 days' end`;

/** Looked up for each pair: as a question of all of them the planner would read whatever was ever reported. */
const MORE_SAID = `select true more from observation o where o.item_id = t.item_id and o.location_id = t.location_id and o.supplier_id = t.supplier_id
  and o.measure not in ('on_hand', 'available') and o.as_of_to >= t.as_of_from - interval '${LOOKS_BACK_DAYS} days' limit 1`;

/** Left out where a second count, a status, an owner or a day makes the book less than certain. */
const PLAIN = `
insert into pair_plain
with place as materialized (select w.location_id, w.watermark from (${WATERMARK}) w join location l on l.id = w.location_id
  where l.kind in ('own', 'hub', 'third_party'))
select t.n, t.item_id, t.location_id, t.supplier_id, t.quantity, t.book, t.as_of_from, t.as_of_to, w.watermark, t.document_id, t.place, t.tolerance,
  ${QUIET_UNTIL}, coalesce(f.more, false) more_said
from ${BOOKED} join place w on w.location_id = t.location_id left join lateral (${MORE_SAID}) f on true
where t.said and not t.repeated and t.counted_at <= t.as_of_from and w.watermark >= t.as_of_to
  and not t.doubtful and not t.meanwhile and ${SINGLE} and ${QUIET} and trunc(t.quantity) = t.quantity
  and abs(t.quantity - t.book) <= t.tolerance / 2 and least(t.quantity, t.book, t.on_hand) > t.low
  and not exists (select 1 from supply_exception e where (e.status <> 'resolved' or e.held) and e.item_id = t.item_id and e.location_id = t.location_id)`;

/** Nothing was ever said of it, and there is enough; and it is used as ever, if it was used day by day. */
const SILENT = `
insert into pair_silent
select t.n, t.item_id, t.location_id, t.supplier_id, t.agreed,
  case when t.used_days >= 10 then least(t.last_used + interval '3 days', ${QUIET_UNTIL}) else ${QUIET_UNTIL} end from ${BOOKED}
where not t.said and not t.doubtful and t.on_hand > t.low and ${SINGLE} and ${QUIET}
  and (t.used_days < 10 or t.last_used > $1::timestamptz - interval '3 days')
  and not exists (select 1 from observation o where o.item_id = t.item_id and o.location_id = t.location_id and o.supplier_id = t.supplier_id)
  and not exists (select 1 from supply_exception e where (e.status <> 'resolved' or e.held) and e.item_id = t.item_id and e.location_id = t.location_id)`;

/** All others, numbered; a chain of items stands at the front, so that it is whole in the first batch. */
const LEFT = `
insert into pair_left
select row_number() over (order by p.item_id not in (select item_id from pair_chain union all select successor_id from pair_chain), p.n) n,
  p.item_id, p.location_id, p.supplier_id, p.direct, p.a, p.b, p.c, p.d, p.e
from pair p
where not exists (select 1 from pair_plain q where q.n = p.n and not q.more_said) and not exists (select 1 from pair_silent r where r.n = p.n)`;
