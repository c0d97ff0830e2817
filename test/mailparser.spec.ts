import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { simpleParser } from 'mailparser';
import { NotOpened } from '../src/domain/syntax/limits';
import { readMail } from '../src/domain/syntax/mime';

// mailparser as the peer of our own reader of mails, on every sample: the attachments that both name have the same bytes, and where
// the two differ, the reason stands here.
const SAMPLES = path.join(__dirname, '../samples/mail');
const REASONS: Readonly<Record<string, readonly string[]>> = {
  'it hands out what is left of a mail that was cut off': [
    'cut-before-the-first-part',
    'cut-before-the-last-line',
    'cut-between-parts',
    'cut-in-the-attachment',
    'cut-in-the-headers',
    'cut-in-the-second-attachment',
    'cut-within-the-last-line',
    'cut-without-parts',
    'inner-end-is-missing',
    'no-boundary',
  ],
  'it hands out what it could make of a damaged part': [
    'encoding-ends-in-the-middle',
    'encoding-that-there-is-not',
    'encoding-with-foreign-characters',
    'encoding-without-padding',
    'file-lies-elsewhere',
    'footer-behind-the-encoding',
    'quoted-printable-damaged',
    'quoted-printable-that-is-none',
    'table-in-the-text-beside-a-damaged-list',
  ],
  'it takes one of two senders, one of two mails, a piece for the whole': [
    'mailbox-of-two',
    'sent-in-pieces',
    'two-from-lines',
    'two-from-lines-otherwise-written',
  ],
  'it does not see the attachment, or not what is in it': [
    'blanks-behind-the-boundary',
    'comments-in-the-type',
    'semicolon-missing-before-the-boundary',
    'text-inline-with-a-name',
    'uuencoded-and-cut',
    'uuencoded-and-damaged',
    'uuencoded-as-the-encoding',
    'uuencoded-in-the-text',
    'uuencoded-twice-in-one-part',
  ],
  'it takes a mail within the mail for its text': [
    'bounce-of-exchange',
    'bounce-of-postfix',
    'complaint-by-a-provider',
    'digest-of-mails',
    'nodemailer-forwarded',
  ],
  'ours names what has no name, or one that a person could not open': [
    'forwarded-as-an-attachment',
    'forwarded-beside-a-list',
    'forwarded-three-times',
    'forwarded-too-often',
    'list-called-an-invitation',
    'list-of-another-type-among-alternatives',
    'names-oddly-quoted',
    'no-name-at-all',
  ],
  'it takes a name wrongly apart': ['names-by-percent', 'names-in-broken-words', 'names-in-sections', 'names-like-paths'],
};
const explained = new Map(Object.entries(REASONS).flatMap(([reason, cases]) => cases.map((c) => [c, reason])));

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
interface Seen {
  readonly attached: readonly string[];
  readonly leftOut: readonly string[];
}

async function ours(raw: Buffer): Promise<Seen> {
  try {
    const mail = await readMail(raw);
    const attached = mail.refused ? ['refused'] : mail.attachments.map((a) => `${a.name} ${a.damage ? 'damaged' : hash(a.bytes)}`);
    return { attached: attached.sort(), leftOut: mail.leftOut.map((l) => l.name) };
  } catch (error) {
    if (!(error instanceof NotOpened)) throw error;
    return { attached: ['refused'], leftOut: [] };
  }
}
async function theirs(raw: Buffer, leftOut: readonly string[]): Promise<readonly string[]> {
  const { attachments } = await simpleParser(raw, { skipHtmlToText: true, skipTextToHtml: true, skipImageLinks: true });
  const named = attachments.filter((a) => !leftOut.includes(a.filename ?? ''));
  return named.filter((a) => a.filename !== undefined || leftOut.length === 0).map((a) => `${a.filename ?? '-'} ${hash(a.content)}`).sort(); // prettier-ignore
}

test.each(fs.readdirSync(SAMPLES))('%s', async (name) => {
  const raw = fs.readFileSync(path.join(SAMPLES, name, 'in.eml'));
  const { attached, leftOut } = await ours(raw);
  const alike = JSON.stringify(attached) === JSON.stringify(await theirs(raw, leftOut));
  expect({ alike, reason: explained.get(name) }).toEqual({ alike, reason: alike ? undefined : expect.any(String) });
});
