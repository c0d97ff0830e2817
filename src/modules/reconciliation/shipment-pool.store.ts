import type { PoolClient } from 'pg';
import { compare, exact } from '../../domain/canonical/quantity';
import { Terms } from '../../domain/items/terms';
import { etaOf } from '../../domain/ledger/eta';
import { runsOutBefore, USAGE_DAYS } from '../../domain/ledger/usage';
import type { ItemFlags, PoolReceipt, ShipmentFacts, ShipmentLine, ShipmentPool, ShipmentTerms } from '../../domain/rules/shipment-view';
import { WATERMARK } from './feed-views.store';
import { type Calendars, calendarsOf } from './calendars.store';
import { millis } from './millis';
import { WITH_TERMS } from './pairs.store';
import { FEW } from './tables.store';
import { ON_ORDER } from '../replenishment/on-order.sql';
import { termsOf } from './terms.sql';

type Stated = Readonly<Record<string, unknown>>;
type Flags = Omit<ItemFlags, 'coverBelowLeadTime'>;
/** What lies at a place of an item that is on its way, and what was used of it in four weeks. */
interface Stocked {
  readonly stock: string | null;
  readonly used: string | null;
}

const flags = (item: string, atMin: string): string =>
  `json_build_object('sku', ${item}.sku, 'uom', ${item}.uom, 'classA', coalesce(${item}.class = 'A', false), 'atMin', ${atMin},
    'unitCost', ${item}.unit_cost::text, 'currency', ${item}.currency)`;

const isAtMin = (item: string, location: string): string => `exists (select 1 from supply_exception e where e.status <> 'resolved'
  and e.type in ('REPLENISHMENT_MISSING', 'STOCKOUT') and e.item_id = ${item} and e.location_id = ${location})`;

interface ShipmentRow extends Omit<ShipmentFacts, 'lines' | 'changedAt' | 'timezone'> {
  readonly changedAt: number | null;
  readonly timezone: string | null;
  readonly lines:
    (Omit<ShipmentLine, 'terms' | 'item'> & Stocked & { item: Flags; terms: Stated | null; approvalSince: number | null })[] | null;
}

/** What the buyer agreed to have shipped: their orders, each with what earlier shipments took of it. Asked only of suppliers whose shipments are approved. */
const APPROVALS = `case when t.terms->>'approval' = 'required' then coalesce((
    select json_agg(json_build_object('id', r.po || '/' || r.line, 'location', ro.code, 'quantity', r.quantity::text,
      'shippedBefore', coalesce((select sum(b.quantity) from shipment_line b join shipment e on e.id = b.shipment_id and e.current and e.state = 'open'
        where b.item_id = l.item_id and b.po = r.po and coalesce(b.po_line, r.line) = r.line and e.id <> s.id and e.received_at < s.received_at), 0)::text) order by r.po, r.line)
    from (select po, line, supplier_id, item_id, location_id, quantity, status, imported_at from order_line
      union all select a.po, a.line, a.supplier_id, a.item_id, a.location_id, a.approved_quantity, 'open', a.placed_at from (${ON_ORDER}) a) r join location ro on ro.id = r.location_id where r.supplier_id = s.supplier_id and r.item_id = l.item_id and r.status <> 'cancelled'
      and (l.po is null and (r.status = 'open' or r.imported_at > s.received_at) or r.po = l.po and coalesce(l.po_line, r.line) = r.line)), '[]') end`;
const APPROVAL_SINCE = `case when t.terms->>'approval' = 'required' then (
    select ${millis('min(p.valid_from)')} from program p where p.supplier_id = s.supplier_id and p.terms->>'approval' = 'required') end`;

/** Only there a receipt without a notice is anything. */
const ASN_REQUIRED = `t.terms->>'asn' = 'required'`;

/** The pool, and which of it is judged: the rest is there so that no receipt is given to the wrong shipment. */
export interface ScopedPool {
  readonly pool: ShipmentPool;
  readonly judges: {
    readonly shipment: (s: { readonly supplier: string; readonly reference: string }) => boolean;
    readonly receipt: (r: { readonly sku: string; readonly location: string }) => boolean;
  };
}

const IN_SIGHT = `s.current and s.received_at <= to_timestamp($1 / 1000.0) and (greatest(s.received_at, s.eta_to) > to_timestamp($1 / 1000.0) - interval '120 days'
    or exists (select 1 from supply_exception e where e.status <> 'resolved' and e.supplier_id = s.supplier_id and e.type in ('ASN_OVERDUE', 'RECEIPT_VARIANCE')
      and e.details->>'shipment' = s.reference))`;

