import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { termsOf } from '../../reconciliation/terms.sql';
import { type Measure, periodOf } from '../measure';

/**
 * Of each item at each place the days, from the beginning of the period on, at whose end our book stood between min and max, as they hold at the end of the
 * period. The book is the last count with what moved since; a day before the first count is of nobody.
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
ranged as (select p.*, (t.terms->>'min')::numeric low, (t.terms->>'max')::numeric high from pairs p
  cross join lateral (select ${termsOf('$1', 'p.sku', 'p.code', '$3')} terms) t
  where t.terms->>'managed_by' = 'supplier' and (t.terms ? 'min' or t.terms ? 'max')),
days as (select r.*, d.day, b.book from ranged r
  cross join generate_series($2::timestamptz, least($3::timestamptz, $4::timestamptz) - interval '1 day', interval '1 day') g
  cross join lateral (select g + interval '1 day' "day") d
  cross join lateral (select c.counted_at, sum(c.quantity) quantity from stock_count c where c.item_id = r.item_id and c.location_id = r.location_id
    and c.status = 'unrestricted' and c.counted_at <= d.day group by c.counted_at order by c.counted_at desc limit 1) c
  cross join lateral (select c.quantity + coalesce((select sum(m.signed) from movement m where m.item_id = r.item_id and m.location_id = r.location_id
    and m.status = 'unrestricted' and m.moved_to > c.counted_at and m.moved_to <= d.day), 0) book) b)
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
