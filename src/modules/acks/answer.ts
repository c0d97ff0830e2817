import type { PoolClient } from 'pg';
import { answersTo, type Due } from '../../domain/acks/answer';
import type { Frame } from '../../domain/acks/frame';
import { NotWritable } from '../../domain/acks/not-writable';
import type { Found } from '../../domain/acks/verdict';
import { failpoint } from '../../platform/failpoints';
import type { Logger } from '../../platform/logger';
import type { Receipt } from '../documents/receipts.store';
import { putInOutbox } from '../outbox/outbox.store';
import { acknowledgeOf, type Edi } from '../suppliers/edi';
import { answeredBefore, answersOfPart, countLeaves, insertAnswer, noteLeave, type Stored, type StoredState } from './answers.store';
import { allocateNumbers } from '../suppliers/control-numbers.store';
import { contentOf } from './content.store';
import { messageFor, type Partner, partnersOf, type Way, wayBack } from './way-back';

interface Interchange {
  readonly sender: string;
  readonly receiver: string;
  readonly control: string;
  readonly usage: string;
  readonly sha256: string;
}
export interface PartToAnswer {
  readonly part: number;
  readonly supplierId: string;
  readonly envelope: Interchange;
  readonly frame: Frame;
  readonly again: boolean; // here before, byte for byte
  readonly documents: readonly { readonly id: string; readonly message: number }[];
  readonly found: Omit<Found, 'content'>;
}
export interface Answering {
  readonly edi: Edi;
  readonly mailFrom?: string | undefined;
  readonly log: Logger;
}

const MOST_AGAIN = 3; // in a day: a partner that sends the same for ever is not answered for ever
const DAY_MS = 86_400_000;

/**
 * Answers the interchanges of a delivery in the transaction that posts them, under numbers that are taken in it: a number that is
 * rolled back is of nothing that left. Once for each delivery, however often it is read; what comes again byte for byte gets the
 * very bytes that were stored.
 */
export async function answer(client: PoolClient, services: Answering, receipt: Receipt, parts: readonly PartToAnswer[]): Promise<void> {
  if (parts.length === 0) return;
  const partners = await partnersOf(client, parts.map((p) => p.supplierId), receipt.origin.from); // prettier-ignore
  for (const part of parts) {
    const partner = partners.get(part.supplierId)!;
    if (part.again) await answerAgain(client, services, receipt, part, partner);
    else await answerPart(client, services, receipt, part, partner);
  }
}

async function answerPart(client: PoolClient, services: Answering, receipt: Receipt, part: PartToAnswer, partner: Partner): Promise<void> {
  const how = acknowledgeOf(services.edi, partner.code);
  const content = how.content === 'none' ? [] : await contentOf(client, part.documents);
  const due = answersTo(part.frame, { ...part.found, content }, how);
  if (due.length === 0 || (await answersOfPart(client, receipt.id, part.part)) > 0) return;
  const way = wayBack(receipt, partner, services.mailFrom, how.place);
  const state: StoredState = receipt.withheld ? 'withheld' : how.leave === 'preview' ? 'preview' : way === null ? 'to_fetch' : 'leaves';
  for (const one of due) {
    const stored = await store(client, receipt, part, one, state);
    failpoint('process.P8');
    if (stored.bytes === null) services.log.warn({ receiptId: receipt.id }, `${receipt.name} is not answered: ${stored.trouble}`);
    else if (how.leave === 'send' && way !== null) await leave(client, receipt, part, stored, way);
  }
}

async function store(client: PoolClient, receipt: Receipt, part: PartToAnswer, due: Due, state: StoredState): Promise<Stored> {
  const { envelope } = part;
  const numbers = await allocateNumbers(client, envelope.receiver, envelope.sender, due.groups);
  const written = write(due, numbers, receipt.receivedAt);
  return insertAnswer(client, {
    ...{ receiptId: receipt.id, part: part.part, kind: due.kind, supplierId: part.supplierId, ...envelope },
    ...{ verdict: due.word, says: due.says, numbers, groups: due.groups, madeAt: receipt.receivedAt },
    ...(Buffer.isBuffer(written) ? { bytes: written, trouble: null, state } : { bytes: null, trouble: written, state: 'not_written' }),
  });
}

/** The bytes, or why there are none: what was found cannot be said in the partner's own form. */
function write(due: Due, numbers: Parameters<Due['write']>[0], at: string): Buffer | string {
  try {
    return due.write(numbers, at);
  } catch (error) {
    if (!(error instanceof NotWritable)) throw error;
    return error.message;
  }
}

async function answerAgain(client: PoolClient, services: Answering, receipt: Receipt, part: PartToAnswer, partner: Partner): Promise<void> {
  const how = acknowledgeOf(services.edi, partner.code);
  if (how.leave !== 'send') return;
  const way = wayBack(receipt, partner, services.mailFrom, how.place);
  if (way === null) return;
  const since = new Date(Date.parse(receipt.receivedAt) - DAY_MS).toISOString();
  for (const stored of await answeredBefore(client, part.envelope)) {
    if ((await countLeaves(client, stored.id, since)) <= MOST_AGAIN) await leave(client, receipt, part, stored, way);
    else services.log.warn({ receiptId: receipt.id }, `${receipt.name} came too often in a day to be answered again`);
  }
}

async function leave(client: PoolClient, receipt: Receipt, { part }: PartToAnswer, stored: Stored, way: Way): Promise<void> {
  const common = {
    eventKey: `acknowledgement ${stored.id} ${receipt.id} ${part}`,
    about: { acknowledgement: stored.id, receipt: receipt.id },
    ...(receipt.withheld ? { withheld: true } : {}),
  };
  const [outboxId] = await putInOutbox(client, [messageFor(way, stored, receipt, common)], receipt.receivedAt);
  if (outboxId !== undefined) await noteLeave(client, stored.id, receipt, part, outboxId);
}
