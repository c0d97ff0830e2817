import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { type Measure, periodOf } from '../measure';

/** What our book said before each physical count: the count before it with what moved since, the correction by the count itself left out. */
export const ownCounts: Measure = {
  key: 'own_count_accuracy',
  side: 'buyer',
  title: 'our book against our counts',
  says: 'our book was within 5 % of what was counted on the shelf',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `with counted as (select c.* from stock_count c where c.basis = 'physical' and c.status = 'unrestricted' and c.counted_at >= $2 and c.counted_at < $3
  and exists (select 1 from observation o where o.item_id = c.item_id and o.location_id = c.location_id and o.supplier_id = $1)),
book as (select c.*, b.quantity + coalesce(m.signed, 0) book from counted c
  cross join lateral (select p.counted_at, p.quantity from stock_count p where p.item_id = c.item_id and p.location_id = c.location_id and p.status = c.status
    and p.owner = c.owner and p.lot = c.lot and p.supplier_id is not distinct from c.supplier_id and p.counted_at < c.counted_at order by p.counted_at desc limit 1) b
  left join lateral (select sum(m.signed) signed from movement m where m.item_id = c.item_id and m.location_id = c.location_id and m.status = c.status
    and m.owner = c.owner and m.moved_to > b.counted_at and m.moved_to <= c.counted_at and m.count_ref is null
    and (c.lot = '' or coalesce(m.lot, '') = c.lot)) m on true)
select case when abs(book - quantity) * 20 <= abs(quantity) then 1 else 0 end good, 1 "of", ${instant('counted_at')} at, i.sku what, l.code as location,
  null "document", null place, 'book ' || trim_scale(book) || ', counted ' || trim_scale(quantity) said
from book b join item i on i.id = b.item_id join location l on l.id = b.location_id order by counted_at, i.sku, l.code`,
      periodOf(asked),
    );
    return rows;
  },
};
