import { createHash, randomUUID } from 'node:crypto';
import fs from 'node:fs/promises';
import path from 'node:path';
import type { PoolClient } from 'pg';
import { UsageError } from '../../platform/errors';
import { type DocumentReport, reportDocuments } from '../documents/document-report.store';
import type { Arrival } from '../documents/arrival';
import { keep } from '../documents/keep';
import { insertReceipt, lockReceipt } from '../documents/receipts.store';
import { processDocument, processReceipt } from './process-document';
import type { Reading } from './reader';

export interface IngestOptions {
  readonly receivedAt: string; // ISO instant
  readonly supplier?: string; // code
  readonly withLines?: boolean;
  readonly withheld?: boolean; // history: nothing is sent to anybody
}
export interface Ingested {
  readonly fresh: boolean;
  readonly receiptId: string;
  readonly documents: readonly DocumentReport[];
}

/** Files given by hand, through the very same pipeline as a channel; a folder means the files in it, by name. */
export async function ingest(services: Reading, paths: readonly string[], options: IngestOptions): Promise<Ingested[]> {
  const out: Ingested[] = [];
  for (const file of await filesOf(paths)) {
    const arrival = await arrivalOf(file, options);
    const { receiptId, fresh } = await keep(services, arrival);
    await processDocument(services, receiptId);
    const documents = await reportDocuments(services.db.pool, { receiptId }, options.withLines ?? false);
    out.push({ fresh, receiptId, documents });
  }
  return out;
}

/** What would become of a file, and what its sender would be told: the same way, then everything is taken back. */
export async function check(services: Reading, file: string, options: IngestOptions): Promise<readonly DocumentReport[]> {
  const [only] = await filesOf([file]);
  const arrival = await arrivalOf(only!, options);
  const client: PoolClient = await services.db.pool.connect();
  try {
    await client.query('begin');
    const unique = { ...arrival, arrivalKey: `${arrival.arrivalKey} check ${randomUUID()}` };
    const { receiptId } = await insertReceipt(client, unique, createHash('sha256').update(arrival.bytes).digest('hex'));
    const receipt = await lockReceipt(client, receiptId);
    await processReceipt(client, services, receipt!, only!);
    return await reportDocuments(client, { receiptId }, true);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

async function arrivalOf(file: string, options: IngestOptions): Promise<Arrival> {
  const bytes = await fs.readFile(file);
  const hash = createHash('sha256').update(bytes).digest('hex');
  return {
    channel: 'command-line',
    arrivalKey: `${hash} ${options.receivedAt}`,
    name: path.basename(file),
    receivedAt: options.receivedAt,
    bytes,
    ...(options.supplier === undefined ? {} : { supplier: options.supplier }),
    ...(options.withheld ? { withheld: true } : {}),
    origin: { path: path.resolve(file) },
  };
}

async function filesOf(paths: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const given of paths) {
    const stat = await fs.stat(given).catch(() => {
      throw new UsageError(`there is no file or folder ${given}`);
    });
    if (!stat.isDirectory()) out.push(path.resolve(given));
    else
      for (const name of (await fs.readdir(given)).sort())
        if (!name.startsWith('.')) out.push(...(await filesOf([path.join(given, name)])));
  }
  return out;
}
