import { simpleParser } from 'mailparser';
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
const NOT_DATA =
  /^(text\/calendar|application\/(ics|pkcs7-signature|x-pkcs7-signature|pgp-signature|pgp-keys)|message\/(delivery-status|disposition-notification)|text\/rfc822-headers)/;

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
    const inText = a.related || (a.contentType.startsWith('image/') && a.contentDisposition !== 'attachment');
    if (inText || NOT_DATA.test(a.contentType) || a.content.length === 0) leftOut.push(name);
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

/** Answers that nobody wrote. A report that a system sends by itself ("auto-generated") is none of them. */
function automatic(headers: ReadonlyMap<string, unknown>): Mail['automatic'] {
  const type = headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  if (type?.value === 'multipart/report' && /delivery-status|disposition/i.test(type.params?.['report-type'] ?? '')) return 'bounce';
  const text = (name: string): string => String(headers.get(name) ?? '');
  if (/^auto-replied/i.test(text('auto-submitted')) || /^auto.?reply/i.test(text('precedence'))) return 'reply';
  return headers.has('x-autoreply') || headers.has('x-autorespond') ? 'reply' : null;
}
