import { LIMITS, NotOpened } from '../syntax/limits';
import { kindOf } from '../syntax/kind';
import { headerBlock } from '../syntax/mail-headers';
import type { Mail } from '../syntax/mime';
import { MimeHead } from '../syntax/mime-head';
import { pageText } from '../syntax/html-text';

/** A mail as people look at it: its headers, what it says as text, and what is attached. Nothing of it is markup. */
export interface ShownMail {
  readonly from: readonly string[];
  readonly subject: string;
  readonly sentAt: string | null;
  readonly headers: readonly { readonly name: string; readonly value: string }[];
  readonly text: string;
  readonly cut: boolean; // the text goes on
  readonly wasPage: boolean; // it is made of a page, since the mail has no plain text
  readonly attachments: readonly { readonly name: string; readonly bytes: number; readonly damage: string | null }[];
  readonly leftOut: readonly { readonly name: string; readonly as: string }[];
  readonly refused: string | null; // why nothing of it was read
}

const MOST_TEXT = 100_000;
const MOST_HEADERS = 200;
const LONGEST = 4000;

export const isMail = (bytes: Uint8Array, name: string): boolean => kindOf(bytes, name) === 'mail';

export async function showMail(bytes: Uint8Array): Promise<ShownMail> {
  const head = headersOf(bytes);
  let mail: Mail;
  try {
    const { readMail } = await import('../syntax/mime.js'); // a large library that most files never need
    mail = await readMail(bytes);
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error;
    const rest = { text: '', cut: false, wasPage: false, attachments: [], leftOut: [], sentAt: null };
    return { ...rest, from: [], subject: '', headers: head, refused: error.message };
  }
  const wasPage = mail.text.trim() === '' && mail.html !== '';
  const text = wasPage ? wordsOfPage(mail.html) : mail.text;
  return {
    from: mail.from,
    subject: mail.subject,
    sentAt: mail.sentAt,
    headers: head,
    text: text.slice(0, MOST_TEXT),
    cut: text.length > MOST_TEXT,
    wasPage,
    attachments: mail.attachments.map((a) => ({ name: a.name, bytes: a.bytes.length, damage: a.damage?.[1] ?? null })),
    leftOut: mail.leftOut,
    refused: mail.refused?.message ?? null,
  };
}

/** One of what is attached, by its number from 0; undefined where there is none. */
export async function attachedIn(bytes: Uint8Array, n: number): Promise<{ name: string; bytes: Uint8Array } | undefined> {
  const { readMail } = await import('../syntax/mime.js');
  const found = (await readMail(bytes)).attachments[n];
  return found && !found.damage ? { name: found.name, bytes: new Uint8Array(found.bytes) } : undefined;
}

/** Each header as it is on the wire, in its order, lines that were folded put together. */
function headersOf(bytes: Uint8Array): ShownMail['headers'] {
  const text = headerBlock(bytes.subarray(0, LIMITS.mailHeadBytes));
  return new MimeHead(text).listed.slice(0, MOST_HEADERS).map(([name, value]) => ({
    name,
    value: Buffer.from(value, 'latin1').toString().slice(0, LONGEST),
  }));
}

/** What a page says, without its tags, its styles and its scripts. */
export function wordsOfPage(html: string): string {
  const bare = html
    .slice(0, 4 * MOST_TEXT)
    .replace(/<!--[^]*?(-->|$)/g, '')
    .replace(/<(script|style|head|title)\b[^]*?(<\/\1\s*>|$)/gi, '')
    .replace(/<(br|\/p|\/div|\/tr|\/h\d|\/li)\b[^>]*>/gi, '\n')
    .replace(/<\/t[dh]\s*>/gi, '\t')
    .replace(/<[^>]*(>|$)/g, '');
  const lines = pageText(bare).split('\n');
  return lines
    .map((l) => l.trimEnd())
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}
