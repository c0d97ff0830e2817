import type { PoolClient } from 'pg';
import { showPlace } from '../../domain/canonical/place';
import { shown } from '../../domain/canonical/shown';
import type { DocumentStatus, Issue } from '../../domain/canonical/vocabulary';
import { placeAsOf } from '../../domain/ledger/as-of';
import { uuidv7 } from '../../platform/ids';
import { type DocumentRow, insertDocuments, type IssueRow } from '../documents/documents.store';
import { interchangeNotTaken } from '../documents/interchanges.store';
import type { Receipt } from '../documents/receipts.store';
import type { Delivery, Doc, Part } from './delivery';

interface Counted {
  readonly doc: number;
  readonly lines: number;
  readonly parked: number;
  readonly from_at: string | null;
  readonly to_at: string | null;
  readonly timezone: string | null;
}

export type Counts = Map<number, Counted>;

/** Adds how many lines of each document were matched and parked, the span of time that they speak of, and its zone. */
export async function countLines(client: PoolClient, counts: Counts): Promise<void> {
  const { rows } = await client.query<Counted>(
    `select m.doc, count(*)::int lines, count(m.reason)::int parked,
  to_char(min(m.from_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') from_at,
  to_char(max(m.to_at) at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') to_at,
  min(l.timezone) timezone
from stage_matched m left join location l on l.id = m.location_id group by m.doc`,
  );
  for (const row of rows) {
    const before = counts.get(row.doc);
    counts.set(row.doc, before ? added(before, row) : row);
  }
}

/** Instants in one spelling, and names of zones: the order of their letters is that of SQL. */
function added(a: Counted, b: Counted): Counted {
  const of = (x: string | null, y: string | null, better: boolean): string | null =>
    x === null || y === null ? (x ?? y) : x < y === better ? x : y;
  return {
    doc: a.doc,
    lines: a.lines + b.lines,
    parked: a.parked + b.parked,
    from_at: of(a.from_at, b.from_at, true),
    to_at: of(a.to_at, b.to_at, false),
    timezone: of(a.timezone, b.timezone, true),
  };
}

/** Writes what became of each message; a part that holds none becomes a document of its own, so that nothing came unseen. */
export async function recordDocuments(client: PoolClient, receipt: Receipt, delivery: Delivery, counts: Counts): Promise<void> {
  const run = uuidv7();
  const rows: DocumentRow[] = [];
  const issues: IssueRow[] = [];
  const all = [...delivery.issues, ...delivery.doubts];
  for (const part of delivery.parts) {
    const ofPart = all.filter((i) => i.part === part.part);
    const docs = delivery.documents.filter((d) => d.part === part.part);
    for (const doc of docs.length > 0 ? docs : [null]) {
      const said = ofPart.filter((i) => i.document === null || i.document === doc?.document).map((i) => i.issue);
      const row = rowOf(receipt, run, rows.length, part, doc, said, doc ? counts.get(doc.document) : undefined);
      rows.push(row);
      if (doc) doc.status = row.status;
      for (const [n, issue] of said.entries()) {
        const { code, severity, detail } = issue;
        issues.push({
          document_id: row.id,
          n,
          code,
          severity,
          detail,
          place: issue.place ? showPlace(issue.place) : null,
          value: issue.value === undefined ? null : shown(issue.value),
        });
      }
    }
  }
  const { only } = delivery;
  if (!only) {
    await insertDocuments(client, rows, issues);
    return takeBackInterchanges(client, delivery, rows);
  }
  const again = rows.filter((r) => only.ordinals.has(r.ordinal));
  const ids = new Set(again.map((r) => r.id));
  await insertDocuments(client, again, issues.filter((i) => ids.has(i.document_id)), [...only.ordinals]); // prettier-ignore
}

/** An interchange of which nothing was taken is tried again when it comes again: the fault may have been ours. */
async function takeBackInterchanges(client: PoolClient, delivery: Delivery, rows: readonly DocumentRow[]): Promise<void> {
  const byId = new Map(rows.map((r) => [r.id, r.status]));
  for (const part of delivery.parts) {
    if (!part.envelope || part.hold !== null) continue;
    const documents = delivery.documents.filter((d) => d.part === part.part);
    const nothing = documents.length > 0 && documents.every((d) => ['rejected', 'quarantined'].includes(byId.get(d.id) ?? ''));
    if (nothing) await interchangeNotTaken(client, part.envelope);
  }
}

function rowOf(
  receipt: Receipt,
  run: string,
  ordinal: number,
  part: Part,
  doc: Doc | null,
  said: readonly Issue[],
  counted: Counted | undefined,
): DocumentRow {
  const header = doc?.header ?? null;
  const asOf = header?.kind === 'stock_report' ? header.asOf : header?.kind === 'ship_notice' ? header.shippedOn : null;
  const placed = asOf ? placeAsOf(asOf, counted?.timezone ?? 'UTC', receipt.receivedAt) : null;
  const posted = doc?.hold === null;
  return {
    id: doc?.id ?? uuidv7(),
    receipt_id: receipt.id,
    ordinal,
    run_id: run,
    file: receipt.name,
    within: part.within,
    type: doc?.format ?? part.envelope?.syntax ?? 'file',
    kind: doc?.kind ?? 'other',
    control: doc?.control ?? part.envelope?.control ?? null,
    supplier_id: part.supplierId,
    status: statusOf(part, doc, said, counted),
    reference: header?.reference || doc?.about || null,
    said: asOf,
    as_of_from: counted?.from_at ?? placed?.from ?? null,
    as_of_to: counted?.to_at ?? placed?.to ?? null,
    supply_fact: header?.kind === 'stock_report' && header.supplyFact,
    coverage: header?.kind === 'stock_report' ? header.coverage : null,
    mapping: doc?.mapping ?? null,
    header: {
      ...(part.envelope ? { envelope: part.envelope } : {}),
      ...(part.from ? { from: part.from } : {}),
      ...(part.proposal ? { drift: part.proposal } : {}),
      ...(doc?.columns ? { columns: doc.columns } : {}),
      ...(doc?.proposal ? { proposal: doc.proposal } : {}),
    },
    received_at: receipt.receivedAt,
    lines: posted ? (counted?.lines ?? 0) : 0,
    parked: posted ? (counted?.parked ?? 0) : 0,
    rejected: new Set(said.filter((i) => i.severity === 'error' && i.place && i.place.in !== 'file').map((i) => showPlace(i.place!))).size,
    content_sha256: doc?.bodySha256 ?? null,
    current: true,
  };
}

function statusOf(part: Part, doc: Doc | null, said: readonly Issue[], counted: Counted | undefined): DocumentStatus {
  if (doc?.hold) return doc.hold;
  if (!doc) return part.refused ?? (part.supplierId === null ? 'quarantined' : 'rejected');
  const errors = said.some((i) => i.severity === 'error');
  const lines = counted?.lines ?? 0;
  if (lines === 0) return errors ? 'rejected' : said.length > 0 ? 'accepted_with_issues' : 'accepted';
  if (counted!.parked === lines) return 'parked';
  return counted!.parked > 0 || errors ? 'accepted_with_issues' : 'accepted';
}
