import { failpoint } from '../../../platform/failpoints';
import { takeMail } from '../mail/take-mail';
import { silent } from './decide';
import { type Looking, nextTry } from './looking';
import { type Folder, noteTry, openMails, type OpenMail, writeFailed, writeTaken } from './seen.store';

const CHUNK = 256 * 1024;
const FETCHES = 3; // until the bytes are as many as the server said
const MESSAGE_MS = 300_000;
/** A failure that is the mail's weighs two, one in which we or the connection died weighs one: three tries, or six deaths. */
const GIVEN_UP_AT = 6;

class MailFault extends Error {}
class NothingFetched extends Error {}

/** Fetches what was decided to be worth it, the oldest first, until `until`; true: there is more. */
export async function takeBodies(at: Looking, folder: Folder, until: number): Promise<boolean> {
  for (const mail of await openMails(at.db, folder, at.now())) {
    if (mail.state !== 'waiting' || mail.size === null) continue;
    if (Date.now() > until) return true;
    await takeBody(at, folder, mail);
  }
  return false;
}

async function takeBody(at: Looking, folder: Folder, mail: OpenMail): Promise<void> {
  await noteTry(at.db, folder, mail.uid);
  let bytes: Buffer;
  try {
    bytes = await wholeMail(at, folder, mail);
  } catch (error) {
    return failed(at, folder, mail, error as Error);
  }
  try {
    await handOver(at, folder, mail, bytes);
  } catch (error) {
    // Our database or our disk: no fault of the mail, and no try.
    await writeFailed(at.db, folder, [mail.uid], { state: 'waiting', reason: 'to be fetched', weight: -1, nextAt: null }, at.now());
    throw error;
  }
}

async function handOver(at: Looking, folder: Folder, mail: OpenMail, bytes: Buffer): Promise<void> {
  const settled = at.settings.after === 'nothing' ? null : ('due' as const);
  const came = {
    channel: at.channel,
    arrivalKey: `${folder.folder} ${folder.uidvalidity} ${mail.uid}${mail.timesGiven > 1 ? ` ${mail.timesGiven}` : ''}`,
    receivedAt: at.now(),
    bytes,
    subject: mail.subject ?? '',
    supplier: at.settings.supplier,
    origin: {
      folder: folder.folder,
      uid: String(mail.uid),
      ...(mail.messageId === null ? {} : { message_id: mail.messageId }),
      ...(mail.sender === null ? {} : { from: mail.sender }),
      subject: mail.subject ?? '',
    },
  };
  await takeMail({ db: at.db, into: at.into }, came, (taken, client) =>
    writeTaken(client ?? at.db, folder, mail.uid, { ...taken, settled }, at.now()),
  );
  failpoint('mail.M12');
}

async function failed(at: Looking, folder: Folder, mail: OpenMail, error: Error): Promise<void> {
  if (error instanceof NothingFetched) return silent(at, folder, mail);
  const weight = error instanceof MailFault ? 1 : 0;
  const tries = mail.attempts + 1 + weight;
  const name = `${folder.folder} ${mail.uid}`;
  if (tries >= GIVEN_UP_AT) {
    at.log.error(`${at.channel}: ${name} was given up: ${error.message}`);
    await writeFailed(at.db, folder, [mail.uid], { state: 'quarantined', reason: error.message, weight, nextAt: null }, at.now());
  } else {
    at.log.warn(`${at.channel}: ${name}: ${error.message}; it will be tried again`);
    await writeFailed(at.db, folder, [mail.uid], { state: 'waiting', reason: error.message, weight, nextAt: nextTry(at, tries) }, at.now());
  }
  // The next mail needs a connection, and the folder open in it; where there is none to be had, the look ends here.
  await at.session.run(`opening ${folder.folder}`, (c) => c.mailboxOpen(folder.folder, { readOnly: true }));
}

/** As many bytes as the server said; a stretch of a mail taken for the whole would be a report with half its lines. */
async function wholeMail(at: Looking, folder: Folder, mail: OpenMail): Promise<Buffer> {
  let bytes: Buffer = Buffer.alloc(0);
  for (let n = 0; n < FETCHES; n++) {
    bytes = await fetchBody(at, folder, mail);
    if (bytes.length === mail.size) return bytes;
  }
  if (!at.settings.exact_size && bytes.length > 0) return bytes;
  throw new MailFault(`the server says that it has ${mail.size} bytes and hands out ${bytes.length}`);
}

async function fetchBody(at: Looking, folder: Folder, mail: OpenMail): Promise<Buffer> {
  const parts: Buffer[] = [];
  const began = Date.now();
  for (let start = 0; start === 0 || start < mail.size!; start += CHUNK) {
    if (Date.now() - began > MESSAGE_MS) throw new MailFault(`it could not be fetched within ${MESSAGE_MS / 1000} s`);
    const source = mail.size! > CHUNK ? { start, maxLength: CHUNK } : true;
    const found = await at.session.run(`fetching ${folder.folder} ${mail.uid}`, (c) =>
      c.fetchOne(String(mail.uid), { source }, { uid: true }),
    );
    if (!found || !found.source) {
      if (start === 0) throw new NothingFetched();
      break;
    }
    parts.push(found.source);
    if (source === true || found.source.length < CHUNK) break;
    failpoint('mail.M4');
  }
  return Buffer.concat(parts);
}
