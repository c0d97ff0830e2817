import { randomUUID } from 'node:crypto';
import { EVERYTHING } from '../access/sees';
import fs from 'node:fs/promises';
import path from 'node:path';
import { takenBack } from '../../database/transaction';
import { UsageError } from '../../platform/errors';
import { sha256Of } from '../../platform/sha256';
import { answer } from '../acks/answer';
import { answerBytes, type AnswerReport, reportAnswers } from '../acks/answers-list.store';
import { type WouldWrite, wouldWrite } from '../acks/reply/reply';
import { type DocumentReport, reportDocuments } from '../documents/document-report.store';
import type { Arrival } from '../documents/arrival';
import { keep } from '../documents/keep';
import { insertReceipt, lockReceipt } from '../documents/receipts.store';
import { annotatedFiles, type AnnotateTask } from './annotate-delivery';
import { asFile } from './look';
import { partsToAnswer } from './parts-to-answer';
import { processDocument } from './process-document';
import { orHeldBack, processReceipt, type Telling } from './process-receipt';
import type { Reading } from './reader';
import { saidToSender } from './said-to-sender';

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
  readonly failed?: string; // it is kept, and we could not read it: not the sender's fault
}

/**
 * Files given by hand, through the very same pipeline as a channel; a folder means the files in it, by name. One that we fail
 * on does not stop the others: it is kept with its job, which a running gateway tries again.
 */
export async function ingest(services: Reading, paths: readonly string[], options: IngestOptions): Promise<Ingested[]> {
  const out: Ingested[] = [];
  for (const file of await filesOf(paths)) {
    const arrival = await arrivalOf(file, options);
    const { receiptId, fresh } = await keep(services, arrival);
    const failed = await processDocument(services, receiptId).then(
      () => undefined,
      (error: Error) => `${arrival.name} is kept and could not be read: ${error.message}`,
    );
    const documents = await reportDocuments(services.db.pool, EVERYTHING, { receiptId }, options.withLines ?? false);
    out.push({ fresh, receiptId, documents, ...(failed === undefined ? {} : { failed }) });
  }
  return out;
}

export interface Checked {
  readonly documents: readonly DocumentReport[];
  readonly acknowledgements: readonly (AnswerReport & { readonly content: string | null })[]; // as they would leave, byte for byte
  readonly reply: WouldWrite | null; // what its sender would be written
}

/** What would become of a file, and what its sender would be told: the same way, then everything is taken back. */
export async function check(services: Reading, file: string, options: IngestOptions): Promise<Checked> {
  const arrival = await arrivalOf(file, options);
  return orHeldBack((telling) => checkOnce(services, arrival, path.resolve(file), telling));
}

/** The same of bytes that came by the web; they lie in a file of their own meanwhile, as the reading thread wants it. */
export async function checkBytes(services: Reading, name: string, bytes: Buffer, options: IngestOptions): Promise<Checked> {
  const arrival = { ...given(bytes, options), name, origin: {} };
  return asFile(bytes, (file) => orHeldBack((telling) => checkOnce(services, arrival, file, telling)));
}

const MOST_SHOWN = 100;
const checkOnce = (services: Reading, arrival: Given, file: string, telling: Telling): Promise<Checked> =>
  takenBack(services.db.pool, async (client) => {
    const unique = { ...arrival, arrivalKey: `${arrival.arrivalKey} check ${randomUUID()}` };
    const { receiptId } = await insertReceipt(client, unique, { sha256: sha256Of([arrival.bytes]), size: arrival.bytes.length });
    const receipt = (await lockReceipt(client, receiptId))!;
    const delivery = await processReceipt(client, services, receipt, file, null, telling);
    await answer(client, services, receipt, partsToAnswer(delivery));
    const acknowledgements = [];
    for (const a of await reportAnswers(client, EVERYTHING, { receiptId, limit: MOST_SHOWN })) {
      const found = await answerBytes(client, EVERYTHING, a.id);
      acknowledgements.push({ ...a, content: found?.bytes.toString('latin1') ?? null });
    }
    const { replies } = services;
    const said = { said: saidToSender(delivery), back: (task: AnnotateTask) => annotatedFiles(services, receipt, file, task) };
    const reply = replies ? await wouldWrite(client, { ...services, replies }, receipt, said) : null;
    const documents = await reportDocuments(client, EVERYTHING, { receiptId }, true);
    return { documents, acknowledgements: acknowledgements.reverse(), reply };
  });

type Given = Arrival & { readonly bytes: Buffer };
async function arrivalOf(file: string, options: IngestOptions): Promise<Given> {
  return { ...given(await bytesOf(file), options), name: path.basename(file), origin: { path: path.resolve(file) } };
}
const given = (bytes: Buffer, options: IngestOptions): Omit<Given, 'name' | 'origin'> => ({
  channel: 'command-line',
  arrivalKey: `${sha256Of([bytes])} ${options.receivedAt}`,
  receivedAt: options.receivedAt,
  bytes,
  ...(options.supplier === undefined ? {} : { supplier: options.supplier }),
  ...(options.withheld ? { withheld: true } : {}),
});

/** The bytes of a file that a person named; what is wrong with the name is told in their words. */
export async function bytesOf(file: string): Promise<Buffer> {
  return fs.readFile(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw new UsageError(`there is no file ${file}`);
    if (error.code === 'EISDIR') throw new UsageError(`${file} is a folder; a file is expected here`);
    throw new UsageError(`${file} cannot be read: ${error.message}`);
  });
}

/** The files that the paths mean: themselves, or what lies in a folder. */
export async function filesOf(paths: readonly string[]): Promise<string[]> {
  const out: string[] = [];
  for (const given of paths) {
    const stat = await fs.stat(given).catch((error: NodeJS.ErrnoException) => {
      throw new UsageError(error.code === 'ENOENT' ? `there is no file or folder ${given}` : `${given} cannot be read: ${error.message}`);
    });
    if (!stat.isDirectory()) out.push(path.resolve(given));
    else
      for (const name of (await fs.readdir(given)).sort())
        if (!name.startsWith('.')) out.push(...(await filesOf([path.join(given, name)])));
  }
  return out;
}
