import type { Pool } from 'pg';
import type { Sees } from '../access/sees';
import { SEEN } from './document-report.store';

/** One reading of a document; the last one counts, and the earlier ones stay to be looked up. */
export interface DocumentRun {
  readonly id: string; // doc_… under which it was known
  readonly current: boolean;
  readonly read_at: string;
  readonly status: string;
  readonly format: string;
  readonly mapping: { readonly name: string; readonly version: number } | null;
  readonly counts: { readonly lines: number; readonly parked: number; readonly rejected: number };
  readonly issues: number;
}

/** All readings of the thing in a delivery that a document is of, the newest first; none for who does not see it. */
export async function runsOf(db: Pool, sees: Sees, id: string): Promise<DocumentRun[]> {
  const { rows } = await db.query<Omit<DocumentRun, 'read_at'>>(
    `select 'doc_' || o.id id, o.current, o.status, o.type format, o.mapping, json_build_object('lines', o.lines, 'parked', o.parked, 'rejected', o.rejected) counts,
  (select count(*)::int from document_issue i where i.document_id = o.id and $3::text[] is null) issues
from document d left join supplier s on s.id = d.supplier_id join document o on o.receipt_id = d.receipt_id and o.ordinal = d.ordinal
where d.id = $1 and ${SEEN('$2', '$3')} and ($2::text[] is null or o.supplier_id = d.supplier_id) order by o.id desc`,
    [id.replace(/^doc_/, ''), sees.suppliers, sees.locations],
  );
  return rows.map((r) => ({ ...r, read_at: madeAt(r.id.slice(4)) }));
}

/** When an id was made: its first 48 bits are milliseconds. */
const madeAt = (uuid: string): string => new Date(parseInt(uuid.replace('-', '').slice(0, 12), 16)).toISOString();
