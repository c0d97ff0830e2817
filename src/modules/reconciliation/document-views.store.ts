import type { PoolClient } from 'pg';
import type { DocumentFacts, DocumentView, IssueFacts, ParkedFacts, SenderView } from '../../domain/rules/document-view';
import { suppliersOf } from '../suppliers/senders';
import { rejectedOfClassA } from './class-a.store';
import { millis } from './millis';
import { offPrograms } from './off-program.store';
import { termsOf } from './terms.sql';
import { AWAITING_ORDERS, wordsAboutShipments } from './words-about-shipments.store';

interface DocumentRow extends Omit<DocumentFacts, 'locations' | 'issues' | 'rejectedClassA'> {
  readonly supplier: string;
  readonly locations: string[] | null;
  readonly issues: IssueFacts[] | null;
}

/** Of a shipment whose notice is held: an item of it stands at or below its min by our book, or nothing else covers it. */
const AT_RISK = `d.kind = 'ship_notice' and d.status = 'quarantined' and exists (select 1 from shipment s join shipment_line l on l.shipment_id = s.id
    join item i on i.id = l.item_id join location o on o.id = l.location_id
  where s.supplier_id = d.supplier_id and s.reference = d.reference and s.current and (
    exists (select 1 from supply_exception e where e.status <> 'resolved' and e.type in ('REPLENISHMENT_MISSING', 'STOCKOUT', 'PROJECTED_SHORTAGE')
      and e.item_id = l.item_id and e.location_id = l.location_id)
    or exists (select 1 from comparison c where c.item_id = l.item_id and c.location_id = l.location_id and c.supplier_id = s.supplier_id
      and c.low <= (${termsOf('s.supplier_id', 'i.sku', 'o.code', 'to_timestamp($1 / 1000.0)')}->>'min')::numeric)))`;

const ANNOUNCES_NOTHING = `d.kind = 'ship_notice' and d.lines = 0 and d.rejected = 0 and d.status in ('accepted', 'accepted_with_issues')
  and exists (select 1 from shipment s where s.document_id = d.id and s.current and s.state = 'open'
    and not exists (select 1 from shipment_line l where l.shipment_id = s.id))`;

/** Documents that came since the last look, and those that an open exception cites: the ones that can raise or heal. */
export async function documentViews(client: PoolClient, now: number): Promise<DocumentView[]> {
  const { rows } = await client.query<DocumentRow>(
    `
with wanted as (
  select t.ref::uuid id from touched t where t.kind = 'document'
  union select substr(d->>'id', 5)::uuid from supply_exception e, jsonb_array_elements(e.documents) d where e.status <> 'resolved'
  union ${AWAITING_ORDERS('to_timestamp($1 / 1000.0)')})
select 'doc_' || d.id id, d.receipt_id "receiptId", d.file || coalesce('/' || d.within, '') file, d.kind, d.type, d.supply_fact "supplyFact", d.status, d.reference, d.control,
  ${millis('d.as_of_from')} "asOfFrom", ${millis('d.as_of_to')} "asOfTo", coalesce(d.said->>'date', d.said->>'at') "asOf",
  ${millis('d.received_at')} "receivedAt", d.lines, d.rejected, s.code supplier, d.mapping, d.header->'drift' drift,
  d.mapping is not null and exists (select 1 from document o where o.receipt_id = d.receipt_id and not o.current) "readAgain",
  ${AT_RISK} "coverAtRisk", ${ANNOUNCES_NOTHING} "announcesNothing",
  (select array_agg(distinct l.code) from (select location_id from observation where document_id = d.id
     union select location_id from shipment_line where document_id = d.id) o join location l on l.id = o.location_id) locations,
  (select json_agg(json_build_object('code', i.code, 'severity', i.severity, 'count', i.n, 'detail', i.detail, 'place', i.place))
     from (select code, severity, count(*)::int n, (array_agg(detail order by n))[1] detail, (array_agg(place order by n))[1] place
       from document_issue where document_id = d.id group by code, severity) i) issues
from document d join wanted w on w.id = d.id join supplier s on s.id = d.supplier_id where d.current`,
    [now],
  );
  const parked = await parkedLines(client);
  const outside = await offPrograms(client, now);
  const classA = await rejectedOfClassA(
    client,
    rows.filter((r) => r.rejected > 0).map((r) => r.id.slice(4)),
  );
  const words = await wordsAboutShipments(client, rows, now);
  const by = new Map<string, DocumentFacts[]>();
  for (const { supplier, locations, issues, ...row } of rows) {
    const list = by.get(supplier) ?? [];
    by.set(supplier, list);
    const offProgram = outside.get(row.id);
    list.push({
      ...row,
      ...words.get(row.id),
      locations: locations ?? [],
      issues: issues ?? [],
      rejectedClassA: classA.has(row.id),
      ...(offProgram ? { offProgram } : {}),
    });
  }
  const suppliers = new Set([...by.keys(), ...parked.keys()]);
  return [...suppliers].map((supplier) => ({ now, supplier, documents: by.get(supplier) ?? [], parked: parked.get(supplier) ?? [] }));
}

