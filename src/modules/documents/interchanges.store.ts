import type { PoolClient } from 'pg';
import type { SeenInterchange } from '../../domain/documents/interchange';
import type { Receipt } from './receipts.store';

interface Control {
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly usage: string;
  readonly sha256: string;
}

export async function interchangeSeen(client: PoolClient, e: Control): Promise<SeenInterchange | undefined> {
  const { rows } = await client.query<SeenInterchange>(
    `select sha256, accepted from interchange where sender = $1 and receiver = $2 and control = $3 and usage = $4 for update`,
    [e.sender, e.receiver, e.control, e.usage],
  );
  return rows[0];
}

export async function noteInterchange(client: PoolClient, e: Control, receipt: Receipt): Promise<void> {
  await client.query(
    `insert into interchange (sender, receiver, control, usage, sha256, receipt_id, accepted, first_seen_at) values ($1, $2, $3, $4, $5, $6, true, $7)
on conflict (sender, receiver, control, usage) do update set accepted = true`,
    [e.sender, e.receiver, e.control, e.usage, e.sha256, receipt.id, receipt.receivedAt],
  );
}

export async function interchangeNotTaken(client: PoolClient, e: Control): Promise<void> {
  await client.query('update interchange set accepted = false where sender = $1 and receiver = $2 and control = $3 and usage = $4', [
    e.sender,
    e.receiver,
    e.control,
    e.usage,
  ]);
}

/** An accepted document, as it was last read, of this supplier and format with the very same transaction set. */
export async function sameBody(client: PoolClient, supplierId: string, format: string, sha256: string): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from document where supplier_id = $1 and type = $2 and content_sha256 = $3 and current and status in ('accepted', 'accepted_with_issues', 'parked') limit 1`,
    [supplierId, format, sha256],
  );
  return rowCount! > 0;
}

/** An accepted document with the same number and as-of, but other content. */
export async function sameReference(
  client: PoolClient,
  supplierId: string,
  format: string,
  reference: string,
  said: string,
  sha256: string,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `select 1 from document where supplier_id = $1 and type = $2 and reference = $3 and content_sha256 <> $5
  and said = $4::jsonb and current and status in ('accepted', 'accepted_with_issues', 'parked') limit 1`,
    [supplierId, format, reference, said, sha256],
  );
  return rowCount! > 0;
}

/** A delivery that is read anew may bring its interchanges once more; those that another one brought stay seen. */
export async function forgetInterchanges(client: PoolClient, receiptId: string): Promise<void> {
  await client.query('update interchange set accepted = false where receipt_id = $1', [receiptId]);
}