/** Of one whose lines are gone, nothing leads there but that something stands open. */
const JUDGED = `
insert into pool_judged
select s.id from shipment s where ${IN_SIGHT} and s.id in (
  select l.shipment_id from pair p join shipment_line l on l.item_id = p.item_id and l.location_id = p.location_id
  union all select s.id from touched t join shipment s on s.document_id = t.ref::uuid where t.kind = 'document'
  union all select s.id from supply_exception e join shipment s on s.supplier_id = e.supplier_id and s.current
    where e.status <> 'resolved' and not exists (select 1 from shipment_line l where l.shipment_id = s.id)
  union all select s.id from pair p join movement m on m.item_id = p.item_id and m.location_id = p.location_id and m.ship_notice is not null and m.kind = 'receipt'
    join shipment s on s.reference = m.ship_notice and (m.supplier_id is null or m.supplier_id = s.supplier_id))`;

const POOL_PAIRS = `
insert into pool_pair
select p.item_id, p.location_id from pair p join shipment_line l on l.item_id = p.item_id and l.location_id = p.location_id
union select p.item_id, p.location_id from pair p ${WITH_TERMS} join movement m on m.item_id = p.item_id and m.location_id = p.location_id and m.kind = 'receipt'
  where ${ASN_REQUIRED}
union select l.item_id, l.location_id from pool_judged j join shipment_line l on l.shipment_id = j.id
union select m.item_id, m.location_id from pool_judged j join shipment s on s.id = j.id join movement m on m.ship_notice = s.reference and m.kind = 'receipt'`;

const CANCELLED = `
insert into pool_judged
select distinct s.id from pool_pair x join movement m on x.item_id = m.item_id and x.location_id = m.location_id and m.kind = 'receipt'
join shipment s on m.ship_notice = s.reference and (m.supplier_id is null or m.supplier_id = s.supplier_id)
where ${IN_SIGHT} and s.state = 'cancelled' and not exists (select 1 from pool_judged j where j.id = s.id)`;

const POOL_SHIPMENTS = `
insert into pool_shipment
select id from pool_judged union
select s.id from shipment s join shipment_line l on l.shipment_id = s.id join pool_pair p using (item_id, location_id) where ${IN_SIGHT}`;

const SHIPMENTS = `
with watched as materialized (select e.supplier_id, array_agg(e.sku) skus from supply_exception e
  where e.status <> 'resolved' and e.type = 'RECEIPT_VARIANCE' and e.sku is not null group by 1),
reached as materialized (${WATERMARK})
select s.reference, s.version, s.state, u.code supplier, ${millis('s.shipped_from')} "shippedFrom", ${millis('s.shipped_to')} "shippedTo",
  ${millis('s.eta_from')} "etaFrom", ${millis('s.eta_to')} "etaTo", ${millis('s.received_at')} "noticeReceivedAt",
  json_build_object('id', 'doc_' || s.document_id, 'file', d.file || coalesce('/' || d.within, '')) document,
  min(${millis('w.watermark')}) watermark,
  (select ${millis('max(m.imported_at)')} from movement m where m.kind = 'receipt' and m.ship_notice = s.reference
    and m.item_id = any (array_agg(l.item_id))) "changedAt",
  coalesce((select y.skus from watched y where y.supplier_id = s.supplier_id), '{}') "watchedSkus", min(o.timezone) timezone,
  json_agg(json_build_object('id', l.id::text, 'supplier', u.code, 'shipment', s.reference, 'sku', i.sku, 'location', o.code,
    'quantity', l.quantity::text, 'po', l.po, 'poLine', l.po_line, 'sscc', l.sscc, 'shippedFrom', ${millis('s.shipped_from')},
    'etaTo', ${millis('s.eta_to')}, 'noticeReceivedAt', ${millis('s.received_at')}, 'cancelled', s.state = 'cancelled', 'place', l.place,
    'closedByBuyer', exists (select 1 from order_line r where r.po = l.po and r.line = l.po_line and r.status in ('closed', 'cancelled'))
      or exists (select 1 from shipment_write_off f where f.supplier_id = s.supplier_id and f.reference = s.reference),
    'approvals', ${APPROVALS}, 'approvalSince', ${APPROVAL_SINCE}, 'stock', k.stock::text, 'used', k.used::text, 'item', ${flags('i', isAtMin('l.item_id', 'l.location_id'))},
    'terms', t.terms) order by l.n) filter (where l.id is not null) lines
from pool_shipment x join shipment s on s.id = x.id join supplier u on u.id = s.supplier_id join document d on d.id = s.document_id
left join shipment_line l on l.shipment_id = s.id left join item i on i.id = l.item_id left join location o on o.id = l.location_id
left join lateral (select ${termsOf('s.supplier_id', 'i.sku', 'o.code', 'to_timestamp($1 / 1000.0)', 'i.class')} terms offset 0) t on true
left join reached w on w.location_id = l.location_id
left join pool_stock k on k.item_id = l.item_id and k.location_id = l.location_id
group by s.id, u.code, d.file, d.within order by s.received_at, s.id`;

