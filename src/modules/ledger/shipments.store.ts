import type { PoolClient } from 'pg';
import type { AsOfWindow, ShipNotice } from '../../domain/canonical/vocabulary';
import { uuidv7 } from '../../platform/ids';

export interface PostedNotice {
  readonly documentId: string;
  readonly supplierId: string;
  readonly reference: string;
  readonly purpose: ShipNotice['purpose'];
  readonly issued: string | null; // by the sender's clock
  readonly shipped: AsOfWindow | null;
  readonly eta: AsOfWindow | null;
  readonly receivedAt: string;
}

/**
 * A new version of a shipment stands in place of the one before, unless it came too late to; all of them stay, to say what was
 * promised when.
 */
export async function postShipment(client: PoolClient, n: PostedNotice, stands: boolean): Promise<string> {
  const id = uuidv7();
  if (stands)
    await client.query('update shipment set current = false where supplier_id = $1 and reference = $2 and current', [
      n.supplierId,
      n.reference,
    ]);
  await client.query(
    `insert into shipment (id, supplier_id, reference, version, state, shipped_from, shipped_to, eta_from, eta_to, document_id, received_at, current, issued, purpose)
select $1, $2, $3, 1 + coalesce(max(version), 0), $4, $5, $6, $7, $8, $9, $10, $11, $12, $13 from shipment where supplier_id = $2 and reference = $3`,
    [
      id,
      n.supplierId,
      n.reference,
      n.purpose === 'cancel' ? 'cancelled' : 'open',
      n.shipped?.from ?? null,
      n.shipped?.to ?? null,
      n.eta?.from ?? null,
      n.eta?.to ?? null,
      n.documentId,
      n.receivedAt,
      stands,
      n.issued,
      n.purpose,
    ],
  );
  return id;
}

/** A shipment of which one of these documents is not the last word: what came after was judged by it. */
export async function wentOn(client: PoolClient, documents: readonly string[]): Promise<string | undefined> {
  const { rows } = await client.query<{ reference: string }>(
    `select distinct s.reference from shipment s join document d on d.id = s.document_id
join shipment o on o.supplier_id = s.supplier_id and o.reference = s.reference and o.state <> 'withdrawn' and not o.document_id = any ($1::uuid[])
where s.document_id = any ($1::uuid[]) and s.state <> 'withdrawn' and (o.version > s.version or d.content_sha256 is not null) order by 1 limit 1`,
    [documents],
  );
  return rows[0]?.reference;
}

export interface Withdrawn {
  readonly supplierId: string;
  readonly reference: string;
}
/** What these documents said of shipments holds no longer; it stays, to say what was announced when. */
export async function withdrawShipments(client: PoolClient, documents: readonly string[]): Promise<Withdrawn[]> {
  const { rows } = await client.query<Withdrawn>(
    `update shipment set current = false, state = 'withdrawn' where document_id = any ($1::uuid[]) and state <> 'withdrawn'
returning supplier_id "supplierId", reference`,
    [documents],
  );
  return rows;
}

/** Of shipments of which nothing stands any more, the last version that was not withdrawn. */
export async function restoreShipments(client: PoolClient, of: readonly Withdrawn[]): Promise<void> {
  if (of.length === 0) return;
  await client.query(
    `update shipment s set current = true from (
  select distinct on (v.supplier_id, v.reference) v.id from unnest($1::uuid[], $2::text[]) a (supplier_id, reference)
  join shipment v on v.supplier_id = a.supplier_id and v.reference = a.reference and v.state <> 'withdrawn'
  where not exists (select 1 from shipment c where c.supplier_id = a.supplier_id and c.reference = a.reference and c.current)
  order by v.supplier_id, v.reference, v.version desc) last where s.id = last.id`,
    [of.map((w) => w.supplierId), of.map((w) => w.reference)],
  );
}
