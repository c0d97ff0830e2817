import { failpoint } from '../../../platform/failpoints';
import type { Tally } from '../channel';
import { takeBodies } from './bodies';
import { decideListed, linkKnown } from './decide';
import { listUids } from './heads';
import type { Looking } from './looking';
import { noticeReused } from './reused-numbers';
import { noteListed, openFolder, tallyOf } from './seen.store';
import { settleTaken } from './settle';

export interface Looked {
  readonly tally: Tally;
  readonly more: boolean; // there was more than fits into one look
}

/**
 * One folder, read-only: list by number, write down what is listed, decide by headers, fetch what is wanted; only then touch
 * what was kept. Flags are no work list: what a person has read in the meantime is still to be taken.
 */
export async function lookIntoFolder(at: Looking, path: string, until: number): Promise<Looked> {
  const box = await at.session.run(`opening ${path}`, (c) => c.mailboxOpen(path, { readOnly: true }));
  failpoint('mail.M1');
  const folder = { channel: at.channel, folder: path, uidvalidity: box.uidValidity.toString() };
  failpoint('mail.M2');
  const epoch = await openFolder(at.db, folder, at.now());
  if (epoch.fresh && epoch.before !== null)
    at.log.warn(`${at.channel}: the server has numbered the mails of ${path} anew (${epoch.before} is now ${folder.uidvalidity})`);
  const uids = await at.session.run(`listing ${path}`, listUids);
  failpoint('mail.M3');
  const fresh = await noteListed(at.db, folder, uids, at.now());
  if (fresh > 0 && epoch.before !== null) await linkKnown(at, folder, epoch.before);
  await noticeReused(at, folder, uids, box.uidNext);
  await decideListed(at, folder);
  const more = await takeBodies(at, folder, until);
  await settleTaken(at, folder);
  return { tally: await tallyOf(at.db, folder, uids), more };
}