/**
 * Shipments that deal in a pair that is looked at, whole, since a shipment is judged by all of its lines; with all shipments
 * and receipts of the items on them, since each may claim what another waits for. In sight for 120 days after the due day, and
 * as long as an exception about it is open; receipts from before the oldest on, or what arrived long ago would be told to be missing.
 */
export async function shipmentPool(client: PoolClient, now: number): Promise<ScopedPool> {
  const judged = await client.query(JUDGED, [now]);
  const pairs = await client.query(POOL_PAIRS);
  await client.query(CANCELLED, [now]);
  if (judged.rowCount === 0 && pairs.rowCount === 0) return NOTHING(now);
  if (pairs.rowCount! > FEW) await client.query('analyze pool_pair');
  await client.query(POOL_SHIPMENTS, [now]);
  if (judged.rowCount! > 0) await client.query(STOCKED, [now]);
  const shipments = await client.query<ShipmentRow>(SHIPMENTS, [now]);
  const calendars = await calendarsOf(client);
  const pool = { now, shipments: shipments.rows.map((r) => shipmentOf(r, calendars, now)), receipts: await receipts(client, now) };
  return { pool, judges: await judgesOf(client) };
}

const NOTHING = (now: number): ScopedPool => ({
  pool: { now, shipments: [], receipts: [] },
  judges: { shipment: () => false, receipt: () => false },
});

/** The buyer's plain stock by its last count, as near as a hint at what is urgent needs it; of what judged shipments carry only. */
const STOCKED = `
insert into pool_stock
with carried as (select distinct l.item_id, l.location_id from pool_judged j join shipment_line l on l.shipment_id = j.id)
select c.item_id, c.location_id, k.quantity + coalesce(m.since, 0) stock, coalesce(m.used, 0) used
from carried c cross join lateral (select n.quantity, n.counted_at from stock_count n where n.item_id = c.item_id and n.location_id = c.location_id
  and n.owner = 'buyer' and n.status = 'unrestricted' and n.counted_at <= to_timestamp($1 / 1000.0) order by n.counted_at desc limit 1) k
cross join lateral (select sum(m.signed) filter (where m.moved_to > k.counted_at) since,
    -sum(m.signed) filter (where m.kind = 'usage' and m.moved_to > to_timestamp($1 / 1000.0) - interval '${USAGE_DAYS} days') used
  from movement m where m.item_id = c.item_id and m.location_id = c.location_id and m.owner = 'buyer' and m.moved_to <= to_timestamp($1 / 1000.0)
    and m.moved_from > least(k.counted_at, to_timestamp($1 / 1000.0) - interval '${USAGE_DAYS} days') - interval '1 day') m`;

