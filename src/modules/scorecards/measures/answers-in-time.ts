import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { DOCUMENT, type Measure, periodOf } from '../measure';

export const answersInTime: Measure = {
  key: 'answers_in_time',
  side: 'supplier',
  title: 'EDI of ours acknowledged in time',
  says: 'what we sent was acknowledged within a day, or what was agreed',
  async cases(client, asked) {
    const { rows } = await client.query<Case & { hours: number | null }>(
      `select case when a.at <= due then 1 else 0 end good, case when a.at is null and due > $4::timestamptz then 0 else 1 end "of", ${instant('o.sent_at')} at,
  e.kind || ' ' || e.reference what, null "location", ${DOCUMENT('a.document_id')} "document", a.place,
  case when a.at is null and due > $4::timestamptz then 'not due yet' when a.at is null then 'no answer' else a.word end said, extract(epoch from a.at - o.sent_at)::float8 / 3600 hours
from edi_sent e join outbox o on o.id = e.outbox_id and o.state = 'sent'
cross join lateral (select o.sent_at + coalesce(e.within_hours, 24) * interval '1 hour' due) d
left join lateral (select a.* from edi_answer a where a.sent_id = e.id order by a.at limit 1) a on true
where e.supplier_id = $1 and o.sent_at >= $2 and o.sent_at < $3 order by o.sent_at, e.id`,
      [...periodOf(asked), asked.now],
    );
    return rows.map(({ hours, ...r }) => ({ ...r, ...(hours === null ? {} : { hours }) }));
  },
};
