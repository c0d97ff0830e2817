import type { Dialer } from '../../../platform/dialer/dialer';
import type { ImapFlow } from 'imapflow';
import type { TokenSource } from '../../access/oauth/token-source';
import { ImapSession } from './session';
import type { ImapSettings } from './settings';

/** Connects, signs in and lists the folders that a look would need. Nothing is opened, marked or made. Throws what is wrong. */
export async function probeMailbox(settings: ImapSettings, dialer: Dialer, tokens?: TokenSource): Promise<string> {
  const session = new ImapSession(settings, dialer, () => undefined, tokens);
  try {
    const listed = await session.run('listing folders', (c: ImapFlow) => c.list({ statusQuery: { messages: true } }));
    const found = settings.folders.map((name) => ({ name, folder: listed.find((f) => f.path === name || f.pathAsListed === name) }));
    const missing = found.filter((f) => !f.folder).map((f) => f.name);
    if (missing.length > 0)
      throw new Error(`no such folder: ${missing.join(', ')}; the server has ${listed.map((f) => f.path).join(', ')}`);
    const has = found.map(({ name, folder }) => `${name} holds ${folder!.status?.messages ?? 'some'}`);
    const junk = settings.junk ? (listed.find((f) => f.specialUse === '\\Junk')?.path ?? 'none that the server names') : 'left out';
    return `signed in as ${settings.user}; ${has.join(', ')}; junk: ${junk}${moving(settings, listed)}`;
  } finally {
    await session.close();
  }
}

function moving({ after }: ImapSettings, listed: readonly { path: string; pathAsListed: string }[]): string {
  if (after === 'nothing' || !('move' in after)) return '';
  const there = listed.some((f) => f.path === after.move || f.pathAsListed === after.move);
  return `; what was taken goes to ${after.move}${there ? '' : ', which will be made'}`;
}
