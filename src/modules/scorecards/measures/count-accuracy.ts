import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { DOCUMENT, type Measure, periodOf } from '../measure';

/**
 * The supplier's balance beside our physical count of the same day, which is carried to the supplier's instant by what moved
 * between them. Left out: where we had posted something of it only later (the supplier could not know), and stock of several owners.
 */
export const countAccuracy: Measure = {
  key: 'count_accuracy',
  side: 'supplier',
  title: 'count accuracy',
  says: 'a reported balance is within 5 % of what was counted on the shelf within a day of it',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `with said as (select o.*, c.counted_at, c.quantity counted, c.owners from observation o join document d on d.id = o.document_id and d.current
  cross join lateral (select c.counted_at, sum(c.quantity) quantity, count(distinct c.owner) owners from stock_count c
    where c.item_id = o.item_id and c.location_id = o.location_id and c.basis = 'physical' and c.status = 'unrestricted'
      and c.counted_at between o.as_of_from - interval '1 day' and o.as_of_to + interval '1 day'
    group by c.counted_at order by abs(extract(epoch from c.counted_at - o.as_of_to)) limit 1) c
  where o.supplier_id = $1 and o.measure = 'on_hand' and o.as_of_to >= $2 and o.as_of_to < $3),
moved as (select s.*, coalesce(m.after, 0) - coalesce(m.before, 0) moved, coalesce(m.late, false) late from said s left join lateral (
  select sum(m.signed) filter (where m.moved_to > s.counted_at and m.moved_to <= s.as_of_to) "after",
    sum(m.signed) filter (where m.moved_to > s.as_of_to and m.moved_to <= s.counted_at) "before", bool_or(m.posted_at > s.received_at) late
  from movement m where m.item_id = s.item_id and m.location_id = s.location_id and m.status = 'unrestricted'
    and m.moved_to > least(s.counted_at, s.as_of_to) and m.moved_to <= greatest(s.counted_at, s.as_of_to)) m on true)
select case when x.left_out then 0 when abs(x.quantity - x.ours) * 20 <= abs(x.ours) then 1 else 0 end good, case when x.left_out then 0 else 1 end "of",
  ${instant('x.as_of_to')} at, i.sku what, l.code as location, ${DOCUMENT('x.document_id')} "document", x.place,
  'reported ' || trim_scale(x.quantity) || ', counted ' || trim_scale(x.counted) || case when x.moved <> 0 then ' and moved ' || trim_scale(x.moved) else '' end
    || case when x.owners > 1 then '; left out: stock of several owners' when x.late then '; left out: we posted part of it later' else '' end said
from (select m.*, m.counted + m.moved ours, m.owners > 1 or m.late left_out from moved m) x
join item i on i.id = x.item_id join location l on l.id = x.location_id order by x.as_of_to, i.sku, l.code`,
      periodOf(asked),
    );
    return rows;
  },
};
