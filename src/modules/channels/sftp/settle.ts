import { createHash } from 'node:crypto';
import { failpoint } from '../../../platform/failpoints';
import { isMissing } from '../../../platform/sftp/errors';
import { type OpenFile, type RemoteEntry, sameStamp, within } from '../../../platform/sftp/session';
import { type Listed, type Looking, say } from './looking';
import { asideName, type KeptFile } from './remote-files.store';

/**
 * What the settings want done with a file that was taken. It is put aside under a name of ours first and looked at there: a new
 * version may come under the old name at any moment, and one that is moved or deleted unread is lost. What cannot be moved
 * stays, and does not count again.
 */
export async function settle(at: Looking, file: Listed, kept: KeptFile): Promise<void> {
  if (at.settings.after === 'keep' || at.memory.isStuck(file)) return;
  const aside = within(folderOf(file.path), asideName(kept));
  try {
    await makeTarget(at, file.path);
    await at.session.rename(file.path, aside);
    failpoint('sftp.F5');
    await finish(at, aside, file.path, kept);
  } catch (error) {
    if (at.session.lost) throw error;
    if (isMissing(error)) return; // somebody else has taken it away
    at.memory.stick(file);
    const done = at.settings.after === 'delete' ? 'deleted' : 'moved';
    say(
      at,
      `${file.path} was taken, but cannot be ${done} (${(error as Error).message}); it stays and does not count again`,
      kept.receiptId,
    );
  }
}

/** What was put aside by one who did not live to end it, or whose connection broke. */
export async function settleAside(at: Looking, aside: Listed, kept: ReadonlyMap<string, KeptFile>): Promise<KeptFile | undefined> {
  const known = [...kept.values()].find((k) => asideName(k) === aside.name && folderOf(within('', k.path)) === folderOf(aside.below));
  if (!known) say(at, `${aside.path} was put aside by a gateway, and not by this one; it is left alone`);
  else if (!at.memory.isStuck(aside)) {
    const path = within(at.settings.folder, known.path);
    try {
      await makeTarget(at, path);
      await finish(at, aside.path, path, known);
    } catch (error) {
      if (at.session.lost) throw error;
      at.memory.stick(aside);
      say(at, `${aside.path}: ${(error as Error).message}`, known.receiptId);
    }
  }
  return known;
}

/** Before anything is put aside: where there is nowhere to go, a file keeps its name. */
async function makeTarget(at: Looking, path: string): Promise<void> {
  const { after } = at.settings;
  if (typeof after !== 'string') await at.session.makeFolder(targetOf(after.move, path));
}
const targetOf = (move: string, path: string): string => (move.startsWith('/') ? move : within(folderOf(path), move));

async function finish(at: Looking, aside: string, path: string, kept: KeptFile): Promise<void> {
  const { session, settings } = at;
  if (settings.after === 'keep' || !(await isThatVersion(at, await session.lstat(aside), kept))) return giveBack(at, aside, path);
  if (settings.after === 'delete') return session.remove(aside);
  await session.rename(aside, await freeName(at, targetOf(settings.after.move, path), nameOf(path)));
  failpoint('sftp.F8');
}

/** By its bytes where its time is another: some servers copy what they are asked to rename. */
async function isThatVersion(at: Looking, now: RemoteEntry, kept: KeptFile): Promise<boolean> {
  if (now.kind !== 'file' || now.size !== kept.size) return false;
  return sameStamp(now, kept) || (await hashOf(at, now)) === kept.sha256;
}

async function hashOf(at: Looking, file: RemoteEntry): Promise<string> {
  const open: OpenFile = await at.session.open(file.path, 'r');
  try {
    const hash = createHash('sha256');
    for await (const piece of at.session.read(open, 0, file.size)) hash.update(piece);
    return hash.digest('hex');
  } finally {
    await at.session.closeFile(open).catch(() => undefined);
  }
}

/** Nobody has read it: under its old name, or beside a still newer version. */
async function giveBack(at: Looking, aside: string, path: string): Promise<void> {
  const taken = await at.session.exists(path);
  await at.session.rename(aside, taken ? await freeName(at, folderOf(path), nameOf(path)) : path);
}

async function freeName(at: Looking, folder: string, name: string): Promise<string> {
  const dot = name.lastIndexOf('.');
  const [stem, ext] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, ''];
  for (let n = 1; ; n++) {
    const path = within(folder, n === 1 ? name : `${stem}.${n}${ext}`);
    if (!(await at.session.exists(path))) return path;
  }
}

const folderOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) || '/' : '');
const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
