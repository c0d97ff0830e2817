import type { PoolClient } from 'pg';
import type { Known } from '../../domain/documents/notice-fate';
import { matchReceipts, type ReceiptFacts, type ShipLineFacts } from '../../domain/ledger/receipt-matching';

/** Of a shipment that is known: the version that stands, and what its versions said. What was received of it is asked for apart. */
export interface KnownShipment extends Omit<Known, 'received' | 'otherForm' | 'original'> {
  readonly supplierId: string;
  readonly reference: string;
  readonly shipmentId: string;
  readonly documentId: string;
  readonly format: string | null; // of the version that stands
  readonly originals: readonly string[]; // formats in which it was announced as new
}

export async function knownShipments(
  client: PoolClient,
  asked: readonly { readonly supplierId: string; readonly reference: string }[],
): Promise<KnownShipment[]> {
  if (asked.length === 0) return [];
  const { rows } = await client.query<KnownShipment>(
    `select s.supplier_id "supplierId", s.reference, s.id "shipmentId", s.document_id "documentId", s.state, s.purpose, s.issued, d.type format,
  d.header->'envelope'->>'sender' sender, d.header->'envelope'->>'control' control,
  to_char(s.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') "receivedAt", d.file || coalesce('/' || d.within, '') "from",
  exists (select 1 from shipment v where v.supplier_id = s.supplier_id and v.reference = s.reference and v.state not in ('cancelled', 'withdrawn')) announced,
  array(select e.type from shipment v join document e on e.id = v.document_id
    where v.supplier_id = s.supplier_id and v.reference = s.reference and v.purpose = 'original' and v.state <> 'withdrawn' and e.content_sha256 is not null) originals
from unnest($1::uuid[], $2::text[]) a (supplier_id, reference)
join shipment s on s.supplier_id = a.supplier_id and s.reference = a.reference and s.current
join document d on d.id = s.document_id`,
    [asked.map((a) => a.supplierId), asked.map((a) => a.reference)],
  );
  return rows;
}

const ms = (column: string): string => `(extract(epoch from ${column}) * 1000)::float8`;

/**
 * What was received of a shipment, one text for each receipt: matched as the rules match it, together with all shipments that
 * may claim the same receipts.
 */
export async function receivedOf(client: PoolClient, { shipmentId, supplierId, reference }: KnownShipment): Promise<string[]> {
  const lines = await client.query<ShipLineFacts>(
    `select l.id::text id, s.supplier_id::text supplier, s.reference shipment, i.sku, o.code as location, l.quantity::text quantity, l.po, l.po_line "poLine", l.sscc,
  ${ms('s.shipped_from')} "shippedFrom", ${ms('s.eta_to')} "etaTo", ${ms('s.received_at')} "noticeReceivedAt", false cancelled
from shipment_line l join shipment s on s.id = l.shipment_id and s.current join item i on i.id = l.item_id join location o on o.id = l.location_id
where s.supplier_id = $2 and l.item_id in (select item_id from shipment_line where shipment_id = $1)`,
    [shipmentId, supplierId],
  );
  const receipts = await client.query<ReceiptFacts & { source: string | null; on: string }>(
    `select m.key id, m.supplier_id::text supplier, i.sku, o.code as location, abs(m.quantity)::text quantity, ${ms('m.moved_from')} "movedFrom",
  ${ms('m.moved_to')} "movedTo", ${ms('m.posted_at')} "postedAt", m.ship_notice "shipNotice", m.po, m.po_line "poLine",
  m.packing_slip "packingSlip", m.sscc, m.final, m.reverses, false damaged, m.source,
  to_char(m.moved_from at time zone o.timezone, 'YYYY-MM-DD') "on"
from movement m join item i on i.id = m.item_id join location o on o.id = m.location_id
where m.kind = 'receipt' and m.moved_to > (select received_at from shipment where id = $1) - interval '135 days'
  and (m.supplier_id is null or m.supplier_id = $2)
  and (m.ship_notice = $3 or m.item_id in (select item_id from shipment_line where shipment_id = $1))`,
    [shipmentId, supplierId, reference],
  );
  const facts = new Map(receipts.rows.map((r) => [r.id, r]));
  const { lines: matched, strays } = matchReceipts(lines.rows, receipts.rows);
  const came = [
    ...matched
      .filter((m) => m.line.shipment === reference)
      .flatMap((m) => m.receipts.map((r) => ({ id: r.receipt.id, quantity: r.quantity }))),
    ...strays.filter((s) => s.shipment === reference).map((s) => ({ id: s.receipt.id, quantity: s.quantity })),
  ].filter((r) => r.quantity !== '0');
  return came.map(({ id, quantity }) => {
    const { sku, on, source } = facts.get(id)!;
    return `${quantity} of ${sku} on ${on} (${id}${source ? `, ${source}` : ''})`;
  });
}

/** Lines of the version that stands that a change does not name, by what they are called there. */
export async function leftOutBy(client: PoolClient, standing: KnownShipment, documentId: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select distinct i.sku || coalesce(' of ' || l.po, '') || ' (' || l.place || ')' name from shipment_line l join item i on i.id = l.item_id
where l.shipment_id = $1 and ${UNNAMED}
union select 'a line that waits for a name (' || p.place || ')' from parked_line p
where p.document_id = $3 and p.taken_up_at is null and not exists (select 1 from stage_matched m join stage_doc d using (doc)
  where d.document_id = $2 and m.given::jsonb->'refs' = p.given::jsonb->'refs') order by 1`,
    [standing.shipmentId, documentId, standing.documentId],
  );
  return rows.map((r) => r.name);
}

const UNNAMED = `not exists (select 1 from stage_matched m join stage_doc d using (doc)
  where d.document_id = $2 and m.item_id = l.item_id and m.location_id = l.location_id and m.reason is null
    and coalesce(m.extra->>'order', l.po, '') = coalesce(l.po, m.extra->>'order', '')
    and coalesce(m.extra->>'orderLine', l.po_line, '') = coalesce(l.po_line, m.extra->>'orderLine', ''))`;

/** A change that names some lines only leaves the others as they were, where that is how the supplier means it. */
export async function carryOver(client: PoolClient, standing: KnownShipment, documentId: string): Promise<void> {
  await client.query(
    `insert into shipment_line (item_id, shipped_at, shipment_id, supplier_id, location_id, quantity, po, po_line, sscc, lot, document_id, n, place, given)
select l.item_id, l.shipped_at, s.id, l.supplier_id, l.location_id, l.quantity, l.po, l.po_line, l.sscc, l.lot, l.document_id, l.n, l.place, l.given
from shipment_line l join shipment s on s.document_id = $2 where l.shipment_id = $1 and ${UNNAMED}`,
    [standing.shipmentId, documentId],
  );
  await client.query(
    `update shipment s set shipped_from = coalesce(s.shipped_from, o.shipped_from), shipped_to = coalesce(s.shipped_to, o.shipped_to),
  eta_from = coalesce(s.eta_from, o.eta_from), eta_to = coalesce(s.eta_to, o.eta_to) from shipment o where o.id = $1 and s.document_id = $2`,
    [standing.shipmentId, documentId],
  );
}
