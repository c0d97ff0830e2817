import type { Case } from '../../../domain/scorecard/card';
import { instant } from '../../../database/instant';
import { DOCUMENT, type Measure, periodOf } from '../measure';

/** Receipts by the number of the notice that they name, by place, with the notice as it was first and as it stands. */
const ARRIVED = `arrived as (select m.ship_notice reference, m.location_id, min(m.moved_to) at from movement m
  where m.supplier_id = $1 and m.kind = 'receipt' and m.ship_notice is not null group by 1, 2 having min(m.moved_to) >= $2 and min(m.moved_to) < $3),
known as (select a.*, l.code, f.received_at announced, f.document_id from arrived a join location l on l.id = a.location_id
  left join lateral (select s.received_at, s.document_id from shipment s where s.supplier_id = $1 and s.reference = a.reference and s.state <> 'withdrawn'
    order by s.received_at limit 1) f on true)`;

export const noticeTimeliness: Measure = {
  key: 'asn_timeliness',
  side: 'supplier',
  title: 'ship notices in time',
  says: 'goods that arrived had been announced before',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `with ${ARRIVED}
select case when announced <= at then 1 else 0 end good, 1 "of", ${instant('at')} at, 'shipment ' || reference what, code as location,
  ${DOCUMENT('document_id')} "document", null place,
  case when announced is null then 'never announced' when announced <= at then 'announced before' else 'announced after it had arrived' end said from known
union all
select 0, 1, ${instant('e.opened_at')}, coalesce(e.sku, 'a receipt'), e.location, null, null, e.message from supply_exception e
where e.type = 'RECEIPT_WITHOUT_ASN' and e.supplier_id = $1 and e.opened_at >= $2 and e.opened_at < $3 order by 3, 4`,
      periodOf(asked),
    );
    return rows;
  },
};

const DAYS = 3; // within which the rest of a shipment may still be booked

export const noticeAccuracy: Measure = {
  key: 'asn_accuracy',
  side: 'supplier',
  title: 'ship notices that are right',
  says: 'of an item the quantity arrived that was announced',
  async cases(client, asked) {
    const { rows } = await client.query<Case>(
      `with ${ARRIVED},
lines as (select k.reference, k.location_id, k.code, k.at, i.sku, sum(l.quantity) shipped, min(l.document_id::text) document_id, min(l.place) place, l.item_id
  from known k join shipment s on s.supplier_id = $1 and s.reference = k.reference and s.current and s.state = 'open'
  join shipment_line l on l.shipment_id = s.id and l.location_id = k.location_id join item i on i.id = l.item_id group by 1, 2, 3, 4, 5, l.item_id),
got as (select l.*, coalesce(m.quantity, 0) received, coalesce(m.final, false) final from lines l left join lateral (
  select sum(m.quantity) quantity, bool_or(m.final) final from movement m where m.item_id = l.item_id and m.location_id = l.location_id
    and m.supplier_id = $1 and m.kind = 'receipt' and m.ship_notice = l.reference) m on true)
select case when shipped = received then 1 else 0 end good, case when shipped > received and not final and at > $4::timestamptz - interval '${DAYS} days' then 0 else 1 end "of",
  ${instant('at')} at, sku || ' of shipment ' || reference what, code as location, ${DOCUMENT('document_id')} "document", place,
  'announced ' || trim_scale(shipped) || ', arrived ' || trim_scale(received) || case when shipped > received and not final and at > $4::timestamptz - interval '${DAYS} days'
    then '; left out: the rest may still come' else '' end said
from got order by at, reference, sku`,
      [...periodOf(asked), asked.now],
    );
    return rows;
  },
};
