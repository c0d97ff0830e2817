import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { type Measure, periodOf } from '../measure';

/** What ended by itself before anybody had looked at it asks nobody for an answer. */
export const ownAnswers: Measure = {
  key: 'own_answers',
  side: 'buyer',
  title: 'exceptions taken up within a day',
  says: 'somebody of ours acted on an exception within 24 hours',
  async cases(client, asked) {
    const { rows } = await client.query<Case & { hours: number | null }>(
      `select case when t.at <= e.opened_at + interval '1 day' then 1 else 0 end good,
  case when t.at is null and coalesce(e.resolved_at, $4::timestamptz) <= e.opened_at + interval '1 day' then 0 else 1 end "of", ${instant('e.opened_at')} at,
  e.type || coalesce(' ' || e.sku, '') what, e.location, null "document", null place,
  case when t.at is not null then 'taken up ' || ${instant('t.at')} when e.status = 'resolved' then 'ended by itself' else 'nobody has taken it up' end said,
  extract(epoch from t.at - e.opened_at)::float8 / 3600 hours
from supply_exception e left join lateral (select v.at from exception_event v where v.exception_id = e.id and v.author is not null order by v.id limit 1) t on true
where e.supplier_id = $1 and e.opened_at >= $2 and e.opened_at < $3 and e.suppressed_by is null and not e.shadow order by e.opened_at, e.id`,
      [...periodOf(asked), asked.now],
    );
    return rows.map(({ hours, ...r }) => ({ ...r, ...(hours === null ? {} : { hours }) }));
  },
};