/** Lines that wait, and those taken up while an exception still stands open for them. */
async function parkedLines(client: PoolClient): Promise<Map<string, ParkedFacts[]>> {
  const { rows } = await client.query<ParkedFacts & { supplier: string }>(`
select s.code supplier, 'doc_' || p.document_id "documentId", d.file || coalesce('/' || d.within, '') file, p.place, p.reason, p.detail, p.refs,
  p.location, p.unit, p.amount::text amount, null sku, null "locationCode", ${millis('d.received_at')} "receivedAt", ${millis('p.taken_up_at')} "takenUpAt", p.superseded_by is not null superseded
from parked_line p join document d on d.id = p.document_id and d.current join supplier s on s.id = p.supplier_id
where p.taken_up_at is null or exists (select 1 from supply_exception e where e.status <> 'resolved' and e.supplier_id = p.supplier_id
  and e.type in ('ITEM_UNRESOLVED', 'LOCATION_UNRESOLVED', 'UOM_SUSPECT', 'ROWS_REJECTED'))
order by d.received_at, p.document_id, p.n`);
  const by = new Map<string, ParkedFacts[]>();
  for (const { supplier, ...row } of rows) {
    const list = by.get(supplier) ?? [];
    by.set(supplier, list);
    list.push(row);
  }
  return by;
}

interface SenderRow {
  readonly qualifier: SenderView['qualifier'];
  readonly value: string;
  readonly reason: SenderView['reason'];
  readonly waiting: SenderView['waiting'];
}

/** Everyone whose documents wait for a supplier, and everyone for whom an exception says so. */
export async function senderViews(client: PoolClient, now: number): Promise<SenderView[]> {
  const { rows } = await client.query<SenderRow>(`
select x.qualifier, x.value, (array_agg(x.reason order by x.current desc, x.received desc, x.id desc))[1] reason,
  coalesce(json_agg(json_build_object('id', 'doc_' || x.id, 'file', x.file, 'receivedAt', x.received) order by x.received) filter (where x.current), '[]') waiting
from (select d.id, d.file, ${millis('d.received_at')} received, d.current,
    case when d.header ? 'envelope' then 'edi' when d.header ? 'from' then 'mail' else 'file' end qualifier,
    coalesce(d.header->'envelope'->>'sender', d.header->>'from', d.file) value,
    case when exists (select 1 from document_issue i where i.document_id = d.id and i.code = 'sender.mismatch') then 'mismatch'
      when exists (select 1 from document_issue i where i.document_id = d.id and i.code = 'sender.ambiguous') then 'ambiguous'
      when exists (select 1 from document_issue i where i.document_id = d.id and i.code = 'sender.unauthenticated')
        then case when (select r.sender->>'verdict' from receipt r where r.id = d.receipt_id) = 'undecided' then 'undecided' else 'unauthenticated' end
      when exists (select 1 from document_issue i where i.document_id = d.id and i.code = 'mail.several-senders') then 'several' else 'unknown' end reason
  from document d where d.supplier_id is null and d.status = 'quarantined') x
group by x.qualifier, x.value
having bool_or(x.current) or exists (select 1 from supply_exception e where e.type = 'SENDER_UNKNOWN' and e.status <> 'resolved')`);
  const views: SenderView[] = [];
  for (const row of rows) {
    const ids =
      row.qualifier === 'edi'
        ? await suppliersOf(client, { ediId: row.value })
        : row.qualifier === 'mail'
          ? await suppliersOf(client, { mail: row.value })
          : await ownersOfTakenUp(client, row.value);
    const bound = ids.length === 1 ? await client.query<{ code: string }>('select code from supplier where id = $1', ids) : undefined;
    views.push({ now, ...row, boundTo: row.waiting.length === 0 ? (bound?.rows[0]?.code ?? null) : null });
  }
  return views;
}

/** A file that said nothing of its sender is somebody's once a person has said whose, and it was read again. */
async function ownersOfTakenUp(client: PoolClient, file: string): Promise<string[]> {
  const { rows } = await client.query<{ supplier_id: string }>(
    'select distinct supplier_id from document where file = $1 and current and supplier_id is not null',
    [file],
  );
  return rows.map((r) => r.supplier_id);
}
