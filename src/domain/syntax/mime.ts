import { automaticOf, type LeftOut, leftOutAs } from '../mail/mail-head';
import { type Kind, kindOf } from './kind';
import { LIMITS, megabytes, NotOpened } from './limits';
import { headerBlock, readMailHeaders } from './mail-headers';
import { type Decoded, decodePart, isUu, uuFiles } from './mime-decode';
import { MimeHead, parametersOf, textOf } from './mime-head';
import { type MimePart, partsOf, splitHead } from './mime-parts';

/** A file of a mail; `damage`: why it cannot be read, whatever else of the mail can. */
export interface Attachment extends Decoded {
  readonly name: string;
  readonly charset?: string; // in which its sender says that it is written
}

export interface Mail {
  readonly from: readonly string[]; // addresses; exactly one is a sender
  readonly subject: string;
  readonly messageId: string;
  readonly sentAt: string | null; // ISO instant
  readonly automatic: 'bounce' | 'reply' | null;
  readonly text: string; // what it says as plain text
  readonly html: string; // and as a page; either may be empty
  readonly twoTexts: boolean; // it says the same thing in two versions, which are not the same
  readonly attachments: readonly Attachment[];
  readonly leftOut: readonly { readonly name: string; readonly as: LeftOut }[];
  readonly signature: string | null; // name of the signature that came with it, which nobody checks here
  readonly refused?: NotOpened; // why nothing of it is read, though it says who sent it
}

