import type { Pool, PoolClient } from 'pg';
import { EVERYTHING } from '../access/sees';
import { type AnyMapping, isEdiMapping } from '../../domain/mapping/any-mapping';
import { EDI_DOCUMENTS } from '../../domain/mapping/edi-words';
import { takenBack } from '../../database/transaction';
import { type DocumentReport, reportDocuments } from '../documents/document-report.store';
import { RefusedError } from '../../platform/errors';
import { lockReceipt } from '../documents/receipts.store';
import type { MappingText } from '../suppliers/mapping-files';
import { effectOn, type FileEffect } from './effect';
import { orHeldBack, processReceipt } from './process-receipt';
import { readAnew } from './read-anew';
import type { Reading } from './reader';

/** What a draft would make of the newest lists of a supplier's that were kept, or its newest EDI, each read twice from the kept bytes: as now, and by the mapping alone. Stores nothing. */
export async function tryMapping(services: Reading, mapping: AnyMapping, last: number, draft?: MappingText): Promise<FileEffect[]> {
  const out: FileEffect[] = [];
  for (const { id, name, at } of await newestFiles(services.db.pool, mapping, last)) {
    const again = isEdiMapping(mapping) ? anew : readAgain;
    const [before, after] = [
      await again(services, id),
      await again({ ...services, mapping: mapping.name, ...(draft ? { draft } : {}) }, id),
    ];
    out.push(effectOn(name, at, before, after));
  }
  return out;
}

/** The same of a text that is kept nowhere. */
export const tryText = (services: Reading, { mapping, text }: { mapping: AnyMapping; text: string }, last: number): Promise<FileEffect[]> =>
  tryMapping(services, mapping, last, { path: mapping.name, text });

const LISTS = `d.type !~ '^(x12|edifact|ubl|gs1)-' and d.kind in ('stock_report', 'ship_notice', 'other')`;
const EDI = 'd.type = any ($3)';

async function newestFiles(db: Pool, m: AnyMapping, last: number): Promise<{ id: string; name: string; at: string }[]> {
  const { rows } = await db.query<{ id: string; name: string; at: string }>(
    `select r.id, r.name, to_char(r.received_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') at from receipt r
where r.state = 'done' and exists (select 1 from document d join supplier s on s.id = d.supplier_id
  where d.receipt_id = r.id and d.current and s.code = $1 and ${isEdiMapping(m) ? EDI : LISTS})
order by r.received_at desc, r.id desc limit $2`,
    isEdiMapping(m) ? [m.supplier, last, m.documents ?? EDI_DOCUMENTS] : [m.supplier, last],
  );
  return rows;
}

/** The same of EDI, whose numbers and shipments were here before. One that was written about since would be judged otherwise, and is left out. */
const anew = (services: Reading, receiptId: string): Promise<readonly DocumentReport[]> =>
  orHeldBack((telling) =>
    takenBack(services.db.pool, async (client) => {
      await readAnew(client, services, (await lockReceipt(client, receiptId))!, telling);
      return reportDocuments(client, EVERYTHING, { receiptId }, true);
    }),
  ).catch((error: unknown) => {
    if (error instanceof RefusedError && error.code === 'replay.went-on') return [];
    throw error;
  });

/** As if it came for the first time, at its own moment; then everything is taken back. */
const readAgain = (services: Reading, receiptId: string): Promise<readonly DocumentReport[]> =>
  orHeldBack((telling) =>
    takenBack(services.db.pool, async (client) => {
      const receipt = (await lockReceipt(client, receiptId))!;
      await forgotten(client, receiptId);
      await processReceipt(client, services, receipt, await services.storage.sound(receipt.sha256), null, telling);
      return reportDocuments(client, EVERYTHING, { receiptId }, true);
    }),
  );

/** What a delivery said until now counts no longer, lest it come for the second time. Only ever to be taken back. */
export async function forgotten(client: PoolClient, receiptId: string): Promise<void> {
  for (const table of ['shipment_line', 'shipment', 'observation'])
    await client.query(`delete from ${table} where document_id in (select id from document where receipt_id = $1)`, [receiptId]);
}
