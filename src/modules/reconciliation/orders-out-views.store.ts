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
  return [...(await orderViews(client, now)), ...(await proposalViews(client, now))];
}

async function orderViews(client: PoolClient, now: number): Promise<ResponseView[]> {
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

interface Proposed extends Ordered {
  readonly documentId: string;
  readonly file: string;
}
/** Named by what is the same when it is read anew. */
const PROPOSAL = `coalesce(nullif(d.reference, ''), 'without a number') || ' of ' || to_char(d.received_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
  || ' (' || d.file || case when d.ordinal > 0 then ' ' || d.ordinal + 1 else '' end || ')'`;

/**
 * Proposals of suppliers that are no answer to an order of ours: answered once each line is decided, by itself or by its draft;
 * withdrawn by the supplier, or by a later one under the same number. Due by the response days of the program, as theirs to our orders.
 */
async function proposalViews(client: PoolClient, now: number): Promise<ResponseView[]> {
  const { rows } = await client.query<Proposed>(
    `select o.*, ${termsOf('o.supplier_id', 'o.any_sku', 'o.location', 'to_timestamp($1 / 1000.0)')} terms
from (select o.*, case when o.skus = 1 then o.any_sku end sku from (
select ${PROPOSAL} id, 'doc_' || d.id "documentId", d.file, s.code supplier, d.supplier_id, d.received_at placed_at, ${millis('d.received_at')} "askedAt",
  p.skus, p.sku any_sku, p.location, coalesce(p.timezone, 'UTC') timezone,
  case when w.at is not null then json_build_object('at', ${millis('w.at')}, 'what', 'withdrawn')
    when coalesce(d.header->'proposal'->>'purpose', '') in ('01', '03') then json_build_object('at', ${millis('d.received_at')}, 'what', 'withdrawn')
    when p.undecided = 0 then json_build_object('at', ${millis('p.decided')}, 'what', 'given') end answer
from document d join supplier s on s.id = d.supplier_id
cross join lateral (select count(distinct i.sku)::int skus, min(i.sku) sku, case when count(distinct l.code) = 1 then min(l.code) end as location, min(l.timezone) timezone,
    count(*) filter (where a.at is null)::int undecided, max(a.at) decided
  from (select distinct on (p.head) p.* from proposal_line p where p.document_id = d.id order by p.head, p.says <> '', p.n) p
  left join item i on i.id = p.item_id left join location l on l.id = p.location_id
  cross join lateral (select min(x.at) at from (
    select a.at from proposal_answer a where a.receipt_id = d.receipt_id and a.ordinal = d.ordinal and a.head = p.head
    union all select r.decided_at from reorder r where r.supplier_id = d.supplier_id and r.item_id = p.item_id and r.location_id = p.location_id
      and r.state in ('approved', 'declined') and r.decided_at >= d.received_at) x where x.at <= to_timestamp($1 / 1000.0)) a
  having count(*) > 0) p
cross join lateral (select min(w.received_at) at from document w where w.current and w.kind = 'proposal' and w.supplier_id = d.supplier_id and d.reference <> ''
  and w.reference = d.reference and w.received_at > d.received_at and w.received_at <= to_timestamp($1 / 1000.0)
  and w.status in ('accepted', 'accepted_with_issues', 'parked')) w
where d.current and d.kind = 'proposal' and d.status in ('accepted', 'accepted_with_issues', 'parked') and d.received_at <= to_timestamp($1 / 1000.0)
  and not exists (select 1 from order_line n where n.supplier_id = d.supplier_id and n.po = d.reference)
  and not exists (select 1 from reorder_order n where n.supplier_id = d.supplier_id and n.po = d.reference)) o) o
where ${ASKED('RESPONSE_OVERDUE', 'id')} o.id))`,
    [now],
  );
  if (rows.length === 0) return [];
  const calendars = await calendarsOf(client);
  return rows.flatMap((r): ResponseView[] => {
    const terms = Terms.parse(r.terms ?? {});
    const days = terms.response_days;
    if (days === undefined && r.answer === null) return [];
    const { id, supplier, sku, location, askedAt, answer } = r;
    const dueAt = afterWorkingDays(askedAt, days ?? 0, r.timezone, calendars(terms.calendar));
    const document = { id: r.documentId, file: r.file };
    return [{ now, owed: 'buyer_approval', orderBy: null, document, dueAt, id, supplier, sku, location, askedAt, answer }];
  });
}
