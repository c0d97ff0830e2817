import type { PoolClient } from 'pg';
import { inTransaction } from '../../database/transaction';
import { RefusedError, UsageError } from '../../platform/errors';
import { type Receipt, lockReceipt } from '../documents/receipts.store';
import type { Only } from './delivery';
import { processReceipt } from './process-receipt';
import type { Reading } from './reader';

export interface Released {
  readonly document: string; // the run that counts
  readonly again: boolean; // it was released before; nothing changed
}
interface Said {
  readonly author: string;
  readonly reason: string;
  readonly supplier?: string | undefined; // code: whose it is, where nobody could tell
}
interface Held {
  readonly id: string;
  readonly receiptId: string;
  readonly ordinal: number;
  readonly supplierId: string | null;
  readonly status: string;
  readonly current: boolean;
  readonly control: string | null;
  readonly content: string | null;
}

/**
 * A document that is held counts after all, because a person says so: it is read again from its raw bytes and posted, whatever it
 * repeats or contradicts. Once: the same word again changes nothing. Who said it, and why, is kept with it.
 * Throws UsageError for what there is not, RefusedError for what is not held.
 */
export async function release(services: Reading, id: string, said: Said, now: string): Promise<Released> {
  if (said.reason.trim() === '') throw new UsageError('expected a reason, for those who come after you');
  return inTransaction(services.db.pool, async (client) => {
    const found = await heldOf(client, id);
    const receipt = await lockReceipt(client, found.receiptId);
    const held = await heldOf(client, id); // as it is now that nobody else can release it
    const before = await client.query('select 1 from document_release where document_id = $1', [held.id]);
    if (before.rowCount! > 0) return { document: await standing(client, held), again: true };
    if (held.status !== 'quarantined' || !held.current)
      throw new RefusedError(
        'document.not-held',
        `it is ${held.current ? held.status.replace(/_/g, ' ') : 'read anew since'}, and not held`,
      );
    const supplierId = said.supplier === undefined ? null : await supplierOf(client, said.supplier, held);
    if (held.supplierId === null && supplierId === null)
      throw new RefusedError('document.sender-unknown', 'whose it is nobody could tell: say it (--supplier), or bind its sender');
    await client.query(
      `insert into document_release (document_id, receipt_id, ordinal, supplier_id, author, reason, released_at) values ($1, $2, $3, $4, $5, $6, $7)`,
      [held.id, held.receiptId, held.ordinal, supplierId, said.author, said.reason, now],
    );
    return { document: await readAgain(client, services, receipt!, held, { supplierId, released: said }), again: false };
  });
}

/** What was held because something was missing, and is judged anew now that it is there. */
export async function judgeAgain(services: Reading, id: string): Promise<void> {
  await inTransaction(services.db.pool, async (client) => {
    const receipt = await lockReceipt(client, (await heldOf(client, id)).receiptId);
    const held = await heldOf(client, id);
    if (held.status === 'quarantined' && held.current)
      await readAgain(client, services, receipt!, held, { supplierId: null, released: null });
  });
}

/** In a delivery that was read anew: what a person released there before counts, as they said. */
export async function releaseAgain(client: PoolClient, services: Reading, receipt: Receipt): Promise<void> {
  const { rows } = await client.query<{ id: string; supplierId: string | null; author: string; reason: string }>(
    `select distinct on (d.ordinal) d.id, r.supplier_id "supplierId", r.author, r.reason from document_release r
join document d on d.receipt_id = r.receipt_id and d.ordinal = r.ordinal and d.current and d.status = 'quarantined'
where r.receipt_id = $1 order by d.ordinal, r.released_at desc`,
    [receipt.id],
  );
  for (const { id, supplierId, author, reason } of rows)
    await readAgain(client, services, receipt, await heldOf(client, id), { supplierId, released: { author, reason } });
}

async function readAgain(
  client: PoolClient,
  services: Reading,
  receipt: Receipt,
  held: Held,
  how: Omit<Only, 'ordinals'>,
): Promise<string> {
  const only = { ordinals: new Set([held.ordinal]), ...how };
  await processReceipt(client, services, receipt, await services.storage.sound(receipt.sha256), only);
  const now = await heldOf(client, await standing(client, held), false);
  if (now.id === held.id || now.content !== held.content || now.control !== held.control)
    throw new RefusedError(
      'document.read-differently',
      'its file is read differently by now, so that it is not known which part of it was held',
    );
  return `doc_${now.id}`;
}

async function standing(client: PoolClient, { receiptId, ordinal }: Held): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id from document where receipt_id = $1 and ordinal = $2 and current', [
    receiptId,
    ordinal,
  ]);
  return `doc_${rows[0]!.id}`;
}

async function heldOf(client: PoolClient, id: string, given = true): Promise<Held> {
  const { rows } = await client.query<Held>(
    `select id, receipt_id "receiptId", ordinal, supplier_id "supplierId", status, current, control, content_sha256 content from document where id = $1`,
    [id.replace(/^doc_/, '')],
  );
  if (!rows[0]) throw given ? new UsageError(`there is no document ${id}`) : new Error(`document ${id} is gone`);
  return rows[0];
}

async function supplierOf(client: PoolClient, code: string, held: Held): Promise<string> {
  const { rows } = await client.query<{ id: string }>('select id from supplier where code = $1', [code]);
  if (!rows[0]) throw new UsageError(`no supplier is called ${code}`);
  if (held.supplierId !== null && held.supplierId !== rows[0].id)
    throw new RefusedError('document.of-another', `it is of another supplier than ${code}`);
  return rows[0].id;
}
