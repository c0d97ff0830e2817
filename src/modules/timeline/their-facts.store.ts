import type { PoolClient } from 'pg';
import { exact } from '../../domain/canonical/quantity';
import type { ReceiptFacts, ShipLineFacts } from '../../domain/ledger/receipt-matching';
import type { DocumentPlace, ExceptionLife, ReportSaid } from '../../domain/timeline/facts';
import { millis } from '../reconciliation/millis';
import type { Span } from './own-facts.store';
import type { Subject } from './subject.store';

const MOST_REPORTS = 2000;
const DOCUMENT = `json_build_object('document', 'doc_' || d.id, 'file', d.file || coalesce('/' || d.within, ''), 'place', x.place) source`;

/** What was reported within the span, by its as-of, and the one before it: it holds until the next one. */
export async function reportsOf(client: PoolClient, s: Subject, measure: string, { from, to }: Span): Promise<ReportSaid[]> {
  const mine = `from observation x join document d on d.id = x.document_id and d.current and not d.supply_fact
where x.item_id = $1 and x.location_id = $2 and x.supplier_id = $3 and x.measure = $4`;
  const { rows } = await client.query<Omit<ReportSaid, 'quantity'> & { quantity: string; given: string }>(
    `select x.quantity::text quantity, ${millis('x.as_of_from')} "from", ${millis('x.as_of_to')} "to", coalesce(d.said->>'date', d.said->>'at') said,
  ${millis('x.received_at')} "receivedAt", x.given, ${DOCUMENT} ${mine} and x.as_of_to <= to_timestamp($6 / 1000.0)
  and x.as_of_to >= coalesce((select max(x.as_of_to) ${mine} and x.as_of_to < to_timestamp($5 / 1000.0)), to_timestamp($5 / 1000.0))
order by x.as_of_to desc, x.received_at desc, x.n limit ${MOST_REPORTS}`,
    [s.itemId, s.locationId, s.supplierId, measure, from, to],
  );
  return rows.reverse().map(({ quantity, given, ...r }) => ({ ...r, quantity: exact(quantity), sent: sentIn(given) }));
}

function sentIn(given: string): string | null {
  const { quantity, uom } = JSON.parse(given) as { quantity?: unknown; uom?: unknown };
  return typeof quantity === 'string' ? [quantity, typeof uom === 'string' ? uom : ''].filter(Boolean).join(' ') : null;
}

export interface NoticeLine extends ShipLineFacts {
  readonly shippedTo: number | null;
  readonly etaFrom: number | null;
  readonly closed: boolean; // by the buyer: nothing more comes
  readonly source: DocumentPlace;
}
/** Lines of ship notices for the item at the place, whoever sent them: a receipt is given to one shipment alone. */
export async function noticesOf(client: PoolClient, s: Subject, since: number, to: number): Promise<NoticeLine[]> {
  const { rows } = await client.query<Omit<NoticeLine, 'sku' | 'location'>>(
    `select x.id::text id, u.code supplier, h.reference shipment, x.quantity::text quantity, x.po, x.po_line "poLine", x.sscc,
  ${millis('h.shipped_from')} "shippedFrom", ${millis('h.shipped_to')} "shippedTo", ${millis('h.eta_from')} "etaFrom", ${millis('h.eta_to')} "etaTo",
  ${millis('h.received_at')} "noticeReceivedAt", h.state = 'cancelled' cancelled,
  exists (select 1 from order_line r where r.po = x.po and r.line = x.po_line and r.status in ('closed', 'cancelled'))
    or exists (select 1 from shipment_write_off f where f.supplier_id = h.supplier_id and f.reference = h.reference) closed, ${DOCUMENT}
from shipment_line x join shipment h on h.id = x.shipment_id and h.current join supplier u on u.id = h.supplier_id join document d on d.id = x.document_id
where x.item_id = $1 and x.location_id = $2 and x.shipped_at >= to_timestamp($3 / 1000.0) and h.received_at <= to_timestamp($4 / 1000.0)
order by x.shipped_at, x.id`,
    [s.itemId, s.locationId, since, to],
  );
  return rows.map((r) => ({ ...r, sku: s.sku, location: s.location }));
}

export async function receiptsOf(client: PoolClient, s: Subject, since: number, to: number): Promise<ReceiptFacts[]> {
  const { rows } = await client.query<Omit<ReceiptFacts, 'sku' | 'location'>>(
    `select m.key id, u.code supplier, abs(m.quantity)::text quantity, ${millis('m.moved_from')} "movedFrom", ${millis('m.moved_to')} "movedTo",
  ${millis('m.posted_at')} "postedAt", m.ship_notice "shipNotice", m.po, m.po_line "poLine", m.packing_slip "packingSlip", m.sscc, m.final, m.reverses,
  coalesce(m.reason, '') ilike '%damage%' damaged
from movement m left join supplier u on u.id = m.supplier_id where m.item_id = $1 and m.location_id = $2 and m.kind = 'receipt'
  and m.moved_from >= to_timestamp($3 / 1000.0) and m.moved_from <= to_timestamp($4 / 1000.0) order by m.moved_to, m.key`,
    [s.itemId, s.locationId, since, to],
  );
  return rows.map((r) => ({ ...r, sku: s.sku, location: s.location }));
}

export interface ExceptionSaid extends ExceptionLife {
  readonly status: string;
  readonly message: string;
}
/** What was found about the pair and stood open within the span. */
export async function exceptionsOf(client: PoolClient, s: Subject, { from, to }: Span): Promise<ExceptionSaid[]> {
  const { rows } = await client.query<ExceptionSaid>(
    `select 'exc_' || e.id id, e.type, e.status, e.message, ${millis('e.opened_at')} "openedAt", ${millis('e.resolved_at')} "resolvedAt"
from supply_exception e where e.item_id = $1 and e.location_id = $2 and e.supplier_id = $3 and not e.shadow
  and e.opened_at <= to_timestamp($5 / 1000.0) and (e.resolved_at is null or e.resolved_at >= to_timestamp($4 / 1000.0))
order by e.opened_at, e.id limit 500`,
    [s.itemId, s.locationId, s.supplierId, from, to],
  );
  return rows;
}

/** In the four weeks before an instant, and on how many days; customers' returns are no use. */
export async function usedBefore(client: PoolClient, s: Subject, at: number, days: number): Promise<{ used: string; days: number }> {
  const { rows } = await client.query<{ used: string; days: number }>(
    `select coalesce(-sum(m.signed), 0)::text used, count(distinct (m.moved_from at time zone 'UTC')::date)::int days
from movement m where m.item_id = $1 and m.location_id = $2 and m.kind = 'usage' and m.moved_from > to_timestamp($3 / 1000.0) - $4 * interval '1 day'
  and m.moved_to <= to_timestamp($3 / 1000.0)`,
    [s.itemId, s.locationId, at, days],
  );
  return rows[0]!;
}
