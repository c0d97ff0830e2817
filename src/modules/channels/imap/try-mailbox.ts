import type { ImapFlow } from 'imapflow';
import type { Dialer } from '../../../platform/dialer/dialer';
import type { TokenSource } from '../../access/oauth/token-source';
import { fateOf } from './decide';
import { fetchHeads, listUids, type ListedMail } from './heads';
import { ImapSession } from './session';
import type { ImapSettings } from './settings';

export interface MailFolder {
  readonly path: string;
  readonly messages: number | null; // null: the server does not say
  readonly use: string | null; // what the server says that it is for: inbox, junk, sent, …
}
/** The folders that there are, by name; nothing is opened by that. Throws what is wrong. */
export function listFolders(settings: ImapSettings, dialer: Dialer, tokens?: TokenSource): Promise<MailFolder[]> {
  return within(settings, dialer, tokens, async (session) => {
    const listed = await session.run('listing folders', (c: ImapFlow) => c.list({ statusQuery: { messages: true } }));
    return listed
      .filter((f) => !f.flags.has('\\Noselect') && !f.flags.has('\\NonExistent'))
      .map((f) => ({ path: f.path, messages: f.status?.messages ?? null, use: f.specialUse?.slice(1).toLowerCase() ?? null }));
  });
}

export interface TriedMail {
  readonly folder: string;
  readonly at: string | null;
  readonly from: string | null;
  readonly subject: string;
  readonly files: readonly string[];
  readonly size: number;
  readonly fate: 'taken' | 'automatic' | 'no_match' | 'too_large';
  readonly reason: string;
}
/**
 * What would become of the newest mails, by the very rules that a look goes by: headers only, folders opened read-only, and nothing
 * is written down, marked or moved.
 */
export function tryMailbox(settings: ImapSettings, newest: number, dialer: Dialer, tokens?: TokenSource): Promise<TriedMail[]> {
  return within(settings, dialer, tokens, async (session) => {
    const found: ListedMail[] = [];
    for (const folder of settings.folders) {
      await session.run(`opening ${folder}`, (c) => c.mailboxOpen(folder, { readOnly: true }));
      const uids = (await session.run(`listing ${folder}`, listUids)).slice(-newest);
      if (uids.length > 0) found.push(...(await session.run('reading headers', (c) => fetchHeads(c, folder, uids))));
    }
    const late = (m: ListedMail): string => m.internalDate ?? '';
    return found
      .sort((a, b) => (late(a) < late(b) ? 1 : late(a) > late(b) ? -1 : b.uid - a.uid))
      .slice(0, newest)
      .map((head) => triedOf(settings, head));
  });
}

function triedOf(settings: ImapSettings, head: ListedMail): TriedMail {
  const { state, reason } = fateOf(settings, head);
  const own = head.header('x-crosscount-mail') !== undefined || head.header('x-crosscount-canary') !== undefined;
  const fate = state === 'waiting' ? 'taken' : state === 'quarantined' ? 'too_large' : head.automatic || own ? 'automatic' : 'no_match';
  const files = head.parts.filter((p) => p.fate === 'data').map((p) => p.name || p.type);
  const { folder, internalDate: at, size } = head;
  return { folder, at, from: head.from[0] ?? null, subject: head.subject.slice(0, 200), files: files.slice(0, 20), size, fate, reason };
}

async function within<T>(
  settings: ImapSettings,
  dialer: Dialer,
  tokens: TokenSource | undefined,
  work: (session: ImapSession) => Promise<T>,
): Promise<T> {
  const session = new ImapSession(settings, dialer, () => undefined, tokens);
  try {
    return await work(session);
  } finally {
    await session.close();
  }
}
