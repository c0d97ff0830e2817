import { simpleParser } from 'mailparser';
import { automaticOf, leftOutAs } from '../mail/mail-head';
import { LIMITS, megabytes, NotOpened } from './limits';
import { checkMail } from './mail-check';
import type { Entry } from './zip';

export interface Mail {
  readonly from: readonly string[]; // addresses; exactly one is a sender
  readonly subject: string;
  readonly messageId: string;
  readonly sentAt: string | null; // ISO instant
  readonly automatic: 'bounce' | 'reply' | null;
  readonly text: string;
  readonly attachments: readonly Entry[];
  readonly leftOut: readonly string[]; // pictures in the text, calendars, signatures
}

/** A mail and what is attached to it; pictures in the text, calendars and signatures are left out, and named. */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  if (bytes.length > LIMITS.mailBytes)
    throw new NotOpened('file.too-big', `the mail has ${megabytes(bytes.length)}, and ${megabytes(LIMITS.mailBytes)} is the limit`);
  const raw = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  checkMail(raw.toString('latin1'));
  const mail = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const attachments: Entry[] = [];
  const leftOut: string[] = [];
  for (const a of mail.attachments) {
    const name = a.filename ?? (a.contentType === 'message/rfc822' ? 'message.eml' : `attachment-${attachments.length + 1}`);
    const part = { type: a.contentType, disposition: a.contentDisposition, related: a.related, size: a.content.length };
    if (leftOutAs(part) !== null) leftOut.push(name);
    else attachments.push({ name, bytes: a.content as Uint8Array });
  }
  return {
    from: (mail.from?.value ?? []).flatMap((a) => [a, ...(a.group ?? [])]).flatMap((a) => (a.address ? [a.address.toLowerCase()] : [])),
    subject: mail.subject ?? '',
    messageId: mail.messageId ?? '',
    sentAt: mail.date && !Number.isNaN(mail.date.getTime()) ? mail.date.toISOString() : null,
    automatic: automatic(mail.headers),
    text: mail.text ?? '',
    attachments,
    leftOut,
  };
}

function automatic(headers: ReadonlyMap<string, unknown>): Mail['automatic'] {
  const type = headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  const header = (name: string): string | undefined => (headers.has(name) ? String(headers.get(name)) : undefined);
  return automaticOf(type?.value ?? '', type?.params?.['report-type'], header);
}
