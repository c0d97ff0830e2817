import { simpleParser } from 'mailparser';

const HEADER_BYTES = 256 * 1024;

/** The header block of a mail, as it is on the wire. */
export function headerBlock(bytes: Uint8Array): string {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, HEADER_BYTES));
  const end = /\r?\n\r?\n/.exec(head);
  return end ? head.slice(0, end.index) : head;
}

export interface MailEnvelope {
  readonly from: readonly string[];
  readonly subject: string;
  readonly messageId: string | null;
  readonly canary: string | null; // token of a test mail of ours
}

/** Who and what about, from the headers alone; the body is none of the receiving thread's business. */
export async function readMailHeaders(bytes: Uint8Array): Promise<MailEnvelope> {
  const mail = await simpleParser(Buffer.from(`${headerBlock(bytes)}\r\n\r\n`, 'latin1'));
  return {
    from: (mail.from?.value ?? []).flatMap((a) => [a, ...(a.group ?? [])]).flatMap((a) => (a.address ? [a.address.toLowerCase()] : [])),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? null,
    canary: mail.headers.has('x-crosscount-canary') ? String(mail.headers.get('x-crosscount-canary')) : null,
  };
}
