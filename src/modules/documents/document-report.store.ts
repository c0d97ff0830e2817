import type { Pool, PoolClient } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';

/** A document as contract section 3.1 prints it. Quantities in the base unit, what was sent beside them. */
export interface DocumentReport {
  readonly id: string;
  readonly file: string;
  readonly kind: string;
  readonly supplier: string | null;
  readonly status: string;
  readonly as_of: string | null;
  readonly mapping: { readonly name: string; readonly version: number } | null;
  readonly received_at: string;
  readonly reference: string | null;
  readonly format: string;
  readonly snapshot_id: string | null; // what its supplier had been told last when it was written (share show)
  readonly sender: SenderReport | null; // of what came by mail; null where a person gave it
  readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number };
  readonly lines: readonly LineReport[];
  readonly issues: readonly DocumentIssue[];
}
/** What was found out about the sender of the mail, and by what. */
export interface SenderReport {
  readonly verdict: string;
  readonly said: string;
}
export interface DocumentIssue {
  readonly code: string;
  readonly severity: string;
  readonly detail: string;
  readonly place: string | null;
  readonly value: string | null; // what stands there and is the trouble; null where it is something else, or nothing
}
export interface LineReport {
  readonly line: number; // counted in the document
  readonly sku: string | null;
  readonly location: string | null;
  readonly measure: string;
  readonly quantity: string | null;
  readonly uom: string | null;
  readonly as_of: string | null;
  readonly said: string | null; // as-of as it was said: a day, days, or an instant; null where nothing was
  readonly place: string;
  readonly parked: string | null;
  readonly given: unknown;
}

/** Whether somebody sees the document d of the supplier s: of some places, one with a line of theirs. */
export const SEEN = (suppliers: string, locations: string): string =>
  `(${suppliers}::text[] is null or s.code = any (${suppliers})) and (${locations}::text[] is null or exists (
    select 1 from observation o join location l on l.id = o.location_id where o.document_id = d.id and l.code = any (${locations})
    union all select 1 from shipment_line o join location l on l.id = o.location_id where o.document_id = d.id and l.code = any (${locations})))`;

export interface DocumentFilter {
  readonly receiptId?: string | undefined;
  readonly id?: string | undefined;
  readonly supplier?: string | undefined; // code
  readonly kind?: readonly string[] | undefined;
  readonly status?: readonly string[] | undefined;
  readonly since?: string | undefined; // received at or after
  readonly problem?: string | undefined; // code of an issue, or the reason for which lines wait
  readonly channel?: string | undefined; // by its name, or its kind
  readonly find?: string | undefined; // part of the name of the file
  readonly anyRun?: boolean | undefined; // also of readings that were replaced since
  readonly before?: string | undefined; // id: those that stand behind this one; what arrives meanwhile shifts nothing
  readonly limit?: number | undefined;
}
/** Lines behind number `after`, at most `limit` of them. */
export interface LinePage {
  readonly after?: number | undefined;
  readonly limit: number;
}

/**
 * The documents of one delivery, one document, or the newest ones; lines only on demand, since a report may hold a million. Who
 * sees some places sees the documents with lines of theirs, and of those these lines; not what is said of the others.
 */
export async function reportDocuments(
  db: Pool | PoolClient,
  sees: Sees,
  filter: DocumentFilter,
  withLines: boolean | LinePage,
): Promise<DocumentReport[]> {
  const { rows } = await db.query<Omit<DocumentReport, 'lines' | 'issues'> & { within: string | null }>(
    `select 'doc_' || d.id id, d.file || coalesce('/' || d.within, '') file, d.kind, s.code supplier, d.status, d.type format, d.reference,
  (select 'snp_' || f.snapshot_id from share_followed f where f.document_id = d.id) snapshot_id,
  case d.said->>'said' when 'date' then coalesce(d.said->>'date' || '/' || (d.said->>'to'), d.said->>'date') when 'instant' then d.said->>'at' end as_of,
  d.mapping, ${instant('d.received_at')} received_at,
  json_build_object('lines', d.lines, 'parked', d.parked, 'rejected', d.rejected) counts,
  (select json_build_object('verdict', r.sender->>'verdict', 'said', r.sender->>'said') from receipt r where r.id = d.receipt_id and r.sender is not null) sender
from document d left join supplier s on s.id = d.supplier_id
where (d.current or $11) and ($1::uuid is null or d.receipt_id = $1) and ($2::uuid is null or d.id = $2) and ($4::text is null or s.code = $4)
  and ($5::text[] is null or d.kind = any ($5)) and ($6::text[] is null or d.status = any ($6)) and ($7::timestamptz is null or d.received_at >= $7)
  and ($8::uuid is null or d.received_at <= (select b.received_at from document b where b.id = $8) and exists (select 1 from document b where b.id = $8 and (d.received_at, d.receipt_id) <= (b.received_at, b.receipt_id)
    and ((d.received_at, d.receipt_id) <> (b.received_at, b.receipt_id) or d.ordinal > b.ordinal)))
  and ($12::text is null or (exists (select 1 from document_issue i where i.document_id = d.id and i.code = $12)
    or exists (select 1 from parked_line w where w.document_id = d.id and w.reason = $12 and w.taken_up_at is null)) and $10::text[] is null)
  and ($13::text is null or exists (select 1 from receipt r where r.id = d.receipt_id and (r.channel = $13 or split_part(r.channel, ' ', 1) = $13)))
  and ($14::text is null or position(lower($14) in lower(d.file || coalesce('/' || d.within, ''))) > 0)
  and ${SEEN('$9', '$10')}
order by d.received_at desc, d.receipt_id desc, d.ordinal limit $3`,
    [
      filter.receiptId ?? null,
      filter.id?.replace(/^doc_/, '') ?? null,
      filter.limit ?? 10_000,
      filter.supplier ?? null,
      filter.kind ?? null,
      filter.status ?? null,
      filter.since ?? null,
      filter.before?.replace(/^doc_/, '') ?? null,
      sees.suppliers,
      sees.locations,
      filter.anyRun ?? false,
      filter.problem ?? null,
      filter.channel ?? null,
      filter.find ?? null,
    ],
  );
  const ids = rows.map((r) => r.id.slice(4));
  const issues = await db.query(
    'select document_id, code, severity, detail, place, value from document_issue where document_id = any ($1) order by document_id, n',
    [sees.locations === null ? ids : []],
  );
  const lines = withLines ? await linesOf(db, sees, ids, withLines === true ? undefined : withLines) : new Map<string, LineReport[]>();
  return rows.map((r) => ({
    ...r,
    lines: lines.get(r.id.slice(4)) ?? [],
    issues: issues.rows
      .filter((i) => i.document_id === r.id.slice(4))
      .map(({ code, severity, detail, place, value }) => ({ code, severity, detail, place, value })),
  }));
}

