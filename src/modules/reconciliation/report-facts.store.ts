import type { PoolClient } from 'pg';
import type { OpenReport, ReportFacts } from '../../domain/rules/report-wide';
import { millis } from './millis';

/** What of a document's lines was compared last and stands, by document and place, with what is at stake where they differ. */
const FACTS = `select c.document_id, c.supplier_id, c.location_id, count(*)::int compared, (count(*) filter (where c.state = 'differs'))::int differing,
  max(c.window_to) window_to,
  case when bool_and(i.unit_cost is not null and i.currency is not null) filter (where c.state = 'differs')
      and count(distinct i.currency) filter (where c.state = 'differs') = 1
    then jsonb_build_object('amount', trim_scale(round(sum(abs(c.distance) * i.unit_cost) filter (where c.state = 'differs'), 2))::text, 'currency', min(i.currency)) end value
from comparison c join item i on i.id = c.item_id`;
const BY_PLACE = 'group by c.document_id, c.supplier_id, c.location_id';

const TOLD = `select s.code supplier, l.code as location, json_build_object('id', 'doc_' || d.id, 'file', d.file || coalesce('/' || d.within, ''), 'place', null) document,
  coalesce(d.said->>'date', d.said->>'at') "asOf", ${millis('f.window_to')} "asOfTo", ${millis('d.received_at')} "receivedAt",
  f.compared, f.differing, f.value from facts f join document d on d.id = f.document_id join supplier s on s.id = f.supplier_id
  join location l on l.id = f.location_id`;

export async function reportFacts(client: PoolClient, documents: readonly string[]): Promise<ReportFacts[]> {
  if (documents.length === 0) return [];
  const { rows } = await client.query<ReportFacts>(
    `with facts as (${FACTS} where c.document_id = any ($1::uuid[]) and c.low is not null ${BY_PLACE}) ${TOLD}`,
    [documents],
  );
  return rows;
}

/** The exceptions for whole reports that stand open, each with the newest report of its scope. */
export async function openReports(client: PoolClient): Promise<OpenReport[]> {
  const { rows } = await client.query<OpenReport>(
    `select e.key, e.type, e.supplier, e.location, e.details->>'reason' reason, e.documents->-1->>'id' "documentId"
from supply_exception e where e.status <> 'resolved' and e.sku is null and e.type in ('UOM_SUSPECT', 'COUNT_DIVERGENCE') and e.details ? 'reason'`,
  );
  return rows;
}

/** Of the newest report of a supplier, at a place or anywhere, what was compared. */
export async function newestReport(client: PoolClient, supplier: string, location: string | null): Promise<ReportFacts[]> {
  const { rows } = await client.query<ReportFacts>(
    `with scope as (select c.* from comparison c where c.supplier_id = (select id from supplier where code = $1)
  and ($2::text is null or c.location_id = (select id from location where code = $2)) and c.low is not null),
newest as (select document_id from scope group by 1 order by max(window_to) desc limit 1),
facts as (${FACTS.replace('from comparison c', 'from scope c')} where c.document_id in (select document_id from newest) ${BY_PLACE}) ${TOLD}`,
    [supplier, location],
  );
  return rows;
}
