import type { PoolClient } from 'pg';
import { jsonb } from '../../database/jsonb';
import type { DocumentKind, DocumentStatus, SaidAsOf } from '../../domain/canonical/vocabulary';

export interface DocumentRow {
  readonly id: string;
  readonly receipt_id: string;
  readonly ordinal: number;
  readonly run_id: string;
  readonly file: string;
  readonly within: string | null;
  readonly type: string;
  readonly kind: DocumentKind;
  readonly control: string | null;
  readonly supplier_id: string | null;
  readonly status: DocumentStatus;
  readonly reference: string | null;
  readonly said: SaidAsOf | null;
  readonly as_of_from: string | null;
  readonly as_of_to: string | null;
  readonly supply_fact: boolean;
  readonly coverage: string | null;
  readonly mapping: object | null;
  readonly header: object;
  readonly received_at: string;
  readonly lines: number;
  readonly parked: number;
  readonly rejected: number;
  readonly content_sha256: string | null;
  readonly current: boolean;
}
export interface IssueRow {
  readonly document_id: string;
  readonly n: number;
  readonly code: string;
  readonly severity: string;
  readonly detail: string;
  readonly place: string | null;
  readonly value: string | null;
}

/** A run's documents stand in place of those of an earlier run over the same receipt; the earlier ones stay readable. */
export async function insertDocuments(
  client: PoolClient,
  documents: readonly DocumentRow[],
  issues: readonly IssueRow[],
  only: readonly number[] | null = null, // ordinals; of the others nothing changes
): Promise<void> {
  if (documents.length === 0) return;
  await client.query(
    'update document set current = false where receipt_id = $1 and current and ($2::int[] is null or ordinal = any ($2))',
    [documents[0]!.receipt_id, only],
  );
  await client.query('insert into document select * from jsonb_populate_recordset(null::document, $1::jsonb)', [jsonb(documents)]);
  await client.query('insert into document_issue select * from jsonb_populate_recordset(null::document_issue, $1::jsonb)', [jsonb(issues)]);
}
