import type { PoolClient } from 'pg';
import type { DocumentFacts } from '../../domain/rules/document-view';
import { termsOf } from './terms.sql';

/** What is still to come of an item `x` at a place by the notices that stand. */
const COMING = `coalesce((select sum(n.quantity - coalesce((select sum(m.signed) from movement m where m.kind = 'receipt' and m.ship_notice = o.reference
      and m.item_id = n.item_id and m.location_id = n.location_id), 0)) from shipment o join shipment_line n on n.shipment_id = o.id
    where o.supplier_id = s.supplier_id and o.current and o.state = 'open' and n.item_id = x.item_id and n.location_id = x.location_id), 0)`;

/**
 * What a notice takes back of the version that stood before it: all of it, or a part. What the buyer cancelled himself is no news, nor what
 * came all the same; announced anew is what another notice of that day or later brings of the same items. Cover is lost where
 * it would have kept the item above its min by our book, and what is still to come does not.
 */
const TAKEN_BACK = `
select json_build_object('what', case when s.state = 'cancelled' then 'cancelled' else 'changed' end, 'coverLost', bool_or(exists (
    select 1 from comparison c cross join lateral (select (${termsOf('s.supplier_id', 'i.sku', 'l.code', 'to_timestamp($2 / 1000.0)')}->>'min')::numeric least, c.low + ${COMING} position) y
    where c.item_id = x.item_id and c.location_id = x.location_id and c.supplier_id = s.supplier_id and y.position <= y.least and y.position + x.quantity > y.least)),
  'announcedAnew', bool_and(x.anew >= x.quantity), 'lines', (array_agg(x.quantity || ' of ' || i.sku order by i.sku))[1:3]) "takenBack"
from shipment s
cross join lateral (select v.* from shipment v where v.supplier_id = s.supplier_id and v.reference = s.reference and v.version < s.version and v.state = 'open'
  order by v.version desc limit 1) p
cross join lateral (
  select l.item_id, l.location_id, sum(l.quantity) - coalesce((select sum(n.quantity) from shipment_line n
      where n.shipment_id = s.id and n.item_id = l.item_id and n.location_id = l.location_id), 0) quantity,
    coalesce((select sum(n.quantity) from shipment o join shipment_line n on n.shipment_id = o.id where o.supplier_id = s.supplier_id and o.current and o.state = 'open'
      and o.reference <> s.reference and o.received_at > s.received_at - interval '1 day' and n.item_id = l.item_id and n.location_id = l.location_id), 0) anew
  from shipment_line l where l.shipment_id = p.id
    and not exists (select 1 from order_line r where r.po = l.po and (l.po_line is null or r.line = l.po_line) and r.status = 'cancelled')
    and not exists (select 1 from movement m where m.kind = 'receipt' and m.ship_notice = s.reference and m.item_id = l.item_id)
  group by 1, 2) x join item i on i.id = x.item_id join location l on l.id = x.location_id
where s.document_id = d.id and s.current and s.purpose in ('cancel', 'change', 'replace') and x.quantity > 0
group by s.id, s.state`;

/**
 * Orders that a notice names and the buyer never made out, written with leading zeros or without. Asked only where his orders with the supplier are
 * known and his data reach beyond the notice (an order of the same day may come with the evening's export), and where the supplier's other notices
 * name his orders: many write a number of their own there.
 */
const plainNumber = (po: string): string => `ltrim(upper(${po}), '0')`;
const UNKNOWN_ORDERS = `
select array_agg(distinct l.po) "unknownOrders" from shipment s join shipment_line l on l.shipment_id = s.id
where s.document_id = d.id and s.current and s.state = 'open' and l.po is not null
  and exists (select 1 from order_line r where r.supplier_id = d.supplier_id)
  and not exists (select 1 from order_line r where r.po = l.po)
  and not exists (select 1 from order_line r where ${plainNumber('r.po')} = ${plainNumber('l.po')})
  and (exists (select 1 from order_line r where r.supplier_id = d.supplier_id and r.imported_at > d.received_at)
    or exists (select 1 from feed_watermark f join location o on f.location in ('*', o.code)
      where o.id = l.location_id and f.kind in ('orders', 'all') and f.complete_through > d.received_at))
  and (select count(*) filter (where x.known) > count(*) filter (where not x.known) from (
    select n.po, exists (select 1 from order_line r where r.po = n.po or ${plainNumber('r.po')} = ${plainNumber('n.po')}) known
    from shipment o join shipment_line n on n.shipment_id = o.id where o.supplier_id = d.supplier_id and o.current and o.id <> s.id and n.po is not null
      and o.received_at between d.received_at - interval '180 days' and d.received_at order by o.received_at desc limit 30) x)`;

const WAITED_FOR = 7; // days for the buyer's data to reach beyond a notice

/** Notices that name an order that is not known, and that the buyer's data had not reached: asked again whenever he says something. */
export const AWAITING_ORDERS = (now: string): string => `
select s.document_id id from shipment s join shipment_line l on l.shipment_id = s.id
where exists (select 1 from touched where kind in ('pair', 'watermark', 'location')) and s.current and s.state = 'open'
  and s.received_at between ${now} - interval '${WAITED_FOR} days' and ${now} and l.po is not null and not exists (select 1 from order_line r where r.po = l.po)`;

type Words = Pick<DocumentFacts, 'takenBack' | 'unknownOrders'>;

/** What notices say that stands against what was said or ordered before; asked of notices alone, which few documents are. */
export async function wordsAboutShipments(
  client: PoolClient,
  documents: readonly Pick<DocumentFacts, 'id' | 'kind'>[],
  now: number,
): Promise<ReadonlyMap<string, Words>> {
  const notices = documents.filter((d) => d.kind === 'ship_notice').map((d) => d.id.slice(4));
  if (notices.length === 0) return new Map();
  const { rows } = await client.query<Words & { id: string }>(
    `select 'doc_' || d.id id, k."takenBack", u."unknownOrders" from document d
left join lateral (${TAKEN_BACK}) k on true left join lateral (${UNKNOWN_ORDERS}) u on true where d.id = any ($1::uuid[])`,
    [notices, now],
  );
  return new Map(rows.map(({ id, ...words }) => [id, words]));
}
