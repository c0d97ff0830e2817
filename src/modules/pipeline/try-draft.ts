import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { EVERYTHING } from '../access/sees';
import { type AnyMapping, isEdiMapping } from '../../domain/mapping/any-mapping';
import { takenBack } from '../../database/transaction';
import { sha256Of } from '../../platform/sha256';
import { type DocumentReport, reportDocuments } from '../documents/document-report.store';
import { insertReceipt, lockReceipt } from '../documents/receipts.store';
import { asFile } from './look';
import { orHeldBack, processReceipt, type Telling } from './process-receipt';
import { readAnew } from './read-anew';
import type { Reading } from './reader';
import { forgotten } from './try-mapping';

/** What a draft is tried on: a delivery that was kept, or bytes that nobody has kept. */
export type Tried = { readonly receiptId: string } | { readonly name: string; readonly bytes: Buffer };
export interface Trial {
  readonly documents: readonly DocumentReport[]; // with the first of their lines
  readonly waiting: readonly Waiting[];
}
/** Lines that would wait, by why; of all lines, also of those that are not shown. */
export interface Waiting {
  readonly reason: string;
  readonly detail: string | null;
  readonly lines: number;
}

/** What a draft alone would make of one file, on the way that every file takes; then everything is taken back. */
export async function tryDraft(
  services: Reading,
  draft: { readonly mapping: AnyMapping; readonly text: string },
  sample: Tried,
  lines: number,
  now: string,
): Promise<Trial> {
  const { mapping, text } = draft;
  const alone: Reading = { ...services, mapping: mapping.name, draft: { path: mapping.name, text } };
  const trial = (receiptId: (client: PoolClient) => Promise<string>, file?: string) => (telling: Telling) =>
    takenBack(services.db.pool, async (client) => {
      const id = await receiptId(client);
      const receipt = (await lockReceipt(client, id))!;
      if (isEdiMapping(mapping) && file === undefined)
        await readAnew(client, alone, receipt, telling); // its numbers and shipments were here before
      else await processReceipt(client, alone, receipt, file ?? (await services.storage.sound(receipt.sha256)), null, telling);
      const documents = await reportDocuments(client, EVERYTHING, { receiptId: id }, { limit: lines });
      return { documents, waiting: await waitingIn(client, id) };
    });
  if ('receiptId' in sample)
    return orHeldBack(
      trial(async (client) => {
        if (!isEdiMapping(mapping)) await forgotten(client, sample.receiptId);
        return sample.receiptId;
      }),
    );
  const { name, bytes } = sample;
  const arrival = { channel: 'studio', arrivalKey: randomUUID(), name, receivedAt: now, supplier: mapping.supplier, origin: {} };
  const stored = { sha256: sha256Of([bytes]), size: bytes.length };
  return asFile(bytes, (file) => orHeldBack(trial(async (client) => (await insertReceipt(client, arrival, stored)).receiptId, file)));
}

async function waitingIn(client: PoolClient, receiptId: string): Promise<Waiting[]> {
  const { rows } = await client.query<Waiting>(
    `select p.reason, p.detail, count(*)::int lines from parked_line p join document d on d.id = p.document_id
where d.receipt_id = $1 and d.current and p.taken_up_at is null group by p.reason, p.detail order by lines desc, p.reason, p.detail limit 50`,
    [receiptId],
  );
  return rows;
}
