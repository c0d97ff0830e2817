import { simpleParser } from 'mailparser';
import type { Entry } from './zip';

export interface Mail {
  readonly from: readonly string[]; // addresses; exactly one is a sender
  readonly subject: string;
  readonly autoReply: boolean;
  readonly attachments: readonly Entry[];
}
const NOT_DATA = /^(image\/|text\/calendar|application\/(pkcs7-signature|pgp-signature|ms-tnef)|text\/html)/;

/** A mail and what is attached to it; pictures in the text, calendars and signatures are no attachments. */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  const mail = await simpleParser(Buffer.from(bytes), { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const attachments = mail.attachments
    .filter((a) => !(a.related || NOT_DATA.test(a.contentType)))
    .map((a, i) => ({
      name: a.filename ?? (a.contentType === 'message/rfc822' ? `message-${i + 1}.eml` : `attachment-${i + 1}`),
      bytes: a.content as Uint8Array,
    }));
  const auto = mail.headers.get('auto-submitted');
  return {
    from: (mail.from?.value ?? []).flatMap((a) => (a.address ? [a.address.toLowerCase()] : [])),
    subject: mail.subject ?? '',
    autoReply: typeof auto === 'string' && !/^no$/i.test(auto),
    attachments,
  };
}
