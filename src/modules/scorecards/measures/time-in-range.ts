import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { termsOf } from '../../reconciliation/terms.sql';
import { type Measure, periodOf } from '../measure';

/**
 * Of each item at each place the days, from the beginning of the period on, at whose end our book stood between min and max, as they hold at the end of the
 * period. The book is the last count with what moved since; a day before the first count is of nobody.
 * Counts, movements and ends of days are walked once, in this turn at the same instant: what moved is in the count, and both are in the day that ends.
 */
export const timeInRange: Measure = {
  key: 'time_in_range',
  side: 'supplier',
  title: 'days between min and max',
  says: 'at the end of a day our book stood between the minimum and the maximum',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `with pairs as (select distinct o.item_id, o.location_id, i.sku, l.code from observation o join item i on i.id = o.item_id join location l on l.id = o.location_id
  where o.supplier_id = $1 and o.as_of_to >= $2::timestamptz - interval '90 days' and o.as_of_to < $3),
ranged as materialized (select p.*, (t.terms->>'min')::numeric low, (t.terms->>'max')::numeric high from pairs p
  cross join lateral (select ${termsOf('$1', 'p.sku', 'p.code', '$3')} terms) t
  where t.terms->>'managed_by' = 'supplier' and (t.terms ? 'min' or t.terms ? 'max')),
ends as materialized (select g + interval '1 day' "day" from generate_series($2::timestamptz, least($3::timestamptz, $4::timestamptz) - interval '1 day', interval '1 day') g),
reach as (select r.*, e.last, coalesce((select max(c.counted_at) from stock_count c where c.item_id = r.item_id and c.location_id = r.location_id
    and c.status = 'unrestricted' and c.counted_at <= e.first), '-infinity') since
  from ranged r cross join (select min("day") "first", max("day") "last" from ends) e),
told as (select r.item_id, r.location_id, m.moved_to at, 1 turn, m.signed moved, null::numeric counted from reach r join movement m on m.item_id = r.item_id
    and m.location_id = r.location_id and m.status = 'unrestricted' and m.moved_to > r.since and m.moved_to <= r.last
  union all select r.item_id, r.location_id, c.counted_at, 2, 0, sum(c.quantity) from reach r join stock_count c on c.item_id = r.item_id
    and c.location_id = r.location_id and c.status = 'unrestricted' and c.counted_at >= r.since and c.counted_at <= r.last group by 1, 2, 3
  union all select r.item_id, r.location_id, e.day, 3, 0, null from ranged r cross join ends e),
run as (select t.*, sum(moved) over w moved_so_far, count(counted) over w counts from told t
  window w as (partition by item_id, location_id order by at, turn rows unbounded preceding)),
stood as (select run.*, max(counted - moved_so_far) over (partition by item_id, location_id, counts) + moved_so_far book from run),
days as (select r.*, s.at "day", s.book from ranged r join stood s on s.item_id = r.item_id and s.location_id = r.location_id where s.turn = 3 and s.counts > 0)
select (count(*) filter (where book >= coalesce(low, book) and book <= coalesce(high, book)))::int good, count(*)::int "of", ${instant('max(day)')} at,
  sku what, code as location, null "document", null place,
  'min ' || coalesce(trim_scale(low)::text, '-') || ', max ' || coalesce(trim_scale(high)::text, '-') || '; below on ' || count(*) filter (where book < low)
    || ', above on ' || count(*) filter (where book > high) || ' of ' || count(*) || ' days' said
from days group by sku, code, low, high order by sku, code`,
      [...periodOf(asked), asked.now],
    );
    return rows;
  },
};
