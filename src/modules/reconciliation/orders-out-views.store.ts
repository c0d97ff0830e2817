import type { PoolClient } from 'pg';
import { afterWorkingDays } from '../../domain/canonical/calendar';
import { Terms } from '../../domain/items/terms';
import type { ResponseView } from '../../domain/rules/response-view';
import { calendarsOf } from './calendars.store';
import { millis } from './millis';
import { termsOf } from './terms.sql';

/** Orders that wait for an answer, and those about which something stands open still. Longer ago nobody asks for one. */
const ASKED = (type: string, id: string): string => `(o.placed_at > to_timestamp($1 / 1000.0) - interval '60 days'
  or exists (select 1 from supply_exception e where e.type = '${type}' and e.status <> 'resolved' and e.supplier_id = o.supplier_id and e.details->>'${id}' = `;

interface Ordered {
  readonly id: string;
  readonly supplier: string;
  readonly location: string;
  readonly sku: string | null;
  readonly timezone: string;
  readonly askedAt: number;
  readonly terms: unknown;
  readonly answer: ResponseView['answer'];
}

/**
 * Orders that went straight to their supplier: answered by an 855 or a ship notice that names them, or by what the buyer's feed tells as
 * confirmed or received. Due by the response days of the program; where none are agreed nobody owes anything.
 */
export async function responseViews(client: PoolClient, now: number): Promise<ResponseView[]> {
  const { rows } = await client.query<Ordered>(
    `select o.po id, s.code supplier, l.code as location, l.timezone, case when r.n = 1 then r.sku end sku, ${millis('o.placed_at')} "askedAt",
  ${termsOf('o.supplier_id', 'r.sku', 'l.code', 'to_timestamp($1 / 1000.0)')} terms,
  case when o.refused is not null then json_build_object('at', ${millis('o.answered_at')}, 'what', 'withdrawn')
    when a.at is not null then json_build_object('at', ${millis('a.at')}, 'what', 'given') end answer
from reorder_order o join supplier s on s.id = o.supplier_id join location l on l.id = o.location_id
cross join lateral (select count(*)::int n, min(i.sku) sku from reorder r join item i on i.id = r.item_id where r.order_id = o.id) r
cross join lateral (select min(x.at) at from (
  select d.received_at at from document d where d.current and d.supplier_id = o.supplier_id and d.kind = 'proposal' and d.reference = o.po
  union all select h.received_at from shipment_line n join shipment h on h.id = n.shipment_id and h.current and h.state = 'open'
    where n.supplier_id = o.supplier_id and n.po = o.po
  union all select n.imported_at from order_line n where n.po = o.po and n.supplier_id = o.supplier_id and (n.confirmed_quantity is not null or n.promised_to is not null)
  union all select m.moved_from from movement m join reorder r on r.order_id = o.id and r.item_id = m.item_id where m.kind = 'receipt' and m.po = o.po) x
  where x.at >= o.placed_at and x.at <= to_timestamp($1 / 1000.0)) a
where o.way <> 'requisition' and o.po is not null and ${ASKED('RESPONSE_OVERDUE', 'id')} o.po))`,
    [now],
  );
  if (rows.length === 0) return [];
  const calendars = await calendarsOf(client);
  return rows.flatMap(({ terms: stated, timezone, ...r }): ResponseView[] => {
    const terms = Terms.parse(stated ?? {});
    const days = terms.response_days;
    if (days === undefined && r.answer === null) return [];
    const dueAt = afterWorkingDays(r.askedAt, days ?? 0, timezone, calendars(terms.calendar));
    return [{ now, owed: 'supplier_commit', orderBy: null, document: null, dueAt, ...r }];
  });
}
