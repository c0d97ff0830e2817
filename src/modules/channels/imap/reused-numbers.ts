import { fetchSizes } from './heads';
import type { Looking } from './looking';
import { chunks } from './decide';
import { type Folder, highestKnown, knownOf, listAgain } from './seen.store';

const NEWEST = 50;

/**
 * A number stands for one mail for ever, says the standard; a server that was restored from a backup gives some to others, and
 * not all of them say so by a new UIDVALIDITY. Size and date of what is known are compared: of all where the connection is new
 * or the next number lies behind one that we have seen, else of the newest.
 */
export async function noticeReused(at: Looking, folder: Folder, uids: readonly number[], uidNext: number): Promise<void> {
  const known = await knownOf(at.db, folder, uids);
  if (known.length === 0) return;
  const doubt = at.session.fresh || uidNext <= (await highestKnown(at.db, folder));
  const byUid = new Map((doubt ? known : known.slice(-NEWEST)).map((m) => [m.uid, m]));
  const others: number[] = [];
  for (const some of chunks([...byUid.keys()], 1000))
    for (const now of await at.session.run('reading sizes', (c) => fetchSizes(c, some))) {
      const was = byUid.get(now.uid);
      const another =
        (at.settings.exact_size && now.size !== was?.size) || (now.internalDate !== null && now.internalDate !== was?.internalDate);
      if (was && another) others.push(now.uid);
    }
  if (others.length === 0) return;
  at.log.warn(`${at.channel}: the server has given numbers of ${folder.folder} to other mails (UID_CONTENT_CHANGED): ${others.join(', ')}`);
  await listAgain(at.db, folder, others, at.now());
}
