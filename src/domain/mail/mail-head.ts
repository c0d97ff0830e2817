/** Why a part of a mail is no candidate for data; each is counted, so that nobody wonders where it went. */
export type LeftOut = 'picture' | 'calendar' | 'signature' | 'notice' | 'alternative' | 'empty';

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
const NOTICE = /^(message\/(delivery-status|disposition-notification|feedback-report)|text\/rfc822-headers|application\/pgp-encrypted)$/;

/** Names under which lists and archives of them are sent, whatever type the program that attached them gave them. */
const LIST = /\.(csv|tsv|txt|xls[xmb]?|ods|xml|json|edi|x12|edifact|zip|gz|tgz|tar|eml|dat)$/i;

interface Part {
  readonly name: string;
  readonly type: string;
  readonly disposition: string | undefined;
  readonly related: boolean; // the text refers to it
  readonly size: number | undefined;
}

/**
 * What of a mail cannot be a list: pictures in the text and logos, invitations, signatures, what came with a bounce. A sheet that
 * some programs attach as a relative of the text is none of these; nor is a list that was attached and arrived empty.
 */
export function leftOutAs(part: Part): LeftOut | null {
  const list = LIST.test(part.name);
  if (!list && part.type.startsWith('image/') && (part.related || part.disposition !== 'attachment')) return 'picture';
  if (!list && /^(text\/calendar|application\/ics)$/.test(part.type)) return 'calendar';
  if (SIGNATURE.test(part.type)) return 'signature';
  if (NOTICE.test(part.type)) return 'notice';
  return part.size === 0 && part.disposition !== 'attachment' ? 'empty' : null;
}

/** Headers that tell what nobody wrote; a channel that fetches headers alone fetches these. */
export const AUTOMATIC_HEADERS = [
  'auto-submitted',
  'precedence',
  'x-autoreply',
  'x-autorespond',
  'x-failed-recipients',
  'return-path',
  `from`,
  'subject',
];

const DAEMON = /\b(mailer-daemon|mail-daemon|mdaemon)\b/i;
const POSTMASTER = /\bpostmaster@/i;
const FAILED = /undeliver|not delivered|deliver(y|ed)|failure notice|returned mail|unzustellbar|zustellung|non remis|no se puede entregar/i;
const ABSENT =
  /^(automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office|automatische antwort|abwesenheit|r[ée]ponse automatique|respuesta autom[áa]tica|risposta automatica|automatisch antwoord)/i;

/**
 * Answers that nobody wrote (RFC 3834, RFC 3464), and the dialects of mail servers older than both. A report that a system sends
 * by itself ("auto-generated") is none of them.
 */
export function automaticOf(
  type: string,
  reportType: string | undefined,
  header: (name: string) => string | undefined,
): MailHead['automatic'] {
  if (type === 'multipart/report' && /delivery-status|disposition|feedback|tlsrpt/i.test(reportType ?? '')) return 'bounce';
  if (type === 'message/delivery-status' || type === 'message/disposition-notification') return 'bounce';
  const [from, subject] = [header(`from`) ?? '', header('subject') ?? ''];
  if (header('x-failed-recipients') !== undefined || DAEMON.test(from)) return 'bounce';
  if (POSTMASTER.test(from) && (/^\s*<\s*>/.test(header('return-path') ?? '') || FAILED.test(subject))) return 'bounce';
  const submitted = header('auto-submitted') ?? '';
  if (/^auto-replied/i.test(submitted) || /^auto.?reply/i.test(header('precedence') ?? '')) return 'reply';
  if (/^auto/i.test(submitted) && ABSENT.test(subject)) return 'reply';
  return header('x-autoreply') !== undefined || header('x-autorespond') !== undefined ? 'reply' : null;
}