async function receipts(client: PoolClient, now: number): Promise<PoolReceipt[]> {
  const { rows } = await client.query<Omit<PoolReceipt, 'flags' | 'terms'> & { flags: Flags; terms: Stated | null }>(
    `
with owing as materialized (select distinct on (p.item_id, p.location_id) p.item_id, p.location_id, u.id, u.code
  from pair p join supplier u on u.id = p.supplier_id order by p.item_id, p.location_id, u.code)
select m.key id, s.code supplier, i.sku, o.code as location, abs(m.quantity)::text quantity, ${millis('m.moved_from')} "movedFrom",
  ${millis('m.moved_to')} "movedTo", ${millis('m.posted_at')} "postedAt", m.ship_notice "shipNotice", m.po, m.po_line "poLine",
  m.packing_slip "packingSlip", m.sscc, m.final, m.reverses, coalesce(m.reason, '') ilike '%damage%' damaged, m.source,
  ${flags('i', isAtMin('m.item_id', 'm.location_id'))} flags,
  case when q.n is not null then t.terms else ${termsOf('coalesce(m.supplier_id, g.id)', 'i.sku', 'o.code', 'to_timestamp($1 / 1000.0)', 'i.class')} end terms, coalesce(s.code, g.code) "owingSupplier"
from movement m join item i on i.id = m.item_id join location o on o.id = m.location_id
left join supplier s on s.id = m.supplier_id
left join owing g on m.supplier_id is null and g.item_id = m.item_id and g.location_id = m.location_id
left join pair q on q.item_id = m.item_id and q.location_id = m.location_id and q.supplier_id = coalesce(m.supplier_id, g.id)
left join pair_terms t on t.a = q.a and t.b = q.b and t.c = q.c and t.d = q.d and t.e = q.e
join pool_pair x on x.item_id = m.item_id and x.location_id = m.location_id
where m.kind = 'receipt' and m.moved_to > (select least(to_timestamp($1 / 1000.0) - interval '120 days', min(h.received_at), min(h.shipped_from)) - interval '15 days'
  from pool_shipment y join shipment h on h.id = y.id)
order by m.moved_to, m.key`,
    [now],
  );
  return rows.map(({ flags: f, terms, ...r }) => ({
    ...r,
    flags: { ...f, coverBelowLeadTime: false },
    terms: terms ? shipmentTerms(terms) : null,
  }));
}

function shipmentTerms(stated: Stated): ShipmentTerms {
  const t = Terms.parse(stated);
  return {
    asnRequired: t.asn === 'required',
    graceHours: t.asn_grace_hours,
    toleranceQty: t.tolerance_qty,
    tolerancePct: t.tolerance_pct,
    goLive: t.go_live === undefined ? null : Date.parse(t.go_live),
  };
}

function shipmentOf({ lines, changedAt, timezone, ...row }: ShipmentRow, calendars: Calendars, now: number): ShipmentFacts {
  const terms = Terms.parse(lines?.[0]?.terms ?? {});
  const isWorkday = calendars(terms.calendar);
  const eta = etaOf(span(row.etaFrom, row.etaTo), span(row.shippedFrom, row.shippedTo), terms, timezone ?? 'UTC', isWorkday);
  const due = { etaFrom: eta?.from ?? null, etaTo: eta?.to ?? null };
  return {
    ...row,
    timezone,
    ...due,
    ...(changedAt === null ? {} : { changedAt }),
    lines: (lines ?? []).map(({ stock, used, approvalSince, approvals, ...l }) => {
      const { lead_time_days: days, min, approval } = Terms.parse(l.terms ?? {});
      const lead = { now, days, timezone: timezone ?? 'UTC', workdays: isWorkday };
      const atMin = l.item.atMin || (stock !== null && min !== undefined && compare(exact(stock), exact(min)) <= 0);
      const coverBelowLeadTime = stock !== null && used !== null && runsOutBefore(exact(stock), exact(used), lead);
      const asked = approval === 'required' ? { approvalSince } : {};
      return {
        ...l,
        approvals: approvals ?? [],
        etaTo: due.etaTo,
        item: { ...l.item, atMin, coverBelowLeadTime },
        terms: { ...shipmentTerms(l.terms ?? {}), ...asked },
      };
    }),
  };
}
const span = (from: number | null, to: number | null): { from: number; to: number } | null =>
  from === null || to === null ? null : { from, to };

async function judgesOf(client: PoolClient): Promise<ScopedPool['judges']> {
  const shipments = await client.query<{ key: string }>(
    `select u.code || '|' || s.reference key from pool_judged j join shipment s on s.id = j.id join supplier u on u.id = s.supplier_id`,
  );
  const pairs = await client.query<{ key: string }>(
    `select distinct i.sku || '|' || l.code key from pair p ${WITH_TERMS} join item i on i.id = p.item_id join location l on l.id = p.location_id
where ${ASN_REQUIRED} and exists (select 1 from movement m where m.item_id = p.item_id and m.location_id = p.location_id and m.kind = 'receipt')`,
  );
  const ofShipments = new Set(shipments.rows.map((r) => r.key));
  const ofPairs = new Set(pairs.rows.map((r) => r.key));
  return { shipment: (s) => ofShipments.has(`${s.supplier}|${s.reference}`), receipt: (r) => ofPairs.has(`${r.sku}|${r.location}`) };
}
