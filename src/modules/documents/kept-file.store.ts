import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { WHOLE_SEEN } from './receipt-report.store';

/** The file that a document came in, and which part of it it is. */
export interface KeptFile {
  readonly sha256: string;
  readonly name: string;
  readonly receivedAt: string;
  readonly within: string | null;
  readonly format: string;
  readonly control: string;
  readonly nth: number; // of the documents of one kind and number in that part
  readonly headings: readonly string[]; // of a list's columns, as it was read
  readonly columns: Readonly<Record<string, number>>; // in which the item, the place and the unit stand, by index from 0
}

export async function keptFileOf(db: Pool, sees: Sees, documentId: string): Promise<KeptFile | undefined> {
  const { rows } = await db.query<KeptFile>(
    `select r.sha256, r.name, ${instant('r.received_at')} "receivedAt", d.within, d.type format, coalesce(d.control, '') control,
  coalesce(d.header->'columns'->'headings', '[]') headings, coalesce(d.header->'columns'->'at', '{}') columns,
  (select count(*)::int from document o where o.run_id = d.run_id and o.receipt_id = d.receipt_id and o.ordinal < d.ordinal and o.within is not distinct from d.within
    and o.type = d.type and o.control is not distinct from d.control) nth
from document d join receipt r on r.id = d.receipt_id where d.id = $1 and ${WHOLE_SEEN('$2', '$3')}`,
    [documentId.replace(/^doc_/, ''), sees.suppliers, sees.locations],
  );
  return rows[0];
}