/** A mail and what is attached to it; pictures in the text, calendars and signatures are left out, and named with the reason. */
export async function readMail(bytes: Uint8Array): Promise<Mail> {
  if (bytes.length > LIMITS.mailBytes)
    throw new NotOpened('file.too-big', `the mail has ${megabytes(bytes.length)}, and ${megabytes(LIMITS.mailBytes)} is the limit`);
  const raw = withoutMark(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const head = new MimeHead(splitHead(raw).head);
  if (head.count(`from`) > 1)
    throw new NotOpened('mail.several-senders', `the mail has ${head.count(`from`)} From lines, so nobody knows whose it is`);
  const { from, subject, messageId, sentAt } = await readMailHeaders(raw);
  const type = parametersOf(head.get('content-type'));
  return {
    ...{ from, subject, messageId: messageId ?? '', sentAt },
    automatic: automaticOf(type.value, type.get('report-type'), (name) => head.get(name)),
    ...contentOf(raw),
  };
}

/** Whether what was signed is the inside of a mail: nothing but headers before its first empty line, and among them what it is. */
export function isMailContent(content: Uint8Array): boolean {
  const lines = headerBlock(content).trimEnd().split(/\r?\n/);
  return lines.every((l) => /^([ \t]|[!-9;-~]+[ \t]*:)/.test(l)) && lines.some((l) => /^(mime-version|content-[a-z-]+)[ \t]*:/i.test(l));
}

type Content = Pick<Mail, 'text' | 'html' | 'twoTexts' | 'attachments' | 'leftOut' | 'signature' | 'refused'>;

function contentOf(raw: Buffer): Content {
  const found = new Found();
  try {
    for (const part of partsOf(raw)) found.take(part);
    const { texts, pages, leftOut, signature } = found;
    const twoTexts = texts.doubtful || pages.doubtful;
    return { text: texts.joined(), html: pages.joined(), twoTexts, attachments: found.files(), leftOut, signature };
  } catch (refused) {
    if (!(refused instanceof NotOpened)) throw refused;
    return { text: '', html: '', twoTexts: false, attachments: [], leftOut: [], signature: null, refused };
  }
}

/** The line that a mailbox file puts before each mail (`From a@b Mon Nov 16 …`); a file of several mails is not one. */
function withoutMark(raw: Buffer): Buffer {
  let start = 0;
  while (start < raw.length && raw[start]! <= 32) start += 1;
  if (start > 0) return withoutMark(raw.subarray(start));
  if (raw.toString('latin1', 0, 5) !== 'From ') return raw;
  const more =
    raw.toString('latin1').match(/\n\r?\nFrom [^\r\n]{0,200}\d\d:\d\d[^\r\n]{0,60}\d{4}[^\r\n]{0,60}\r?\n[!-9;-~]{1,100}:/g)?.length ?? 0;
  if (more > 0) throw new NotOpened('file.unsupported', `this is a mailbox of ${more + 1} mails; please hand over each mail by itself`);
  return raw.subarray(raw.indexOf(10) + 1);
}

/** Texts of a mail that follow one another, and versions of the same one, of which the last is the best (RFC 2046). */
class Texts {
  doubtful = false;
  private readonly texts: { text: string; of: number }[] = [];

  add({ parent, within }: MimePart, text: string): void {
    const of = within.at(-1) === 'multipart/alternative' ? parent : 0;
    const before = of === 0 ? undefined : this.texts.find((t) => t.of === of);
    if (!before) return void this.texts.push({ text, of });
    const [a, b] = [before.text, text].map((t) => t.replace(/\s+/g, ''));
    if (a !== b) this.doubtful = true;
    before.text = text;
  }

  joined(): string {
    return this.texts.map((t) => t.text).join('\n');
  }
}

class Found {
  readonly texts = new Texts();
  readonly pages = new Texts();
  readonly leftOut: { name: string; as: LeftOut }[] = [];
  signature: string | null = null;
  private readonly attachments: Attachment[] = [];
  private damagedText: Decoded['damage'];

  take(part: MimePart): void {
    if (part.type === 'message/partial') throw new NotOpened('file.unsupported', PIECE);
    const decoded: Decoded =
      part.type === 'message/external-body'
        ? { bytes: Buffer.alloc(0), damage: ['file.unsupported', ELSEWHERE] }
        : decodePart(part.encoding, part.raw, part.within.length === 0);
    const disposition = part.disposition.value;
    const attached = part.name !== undefined || disposition === 'attachment';
    if (/^text\/(plain|html)$/.test(part.type) && !attached) return this.words(part, decoded);
    const name = part.name ?? nameOf(part, this.attachments.length + 1);
    const as = alternative(part, attached)
      ? 'alternative'
      : leftOutAs({ ...part, name, disposition, related: related(part), size: part.raw.length });
    if (as !== null && (decoded.damage !== undefined || isWhatItSays(as, decoded.bytes, name))) {
      if (as === 'signature') this.signature = name;
      this.leftOut.push({ name, as });
      return;
    }
    const uu = isUu(part.encoding) ? uuFiles(part.raw.toString('latin1')).files : [];
    if (uu.length > 1) return void this.attachments.push(...uu.map((file, i) => (i === 0 && part.name ? { ...file, name } : file)));
    const charset = part.type.startsWith('text/') ? part.parameters.get('charset') : undefined;
    this.attachments.push({
      name: part.type === 'message/rfc822' && !/\.(eml|mail)$/i.test(name) ? `${name}.eml` : name,
      ...decoded,
      ...(charset === undefined ? {} : { charset }),
    });
  }

  files(): Attachment[] {
    if (this.attachments.length === 0 && this.damagedText) {
      const [code, detail] = this.damagedText;
      throw new NotOpened(code, `the text of the mail cannot be read: ${detail}`);
    }
    return this.attachments;
  }

  private words(part: MimePart, { bytes, damage }: Decoded): void {
    if (Math.max(part.raw.length, bytes.length) > LIMITS.mailTextBytes) return void (this.damagedText ??= TOO_LONG); // attachments count
    this.damagedText ??= damage;
    if (isUu(part.encoding)) {
      const { files } = uuFiles(part.raw.toString('latin1'));
      if (files.length > 1) return void this.attachments.push(...files);
    }
    const wide = textOf(bytes, part.parameters.get('charset'));
    if (part.type === 'text/html') return this.pages.add(part, wide);
    const { files, rest } = uuFiles(bytes.toString('latin1'));
    if (files.length > 0) this.attachments.push(...files);
    const text = files.length > 0 ? textOf(Buffer.from(rest, 'latin1'), part.parameters.get('charset')) : wide;
    const flowed = part.parameters.get('format')?.toLowerCase() === 'flowed';
    this.texts.add(part, flowed ? unflowed(text, part.parameters.get('delsp')?.toLowerCase() === 'yes') : text);
  }
}

const TOO_LONG: Decoded['damage'] = [
  'file.too-big',
  `it is longer than ${megabytes(LIMITS.mailTextBytes)}; please attach the list as a file`,
];
const PIECE = 'the mail is one piece of a mail that was sent in several; please send it as one';
const ELSEWHERE = 'the mail only says where this file lies; please attach the file itself';

const nameOf = (part: MimePart, number: number): string => {
  if (part.type === 'message/rfc822') return 'message.eml';
  if (/pkcs7-mime$/.test(part.type)) return 'smime.p7m';
  return /pkcs7-signature$/.test(part.type) ? 'smime.p7s' : part.id?.replace(/[<>]/g, '') || `attachment-${number}`;
};

/** The same text once more, for programs that show it another way; anything else among the alternatives is a file. */
const alternative = (part: MimePart, attached: boolean): boolean =>
  !attached &&
  part.within.at(-1) === 'multipart/alternative' &&
  /^text\/(enriched|richtext|rtf|watch-html|x-amp-html|(x-)?(web-)?markdown)$/.test(part.type);

const LISTS: readonly Kind[] = ['x12', 'edifact', 'workbook', 'zip', 'gz', 'tar', 'tnef', 'mail', 'text', 'html', 'json'];

/** A list whose sender's program calls it a picture or an invitation must not be left out without a word. */
function isWhatItSays(as: LeftOut, bytes: Buffer, name: string): boolean {
  if (as === 'picture') return !LISTS.includes(kindOf(bytes, name));
  if (as === 'calendar') return /^\W*BEGIN:VCALENDAR/i.test(bytes.toString('latin1', 0, 200)) || !LISTS.includes(kindOf(bytes, name));
  return as !== 'signature' || /^\s*-----BEGIN /.test(bytes.toString('latin1', 0, 200)) || !LISTS.includes(kindOf(bytes, name));
}

const related = (part: MimePart): boolean => part.within.at(-1) === 'multipart/related' && !part.first;

/** Lines that were broken to be sent are put together again (RFC 3676): a line that ends in a blank goes on in the next one. */
function unflowed(text: string, drop: boolean): string {
  const out: string[] = [];
  let held = ''; // joined now and then: millions of lines, each a string of its own, would fill the memory
  let open: string | undefined; // the marks of the quotation that goes on
  for (let at = 0; at <= text.length;) {
    const found = text.indexOf('\n', at);
    const end = found < 0 ? text.length : found;
    const line = text.slice(at, end > at && text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    const marks = /^>*/.exec(line)![0];
    const body = line.slice(marks.length).replace(/^ /, '');
    const isSignature = body === '-- ';
    if (open === marks && !isSignature) held += drop ? '' : ' ';
    else held += `${open === undefined ? '' : ' '}${at === 0 ? '' : '\n'}${marks === '' ? '' : `${marks} `}`;
    open = body.endsWith(' ') && !isSignature ? marks : undefined;
    held += open === undefined ? body : body.slice(0, -1);
    if (held.length > 65_536) {
      out.push(held);
      held = '';
    }
    at = end + 1;
  }
  return out.join('') + held + (open === undefined ? '' : ' ');
}
