import type { PoolClient } from 'pg';
import type { OutboundView } from '../../domain/rules/outbound-view';
import { HOLDS } from '../acks/sent.store';
import { millis } from './millis';

const DAYS = 180; // nobody waits longer for the answer to an order

/**
 * What was sent that wants an answer: all that is not answered with a yes, and what was so since its exception was opened. Without
 * the clock only what was answered: a message that is late is so by the clock.
 */
export async function outboundViews(client: PoolClient, now: number, answeredOnly: boolean): Promise<OutboundView[]> {
  const { rows } = await client.query<Omit<OutboundView, 'now'>>(
    `select s.code supplier, e.kind, e.interchange || case when e.message in ('0001', '1') then '' else '/' || e.message end control,
  ${millis('o.sent_at')} "sentAt", e.within_hours "within",
  (select r.interchange from edi_sent r where r.id = e.replaced_by) "replacedBy",
  case when a.sent_id is not null then json_build_object('answer', a.word, 'at', ${millis('a.at')}, 'detail', a.detail, 'document',
    json_build_object('id', 'doc_' || a.document_id, 'file', a.file || coalesce('/' || a.within, ''), 'place', a.place)) end acknowledged
from edi_sent e join supplier s on s.id = e.supplier_id left join outbox o on o.id = e.outbox_id and o.state = 'sent'
left join lateral (${HOLDS('e.id')}) a on true
where e.made_at > to_timestamp($1 / 1000.0) - interval '${DAYS} days' and (a.sent_id is not null or not $2)
  and (coalesce(a.word <> 'accepted', true) or exists (select 1 from supply_exception x where x.type = 'ACK_OVERDUE' and x.status <> 'resolved' and x.supplier = s.code))
order by e.made_at, e.id`,
    [now, answeredOnly],
  );
  return rows.map((r) => ({ now, ...r }));
}
