import { annotated, type Mark, type MarkWords, MOST_BYTES } from '../../domain/acks/reply/annotate';
import { openSource } from '../../domain/syntax';
import type { ByteSource } from '../../domain/syntax/byte-source';
import type { Receipt } from '../documents/receipts.store';
import type { Reading } from './reader';
import type { BookTold } from './told';

export interface AnnotateTask {
  readonly marks: readonly Mark[];
  readonly words: MarkWords;
}
const MOST_BOOKS = 5; // of one mail

/** In the reading thread: opens the file once more, and writes what goes back of each list in it. */
export async function annotateDelivery(
  source: ByteSource,
  name: string,
  { marks, words }: AnnotateTask,
  tell: (told: BookTold) => void,
): Promise<void> {
  let left = MOST_BYTES;
  let books = 0;
  for (const part of await openSource(source, name)) {
    const own = marks.filter((m) => m.within === part.within);
    if (part.content.kind !== 'tables' || own.length === 0 || books === MOST_BOOKS) continue;
    const bytes = await annotated(part.content.tables, part.name, own, words);
    if (bytes === null || bytes.length > left) continue;
    left -= bytes.length;
    books += 1;
    tell({ tell: 'book', name: part.name, bytes: new Uint8Array(bytes) });
  }
}

/** What goes back with a reply; nothing where the file takes too long to be opened again: the reply itself says all. */
export async function annotatedFiles(
  services: Reading,
  receipt: Receipt,
  path: string,
  task: AnnotateTask,
): Promise<{ name: string; bytes: Uint8Array }[]> {
  const { receivedAt, name } = receipt;
  const told = services.readers.read({ path, name, receivedAt, charsets: services.edi.charsets, annotate: task }, () => Promise.resolve());
  const books: { name: string; bytes: Uint8Array }[] = [];
  for await (const t of told) {
    if (t.tell === 'book') books.push(t);
    else if (t.tell === 'failed') {
      services.log.warn({ receiptId: receipt.id }, `${name}: nothing is sent back with the reply: ${t.message}`);
      return [];
    }
  }
  return books;
}

/** What a mail says itself; nothing where it cannot be opened. */
export async function wordsOf(services: Reading, receipt: Receipt, path: string): Promise<string> {
  const { receivedAt, name } = receipt;
  let text = '';
  const told = services.readers.read({ path, name, receivedAt, charsets: services.edi.charsets, words: true }, () => Promise.resolve());
  for await (const t of told) if (t.tell === 'words') text = t.text;
  return text;
}
