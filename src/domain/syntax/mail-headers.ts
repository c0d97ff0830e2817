import { simpleParser } from 'mailparser';
import { LIMITS } from './limits';

/** The header block of a mail, as it is on the wire. */
export function headerBlock(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LIMITS.mailHeadBytes)).toString('latin1');
  const end = /\r?\n\r?\n/.exec(head);
  return end ? head.slice(0, end.index) : head;
}

export interface MailEnvelope {
  readonly from: readonly string[];
  readonly subject: string;
  readonly messageId: string | null;
  readonly sentAt: string | null; // ISO instant
  readonly canary: string | null; // token of a test mail of ours
}

/** Who and what about, from the headers alone; the body is none of the receiving thread's business. */
export async function readMailHeaders(bytes: Uint8Array): Promise<MailEnvelope> {
  const mail = await simpleParser(Buffer.from(`${headerBlock(bytes)}\r\n\r\n`, 'latin1'));
  return {
    from: (mail.from?.value ?? []).flatMap((a) => [a, ...(a.group ?? [])]).flatMap((a) => (a.address ? [a.address.toLowerCase()] : [])),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? null,
    sentAt: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : null,
    canary: mail.headers.has('x-crosscount-canary') ? String(mail.headers.get('x-crosscount-canary')) : null,
  };
}
