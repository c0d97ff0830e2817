import type { Pool } from 'pg';
import { instant } from '../../database/instant';
import type { Sees } from '../access/sees';
import { SEEN } from './document-report.store';

/** A delivery that was kept: `kept` (waits to be read), `done` (its documents are in), `failed` (ours: it was given up). */
export interface ReceiptReport {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly received_at: string;
  readonly sha256: string;
  readonly state: 'kept' | 'done' | 'failed';
}

/** Seen by who handed it over (`key`, its name), and by who sees a document of it. */
export async function reportReceipt(db: Pool, sees: Sees, id: string, key?: string): Promise<ReceiptReport | undefined> {
  const { rows } = await db.query<ReceiptReport>(
    `select 'rcp_' || id id, name, channel, ${instant('received_at')} received_at, sha256, state from receipt r where id = $1
  and (($2::text[] is null and $4::text[] is null) or r.origin->>'key' = $3
    or exists (select 1 from document d left join supplier s on s.id = d.supplier_id where d.receipt_id = r.id and ${SEEN('$2', '$4')}))`,
    [id.replace(/^rcp_/, ''), sees.suppliers, key ?? null, sees.locations],
  );
  return rows[0];
}

/** What a delivery consists of as it was handed over, to tell whether a repeat is one. */
export async function handedOver(db: Pool, id: string): Promise<{ sha256: string; name: string; supplier: string | null }> {
  const { rows } = await db.query<{ sha256: string; name: string; supplier: string | null }>(
    `select sha256, name, origin->>'supplier' supplier from receipt where id = $1`,
    [id],
  );
  return rows[0]!;
}

/** Of `document d` in `receipt r`. Not for who sees some of a delivery's documents only: all of it would be shown. */
export const WHOLE_SEEN = (suppliers: string, locations: string): string => `${locations}::text[] is null
  and (${suppliers}::text[] is null or not exists (select 1 from document o left join supplier s on s.id = o.supplier_id
    where o.receipt_id = r.id and o.current and (s.code is null or s.code <> all (${suppliers}))))`;

interface RawFile {
  readonly receiptId: string;
  readonly sha256: string;
  readonly name: string;
  readonly receivedAt: string;
  readonly supplier: string | null; // of the document
}
/** The file in which a document came: the whole delivery, byte for byte. */
export async function rawFileOf(db: Pool, sees: Sees, documentId: string): Promise<RawFile | undefined> {
  const { rows } = await db.query<RawFile>(
    `select r.id "receiptId", r.sha256, r.name, ${instant('r.received_at')} "receivedAt", w.code supplier
from document d join receipt r on r.id = d.receipt_id left join supplier w on w.id = d.supplier_id where d.id = $1 and ${WHOLE_SEEN('$2', '$3')}`,
    [documentId.replace(/^doc_/, ''), sees.suppliers, sees.locations],
  );
  return rows[0];
}

/** From the wire to the rules' answer: read, posted and judged. */
export async function noteJudged(db: Pool, receiptId: string, now: string): Promise<void> {
  await db.query('update receipt set judged_at = $2 where id = $1 and judged_at is null', [receiptId, now]);
}
