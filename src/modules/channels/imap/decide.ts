import { decideMail } from '../../../domain/mail/mail-rules';
import { canaryArrived } from '../mail/canary.store';
import { fetchHeads, fetchLikenesses, type ListedMail } from './heads';
import { type Looking, nextTry } from './looking';
import type { ImapSettings } from './settings';
import { type DecidedMail, type Folder, linkToBefore, openMails, type OpenMail, writeDecided, writeFailed } from './seen.store';

const AT_ONCE = 200; // mails whose heads are asked for in one command
const UNFETCHABLE_AFTER_LOOKS = 60;

/** Mails that the server numbered anew take over what became of them, for a few bytes each. */
export async function linkKnown(at: Looking, folder: Folder, before: string): Promise<void> {
  const listed = (await openMails(at.db, folder, at.now())).filter((m) => m.state === 'listed').map((m) => m.uid);
  for (const uids of chunks(listed, 1000)) {
    const likely = await at.session.run('reading headers', (c) => fetchLikenesses(c, uids));
    const rows = likely.map((m) => ({ uid: m.uid, message_id: m.messageId, size: m.size, internal_date: m.internalDate }));
    await linkToBefore(at.db, folder, before, rows, at.now());
  }
}

/** Headers first: which mails are worth their bodies, and for all the others, why not. */
export async function decideListed(at: Looking, folder: Folder): Promise<void> {
  const open = (await openMails(at.db, folder, at.now())).filter((m) => m.state === 'listed' || m.size === null);
  const byUid = new Map(open.map((m) => [m.uid, m]));
  for (const uids of chunks([...byUid.keys()], AT_ONCE)) {
    const heads = await headsOf(at, folder, uids);
    const decided: DecidedMail[] = [];
    for (const head of heads) decided.push(await decide(at, head));
    await writeDecided(at.db, folder, decided, at.now());
    const answered = new Set(heads.map((h) => h.uid));
    for (const uid of uids) if (!answered.has(uid)) await silent(at, folder, byUid.get(uid)!);
  }
}

/** One mail that the server or the parser chokes on must not hide the 199 beside it: halves, until it stands alone. */
async function headsOf(at: Looking, folder: Folder, uids: readonly number[]): Promise<ListedMail[]> {
  try {
    return await at.session.run('reading headers', (c) => fetchHeads(c, folder.folder, uids));
  } catch (error) {
    if (uids.length === 1) return [];
    at.log.warn(`${at.channel}: ${(error as Error).message}; asking for fewer at once`);
    await at.session.run(`opening ${folder.folder}`, (c) => c.mailboxOpen(folder.folder, { readOnly: true }));
    const half = Math.ceil(uids.length / 2);
    return [...(await headsOf(at, folder, uids.slice(0, half))), ...(await headsOf(at, folder, uids.slice(half)))];
  }
}

async function decide(at: Looking, head: ListedMail): Promise<DecidedMail> {
  const leftOut: Record<string, number> = {};
  for (const p of head.parts) if (p.fate !== 'data' && p.fate !== 'text') leftOut[p.fate] = (leftOut[p.fate] ?? 0) + 1;
  return {
    uid: head.uid,
    ...(await fate(at, head)),
    size: head.size,
    internal_date: head.internalDate,
    message_id: head.messageId,
    sender: head.from[0] ?? null,
    subject: head.subject.slice(0, 500),
    left_out: Object.keys(leftOut).length > 0 ? leftOut : null,
  };
}

async function fate(at: Looking, head: ListedMail): Promise<Pick<DecidedMail, 'state' | 'reason' | 'settled'>> {
  const { settings } = at;
  const token = head.header('x-crosscount-canary');
  if (token !== undefined && (await canaryArrived(at.db, at.channel, token, at.now())))
    return { state: 'canary', reason: 'our own test mail', settled: settings.after === 'nothing' ? null : 'due' };
  const { state, reason } = fateOf(settings, head);
  if (state === 'quarantined')
    at.log.error(`${at.channel}: ${head.folder} ${head.uid} has ${head.size} bytes, more than ${settings.max_mb} MB, and was not fetched`);
  return { state, reason: state === 'waiting' ? `${reason}; to be fetched` : reason, settled: null };
}

/** What becomes of a mail by what it says of itself; also for one that is only looked at. */
export function fateOf(
  settings: Pick<ImapSettings, 'since' | 'rules' | 'max_mb'>,
  head: ListedMail,
): { readonly state: 'waiting' | 'skipped' | 'quarantined'; readonly reason: string } {
  if (head.header('x-crosscount-mail') !== undefined) return { state: 'skipped', reason: 'one of our own mails' };
  if (settings.since && head.internalDate !== null && head.internalDate < settings.since)
    return { state: 'skipped', reason: `before ${settings.since}` };
  const { take, reason } = decideMail(head, settings.rules);
  if (!take) return { state: 'skipped', reason };
  if (head.size > settings.max_mb * 1024 * 1024) return { state: 'quarantined', reason: `larger than ${settings.max_mb} MB` };
  return { state: 'waiting', reason };
}

/** The server lists it and says nothing when asked for it: asked again, further and further apart, and told after an hour. */
export async function silent(at: Looking, folder: Folder, mail: OpenMail): Promise<void> {
  const now = at.now();
  const over = Date.parse(now) - mail.firstSeenAt.getTime() >= UNFETCHABLE_AFTER_LOOKS * at.settings.every_seconds * 1000;
  const reason = `listed, not fetchable: the server names it and returns nothing for it`;
  if (over) at.log.error(`${at.channel}: ${folder.folder} ${mail.uid} is listed by the server and cannot be fetched`);
  const as = over
    ? ({ state: 'unfetchable', reason, weight: 1, nextAt: null } as const)
    : ({ state: 'waiting', reason, weight: 1, nextAt: nextTry(at, mail.attempts) } as const);
  await writeFailed(at.db, folder, [mail.uid], as, now);
}

export function chunks<T>(list: readonly T[], size: number): T[][] {
  const out: T[][] = [];
  for (let i = 0; i < list.length; i += size) out.push(list.slice(i, i + size));
  return out;
}
