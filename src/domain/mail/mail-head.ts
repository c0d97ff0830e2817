/** Why a part of a mail is no candidate for data; each is counted, so that nobody wonders where it went. */
export type LeftOut = 'picture' | 'calendar' | 'signature' | 'notice' | 'empty';

export interface MailPart {
  readonly name: string;
  readonly type: string;
  readonly fate: 'data' | 'text' | LeftOut;
}

/** What a mail says of itself before its body is fetched: enough to decide whether it is worth it. */
export interface MailHead {
  readonly folder: string;
  readonly from: readonly string[]; // addresses in lower case
  readonly subject: string;
  readonly messageId: string | null;
  readonly automatic: 'bounce' | 'reply' | null;
  readonly parts: readonly MailPart[];
}

const SIGNATURE = /^application\/(pkcs7-signature|x-pkcs7-signature|pgp-signature|pgp-keys)$/;
const NOTICE = /^(message\/(delivery-status|disposition-notification)|text\/rfc822-headers)$/;

interface Part {
  readonly type: string;
  readonly disposition: string | undefined;
  readonly related: boolean; // the text refers to it
  readonly size: number | undefined;
}

/** What of a mail cannot be a list: pictures in the text and logos, invitations, signatures, what came with a bounce. */
export function leftOutAs(part: Part): LeftOut | null {
  if (part.related || (part.type.startsWith('image/') && part.disposition !== 'attachment')) return 'picture';
  if (/^(text\/calendar|application\/ics)$/.test(part.type)) return 'calendar';
  if (SIGNATURE.test(part.type)) return 'signature';
  if (NOTICE.test(part.type)) return 'notice';
  return part.size === 0 ? 'empty' : null;
}

/** Answers that nobody wrote (RFC 3834, RFC 3464). A report that a system sends by itself ("auto-generated") is none of them. */
export function automaticOf(
  type: string,
  reportType: string | undefined,
  header: (name: string) => string | undefined,
): MailHead['automatic'] {
  if (type === 'multipart/report' && /delivery-status|disposition/i.test(reportType ?? '')) return 'bounce';
  if (/^auto-replied/i.test(header('auto-submitted') ?? '') || /^auto.?reply/i.test(header('precedence') ?? '')) return 'reply';
  return header('x-autoreply') !== undefined || header('x-autorespond') !== undefined ? 'reply' : null;
}