/** `2026-11-15`, `2026-11-09/2026-11-15`, an instant, or null: as a document says it. */
const OF_SAID = (said: string): string =>
  `case ${said}->>'said' when 'date' then coalesce(${said}->>'date' || '/' || (${said}->>'to'), ${said}->>'date') when 'instant' then ${said}->>'at' end`;
/** Of a line: a day is told as the day that it was where the stock lies, and not as the instant at which it ended. */
const DAY = (at: string): string => `to_char(${at} at time zone l.timezone, 'YYYY-MM-DD')`;
const SAID = `case o.said when 'date' then case when ${DAY('o.as_of_from')} = ${DAY('o.as_of_to')} then ${DAY('o.as_of_to')} else ${DAY('o.as_of_from')} || '/' || ${DAY('o.as_of_to')} end
  when 'instant' then ${instant('o.as_of_to')} end`;
const SHIPPED = OF_SAID('d.said');

/** Each side gives no more than the whole does: of a document of fifty thousand lines a page is not what is left of all of them. */
const PAGE = (document: string, n: string, location: string): string =>
  `where ${document} = any ($1) and ($2::int is null or ${n} > $2) and ($4::text[] is null or ${location} = any ($4))
  order by ${document}, ${n} limit $3`;

async function linesOf(db: Pool | PoolClient, sees: Sees, ids: readonly string[], page?: LinePage): Promise<Map<string, LineReport[]>> {
  const { rows } = await db.query<LineReport & { document_id: string; given: string }>(
    `select * from (
(select o.document_id, o.n line, i.sku, l.code as location, o.measure, o.quantity::text quantity, i.uom, ${instant('o.as_of_to')} as_of, ${SAID} said, o.place, null parked, o.given
from observation o join item i on i.id = o.item_id join location l on l.id = o.location_id ${PAGE('o.document_id', 'o.n', 'l.code')})
union all
(select o.document_id, o.n line, i.sku, l.code, 'shipped', o.quantity::text, i.uom, ${instant('o.shipped_at')}, ${SHIPPED}, o.place, null, o.given
from shipment_line o join shipment s on s.id = o.shipment_id and s.document_id = o.document_id
  join document d on d.id = o.document_id join item i on i.id = o.item_id join location l on l.id = o.location_id ${PAGE('o.document_id', 'o.n', 'l.code')})
union all
(select document_id, n line, null, null, measure, null, null, null, ${OF_SAID('said')}, place, reason || coalesce(': ' || detail, ''), given
from (select * from parked_line where taken_up_at is null) w ${PAGE('document_id', 'n', 'null::text')})) x order by document_id, line limit $3`,
    [ids, page?.after ?? null, page?.limit ?? null, sees.locations],
  );
  const by = new Map<string, LineReport[]>();
  for (const { document_id, given, ...shown } of rows) {
    const list = by.get(document_id) ?? [];
    if (list.length === 0) by.set(document_id, list);
    list.push({ ...shown, given: JSON.parse(given) as unknown });
  }
  return by;
}

/** Ids of current documents that were made since then, by the time in their ids: when they were received may lie far back. */
export async function documentsMadeSince(db: Pool, ms: number): Promise<string[]> {
  const least = `${Math.max(0, ms).toString(16).padStart(12, '0')}`;
  const { rows } = await db.query<{ id: string }>('select id from document where current and id >= $1 order by id', [
    `${least.slice(0, 8)}-${least.slice(8)}-7000-8000-000000000000`,
  ]);
  return rows.map((r) => r.id);
}
