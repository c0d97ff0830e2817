import type { PoolClient } from 'pg';

/** Posts the matched stock lines of the documents that may be posted; every row points back to document, line and place. */
export async function postObservations(client: PoolClient, receivedAt: string): Promise<void> {
  await client.query(
    `insert into observation (item_id, as_of_to, as_of_from, said, location_id, supplier_id, measure, quantity, document_id, n, place, given, received_at)
select m.item_id, m.to_at, m.from_at, m.said, m.location_id, d.supplier_id, m.measure, m.quantity, d.document_id, m.n, m.place, m.given, $1
from stage_matched m join stage_doc d using (doc)
where d.post and d.kind = 'stock_report' and m.reason is null`,
    [receivedAt],
  );
}

/** Lines of ship notices whose shipment is posted, but for documents whose lines are in. */
export async function postShipLines(client: PoolClient, but: readonly string[] = []): Promise<void> {
  await client.query(
    `insert into shipment_line (item_id, shipped_at, shipment_id, supplier_id, location_id, quantity, po, po_line, sscc, lot, document_id, n, place, given)
select m.item_id, m.to_at, s.id, d.supplier_id, m.location_id, m.quantity, m.extra->>'order', m.extra->>'orderLine', m.extra->>'sscc',
  m.extra->>'lot', d.document_id, m.n, m.place, m.given
from stage_matched m join stage_doc d using (doc)
join shipment s on s.document_id = d.document_id
where d.post and d.kind = 'ship_notice' and m.reason is null and not d.document_id = any ($1)`,
    [but],
  );
}

/** What could not be matched waits with its reason; it is taken up by itself when the cross-reference arrives. */
export async function parkLines(client: PoolClient): Promise<void> {
  await client.query(
    `insert into parked_line (document_id, n, supplier_id, reason, detail, refs, location, measure, amount, unit, extra, said, place, given, called)
select d.document_id, l.n, d.supplier_id, m.reason, m.detail, coalesce(r.refs, '[]'),
  case when g.value is not null then jsonb_build_object('qualifier', g.qualifier, 'value', g.value) end,
  l.measure, l.amount, (select u.unit from stage_unit u where u.unit_id = l.unit_id), l.extra,
  (select s.said from stage_said s where s.id = l.asof_id), l.place, l.given, c.value
from stage_line l join stage_doc d using (doc) join stage_matched m on m.doc = l.doc and m.n = l.n
left join (
  select set_id, jsonb_agg(jsonb_build_object('scheme', scheme, 'qualifier', qualifier, 'value', value) order by ord) refs
  from stage_ref where ord >= 0 group by set_id
) r on r.set_id = l.set_id
left join stage_given_location g on g.id = l.loc_id
left join stage_ref c on c.set_id = l.set_id and c.scheme = 'name'
where d.post and m.reason is not null`,
  );
}
