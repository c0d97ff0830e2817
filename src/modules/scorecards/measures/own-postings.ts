import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { type Measure, periodOf } from '../measure';

/** Our own late bookings, by which a supplier's right number looks wrong. */
export const ownPostings: Measure = {
  key: 'own_postings',
  side: 'buyer',
  title: 'our receipts posted within a day',
  says: 'a receipt was posted within 24 hours of its arrival',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `select case when m.posted_at <= m.moved_to + interval '1 day' then 1 else 0 end good, 1 "of", ${instant('m.moved_to')} at, i.sku || ' ' || m.key what,
  l.code as location, null "document", null place, 'posted ' || ${instant('m.posted_at')} said,
  greatest(extract(epoch from m.posted_at - m.moved_to), 0)::float8 / 3600 hours
from movement m join item i on i.id = m.item_id join location l on l.id = m.location_id
where m.supplier_id = $1 and m.kind = 'receipt' and m.moved_to >= $2 and m.moved_to < $3 order by m.moved_to, m.key`,
      periodOf(asked),
    );
    return rows;
  },
};
