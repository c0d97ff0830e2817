import type { FetchMessageObject, ImapFlow, MessageStructureObject } from 'imapflow';
import { AUTOMATIC_HEADERS, automaticOf, leftOutAs, type MailHead, type MailPart } from '../../../domain/mail/mail-head';
import { messageIdOf } from '../../../domain/mail/message-id';

const FIELDS = [...AUTOMATIC_HEADERS, 'message-id', 'x-crosscount-canary', 'x-crosscount-mail'];

/** A mail as far as it is known without its body. */
export interface ListedMail extends MailHead {
  readonly uid: number;
  readonly size: number;
  readonly internalDate: string | null;
  readonly header: (name: string) => string | undefined;
}
export type Likely = Pick<ListedMail, 'uid' | 'size' | 'internalDate' | 'messageId'>;

/** Headers and structure of a range of mails, never a body: `BODY.PEEK` of some header fields, and nothing is marked. */
export async function fetchHeads(client: ImapFlow, folder: string, uids: readonly number[]): Promise<ListedMail[]> {
  const query = { uid: true, size: true, internalDate: true, envelope: true, bodyStructure: true, headers: FIELDS };
  const out: ListedMail[] = [];
  for (const m of await client.fetchAll(rangeOf(uids), query, { uid: true })) {
    if (m.size === undefined) continue; // an update of flags that slipped in between
    const header = fieldsOf(m.headers);
    const { type, parameters } = m.bodyStructure ?? { type: 'text/plain' };
    const from = (m.envelope?.from ?? []).flatMap((a) => (a.address ? [a.address.toLowerCase()] : []));
    out.push({
      ...likelyOf(m, header),
      folder,
      from,
      subject: m.envelope?.subject ?? '',
      automatic: automaticOf(type.toLowerCase(), parameters?.['report-type'], header),
      parts: m.bodyStructure ? partsOf(m.bodyStructure, false) : [],
      header,
    });
  }
  return out;
}

/** The least that tells a mail from another: when a server has numbered ten thousand anew, each byte counts. */
export async function fetchLikenesses(client: ImapFlow, uids: readonly number[]): Promise<Likely[]> {
  const found = await client.fetchAll(rangeOf(uids), { uid: true, size: true, internalDate: true, headers: ['message-id'] }, { uid: true });
  return found.filter((m) => m.size !== undefined).map((m) => likelyOf(m, fieldsOf(m.headers)));
}

/** Less still: what tells that a number is another mail's now. */
export async function fetchSizes(client: ImapFlow, uids: readonly number[]): Promise<Pick<Likely, 'uid' | 'size' | 'internalDate'>[]> {
  const found = await client.fetchAll(rangeOf(uids), { uid: true, size: true, internalDate: true }, { uid: true });
  return found.filter((m) => m.size !== undefined).map((m) => likelyOf(m, () => undefined));
}

function likelyOf(m: FetchMessageObject, header: ListedMail['header']): Likely {
  const date = m.internalDate === undefined ? null : new Date(m.internalDate);
  return {
    uid: m.uid,
    size: m.size!,
    internalDate: date && !Number.isNaN(date.getTime()) ? date.toISOString() : null,
    messageId: messageIdOf(header('message-id'))?.slice(0, 500) ?? null,
  };
}

function fieldsOf(headers: Buffer | undefined): (name: string) => string | undefined {
  const fields = new Map<string, string>();
  const text = (headers?.toString('latin1') ?? '').replace(/\r?\n[ \t]+/g, ' ');
  for (const line of text.split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0 && !fields.has(line.slice(0, colon).trim().toLowerCase()))
      fields.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return (name) => fields.get(name);
}

function partsOf(node: MessageStructureObject, related: boolean): MailPart[] {
  const type = node.type.toLowerCase();
  if (node.childNodes && type.startsWith('multipart/'))
    return node.childNodes.flatMap((child, i) =>
      partsOf(child, type === 'multipart/related' ? i > 0 : related && !type.endsWith('/mixed')),
    );
  const name = node.dispositionParameters?.filename ?? node.parameters?.name ?? '';
  const disposition = node.disposition?.toLowerCase();
  const out = leftOutAs({ name, type, disposition, related, size: node.size });
  const isText = /^text\/(plain|html)$/.test(type) && name === '' && disposition !== 'attachment';
  return [{ name, type, fate: isText ? 'text' : (out ?? 'data') }];
}

/** `1:7,9,12:13`: ten thousand numbers in a line would be more than some servers read. */
export function rangeOf(uids: readonly number[]): string {
  const parts: string[] = [];
  for (let i = 0; i < uids.length;) {
    let j = i;
    while (j + 1 < uids.length && uids[j + 1] === uids[j]! + 1) j++;
    parts.push(i === j ? String(uids[i]) : `${uids[i]}:${uids[j]}`);
    i = j + 1;
  }
  return parts.join(',');
}

/** All numbers of the folder that is open: as ranges where the server can, else one by one. */
export async function listUids(client: ImapFlow): Promise<number[]> {
  const found = await client.search({ all: true }, { uid: true, returnOptions: ['ALL'] });
  if (!found) throw new Error('the server refused to list the folder');
  const numbers = Array.isArray(found) ? found : numbersOf(typeof found.all === 'string' ? found.all : '');
  return numbers.sort((a, b) => a - b);
}

function numbersOf(ranges: string): number[] {
  const out: number[] = [];
  for (const part of ranges === '' ? [] : ranges.split(',')) {
    const [a, b = a] = part.split(':').map(Number);
    if (!Number.isSafeInteger(a) || !Number.isSafeInteger(b) || Math.abs(b! - a!) + out.length > 5_000_000)
      throw new Error(`the server lists ${ranges.slice(0, 60)}, which is no list`);
    for (let n = Math.min(a!, b!); n <= Math.max(a!, b!); n++) out.push(n);
  }
  return out;
}
